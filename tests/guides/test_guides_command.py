"""`manage.py guides check` prints what it proved, and stops with file and line at a fault."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from tests.guides.voksen import FILE
from tryggvei.contentpack.api import check_pack
from tryggvei.guides.api import GuideFault, public_guides

PACK = FILE.parents[2]


@pytest.fixture
def pack(tmp_path: Path, settings: LazySettings) -> Path:
    """Return a copy of the real pack that a test may spoil."""
    copy = tmp_path / "content"
    shutil.copytree(PACK, copy)
    settings.CONTENT_DIR = copy
    return copy


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


def test_a_pack_without_guides_is_not_a_pass(pack: Path) -> None:
    shutil.rmtree(pack / "felles" / "guides")
    with pytest.raises(CommandError, match="There is no guide"):
        run()


def test_content_check_finds_the_guides_faults_too(pack: Path) -> None:
    spoil(pack, "contacts: [politi_nod, politi, krisesenter]", "contacts: [krisesenter]")
    reasons = [str(one) for one in check_pack()[1] if "duty-to-avert" in one.reason]
    assert reasons
    assert reasons[0].startswith("felles/guides/voksen.yaml:")


def test_a_role_that_means_no_service_is_found(pack: Path) -> None:
    roles = pack / "lillestrom" / "guide-contacts.yaml"
    text = roles.read_text(encoding="utf-8")
    roles.write_text(text.replace("barnevernvakt_romerike", "barnevernvakt_oslo"), encoding="utf-8")
    reasons = [str(one) for one in check_pack()[1]]
    assert any("'barnevernvakt_oslo' is not in the help directory" in one for one in reasons)


@pytest.mark.django_db
def test_a_guide_with_a_fault_is_not_published(pack: Path) -> None:
    spoil(pack, "contacts: [politi_nod, politi, krisesenter]", "contacts: [krisesenter]")
    with pytest.raises(GuideFault, match="duty-to-avert"):
        public_guides("nb")
