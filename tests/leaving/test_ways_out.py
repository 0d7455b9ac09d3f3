"""Leaving in three engines with the back/forward cache on: Back never shows our text again."""

import pytest

from tests.browser import Served
from tests.engines.journeys import (
    TYPED,
    WAYS,
    Walk,
    blank_at_once,
    blank_for,
    go_deep,
    leave,
    press_back,
)
from tests.engines.neutral import NeutralSite
from tests.engines.visit import Visit, rest
from tests.leaving.conftest import walk_of

pytestmark = [pytest.mark.browser]


def assert_only_neutral(visit: Visit, walk: Walk, neutral: NeutralSite, rows: int = 3) -> None:
    """Back over each of our rows stays neutral, and one more comes to the page before us."""
    seen = press_back(visit, walk, neutral, rows + 1)
    assert seen.addresses == [neutral.url] * rows + [neutral.before]
    assert seen.tells((*walk.texts, TYPED)) == []


def test_the_back_forward_cache_is_really_on(visit: Visit, neutral: NeutralSite) -> None:
    """Else every test here passes falsely. Shown on a page of somebody else's."""
    visit.new_tab()
    visit.go(neutral.before)
    visit.run("document.documentElement.setAttribute('data-alive', '1')")
    visit.click("a")
    visit.arrive(neutral.before.replace("before", ""))
    visit.back()
    visit.arrive(neutral.before)
    assert visit.run("return document.documentElement.getAttribute('data-alive')") == "1"


@pytest.mark.promise(33, "Quick exit: from three pages deep Back stays neutral, typed text is gone")
@pytest.mark.parametrize("way", WAYS)
def test_back_after_leaving_stays_neutral(
    way: str, visit: Visit, left_site: Served, neutral: NeutralSite
) -> None:
    walk = walk_of(left_site)
    go_deep(visit, walk, neutral)
    leave(visit, way, neutral)
    assert_only_neutral(visit, walk, neutral)
    assert [told for told in neutral.referrers if "localhost" in told] == []


@pytest.mark.promise(33, "Quick exit: Back stays neutral also where no-store is lost on the way")
def test_the_latch_holds_alone_when_pages_lie_in_memory(
    visit: Visit, kept_site: Served, neutral: NeutralSite
) -> None:
    walk = walk_of(kept_site)
    go_deep(visit, walk, neutral)
    leave(visit, "button", neutral)
    assert_only_neutral(visit, walk, neutral)


@pytest.mark.promise(33, "Quick exit: the document is empty before anything else can run")
def test_the_page_is_blank_at_once(visit: Visit, left_site: Served, neutral: NeutralSite) -> None:
    neutral.hang()
    visit.new_tab()
    visit.go(f"{left_site.url}/side/1/")
    assert blank_at_once(visit) == ["", "", 0, "none"]


@pytest.mark.promise(33, "Quick exit: a silent neutral site delays nothing and brings nothing back")
@pytest.mark.parametrize("way", ["button", "three shifts"])
def test_a_silent_neutral_site_is_not_waited_for(
    way: str, visit: Visit, left_site: Served, neutral: NeutralSite
) -> None:
    walk = walk_of(left_site)
    go_deep(visit, walk, neutral)
    visit.until(lambda: not visit.blank(), "drew the page")
    neutral.hang()
    WAYS[way](visit)
    visit.until(neutral.asked.is_set, "asked for the neutral site")
    visit.until(visit.blank, "drew an empty screen")
    assert blank_for(visit, 0.3)
    neutral.asked.clear()
    visit.reload()
    visit.until(neutral.asked.is_set, "left again")
    neutral.mend()
    visit.arrive(neutral.url)
    assert_only_neutral(visit, walk, neutral)


def test_back_draws_nothing_of_ours_while_the_neutral_site_is_silent(
    visit: Visit, left_site: Served, neutral: NeutralSite
) -> None:
    """The dots of the screen, not the document. Chromium runs without a screen to read."""
    if visit.screen is None:
        return
    go_deep(visit, walk_of(left_site), neutral)
    ours = visit.screen.colours()
    leave(visit, "button", neutral)
    visit.until(visit.blank, "drew the neutral page, which has no text here")
    neutral.hang()
    visit.back()
    visit.until(neutral.asked.is_set, "left again")
    drawn = [visit.screen.colours() for _ in range(30)]
    assert ours > 20
    assert set(drawn) == {1}


