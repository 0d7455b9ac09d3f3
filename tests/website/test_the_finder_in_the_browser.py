"""The finder's script in a real Chromium: what it hides, what it says of now, what it leaves."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, Playwright

from tests.browser import (
    NEUTRAL_HOST,
    Neutral,
    PageMaker,
    axe_violations,
    lasting_profile,
)
from tests.help_directory.services import WORDS, service_with
from tests.tiers import covering
from tryggvei.help_directory.api import Service, open_now, services
from tryggvei.help_directory.rules import DAYS
from tryggvei.toolbox.calendar import is_public_holiday
from tryggvei.toolbox.clock import OSLO
from tryggvei.ui.api import public_headers
from tryggvei.website.rules import finder

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("website-browser")]
SIZES = [(320, 568), (390, 844), (1280, 800)]
STATES = {"0": "open", "1": "closed", "2": "unknown", None: None}


def weekly(**days: list[tuple[str, str]]) -> Service:
    spans = {day: [{"start": a, "end": b} for a, b in hours] for day, hours in days.items()}
    return service_with(hours={"words": WORDS, "weekly": spans})


SCHEDULES = [
    service_with(hours={"words": WORDS, "always": True}),
    service_with(hours={"words": WORDS}),
    weekly(**{day: [("09:00", "15:30")] for day in DAYS[:5]}),
    weekly(**{day: [("15:45", "08:00")] for day in DAYS[:5]}, sat=[("00:00", "00:00")]),
    weekly(sun=[("22:00", "03:00")], sat=[("02:00", "03:00"), ("16:15", "23:45")]),
    weekly(**{day: [("00:00", "00:01"), ("23:59", "00:00")] for day in DAYS}),
]


def moments() -> list[datetime]:
    """Return moments where a clock may slip, and a sample of others; the same in every run."""
    found = []
    for day in (date(2026, 11, 23), date(2026, 11, 28), date(2026, 11, 29), date(2027, 1, 4)):
        for clock in ("00:00", "00:01", "03:00", "07:59", "08:00", "09:00", "15:29", "15:30"):
            at = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=OSLO)
            found += [at - timedelta(seconds=1), at, at + timedelta(hours=12)]
    for change in (datetime(2026, 10, 25, tzinfo=UTC), datetime(2027, 3, 28, tzinfo=UTC)):
        found += [change + timedelta(minutes=20 * step - 120) for step in range(24)]
    holidays = [date(2026, 1, 1) + timedelta(days=number) for number in range(365 * 6)]
    for day in filter(is_public_holiday, holidays):
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=OSLO)
        found += [noon, noon - timedelta(hours=12, seconds=1), noon + timedelta(hours=12)]
    # Steps that share no factor with a day or a week: every part of both, over twelve years.
    start = datetime(2026, 1, 1, 1, tzinfo=UTC)
    found += [start + timedelta(minutes=41_999 * step) for step in range(150)]
    # A clock before the script was written is not believed.
    return [when for when in found if when.astimezone(OSLO).year > 2025]


def told(page: Page, selector: str) -> list[str | None]:
    return [
        STATES[found]
        for found in page.evaluate(
            """selector => [...document.querySelectorAll(selector)].map(row => {
              const mark = row.querySelector(".now");
              return mark && mark.textContent ? mark.dataset.is : null;
            })""",
            selector,
        )
    ]


@pytest.mark.parametrize("zone", ["Europe/Oslo", "America/St_Johns", "Pacific/Kiritimati"])
def test_the_page_says_open_exactly_when_the_directory_does(
    zone: str, browser: Browser, baked_html: dict[str, str], figure: Callable[[str], None]
) -> None:
    rows = "".join(
        f'<li data-h="{finder.hours_code(one)}"><strong>x</strong><p>x</p></li>'
        for one in SCHEDULES
    )
    html = baked_html["/telefoner/"].replace("</main>", f'<ul class="found" id="t">{rows}</ul>', 1)
    context = browser.new_context(timezone_id=zone, locale="ar-EG")
    try:
        page = context.new_page()
        page.route(
            "**/*",
            lambda route: route.fulfill(
                body=html, headers={"Content-Type": "text/html", **public_headers()}
            ),
        )
        page.clock.install(time=datetime(2026, 11, 23, tzinfo=UTC))
        page.goto("http://localhost/telefoner/")
        wrong = []
        for when in moments():
            page.clock.set_fixed_time(when)
            page.dispatch_event("#choices", "change")
            expected = [open_now(one, when).value for one in SCHEDULES]
            if (found := told(page, "#t>li")) != expected:
                wrong.append((when.isoformat(), found, expected))
        assert wrong == []
        figure(f"{len(moments())} moments x {len(SCHEDULES)} schedules")
    finally:
        context.close()


def test_real_services_are_told_right_and_again_when_time_passes(
    page_at: PageMaker, baked_site: str
) -> None:
    page = page_at(390)
    before, after = (datetime(2026, 11, 24, hour, 59, 50, tzinfo=OSLO) for hour in (8, 15))
    page.clock.install(time=before)
    page.goto(f"{baked_site}/telefoner/")
    elder = page.locator("li", has=page.get_by_text("Vern for eldre", exact=True))
    assert "Stengt nå" in elder.inner_text()
    page.clock.run_for(60_000)
    assert "Åpent nå" in elder.inner_text()
    page.clock.set_fixed_time(after)
    page.dispatch_event("#choices", "change")
    assert "Stengt nå" in elder.inner_text()


@pytest.mark.parametrize("broken", ["1970", "no Intl", "no zone"])
def test_nothing_is_said_when_the_clock_cannot_be_known(
    broken: str, page_at: PageMaker, baked_site: str
) -> None:
    page = page_at(390)
    if broken == "1970":
        page.clock.install(time=datetime(1970, 1, 2, tzinfo=UTC))
    else:
        failing = "throw new RangeError()" if broken == "no zone" else "return 'x'"
        page.add_init_script(f"Date.prototype.toLocaleString = function () {{ {failing} }}")
    page.goto(f"{baked_site}/telefoner/")
    assert set(told(page, ".found>li")) == {None}
    assert page.locator("#choices input").is_disabled()
    assert "Alltid åpent" in page.inner_text("main")


def visible(page: Page) -> set[str]:
    return set(page.locator(".found>li:visible strong").all_inner_texts())


def names(*keys: str) -> set[str]:
    with override_settings(FACE="public"):
        return {services()[key].name.nb for key in keys}


DANGER = ("politi_nod", "medisinsk_nod", "brann", "politi", "legevakt", "nod_sms", "teksttelefon")


@pytest.mark.parametrize(
    ("choose", "seen", "gone"),
    [
        ({"Hva trenger du?": "Hjelp etter overgrep"}, ["dixi", "vo_linjen"], ["kirkens_sos"]),
        ({"Hva trenger du?": "Hjelp mot tvang og kontroll"}, ["rosa", "nora"], ["dixi", "jurk"]),
        ({"Hvem er du?": "Mann"}, ["vo_linjen", "krisesenter_romerike", "fri"], ["jurk"]),
        ({"Hvem er du?": "Bekymret for noen"}, ["taushet_tar_liv"], ["jurk"]),
        ({"Alder på den det gjelder": "62 år eller mer"}, ["vern_for_eldre"], ["alarmtelefonen"]),
        ({"Alder på den det gjelder": "14–17 år"}, ["alarmtelefonen"], ["vern_for_eldre"]),
        ({"Måte": "Chatte"}, ["vo_linjen", "alarmtelefonen"], ["dixi", "rosa"]),
        ({"Måte": "Sende SMS"}, ["alarmtelefonen"], ["vo_linjen"]),
        ({"Språk": "English"}, ["dinutvei", "vo_linjen"], []),
        ({"Språk": "Annet, med tolk"}, ["vo_linjen"], ["dinutvei"]),
        ({"Sted": "Her i kommunen"}, ["krisesenter_romerike"], ["vo_linjen"]),
        (
            {"Hva trenger du?": "Noen å snakke med", "Alder på den det gjelder": "62 år eller mer"},
            ["kirkens_sos", "vo_linjen"],
            ["kors_pa_halsen", "dixi"],
        ),
    ],
    ids=str,
)
def test_choices_hide_what_does_not_fit_and_never_the_numbers_for_danger(
    choose: dict[str, str], seen: list[str], gone: list[str], page_at: PageMaker, baked_site: str
) -> None:
    page = page_at(390)
    page.goto(f"{baked_site}/telefoner/")
    every = visible(page)
    for label, value in choose.items():
        page.locator("#choices").get_by_label(label, exact=True).select_option(label=value)
    now = visible(page)
    assert names(*seen) <= now
    assert names(*DANGER) <= now
    assert not names(*gone) & now
    assert f"Viser {len(now)} av {len(every)}." in page.locator("[role=status]").inner_text()
    page.get_by_role("button", name="Vis alle").click()
    assert visible(page) == every


def test_open_now_shows_only_what_is_known_to_be_open(page_at: PageMaker, baked_site: str) -> None:
    page = page_at(390)
    page.clock.install(time=datetime(2026, 11, 24, 23, 30, tzinfo=OSLO))
    page.goto(f"{baked_site}/telefoner/")
    page.get_by_label("Bare de som har åpent nå").check()
    now = visible(page)
    assert names("vo_linjen", "kirkens_sos", *DANGER) <= now
    assert not names("vern_for_eldre", "dixi", "incesttelefonen", "dinutvei", "tryggest") & now
    assert page.get_by_role("heading", name="Rettigheter og klage").count() == 0


def everything_kept(page: Page) -> Any:
    return page.evaluate(
        """async () => [localStorage.length, sessionStorage.length, document.cookie, location.href,
             document.title, history.length, (await indexedDB.databases()).length]"""
    )


@pytest.mark.promise(28, "Choosing in the finder asks nobody and leaves nothing")
def test_a_choice_asks_nobody_and_leaves_nothing(page_at: PageMaker, baked_site: str) -> None:
    page = page_at(390)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{baked_site}/telefoner/")
    before = everything_kept(page)
    page.get_by_label("Hva trenger du?").select_option(label="Hjelp etter overgrep")
    page.get_by_label("Bare de som har åpent nå").check()
    page.wait_for_timeout(300)
    assert everything_kept(page) == before
    assert asked == [f"{baked_site}/telefoner/"]


def test_back_shows_neither_the_choice_nor_after_leaving_the_page(
    playwright_driver: Playwright, tmp_path: Path, neutral_site: Neutral, baked_site: str
) -> None:
    with lasting_profile(
        playwright_driver, tmp_path / "profile", resolve=neutral_site.rule
    ) as context:
        page = context.pages[0]
        page.goto(f"{baked_site}/telefoner/")
        every = visible(page)
        page.get_by_label("Hva trenger du?").select_option(label="Hjelp etter overgrep")
        page.click("footer a >> nth=0")
        page.wait_for_url("**/spor/", wait_until="commit")
        page.evaluate("void setTimeout(() => history.back(), 20)")
        page.wait_for_url("**/telefoner/", wait_until="commit")
        page.wait_for_timeout(300)
        assert page.locator("#v1").input_value() == ""
        assert visible(page) == every
        page.get_by_label("Hva trenger du?").select_option(label="Hjelp etter overgrep")
        page.click(".leave")
        page.wait_for_url(f"https://{NEUTRAL_HOST}/", wait_until="commit")
        page.evaluate("void setTimeout(() => history.back(), 20)")
        page.wait_for_timeout(700)
        assert page.url.startswith((f"https://{NEUTRAL_HOST}/", "about:blank"))


@pytest.mark.promise(37, "The finder is whole without JavaScript")
def test_without_javascript_the_whole_list_stands(page_at: PageMaker, baked_site: str) -> None:
    page = page_at(390, javascript=False)
    page.goto(f"{baked_site}/telefoner/")
    assert not page.locator("#choices").is_visible()
    assert len(visible(page)) > 35
    assert page.get_by_text("Mandag til fredag kl. 9–15.30").is_visible()
    assert page.locator(".now:visible").count() == 0


@pytest.mark.parametrize(
    ("address", "size", "dark"), covering(("/telefoner/", "/en/emner/"), SIZES, (False, True))
)
def test_the_lists_have_no_axe_violations_and_things_to_press_are_large(
    address: str, size: tuple[int, int], dark: bool, page_at: PageMaker, baked_site: str
) -> None:
    page = page_at(*size, dark=dark)
    page.goto(baked_site + address)
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll(
             ".found a,.topics a,.choices select,.choices button,.choices label:has(input)," +
             ".choices [type=search]")]
           .map(at => [at.textContent, at.getBoundingClientRect()])
           .filter(([, box]) => box.width && (box.height < 44 || box.width < 44))
           .map(([text, box]) => `${text} ${box.width}x${box.height}`)"""
    )
    assert small == []


def test_the_finder_is_used_with_the_keyboard_alone(page_at: PageMaker, baked_site: str) -> None:
    page = page_at(390)
    page.goto(f"{baked_site}/telefoner/")
    every = len(visible(page))
    page.focus("#main")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "v1":
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert len(visible(page)) < every
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert "tel:112" in seen


def test_print_shows_the_list_without_the_choices(page_at: PageMaker, baked_site: str) -> None:
    page = page_at(800)
    page.goto(f"{baked_site}/telefoner/")
    page.emulate_media(media="print")
    assert not page.locator("#choices").is_visible()
    assert page.get_by_text("Romerike Krisesenter", exact=True).is_visible()
