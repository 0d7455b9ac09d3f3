"""In a real browser: words fit their boxes, the keyboard reaches every box, and print is right."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import axe_violations
from tests.guides.pages import Baked
from tests.tiers import covering

pytestmark = pytest.mark.browser
PageAt = Callable[..., Page]
PATHS = ("/raad/voksen/flyt/", "/en/raad/voksen/flyt/")
# Each text of a sheet that sticks out of the shape before it, in the drawing's own units.
STICKS_OUT = """() => [...document.querySelectorAll('.flow text')].filter(text => {
  const shape = [...text.parentNode.children].slice(0, [...text.parentNode.children].indexOf(text))
    .reverse().find(one => ['rect', 'circle'].includes(one.tagName) ||
                           one.classList.contains('flow-box'));
  if (!shape || text.matches('.flow-title, .flow-said, .flow-told, .flow-name')) return false;
  const a = text.getBBox(), b = shape.getBBox();
  return a.x < b.x - .1 || a.x + a.width > b.x + b.width + .1 ||
         a.y < b.y - .1 || a.y + a.height > b.y + b.height + .1;
}).map(text => text.textContent)"""
TOO_WIDE = """() => [...document.querySelectorAll('.flow')].flatMap(svg =>
  [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBBox();
    const sheet = svg.viewBox.baseVal;
    return box.x < sheet.x || box.x + box.width > sheet.x + sheet.width;
  }).map(text => text.textContent))"""


def opened(page: Page, html: str, tmp_path: Path, anchor: str = "") -> None:
    """Open a page from a file."""
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    page.goto(f"{file.as_uri()}{anchor}")


def test_words_fit_as_the_browser_writes_them(
    flows: Baked, page_at: PageAt, tmp_path: Path
) -> None:
    page = page_at(1280)
    for path, html in flows.items():
        opened(page, html, tmp_path)
        assert page.evaluate(STICKS_OUT) == [], path
        assert page.evaluate(TOO_WIDE) == [], path


def test_a_text_that_sticks_out_is_found(flows: Baked, page_at: PageAt, tmp_path: Path) -> None:
    page = page_at(1280)
    html = flows["/raad/voksen/flyt/"]
    opened(page, html.replace("font-size:2.999px", "font-size:4.5px"), tmp_path)
    assert len(page.evaluate(STICKS_OUT)) > 5


def test_the_keyboard_reaches_every_box_in_the_order_of_the_chart(
    flows: Baked, page_at: PageAt, tmp_path: Path
) -> None:
    page = page_at(1280, javascript=False)
    opened(page, flows["/raad/voksen/flyt/"], tmp_path)
    page.locator(".sheets").focus()
    boxes = page.locator(".flow a")
    reached = []
    for _ in range(boxes.count()):
        page.keyboard.press("Tab")
        focused = page.locator(".flow a:focus")
        reached.append(focused.get_attribute("href") or "")
        width = focused.locator(".flow-box").evaluate("e => getComputedStyle(e).strokeWidth")
        assert float(width.removesuffix("px")) > 1
    wanted = [box.get_attribute("href") for box in boxes.all()]
    assert reached == wanted
    assert reached[0].endswith("#steg-1")


@pytest.mark.parametrize(("path", "dark"), covering(PATHS, (False, True)))
def test_axe_finds_nothing(
    flows: Baked, page_at: PageAt, tmp_path: Path, path: str, dark: bool
) -> None:
    page = page_at(1280, dark=dark)
    opened(page, flows[path], tmp_path)
    assert axe_violations(page) == []


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_page_is_no_wider_than_the_screen_and_the_chart_can_be_moved(
    flows: Baked, page_at: PageAt, tmp_path: Path, width: int
) -> None:
    page = page_at(width)
    opened(page, flows["/raad/voksen/flyt/"], tmp_path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sheets = page.locator(".sheets")
    assert sheets.evaluate("e => e.scrollWidth > e.clientWidth") == (width < 1100)
    letters = page.locator(".flow-words").first
    shown = letters.evaluate("e => e.getBBox().height * e.getScreenCTM().d")
    assert shown >= 11  # pixels, of a line


@pytest.mark.parametrize(
    ("anchor", "size", "sheets"),
    [("", (842, 595), 2), ("#a3", (842, 1191), 1)],
)
def test_it_prints_on_a4_and_with_two_sheets_on_a3(
    flows: Baked,
    page_at: PageAt,
    tmp_path: Path,
    anchor: str,
    size: tuple[int, int],
    sheets: int,
) -> None:
    page = page_at(1280)
    opened(page, flows["/raad/voksen/flyt/"], tmp_path, anchor)
    pdf = page.pdf(prefer_css_page_size=True)
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert {(round(float(wide)), round(float(high))) for wide, high in found} == {size}
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
    assert page.locator(".flow").count() == 2
    # What is left of a page after the sheets before it is less than the next one needs.
    shown = len(found)
    assert shown in {sheets + 1, sheets + 2}  # the sheets, and the list on one page or two
