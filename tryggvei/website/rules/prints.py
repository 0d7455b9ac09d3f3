"""The prints: which there are, what they are called, and what one of them is made from. Pure."""

from dataclasses import dataclass

# Neutral names: a file stays in the folder of downloads under the name that it came with.
CARD, POSTER_A4, POSTER_A3, SLIPS = "kort", "plakat-a4", "plakat-a3", "lapper"
FOLDER = "trykk"
# Libertinus Serif, which lies inside typst, has Latin, Greek and Cyrillic letters. The words of the
# prints are in the catalogues, and those are whole in three languages.
SHOWN = {CARD: "kort.typ", POSTER_A4: "plakat.typ", POSTER_A3: "plakat.typ", SLIPS: "lapper.typ"}
PRINTS = tuple(SHOWN)


@dataclass(frozen=True)
class Line:
    """A number with the few words before it, and a sentence that must go with it ("" for none)."""

    label: str
    number: str
    note: str = ""


def file_name(print_name: str, prefix: str) -> str:
    """Return the file of a print below the pages: "trykk/kort.pdf", "nn/trykk/kort.pdf"."""
    return f"{prefix}/{FOLDER}/{print_name}.pdf".lstrip("/")


def paper_of(print_name: str) -> str:
    """Return the paper that a print is drawn on, in typst's words."""
    return "a3" if print_name == POSTER_A3 else "a4"
