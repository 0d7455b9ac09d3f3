"""The list of topics from A to Å: which everyday words lead to which page, in what order. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from tryggvei.contentpack.api import Reviewed, Text
from tryggvei.help_directory.api import bare_numbers
from tryggvei.toolbox.languages import WHOLE
from tryggvei.website.rules.checks import APART

TOPICS_PAGE = "emner"
# Never in the list: only the front page leads to the page apart, and a list leads to itself.
LEFT_OUT = frozenset({APART, TOPICS_PAGE})
_BEGINNING = 2  # letters that are too few to find a word by
_NORDIC = {"nb", "nn"}
_LAST = {"æ": "{a", "ø": "{b", "å": "{c"}  # "{" comes after "z"
_WORD = re.compile(r"[^\W_]+")


class PageTopics(BaseModel):
    """What leads to one page: `shown` stands in the list, `also` is found by searching alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shown: list[Text] = []
    also: list[Text] = []


class Topics(Reviewed):
    """The everyday words of one language, by page id, `skriv` or `raad/<guide>`.

    `stop`: words that say nothing of what is sought ("min", "ikke").
    """

    language: Text
    stop: list[Text] = []
    pages: dict[Text, PageTopics]


@dataclass(frozen=True)
class Target:
    """Where a row leads: heading as it stands on the page, address, and words for searching."""

    heading: str
    address: str
    words: str = ""


@dataclass(frozen=True)
class Row:
    """A line of the list. `words` is given with the row of a page's own heading alone."""

    text: str
    address: str
    words: str | None = None


def order_key(text: str, language: str) -> str:
    """Return what a text is sorted by: æ, ø, å last in Norwegian; other marks do not count."""
    low = text.casefold()
    if language in _NORDIC:
        low = "".join(_LAST.get(sign, sign) for sign in low)
    return _bare(low)


def letter_of(text: str, language: str) -> str:
    """Return the letter that a text stands under."""
    first = text.strip("«»\"' ")[:1].upper()
    if language in _NORDIC and first in "ÆØÅ":
        return first
    return _bare(first)


def _bare(text: str) -> str:
    return "".join(s for s in unicodedata.normalize("NFD", text) if not unicodedata.combining(s))


def words_for_search(texts: Iterable[str], seen: Iterable[str], stop: Collection[str]) -> str:
    """Return the words of some texts, once each, without stop words and what is seen anyway.

    A word that begins a longer one of the same page is left out too: whoever types "sjalu" finds
    "sjalusi" (search.js, which wants three letters for that). The list must be a light page.
    """
    visible = {word for text in seen for word in _words(text)}
    known = visible | set(stop)
    found = dict.fromkeys(word for text in texts for word in _words(text) if word not in known)
    return " ".join(
        word for word in found if len(word) > 1 and not _begins(word, {*found, *visible})
    )


def _begins(word: str, others: Collection[str]) -> bool:
    longer = (other for other in others if other != word)
    return len(word) > _BEGINNING and any(other.startswith(word) for other in longer)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def rows(
    targets: Mapping[str, Target], topics: Topics | None, language: str
) -> list[tuple[str, list[Row]]]:
    """Return the whole list by letter. targets: by id, what may be listed."""
    found: list[Row] = []
    for key, target in targets.items():
        mine = topics.pages.get(key, PageTopics()) if topics else PageTopics()
        shown = [text for text in mine.shown if text.casefold() != target.heading.casefold()]
        stop = topics.stop if topics else []
        words = words_for_search([target.words, *mine.also], [target.heading, *shown], stop)
        found.append(Row(target.heading, target.address, words))
        found += [Row(text, target.address) for text in shown]
    found.sort(key=lambda row: order_key(row.text, language))
    letters: dict[str, list[Row]] = {}
    for row in found:
        letters.setdefault(letter_of(row.text, language), []).append(row)
    return list(letters.items())


def faults(key: str, topics: Topics, targets: Collection[str]) -> Iterator[tuple[str, str]]:
    """Return (page id or "", reason) of every fault. targets: every id that may be listed."""
    if topics.language != key or key not in WHOLE:
        wanted = ", ".join(WHOLE)
        yield "", f"the file is {key}, its language {topics.language}; both must be one of {wanted}"
    seen: set[str] = set()
    for page_id, mine in topics.pages.items():
        if page_id in LEFT_OUT:
            yield page_id, f"{page_id!r} is never in the list of topics"
        elif page_id not in targets:
            yield page_id, f"there is no page {page_id!r} in {topics.language}"
        for text in (*mine.shown, *mine.also):
            if any(bare_numbers(text)):
                yield page_id, f"{text!r} looks like a phone number"
        for text in mine.shown:
            if text.casefold() in seen:
                yield page_id, f"{text!r} is listed twice, and one of them leads astray"
            seen.add(text.casefold())
