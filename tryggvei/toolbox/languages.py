"""The languages that pages can be written in: address, tag, direction, and what stands in for them.

A language is *whole* when every page, form and message exists in it, else it holds the core pages
only. Which of them a municipality offers stands in its pack (`municipality.yaml`).
"""

from dataclasses import dataclass

FIRST = "nb"  # the language that texts are written in; its addresses have no prefix


@dataclass(frozen=True)
class Language:
    """One language. `code` stands in addresses and folders, `tag` (BCP 47) in `lang`."""

    code: str
    name: str  # in the language itself
    tag: str
    direction: str = "ltr"
    whole: bool = False
    instead: str = "en"  # the language of what is not translated
    stop: str = "."  # what ends a sentence

    @property
    def locale(self) -> str:
        """Return the name of its catalogue: easy-read bokmål says its buttons in bokmål."""
        return self.tag

    @property
    def prefix(self) -> str:
        """Return the start of its addresses: "" for the first language, else "/nn"."""
        return "" if self.code == FIRST else f"/{self.code}"


# Order: the languages of the law first (språkloven §§ 4-6), English, easy read, then by alphabet
# of the own script as far as one exists. A municipality may set its own order in the pack.
ALL = (
    Language("nb", "Bokmål", "nb", whole=True),
    Language("nn", "Nynorsk", "nn", whole=True, instead="nb"),
    Language("se", "Davvisámegiella", "se", instead="nb"),
    Language("en", "English", "en", whole=True),
    Language("lettlest", "Lettlest", "nb", instead="nb"),
    Language("uk", "Українська", "uk"),
    Language("pl", "Polski", "pl"),
    Language("ar", "العربية", "ar", "rtl"),
    Language("so", "Soomaali", "so"),
    Language("ti", "ትግርኛ", "ti", stop="።"),
    Language("fa", "فارسی / دری", "fa", "rtl"),
    Language("ur", "اردو", "ur", "rtl", stop="۔"),
    Language("tr", "Türkçe", "tr"),
    Language("ru", "Русский", "ru"),
)
_STOPS = "".join({language.stop for language in ALL})
BY_CODE = {language.code: language for language in ALL}
WHOLE = tuple(language.code for language in ALL if language.whole)


def language(code: str) -> Language:
    """Return a language by its code; the first language for an unknown one."""
    return BY_CODE.get(code, BY_CODE[FIRST])


def prefix_of(code: str) -> str:
    """Return the start of every address in a language: "" for the first, else "/nn"."""
    return language(code).prefix


def sentence(text: str, code: str) -> str:
    """Return a text that ends as a sentence does in a language, whether or not it did before."""
    return f"{text.rstrip(_STOPS)}{language(code).stop}"
