"""Nothing in the code knows Lillestrøm's numbers: another plan names its own figures."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.rooms import furnish
from tryggvei.contentpack.api import check_pack, pack_items
from tryggvei.contentpack.kinds import kind_named
from tryggvei.contentpack.pack import read_kind
from tryggvei.disclosure.api import offered
from tryggvei.house.api import Indicator
from tryggvei.plan.rules import ActionPlan

PLAN = """\
key: fjordvik
title: Trygg i Fjordvik
objective: Alle i Fjordvik lever uten vold.
unreviewed: En oppdiktet plan for prøver.
review_by: 2027-01-01
sources: [oppdiktet]
areas:
  - number: 1
    title: Trygge hjem
    states:
      - number: 1
        desired: Folk ber om hjelp.
        measures:
          - {key: 1.1.1, title: Skjema, text: Et skjema., indicators: [INDICATOR]}
"""


@pytest.fixture
def fjordvik(tmp_path: Path, settings: Settings) -> Path:
    """Return the plan file of an invented municipality, over the shared pack's real folder."""
    content = tmp_path / "content"
    (content / "fjordvik" / "plan").mkdir(parents=True)
    (content / "felles").symlink_to(Path(settings.CONTENT_DIR) / "felles")
    settings.CONTENT_DIR, settings.TRYGGVEI_MUNICIPALITY = content, "fjordvik"
    return content / "fjordvik" / "plan" / "plan.yaml"


def reasons() -> list[str]:
    plan = kind_named("plan")
    read = read_kind(plan)
    assert plan.check is not None
    return [finding.reason for finding in (*read.findings, *plan.check(read.entries))]


def test_a_plan_with_one_measure_and_its_own_figure_is_without_fault(fjordvik: Path) -> None:
    fjordvik.write_text(PLAN.replace("INDICATOR", "enquiries"))
    assert reasons() == []
    plan = pack_items("plan")["fjordvik"]
    assert isinstance(plan, ActionPlan)
    assert [measure.indicators for measure in plan.measures()] == [["enquiries"]]
    assert plan.find("1.2.1") is None


def test_a_figure_that_nobody_offers_is_named_with_those_that_are(fjordvik: Path) -> None:
    fjordvik.write_text(PLAN.replace("INDICATOR", "henvendelser"))
    told = [reason for reason in reasons() if "henvendelser" in reason]
    assert len(told) == 1
    assert "measure 1.1.1 names the indicator 'henvendelser', which no room offers" in told[0]
    assert "enquiries, pages_opened" in told[0]


def test_an_offered_figure_that_no_measure_uses_is_no_fault(
    fjordvik: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unused = Indicator("unused", "Ubrukt", "ingen", lambda _periods, _unit: [])
    furnish(monkeypatch, keep=True, indicators=(unused,))
    fjordvik.write_text(PLAN.replace("INDICATOR", "enquiries"))
    assert reasons() == []


def test_the_plan_of_the_pack_names_only_figures_that_rooms_offer() -> None:
    _counts, findings = check_pack()
    assert [str(finding) for finding in findings if "indicator" in finding.reason] == []
    assert {"enquiries", "pages_opened", "pages_opened_other_languages"} <= set(offered())