def test_an_unreachable_neutral_site_brings_nothing_back(
    visit: Visit, left_site: Served, neutral: NeutralSite
) -> None:
    walk = walk_of(left_site)
    go_deep(visit, walk, neutral)
    neutral.drop()
    WAYS["button"](visit)
    visit.until(neutral.asked.is_set, "asked for the neutral site")
    rest(0.5)
    neutral.mend()
    seen = press_back(visit, walk, neutral, 1)
    assert seen.tells((*walk.texts, TYPED)) == []
    assert seen.addresses == [neutral.url]


@pytest.mark.parametrize(
    "keys",
    [
        ["Shift", "Shift"],
        ["Shift", "Shift", "a", "Shift"],
        ["Shift+A", "Shift+B", "Shift+C"],
        ["Shift", "Shift", "Tab", "Shift"],
        ["Control+Shift", "Control+Shift", "Control+Shift"],
    ],
    ids=" ".join,
)
def test_ordinary_typing_does_not_leave(keys: list[str], visit: Visit, left_site: Served) -> None:
    visit.new_tab()
    visit.go(f"{left_site.url}/side/1/")
    visit.run("document.querySelector('#note').focus()")
    visit.press(*keys)
    rest(0.2)
    assert visit.url() == f"{left_site.url}/side/1/"
    assert "KANARIFUGL1" in visit.shown()


def test_who_comes_back_by_the_address_is_welcome(
    visit: Visit, left_site: Served, neutral: NeutralSite
) -> None:
    walk = walk_of(left_site)
    go_deep(visit, walk, neutral)
    leave(visit, "button", neutral)
    visit.go(walk.pages[1])
    visit.until(lambda: "KANARIFUGL1" in visit.shown(), "welcomed a new visit")
    visit.click("#next")
    visit.arrive(walk.pages[2])
    visit.back()
    visit.arrive(walk.pages[1])
    visit.until(lambda: "KANARIFUGL1" in visit.shown(), "showed the page again")
    visit.reload()
    visit.arrive(walk.pages[1])
    visit.until(lambda: "KANARIFUGL1" in visit.shown(), "showed the page loaded again")


def test_a_link_into_the_site_is_a_new_visit_too(
    visit: Visit, left_site: Served, neutral: NeutralSite
) -> None:
    visit.new_tab()
    visit.go(f"{left_site.url}/side/1/")
    leave(visit, "button", neutral)
    visit.run(f"document.querySelector('a').href = '{left_site.url}/side/2/'")
    visit.click("a")
    visit.arrive(f"{left_site.url}/side/2/")
    visit.until(lambda: "KANARIFUGL2" in visit.shown(), "welcomed a visit by a link")


def test_typed_text_is_gone_after_an_ordinary_step_too(
    visit: Visit, left_site: Served, neutral: NeutralSite
) -> None:
    walk = walk_of(left_site)
    go_deep(visit, walk, neutral)
    visit.click("#next")
    visit.arrive(f"{left_site.url}/side/4/")
    visit.back()
    visit.arrive(walk.pages[3])
    visit.until(lambda: "KANARIFUGL3" in visit.shown(), "showed the page again")
    assert TYPED not in visit.shown()


def test_the_hidden_way_out_is_the_second_stop_of_the_keyboard(
    visit: Visit, left_site: Served
) -> None:
    visit.new_tab()
    visit.go(f"{left_site.url}/side/1/")
    found = visit.run(
        "var stops = document.querySelectorAll('a,button,input,textarea,summary');"
        "return Array.from(stops).slice(0, 2)"
        ".map(function (e) { return e.className + e.hasAttribute('data-leave'); })"
    )
    assert found == ["ds-skip-linkfalse", "ds-skip-linktrue"]
