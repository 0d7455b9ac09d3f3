"""The text of an item as it is shown today, what it stands on, and what the check says of a new
one. Pages and guides; another kind needs a line in KINDS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from tryggvei.contentpack.api import pack_entries, state_of
from tryggvei.editorial.queries import guide_texts
from tryggvei.editorial.rules.wording import digest_of
from tryggvei.editorial.rules.workflow import Basis
from tryggvei.guides.api import GUIDES, guide_of
from tryggvei.website.api import LANGUAGES, PAGES, Page, Proof, check_one, leads_to_help, pages

# The fields that are written here. What else an item holds is the pack's, and stays as it is.
FIELDS = (
    "title",
    "heading",
    "description",
    "body",
    "doors_heading",
    "doors",
    "more",
    "audience",
    "outside",
    "sources",
    "translated_from",
)
# What cannot be right in two languages at once while one of them is changed first: told loudly
# where bokmål is written, a stop where a translation is.
_OF_TRANSLATIONS = ("placeholders differ", "the doors are not", "the headings are not")


@dataclass(frozen=True)
class Today:
    """An item as readers have it now (`data`), and as the pack has it (None: not in the pack)."""

    kind: str
    key: str
    data: dict[str, Any]
    pack: dict[str, Any] | None
    overtaken: bool

    @property
    def basis(self) -> Basis:
        """Return what a text that is begun now stands on."""
        return Basis(digest_of(self.data), digest_of(self.pack))


def today_of(kind: str, key: str) -> Today:
    """Return an item as it is shown now. Raises KeyError (no such item, or not edited here)."""
    if kind not in KINDS:
        raise KeyError(kind)
    state = state_of(kind, key)
    entry = pack_entries(kind).get(key)
    pack = dict(entry.data) if entry else None
    return Today(kind, key, dict(state.data), pack, state.pack_has_moved)


def page_of(data: Mapping[str, Any]) -> Page:
    """Return the page that values make. Raises pydantic.ValidationError."""
    return Page.model_validate(dict(data))


def needs_two(kind: str, key: str, data: Mapping[str, Any]) -> bool:
    """Return True unless one person is enough for a page. A guide always needs two: its words
    send people to help as much as its structure does."""
    return kind != PAGES or _page_needs_two(key, data)


def _page_needs_two(key: str, data: Mapping[str, Any]) -> bool:
    """Return True unless the pack says that one person is enough, and the new text agrees.

    The pack's file decides, not the text that is being written: nobody can release herself. A text
    that gets a number or a way to help needs two, whatever the file says.
    """
    entry = pack_entries(PAGES).get(key)
    if entry is None or getattr(entry.item, "needs_two", True):
        return True
    try:
        return leads_to_help(page_of(data))
    except ValidationError:
        return True


def proof_of(data: Mapping[str, Any]) -> Proof:
    """Return what the check says of a page. Raises pydantic.ValidationError, PackError."""
    return check_one(page_of(data))


def stops(kind: str, data: Mapping[str, Any], shown: Mapping[str, Any]) -> list[str]:
    """Return the reasons why a text may not be sent in or shown, in English; empty: it may.

    `shown` is the text that readers have now.
    """
    return KINDS[kind].stops(data, shown)


def _stops_of_page(data: Mapping[str, Any], _shown: Mapping[str, Any]) -> list[str]:
    """What a change of the bokmål page asks of its translations is no reason: they come after. But
    no other fault elsewhere may be caused."""
    try:
        proof = proof_of(data)
    except ValidationError as error:
        return [str(fault["msg"]) for fault in error.errors(include_url=False)]
    reasons = [fault.reason for fault in proof.own]
    return reasons + [
        fault.reason for fault in proof.elsewhere if not fault.reason.startswith(_OF_TRANSLATIONS)
    ]


def _page_as_it_is(
    data: Mapping[str, Any], _shown: Mapping[str, Any], _pack: Mapping[str, Any] | None
) -> dict[str, Any]:
    return dict(data)


def _heading_of_page(data: Mapping[str, Any]) -> str:
    return str(data.get("heading", ""))


@dataclass(frozen=True)
class Kind:
    """What the room must know of a kind of item that is written here.

    fields: what is written; the rest is the pack's. whole: reads the values, or raises
    pydantic.ValidationError. to_show: the text as it is stored when it is shown, from text, text
    shown before, and the pack's.
    """

    fields: tuple[str, ...]
    whole: Callable[[Mapping[str, Any]], object]
    heading: Callable[[Mapping[str, Any]], str]
    stops: Callable[[Mapping[str, Any], Mapping[str, Any]], list[str]]
    to_show: Callable[
        [Mapping[str, Any], Mapping[str, Any], Mapping[str, Any] | None], dict[str, Any]
    ]


KINDS = {
    PAGES: Kind(FIELDS, page_of, _heading_of_page, _stops_of_page, _page_as_it_is),
    GUIDES: Kind(
        guide_texts.FIELDS,
        guide_of,
        guide_texts.heading,
        guide_texts.stops,
        guide_texts.numbered,
    ),
}


def bokmaal_of(key: str) -> Page | None:
    """Return the bokmål page that a page is a translation of, None for bokmål itself."""
    language, _, page_id = key.partition("/")
    return None if language == LANGUAGES[0] else pages(LANGUAGES[0]).get(page_id)
