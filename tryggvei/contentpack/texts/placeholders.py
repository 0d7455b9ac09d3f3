"""Placeholders in double square brackets, and which of them a kind of text knows."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from tryggvei.toolbox.wording import Params

PATTERN = re.compile(r"\[\[([a-z]+)(?::([a-z0-9_-]+))?(?:\|([^\]\[\n|]+))?\]\]")
_LEFT_OVER = re.compile(r"\[\[|\]\]")


_ENGLISH = {
    "placeholder-unknown": "[[%(kind)s]] is not a placeholder (known: %(known)s)",
    "needs-key": "[[%(kind)s:...]] needs a key after the colon",
    "takes-no-key": "[[%(kind)s]] takes no key",
    "needs-text": "[[%(kind)s:%(key)s|...]] needs a text that says what it is",
    "takes-no-text": "[[%(kind)s]] takes no text: %(text)r would be lost",
}


class BadPlaceholder(LookupError):
    """A placeholder that this kind of text does not know: a code, and what it is about.

    The message is English and names it.
    """

    def __init__(self, rule: str, **about: str) -> None:
        """Take one of the codes above with its parameters."""
        super().__init__(_ENGLISH[rule] % about)
        self.rule, self.params = rule, Params(**about)


@dataclass(frozen=True)
class Placeholder:
    """`[[kind:key|text]]`: key and text are empty where they are not given."""

    kind: str
    key: str = ""
    text: str = ""

    def __str__(self) -> str:
        key = f":{self.key}" if self.key else ""
        text = f"|{self.text}" if self.text else ""
        return f"[[{self.kind}{key}{text}]]"

    @classmethod
    def of(cls, match: re.Match[str]) -> "Placeholder":
        """Return what a match of PATTERN says."""
        return cls(match[1], match[2] or "", (match[3] or "").strip())


class Text(Enum):
    """Whether a placeholder has words of its own. NEVER: they would be lost without a sound."""

    NEVER = auto()
    MAY = auto()
    MUST = auto()


@dataclass(frozen=True)
class Takes:
    """What a kind of placeholder takes, and whether it is drawn as a block of its own."""

    key: bool = False
    text: Text = Text.NEVER
    is_block: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """The placeholders that a kind of text knows."""

    kinds: Mapping[str, Takes]

    def understand(self, placeholder: Placeholder) -> Placeholder:
        """Return the placeholder. Raises BadPlaceholder when it is not one of these, or not whole.

        Whether its key leads anywhere is for whoever draws it.
        """
        kind, key = placeholder.kind, placeholder.key
        takes = self.kinds.get(kind)
        if takes is None:
            known = ", ".join(sorted(self.kinds))
            raise BadPlaceholder("placeholder-unknown", kind=kind, known=known)
        if takes.key and not key:
            raise BadPlaceholder("needs-key", kind=kind)
        if key and not takes.key:
            raise BadPlaceholder("takes-no-key", kind=kind)
        if takes.text is Text.MUST and not placeholder.text:
            raise BadPlaceholder("needs-text", kind=kind, key=key)
        if takes.text is Text.NEVER and placeholder.text:
            raise BadPlaceholder("takes-no-text", kind=kind, text=placeholder.text)
        return placeholder

    def is_block(self, placeholder: Placeholder) -> bool:
        """Return whether a placeholder is drawn as a block: inside a sentence it would break it."""
        takes = self.kinds.get(placeholder.kind)
        return takes is not None and takes.is_block

    def faults(self, text: str) -> Iterator[str]:
        """Yield what is wrong with the placeholders of a text, in English, also those that are not
        written so that they can be read at all."""
        for match in PATTERN.finditer(text):
            try:
                self.understand(Placeholder.of(match))
            except BadPlaceholder as fault:
                yield str(fault)
        if _LEFT_OVER.search(PATTERN.sub("", text)):
            yield "a placeholder is not written [[kind:key|text]]"


def filled(text: str, fill: Callable[[Placeholder], str]) -> str:
    """Return a text with something in the place of each placeholder, for who measures or searches.

    Asks no vocabulary: what a reader is shown is drawn by `drawing`.
    """
    return PATTERN.sub(lambda match: fill(Placeholder.of(match)), text)
