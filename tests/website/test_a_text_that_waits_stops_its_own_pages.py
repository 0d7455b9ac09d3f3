"""Outside the demo a text that nobody has approved stops the pages that show it, and no others."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from tests.small_pack import approve, unapprove
from tryggvei.website.actions.bake import NotPublishable, bake_all
from tryggvei.website.api import current_bake
from tryggvei.website.rules.server_files import POLICY
from tryggvei.website.rules.waiting import Waiting, most_dangerous_first


@pytest.fixture(autouse=True)
def pack(small: Path, settings: Any) -> Path:
    """Return the small pack; the house is in production, and all of the pack is approved."""
    settings.TRYGGVEI_MODE = "production"
    return small


def shown(address: str) -> str:
    """Return the page at an address."""
    bake = current_bake()
    assert bake is not None
    return (bake / "pages" / address.strip("/") / "index.html").read_text()


def waiting() -> dict[str, bool]:
    """Bake; return the addresses that wait, and whether their last good form is kept."""
    return {one.path: one.kept for one in bake_all().waiting}


def change(file: Path, old: str, new: str, *, approved: bool = True) -> None:
    """Change a text of the pack."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    if not approved:
        unapprove(file)


def correct(pack: Path) -> None:
    """Correct the number of the line that the front page shows; no such number is in use."""
    change(
        pack / "felles/help/vo-linjen.yaml",
        '{display: "116 006", dial: "116006"}',
        '{display: "116 999", dial: "116999"}',
    )


@pytest.mark.parametrize(
    "file",
    [
        "felles/cards/frivillig.yaml",
        "felles/card-roles.yaml",
        "felles/case-ids.yaml",
    ],
)
def test_what_no_page_shows_stops_no_page(pack: Path, file: str) -> None:
    unapprove(pack / file)
    assert waiting() == {}


def test_a_corrected_number_never_waits_for_another_text(pack: Path) -> None:
    bake_all()
    change(pack / "felles/pages/nb/spor.md", "Slett det", "Slett alt", approved=False)
    unapprove(pack / "felles/search/nb.yaml")
    unapprove(pack / "felles/guides/voksen.yaml")
    correct(pack)
    stopped = waiting()
    assert {"/spor/", "/arrangementer/", "/raad/voksen/"} <= set(stopped)
    assert "/" not in stopped
    assert "tel:116999" in shown("/")
    assert "tel:116999" in shown("/telefoner/")
    assert "tel:116006" not in "".join(shown(one) for one in ("/", *stopped))


def test_a_page_that_waits_shows_what_it_said_when_it_was_good(pack: Path) -> None:
    bake_all()
    good = shown("/spor/")
    change(pack / "felles/pages/nb/spor.md", "Slett det", "Slett alt", approved=False)
    change(pack / "felles/pages/nb/for-meg.md", "når som helst", "hele døgnet")
    assert waiting() == {"/spor/": True}
    assert "hele døgnet" in shown("/for-meg/")
    for _later in range(2):
        assert shown("/spor/") == good
        change(pack / "felles/pages/nb/for-meg.md", "hele døgnet", "hele døgnet og helga")
        assert waiting() == {"/spor/": True}
    approve(pack)
    assert waiting() == {}
    assert "Slett alt" in shown("/spor/")


def test_a_page_that_was_never_good_gives_the_numbers_and_nobody_is_sent_there(pack: Path) -> None:
    unapprove(pack / "felles/pages/nb/spor.md")
    assert waiting() == {"/spor/": False}
    page = shown("/spor/")
    assert "Slett det" not in page
    assert {"tel:112", "tel:116006"} <= set(re.findall(r"tel:\+?\d+", page))
    assert 'href="/spor/"' in shown("/telefoner/")  # and it leads to something
    bake = current_bake()
    assert bake is not None
    assert "/spor/" not in (bake / "pages/sitemap.xml").read_text()
    assert waiting() == {"/spor/": False}  # what gives the numbers only is never a good form
    change(pack / "felles/pages/nb/for-meg.md", "når som helst", "hele døgnet")
    assert waiting() == {"/spor/": False}


def test_a_number_that_has_been_corrected_is_not_kept_on_a_page_that_waits(pack: Path) -> None:
    page = pack / "felles/pages/nb/for-meg.md"
    change(page, "[[tel:krisesenter]]", "[[tel:vo_linjen]]")
    bake_all()
    change(page, "når som helst", "hele døgnet", approved=False)
    assert waiting() == {"/for-meg/": True}
    correct(pack)
    assert waiting() == {"/for-meg/": False}
    assert "tel:116999" in shown("/for-meg/")  # among the numbers that stand there instead
    assert "116 006" not in shown("/for-meg/")


