"""Write action cards to a folder, for a print shop or a unit without a printer of its own."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.utils.text import slugify

from tryggvei.guides.actions.drawing import Edition, Paper, card_html, card_pdf
from tryggvei.guides.actions.issuing import issue_card
from tryggvei.guides.queries.cards import CardKey, CardShelf
from tryggvei.guides.rules.card_text import CardText
from tryggvei.organisation.api import UnitInfo, units


def write_unit_cards(unit: UnitInfo, language: str, paper: Paper, folder: Path) -> Iterator[Path]:
    """Give a unit every card of its kind, write each as PDF and HTML, and yield the files.

    Safe to run twice: what has not changed keeps its edition and its bytes. Raises LookupError for
    a kind of unit without a card, CardFault and NotApproved.
    """
    keys = CardShelf().keys_for(unit.kind)
    if not keys:
        raise LookupError(f"there is no card for a unit of the kind {unit.kind!r}")
    for key in keys:
        made = issue_card(None, unit.id, key, language)
        name = f"{slugify(unit.name)}-{key.role}-{language}"
        yield from _written(made.text, made.edition, paper, folder, name)


def write_general_cards(language: str, paper: Paper, folder: Path) -> Iterator[Path]:
    """Write every card with open lines where a unit writes its own; no unit is given one."""
    shelf = CardShelf()
    for card in shelf.cards.values():
        for role in card.roles:
            text = shelf.text(CardKey(card.id, role), language)
            name = f"{card.id}-{role}-{language}"
            yield from _written(text, Edition(), paper, folder, name)


def unit_meant_by(words: str) -> UnitInfo:
    """Return the unit of a name, a public id or a number. Raises LookupError, naming choices."""
    every = units()
    wanted = words.strip().casefold()
    found = [one for one in every if wanted in (one.name.casefold(), str(one.id), _hex(one))]
    if len(found) == 1:
        return found[0]
    near = [f"{one.name} ({one.public_id})" for one in every if wanted in one.name.casefold()]
    choices = "; ".join(sorted(near)) or "no unit has a name like it"
    raise LookupError(f"{words!r} is not one unit: {choices}")


def _hex(unit: UnitInfo) -> str:
    return str(UUID(str(unit.public_id)))


def _written(
    text: CardText, edition: Edition, paper: Paper, folder: Path, name: str
) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for ending, content in (
        ("pdf", card_pdf(text, edition, paper)),
        ("html", card_html(text, edition).encode()),
    ):
        target = folder / f"{name}.{ending}"
        target.write_bytes(content)
        yield target
