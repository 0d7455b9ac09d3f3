"""What a person does on the way out, written once for every engine. They tell what was seen."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.engines.neutral import NeutralSite
from tests.engines.visit import Visit, rest

TYPED = "SKREVETKANARI"


@dataclass(frozen=True)
class Walk:
    """A way into a site: whole addresses, the link to each next one, and the field to write in."""

    pages: tuple[str, ...]
    links: tuple[str, ...]
    field: str
    texts: tuple[str, ...]  # one telling text of each page


@dataclass
class Seen:
    """What stood on the screen while somebody looked, and where it ended."""

    texts: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def tells(self, words: tuple[str, ...]) -> list[str]:
        """Return the words that were on the screen at any time."""
        return [word for word in words if any(word in text for text in self.texts)]


def _button(visit: Visit) -> None:
    visit.click(".leave")


def _hidden_link(visit: Visit) -> None:
    """From the top of the page: the skip link, then the hidden way out."""
    visit.run("document.querySelector('.ds-skip-link').focus()")
    visit.press("Tab", "Enter")


def _three_shifts(visit: Visit) -> None:
    visit.press("Shift", "Shift", "Shift")


def _mixed_shifts(visit: Visit) -> None:
    visit.press("ShiftLeft", "ShiftRight", "ShiftLeft")


WAYS: dict[str, Callable[[Visit], None]] = {
    "button": _button,
    "hidden link": _hidden_link,
    "three shifts": _three_shifts,
    "left and right shift": _mixed_shifts,
}


def go_deep(visit: Visit, walk: Walk, neutral: NeutralSite) -> None:
    """In a new tab: an ordinary site first, then page after page, then text in a field."""
    visit.new_tab()
    visit.go(neutral.before)
    visit.go(walk.pages[0])
    for link, page in zip(walk.links, walk.pages[1:], strict=True):
        visit.click(link)
        visit.arrive(page)
    write(visit, walk)


def write(visit: Visit, walk: Walk) -> None:
    """Type into the field, and see that it stands there."""
    visit.type(walk.field, TYPED)
    visit.until(lambda: TYPED in visit.shown(), "showed what was typed")


def leave(visit: Visit, way: str, neutral: NeutralSite) -> None:
    """Leave, and wait for the neutral page."""
    WAYS[way](visit)
    visit.arrive(neutral.url)


def press_back(visit: Visit, walk: Walk, neutral: NeutralSite, times: int) -> Seen:
    """Press Back so many times, and look all the while until each step has come to rest."""
    seen = Seen()
    others = (neutral.url, neutral.before, "about:blank")
    for _ in range(times):
        before = (len(neutral.referrers), visit.url())
        visit.back()
        still: list[tuple[int, str]] = []

        def rested(before: tuple[int, str] = before, still: list[tuple[int, str]] = still) -> bool:
            seen.texts.append(visit.shown())
            here = (len(neutral.referrers), visit.url())
            # An empty page of ours is on its way out; one that can be read is where Back led to.
            at_rest = here[1] in others or (here[1] in walk.pages and seen.texts[-1] != "")
            if here == before or not at_rest or (still and still[-1] != here):
                still.clear()
            if here != before and at_rest:
                still.append(here)
            return len(still) > 4

        visit.until(rested, "came to rest after Back")
        seen.addresses.append(visit.url())
    return seen


def blank_at_once(visit: Visit) -> list[object]:
    """Press the button from within the page; return what is there before anything else runs.

    Text of the document, its title, number of its nodes, and how its root is displayed.
    """
    found: list[object] = visit.run(
        "document.querySelector('.leave').click(); var r = document.documentElement;"
        "return [r.textContent, document.title, r.childNodes.length, getComputedStyle(r).display];"
    )
    return found


_WATCH = """
addEventListener({kind}, function (event) {{
  if (document.documentElement.childNodes.length) {{ return; }}
  function note(what) {{ sessionStorage.setItem(what, performance.now() - event.timeStamp); }}
  note('blank');
  requestAnimationFrame(function () {{ requestAnimationFrame(function () {{ note('drawn'); }}); }});
}});
"""
_READ = """
return ['blank', 'drawn'].map(function (what) {
  var found = sessionStorage.getItem(what);
  sessionStorage.removeItem(what);
  return found;
});
"""


def press_to_blank(visit: Visit, way: str, walk: Walk, neutral: NeutralSite) -> tuple[float, float]:
    """Leave while the neutral site takes its time. Return milliseconds from the press until the
    document was empty, and until the second frame after that. Ends on the first page of the walk.
    Raises AssertionError when the screen itself does not become empty meanwhile.
    """
    kind = "keydown" if "shift" in way else "click"
    visit.run(_WATCH.format(kind=json.dumps(kind)))
    neutral.hang()
    WAYS[way](visit)
    visit.until(neutral.asked.is_set, "asked for the neutral site")
    visit.until(visit.blank, "drew an empty screen while the neutral site was silent")
    rest(0.3)
    neutral.mend()
    visit.arrive(neutral.url)
    visit.go(walk.pages[0])
    blank, drawn = visit.run(_READ)
    return float(blank), float(drawn)


def blank_for(visit: Visit, seconds: float) -> bool:
    """Look at the screen for a while: was it one colour all the time?"""
    ends = time.monotonic() + seconds
    found = visit.blank()
    while time.monotonic() < ends:
        rest(0.05)
        found = visit.blank() and found
    return found