def test_what_the_demo_showed_is_no_good_form(pack: Path, settings: Any) -> None:
    settings.TRYGGVEI_MODE = "demo"
    unapprove(pack / "felles/pages/nb/spor.md")
    assert waiting() == {}
    assert "Slett det" in shown("/spor/")
    settings.TRYGGVEI_MODE = "production"
    assert waiting() == {"/spor/": False}
    assert "Slett det" not in shown("/spor/")


@pytest.mark.parametrize("spoil", ["", "{", "[]", '{"key": "x", "good": {"spor/index.html": 3}}'])
def test_what_cannot_be_read_of_a_bake_is_not_believed(pack: Path, spoil: str) -> None:
    bake_all()
    bake = current_bake()
    assert bake is not None
    (bake / "made.json").write_text(spoil)
    unapprove(pack / "felles/pages/nb/spor.md")
    assert waiting() == {"/spor/": False}


def test_a_good_form_that_was_tampered_with_is_not_kept(pack: Path) -> None:
    bake_all()
    bake = current_bake()
    assert bake is not None
    (bake / "pages/spor/index.html").write_text("<p>Ring 22 22 22 22")
    unapprove(pack / "felles/pages/nb/spor.md")
    assert waiting() == {"/spor/": False}
    assert "22 22 22 22" not in shown("/spor/")


def test_a_service_stops_what_shows_it(pack: Path) -> None:
    bake_all()
    unapprove(pack / "lillestrom/help/krisesenter-romerike.yaml")
    stopped = waiting()
    # The page that says its number, the list of all, and the page of the prints with its files.
    assert {"/for-meg/", "/telefoner/", "/arrangementer/"} <= set(stopped)
    assert {"/", "/spor/", "/en/"}.isdisjoint(stopped)
    assert all(stopped.values())
    bake = current_bake()
    assert bake is not None
    assert (bake / "pages/trykk/kort.pdf").is_file()  # the page that is kept leads there


def test_a_law_that_is_due_stops_the_guide_and_no_other_page(pack: Path) -> None:
    bake_all()
    good = shown("/raad/voksen/")
    laws = pack / "felles/laws.yaml"
    text = laws.read_text().replace("review_by: 2099-01-01", "review_by: 2026-01-01")
    laws.write_text(text.replace("2026-11-01, by", "2025-01-01, by"))
    change(pack / "felles/pages/nb/for-meg.md", "når som helst", "hele døgnet")
    stopped = waiting()
    assert set(stopped) == {
        f"{prefix}/raad/voksen/{flow}" for prefix in ("", "/nn", "/en") for flow in ("", "flyt/")
    }
    assert all(stopped.values())
    assert shown("/raad/voksen/") == good
    assert "hele døgnet" in shown("/for-meg/")


def test_the_front_page_is_never_without_help(pack: Path) -> None:
    front = pack / "felles/pages/nb/hjem.md"
    unapprove(front)
    with pytest.raises(NotPublishable) as refused:
        bake_all()
    assert [one.path for one in refused.value.waiting] == ["/"]
    assert current_bake() is None
    approve(pack)
    bake_all()
    change(front, "når det er fare", "nå", approved=False)
    assert waiting() == {"/": True}
    unapprove(pack / "felles/help/politi-nod.yaml")  # 112 stands on every page: nothing is baked
    before = current_bake()
    with pytest.raises(NotPublishable, match="politi_nod is not reviewed"):
        bake_all()
    assert current_bake() == before


def test_the_policy_admits_the_older_style_of_a_page_that_is_kept(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bake_all()
    unapprove(pack / "felles/pages/nb/spor.md")
    # A new release: none of its style sheets and scripts is that of the page that is kept.
    new = "default-src 'none'; style-src 'sha256-new'; script-src 'sha256-new'"
    monkeypatch.setattr("tryggvei.website.actions.bake.public_headers", lambda: {POLICY: new})
    assert waiting() == {"/spor/": True}
    bake = current_bake()
    assert bake is not None
    told = (bake / "headers.conf").read_text()
    held = re.findall(r"<(?:style|script)\b[^>]*>(.*?)</(?:style|script)>", shown("/spor/"), re.S)
    assert held
    for text in held:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in told
    assert told.count("sha256-") == 2 + len(set(held))


def test_the_most_dangerous_is_told_first() -> None:
    found = [
        Waiting("/om/", ("x",), kept=True),
        Waiting("/om-oss/", ("x",), kept=False),
        Waiting("/for-meg/", ("x",), kept=True, leads_to_help=True),
        Waiting("/telefoner/", ("x",), kept=False, leads_to_help=True),
        Waiting("/", ("x",), kept=True, leads_to_help=True),
    ]
    told = [one.path for one in most_dangerous_first(found)]
    assert told == ["/", "/telefoner/", "/for-meg/", "/om-oss/", "/om/"]
