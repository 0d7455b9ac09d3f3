"""`manage.py guides check` prints what it proved, and stops with file and line at a fault."""

import re
import shutil
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tryggvei.contentpack.api import check_pack
from tryggvei.contentpack.models import ContentItem
from tryggvei.guides.api import public_guides
from tryggvei.guides.rules import check as check_module
from tryggvei.guides.rules.findings import RULES


def spoil(pack: Path, old: str, new: str) -> int:
    """Change one place in the guide's file; return its line."""
    file = pack / "felles" / "guides" / "voksen.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def run() -> str:
    out = StringIO()
    call_command("guides", "check", stdout=out)
    return out.getvalue()


def test_the_real_pack_passes_with_its_counts() -> None:
    assert "felles/guides/voksen.yaml: guide voksen: 20 steps, 504 paths" in run()


def test_a_fault_is_told_with_file_line_path_and_rule(pack: Path) -> None:
    spoil(pack, "        next: report_child\n", "        next: discuss_child\n")
    out = StringIO()
    with pytest.raises(CommandError, match="Nothing with a fault is published"):
        call_command("guides", "check", stdout=out)
    told = out.getvalue()
    assert "child-report: a child is at risk, and the path has no report" in told
    assert "[path: acute=danger, children=child_harmed, " in told
    assert "felles/guides/voksen.yaml:" in told


def test_the_line_is_that_of_the_step(pack: Path) -> None:
    line = spoil(pack, "laws: [strl-287, strl-196, hpl-31]", "laws: [strl-287, strl-197, hpl-31]")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("guides", "check", stdout=out)
    assert f"felles/guides/voksen.yaml:{line}: error: guide voksen: law-unknown" in out.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("start: acute", "start: [acute", "not valid YAML"),
        ("audience: employee", "audience: everybody", "audience: Input should be"),
        ("start: acute", "start: acute\nscore: 7", "score: Extra inputs are not permitted"),
    ],
)
def test_a_file_that_is_no_guide_is_told_with_line_and_reason(
    pack: Path, old: str, new: str, reason: str
) -> None:
    spoil(pack, old, new)
    with pytest.raises(CommandError, match=r"felles/guides/voksen\.yaml:\d+: ") as told:
        run()
    assert reason in str(told.value)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        # a cycle
        (
            "laws: [fvl-13b-7, hpl-23-4, hpl-31]\n    next: wish",
            "laws: [fvl-13b-7, hpl-23-4, hpl-31]\n    next: danger",
            "loop: the walk can go in a circle: danger -> share -> danger",
        ),
        # a law that does not exist
        ("laws: [strl-196, strl-282]", "laws: [strl-196, strl-2820]", "law-unknown"),
        # a language that lacks a text
        ("  nn: Uroa for ein vaksen\n", "", "missing-text: title has no text in 'nn'"),
    ],
)
def test_a_guide_that_cannot_be_right_is_told_with_file_line_and_reason(
    pack: Path, old: str, new: str, reason: str
) -> None:
    spoil(pack, old, new)
    out = StringIO()
    with pytest.raises(CommandError, match="Nothing with a fault is published"):
        call_command("guides", "check", stdout=out)
    told = [line for line in out.getvalue().splitlines() if reason in line]
    assert re.match(r"felles/guides/voksen\.yaml:\d+: error: guide voksen: ", told[0])


