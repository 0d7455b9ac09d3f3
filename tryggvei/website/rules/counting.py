"""Count opened pages by day and language, and keep nothing small. Pure; safe between threads."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock

from tryggvei.disclosure.api import THRESHOLD, is_small
from tryggvei.toolbox.languages import BY_CODE, FIRST
from tryggvei.website.rules.baking import INDEX, file_of
from tryggvei.website.rules.page import HOME

OTHERS = "andre"  # what small counts are added up as; no page has this id
MOST_CELLS = 5000  # day x language x page held at once; far above what any pack has
_LOGGED = re.compile(r"(?P<status>[0-9]{3}) (?P<method>[A-Z]{1,10}) (?P<uri>/[\x21-\x7e]{0,300})")
_TAG = "tryggvei: "


@dataclass(frozen=True, order=True)
class Cell:
    """What is counted: a day, a language ("" when it would tell too much) and a page's id."""

    day: date
    language: str
    page: str


def page_of(file: str) -> tuple[str, str] | None:
    """Return language and id of a baked page by its file; None for what is no page."""
    if file != INDEX and not file.endswith(f"/{INDEX}"):
        return None
    first, _, rest = file.removesuffix(INDEX).rstrip("/").partition("/")
    if first in BY_CODE and first != FIRST:
        return first, rest or HOME
    return FIRST, (f"{first}/{rest}" if rest else first) or HOME


def logged_file(line: str) -> str | None:
    """Return the page's file of one line that the file server sent; None for what is not counted.

    The line is "<priority>time tryggvei: 200 GET /for-meg/" (RFC 3164 as nginx writes it): the
    time is passed over, and only whole answers to GET count. The file server may name the file.
    """
    found = _LOGGED.fullmatch(line.partition(_TAG)[2].rstrip("\n"))
    if found is None or found["status"] != "200" or found["method"] != "GET":
        return None
    return file_of(found["uri"].removesuffix(INDEX))


class Tally:
    """Counts in memory. Nothing in it but day, language, page and a number."""

    def __init__(self) -> None:
        """Begin empty."""
        self._lock = Lock()
        self._counts: Counter[Cell] = Counter()
        self._oldest = date.max

    def note(self, cell: Cell) -> bool:
        """Count one opening; return True when a day before this one waits to be written."""
        with self._lock:
            if cell in self._counts or len(self._counts) < MOST_CELLS:
                self._counts[cell] += 1
                self._oldest = min(self._oldest, cell.day)
            return self._oldest < cell.day

    def take_before(self, day: date) -> dict[Cell, int]:
        """Return the counts of the days before `day`, without the small ones, and forget them."""
        with self._lock:
            ended = {cell: count for cell, count in self._counts.items() if cell.day < day}
            for cell in ended:
                del self._counts[cell]
            self._oldest = min((cell.day for cell in self._counts), default=date.max)
        return without_small(ended)


def without_small(counts: Mapping[Cell, int], threshold: int = THRESHOLD) -> dict[Cell, int]:
    """Return counts without any from 1 to threshold - 1, which may point at a person.

    The small ones of a language and day are added up as "andre"; is that small too, the language
    is left out; is the sum of those small, it is dropped. A sum of small counts that is not small
    has at least two parts, so no part follows from it. No total is kept, so nothing can be
    worked out by subtraction.
    """
    kept = Counter({cell: n for cell, n in counts.items() if not is_small(n, threshold)})
    for widen in (_same_language, _any_language):
        small = Counter[Cell]()
        for cell, n in counts.items():
            if is_small(n, threshold):
                small[widen(cell)] += n
        counts = small
        kept.update({cell: n for cell, n in small.items() if not is_small(n, threshold)})
    return dict(kept)


def _same_language(cell: Cell) -> Cell:
    return Cell(cell.day, cell.language, OTHERS)


def _any_language(cell: Cell) -> Cell:
    return Cell(cell.day, "", OTHERS)
