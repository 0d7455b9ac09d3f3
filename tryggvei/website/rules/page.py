"""One page of the public face in one language, as a file of the content pack."""

import hashlib
import re
from collections.abc import Callable, Collection
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tryggvei.contentpack.api import Reviewed, Text
from tryggvei.toolbox.languages import BY_CODE, WHOLE, prefix_of

# The first language has no prefix in the address. A test holds this against the settings.
LANGUAGES = WHOLE  # every page exists in these
HOME = "hjem"
# What every language that is offered must have, before anything else (issue of the public face):
# what a person needs who reads nothing else of ours.
CORE = frozenset(
    {HOME, "for-meg", "for-andre", "hva-skjer", "telefoner", "etter", "rettigheter", "spor"}
)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Slug = Annotated[str, StringConstraints(pattern=rf"^{SLUG.pattern}$", max_length=60)]


class Door(BaseModel):
    """A large link on the front page: where it leads, its words, and whom it is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    page: Slug
    text: Text
    hint: Text


class Page(Reviewed):
    """A page. `title` and `description` reach browser history and search results: neutral words.

    `heading` and `body` are read only by the one who has the page open. `outside` names the hosts
    that the page may link to; a visit there is seen in the history, so the list is mostly empty.
    """

    id: Slug
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,8}$")]
    title: Text
    heading: Text
    description: str = ""
    audience: Annotated[list[Text], Field(min_length=1)]
    doors_heading: str = ""
    doors: list[Door] = []
    outside: list[Text] = []
    # Ids of the pages to read next. The bokmål page says it for every language.
    more: list[Slug] = []
    # Of the bokmål page when this was translated: `manage.py translations --stamp`. "" = not said.
    translated_from: Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-f]{12})?$")] = ""
    # Somebody else must read a changed text before it is shown (ADR 0024). Only pages that tell
    # nobody what to do in danger may say false, and only in the pack: no screen changes it.
    needs_two: bool = True
    body: Text

    @property
    def key(self) -> str:
        """Return the key in the pack: language and id."""
        return f"{self.language}/{self.id}"

    @property
    def is_translation(self) -> bool:
        """Return True for every language but the one that the texts are written in."""
        return self.language != LANGUAGES[0]

    @property
    def unchecked_translation(self) -> bool:
        """Return True when the reader must be told that nobody has checked the translation."""
        return self.is_translation and self.unreviewed is not None

    @property
    def fingerprint(self) -> str:
        """Return 12 hex digits of what a translation must follow: words, doors and body."""
        doors = [f"{door.page}|{door.text}|{door.hint}" for door in self.doors]
        said = "\n".join([self.title, self.heading, self.doors_heading, *doors, self.body.strip()])
        return hashlib.sha256(said.encode()).hexdigest()[:12]


class ForbiddenWords(BaseModel):
    """Words that must never stand where a jealous eye looks. Per language.

    `parts` are refused anywhere inside a word, `words` only at the beginning of one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    class OfLanguage(BaseModel):
        """The two lists of one language."""

        model_config = ConfigDict(extra="forbid", frozen=True)

        parts: list[Text] = []
        words: list[Text] = []

    languages: Annotated[dict[str, OfLanguage], Field(min_length=1)]

    def found_in(self, text: str) -> list[str]:
        """Return the forbidden words that a text holds, in any language, whatever the case."""
        low = _folded(text)
        found: set[str] = set()
        for lists in self.languages.values():
            found |= {part for part in lists.parts if _folded(part) in low}
            found |= {
                word
                for word in lists.words
                if re.search(rf"(?<!\w){re.escape(_folded(word))}", low)
            }
        return sorted(found)


def _folded(text: str) -> str:
    """Return a text without case. The Turkish İ folds to an i and a loose dot: the dot goes."""
    return text.casefold().replace("\u0307", "")


def address_of(page_id: str, language: str) -> str:
    """Return the path of a page, with its trailing slash."""
    return f"{prefix_of(language)}/" + ("" if page_id == HOME else f"{page_id}/")


def is_stale(version: Page, first: Page) -> bool:
    """Return True when the bokmål page has changed since this translation was made from it."""
    return has_moved_on(first, version.translated_from)


def has_moved_on(first: Page, fingerprint: str) -> bool:
    """Return True when a page no longer has the fingerprint that it once had; "" was not said."""
    return bool(fingerprint) and fingerprint != first.fingerprint


def language_holding(page_id: str, wanted: str, held: Callable[[str], Collection[str]]) -> str:
    """Return the language to read a page in: the wanted one, else what stands in for it.

    held: the ids of the pages that a language has.
    """
    return wanted if page_id in held(wanted) else BY_CODE[wanted].instead