def test_a_file_of_ten_megabytes_is_refused_by_its_size_before_it_is_read(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = pack / "felles" / "guides" / "huge.yaml"
    huge.write_bytes(b"# " + b"x" * 10_000_000)
    read: list[Path] = []
    real = Path.read_bytes

    def noting(path: Path) -> bytes:
        read.append(path)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", noting)
    with pytest.raises(CommandError, match=r"felles/guides/huge\.yaml:1: .* 10,000,002 bytes"):
        run()
    assert huge not in read


@pytest.mark.parametrize("broken", ["start: [acute", "start: acute\n    nowhere: 1"])
@pytest.mark.django_db
def test_of_a_pack_with_a_broken_guide_nothing_is_loaded(whole_pack: Path, broken: str) -> None:
    spoil(whole_pack, "start: acute", broken)
    with pytest.raises(CommandError, match=r"felles/guides/voksen\.yaml:\d+: .*nothing was loaded"):
        call_command("content", "load")
    assert not ContentItem.objects.exists()


def test_the_check_says_how_much_it_has_checked_in_all() -> None:
    told = run()
    counts = re.search(r"In all: (\d+) guides, (\d+) steps, (\d+) paths, (\d+) rules", told)
    assert counts
    each = re.findall(r"guide \S+: (\d+) steps, (\d+) paths", told)
    assert int(counts[1]) == len(each)
    assert int(counts[2]) == sum(int(steps) for steps, _ in each)
    assert int(counts[3]) == sum(int(paths) for _, paths in each)
    assert int(counts[4]) == len(RULES)
    assert "3 languages (nb, nn, en)" in told


def test_a_full_check_takes_less_than_five_seconds() -> None:
    """Measured in processor time, which a busy machine does not stretch."""
    check_module._proved.cache_clear()
    began = time.process_time()
    run()
    assert time.process_time() - began < 5


def test_two_guides_of_one_row_stop_the_check(pack: Path) -> None:
    folder = pack / "felles" / "guides"
    text = (folder / "voksen.yaml").read_text(encoding="utf-8")
    (folder / "zwilling.yaml").write_text(text.replace("id: voksen", "id: zwilling", 1), "utf-8")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("guides", "check", stdout=out)
    assert re.search(r"zwilling\.yaml:\d+: error: guide zwilling: covers-overlap", out.getvalue())


@pytest.mark.parametrize(
    "words", [("cards",), ("cards", "--unit", "Bakken skole"), ("bpmn", "voksen")]
)
@pytest.mark.django_db
def test_a_database_without_tables_is_told_with_what_to_do_next(words: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for table in ("contentpack_contentitem", "organisation_unit"):
            cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_away")
    with pytest.raises(CommandError, match=r"_contentitem|_unit.*run `manage\.py migrate`") as told:
        call_command("guides", *words)
    assert "`manage.py content load`" in str(told.value)


def test_a_pack_without_guides_is_not_a_pass(pack: Path) -> None:
    shutil.rmtree(pack / "felles" / "guides")
    with pytest.raises(CommandError, match="There is no guide"):
        run()


def test_content_check_finds_the_guides_faults_too(whole_pack: Path) -> None:
    spoil(whole_pack, "contacts: [politi_nod, politi, krisesenter]", "contacts: [krisesenter]")
    reasons = [str(one) for one in check_pack()[1] if "duty-to-avert" in one.reason]
    assert reasons
    assert reasons[0].startswith("felles/guides/voksen.yaml:")


def test_a_role_that_means_no_service_is_found(whole_pack: Path) -> None:
    roles = whole_pack / "lillestrom" / "guide-contacts.yaml"
    text = roles.read_text(encoding="utf-8")
    roles.write_text(text.replace("barnevernvakt_romerike", "barnevernvakt_oslo"), encoding="utf-8")
    reasons = [str(one) for one in check_pack()[1]]
    assert any("'barnevernvakt_oslo' is not in the help directory" in one for one in reasons)


@pytest.mark.django_db
def test_a_guide_with_a_fault_is_not_published(whole_pack: Path) -> None:
    spoil(whole_pack, "contacts: [politi_nod, politi, krisesenter]", "contacts: [krisesenter]")
    pages = {page.slug: page for page in public_guides("nb")}
    assert "duty-to-avert" in pages["voksen"].fault
    assert pages["voksen"].context == {}
    assert [slug for slug, page in pages.items() if page.fault] == ["voksen"]
    listed = [title for _path, title, _intro in pages[""].context["employees"]]
    assert listed
    assert pages["voksen"].title not in listed  # the list leads to nothing that has a fault
