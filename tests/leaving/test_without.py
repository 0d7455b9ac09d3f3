"""Leaving without what the script leans on: no storage for the flag, or no script at all."""

import pytest

from tests.browser import Served
from tests.engines.journeys import TYPED, go_deep, leave, press_back
from tests.engines.neutral import NeutralSite
from tests.leaving.conftest import Opener, walk_of

pytestmark = [pytest.mark.browser]


@pytest.mark.promise(33, "Quick exit: with storage blocked the visit is one row, and Back skips it")
def test_with_storage_blocked_back_comes_to_the_page_before_us(
    opened: Opener, left_site: Served, neutral: NeutralSite
) -> None:
    walk = walk_of(left_site)
    visit = opened(storage=False)
    go_deep(visit, walk, neutral)
    refused = visit.run(
        "try { sessionStorage.setItem('x', '1'); return false; } catch (e) { return true; }"
    )
    assert refused, "the storage is not blocked, and this test would show nothing"
    leave(visit, "button", neutral)
    seen = press_back(visit, walk, neutral, 1)
    assert seen.addresses == [neutral.before]
    assert seen.tells((*walk.texts, TYPED)) == []
    visit.go(walk.pages[1])
    visit.until(lambda: "KANARIFUGL1" in visit.shown(), "welcomed a new visit")


@pytest.mark.promise(37, "Leaving works as a link without JavaScript")
def test_without_javascript_the_button_is_a_link_that_leaves(
    opened: Opener, left_site: Served, neutral: NeutralSite
) -> None:
    """Back shows the page then, as /spor/ says. docs/traces.md tells what each engine shows."""
    visit = opened(javascript=False)
    go_deep(visit, walk_of(left_site), neutral)
    leave(visit, "button", neutral)
    assert [told for told in neutral.referrers if "localhost" in told] == []
