"""Which translations are behind: the command tells, the check notes, the stamp is one line."""

import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from tests.website.conftest import made_page, whole_set
from tryggvei.website.rules.checks import faults
from tryggvei.website.rules.stamping import NoFrontMatter, stamped

STAMP = "translated_from:"
TEXT = "---\nid: hjem\nlanguage: nn\n---\n\ntranslated_from: stands in the body\n"


def test_the_stamp_is_one_line_of_the_front_matter() -> None:
    once = stamped(TEXT, "0123456789ab")
    assert once == TEXT.replace("nn\n---", 'nn\ntranslated_from: "0123456789ab"\n---')
    assert stamped(once, "ffffffffffff") == once.replace("0123456789ab", "ffffffffffff")
    for broken in ("", "no front matter", "---\nid: x\n"):
        with pytest.raises(NoFrontMatter):
            stamped(broken, "0123456789ab")


@pytest.fixture
def pack(tmp_path: Path, settings: Any) -> Path:
    """Return a copy of the real pack that may be written in, two of its pages unstamped."""
    content = tmp_path / "content"
    shutil.copytree(django_settings.CONTENT_DIR, content)
    settings.CONTENT_DIR = content
    pages = content / "felles" / "pages"
    for file in (pages / "en" / "om-planen.md", pages / "en" / "for-meg.md"):
        kept = [line for line in file.read_text().split("\n") if not line.startswith(STAMP)]
        file.write_text("\n".join(kept))
    return pages


def told(*words: str, **more: Any) -> str:
    out = StringIO()
    call_command(*words, stdout=out, **more)
    return out.getvalue()


def test_a_stamped_page_is_behind_when_bokmaal_changes(pack: Path) -> None:
    assert "unstamped   en/om-planen" in told("translations")
    assert "follows nb/om-planen" in told("translations", "--stamp", "en/om-planen")
    assert "en/om-planen: nobody has said" not in told("translations")
    assert "note:" not in told("content", "check")
    first = pack / "nb" / "om-planen.md"
    first.write_text(first.read_text().replace("har en handlingsplan", "har en plan"))
    assert "stale       en/om-planen" in told("translations")
    checked = told("content", "check")
    assert "felles/pages/en/om-planen.md" in checked
    assert "note: " in checked
    assert "made from an older nb/om-planen" in checked
    assert "The content pack is whole" in checked, "a note is no fault"


def test_what_is_missing_and_what_nobody_reviewed_is_told(pack: Path) -> None:
    shutil.rmtree(pack / "uk")
    (pack / "pl" / "hjem.md").unlink()
    listed = told("translations")
    assert "missing     pl/hjem" in listed
    assert "unreviewed  nn/hjem: " in listed
    assert "Українська" not in listed, "a language nobody has begun is no work to do"


@pytest.mark.parametrize("key", ["nb/hjem", "en/finnes-ikke", "hjem"])
def test_only_a_translation_can_be_stamped(pack: Path, key: str) -> None:
    with pytest.raises(CommandError):
        told("translations", "--stamp", key)


def test_a_translation_that_lost_a_number_is_not_stamped(pack: Path) -> None:
    file = pack / "en" / "for-meg.md"
    file.write_text(file.read_text().replace("[[tel:politi_nod]]", "the police", 1))
    with pytest.raises(CommandError, match="Mend this first"):
        told("translations", "--stamp", "en/for-meg")
    assert "translated_from" not in file.read_text()


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "for-meg"},
        {"id": "endre", "body": "Ord.\n"},
        {"id": "om", "body": "Ring [[tel:politi_nod]].\n"},
        {"id": "om", "body": "[[service:tryggest]]\n"},
        {"id": "om", "doors": [{"page": "om", "text": "a", "hint": "b"}], "body": "Ord.\n"},
    ],
)
def test_what_leads_to_help_is_never_one_persons_work(changed: dict[str, Any]) -> None:
    from tests.website.conftest import FORBIDDEN, KNOWN

    pages = whole_set(**changed, needs_two=False)
    reasons = [fault.reason for fault in faults(pages, FORBIDDEN, KNOWN)]
    assert "a page that leads to help needs two persons" in reasons


@pytest.mark.parametrize("code", ["nb", "en"])
@pytest.mark.parametrize(
    "body",
    ["Ord.\n", "Ring [[tel:borte]].\n", "#### Hopp\n\nRing [[tel:politi_nod]].\n", "[[side:x]]\n"],
)
def test_one_changed_page_is_judged_as_in_the_whole_set(code: str, body: str) -> None:
    from tests.website.conftest import FORBIDDEN, KNOWN
    from tryggvei.website.rules.checks import faults_by

    pages = {**whole_set(), **whole_set(id="om", body="Ord.\n")}
    changed = made_page(id="hjem", language=code, body=body, title="Råd mot vold")
    whole = faults({**pages, changed.key: changed}, FORBIDDEN, KNOWN)
    assert faults_by(changed, pages, FORBIDDEN, KNOWN) == whole


def test_a_page_that_only_tells_may_be_one_persons_work() -> None:
    from tests.website.conftest import FORBIDDEN, KNOWN

    pages = whole_set(id="om", body="Ord.\n", needs_two=False)
    reasons = [fault.reason for fault in faults(pages, FORBIDDEN, KNOWN)]
    assert "a page that leads to help needs two persons" not in reasons
    assert made_page().needs_two is True
