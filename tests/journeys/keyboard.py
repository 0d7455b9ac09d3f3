"""Hands on the keyboard: walk with Tab, and look at where the focus is at every step."""

from playwright.sync_api import Page

LONGEST_WALK = 120
# What a person needs to find the focus: a line round it, on the screen, with nothing above it.
LOST = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return "";
  const style = getComputedStyle(at), box = at.getBoundingClientRect();
  const name = at.outerHTML.slice(0, 120);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
    return "no focus ring: " + name;
  if (box.bottom < 1 || box.top > innerHeight - 1 || box.right < 1 || box.left > innerWidth - 1)
    return "outside the screen: " + name;
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const seen = document.elementFromPoint(x, y);
  if (seen && !at.contains(seen) && !seen.contains(at)) return "covered: " + name;
  return "";
}"""


def _lost_at_rest(page: Page) -> str:
    """Return what is wrong with where the focus is, once the browser has had time to scroll."""
    lost = _lost(page)
    for _ in range(20):
        if not lost:
            break
        page.wait_for_timeout(100)
        lost = _lost(page)
    return lost


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on `selector`; each stop on the way must be visible."""
    for _ in range(LONGEST_WALK):
        page.keyboard.press("Tab")
        lost = _lost_at_rest(page)
        assert lost == "", f"{page.url}: {lost}"
        if focus_is_on(page, selector):
            return
    raise AssertionError(f"{page.url}: no Tab leads to {selector}")


def _lost(page: Page) -> str:
    """Return why the focus cannot be found, "" when it can; scrolling gets a second to follow."""
    for _ in range(20):
        lost = str(page.evaluate(LOST))
        if not lost:
            break
        page.wait_for_timeout(50)
    return lost


def focus_is_on(page: Page, selector: str) -> bool:
    """Return whether the focused element is one that the CSS selector means."""
    script = "css => document.activeElement.matches(css)"
    return bool(page.evaluate(script, selector))
