"""The real cards as plain values, to plant faults in, and how a drawn card is read."""

import copy
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tryggvei.contentpack.api import pack_items
from tryggvei.contentpack.reading import read_document
from tryggvei.guides.models import CardFile
from tryggvei.guides.queries.cards import CardKey, CardShelf
from tryggvei.guides.rules.card_check import card_findings
from tryggvei.guides.rules.card_text import CardText, OwnContact, UnitFacts

FOLDER = Path(__file__).parents[2] / "content" / "felles" / "cards"
SCHOOL = CardKey("skole", "ansatt")
LANGUAGES = ("nb", "nn", "en")
FACTS = UnitFacts(
    "Bakken skole",
    ("Celine Cruz, rektor",),
    ("Odd Oppvekst, kommunalsjef",),
    (OwnContact("Vakttelefon", "63 00 00 00", "+4763000000"),),
)

Raw = dict[str, Any]


def shelf() -> CardShelf:
    """Return the cards of the pack's files; no database."""
    return CardShelf(pack_items)


def raw(name: str = "skole") -> Raw:
    """Return a card as its file has it; a copy that a test may spoil."""
    data = read_document(FOLDER / f"{name}.yaml").data
    assert isinstance(data, dict)
    return copy.deepcopy(data)


def every_key() -> list[CardKey]:
    """Return every card of the pack."""
    return [CardKey(card.id, role) for card in shelf().cards.values() for role in card.roles]


def rules_broken(data: Raw) -> set[str]:
    """Return the ids of the rules that a spoilt card breaks."""
    return {one.rule for one in findings(data)}


def findings(data: Raw) -> list[Any]:
    """Return what is found in a spoilt card."""
    return list(card_findings(CardFile.model_validate(data), shelf().world()))


def text_of(
    key: CardKey = SCHOOL, language: str = "nb", facts: UnitFacts | None = None
) -> CardText:
    """Return a card as it reads today."""
    return shelf().text(key, language, facts)


def words_of(pdf: bytes, folder: Path) -> str:
    """Return the text of a PDF as a reader hears it, on one line."""
    tool = shutil.which("pdftotext")
    if not tool:
        pytest.skip("no pdftotext: install Debian's package poppler-utils")
    (folder / "x.pdf").write_bytes(pdf)
    done = subprocess.run([tool, folder / "x.pdf", "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().replace("\xa0", " ").split())


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF has, as its page tree says."""
    found = re.findall(rb"/Type\s*/Pages\s*/Count (\d+)", pdf)
    assert len(found) == 1
    return int(found[0])
