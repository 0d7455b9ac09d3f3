"""The words of the screens of action cards."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tryggvei.guides.queries.cards import CardKey, CardShelf
from tryggvei.guides.queries.issues import HeldCard, UnitCards
from tryggvei.guides.rules.card_editions import Change
from tryggvei.guides.rules.schema import LANGUAGES
from tryggvei.toolbox.languages import language

CHANGES = {
    Change.NUMBERS: _("Et telefonnummer er endret."),
    Change.WORDS: _("Teksten i veilederen eller på kortet er endret."),
    Change.PEOPLE: _("Leder, navn på enheten eller egne numre er endret."),
}
CURRENT = (_("Gjelder"), "success")
OLDER = (_("Må byttes"), "warning")
MISSING = (_("Mangler"), "warning")
LANGUAGE_CHOICES = [(code, language(code).name) for code in LANGUAGES]


def reading_language() -> str:
    """Return the language that the screen is read in, among those that cards are written in."""
    code = (get_language() or settings.LANGUAGE_CODE)[:2]
    return code if code in LANGUAGES else LANGUAGES[0]


def name_of(shelf: CardShelf, key: CardKey) -> str:
    """Return what a card is called on the screen: "Skole. For ansatte"."""
    if not shelf.has(key):
        return key.card
    return ". ".join(shelf.named(key, reading_language()))


def row_of(shelf: CardShelf, held: HeldCard) -> dict[str, object]:
    """Return a held card with its words."""
    return {
        "held": held,
        "name": name_of(shelf, held.key),
        "language": language(held.language).name,
        "state": OLDER if held.is_older else CURRENT,
        "changes": [CHANGES[one] for one in held.changes],
    }


def unit_row(shelf: CardShelf, cards: UnitCards) -> dict[str, object]:
    """Return a unit with what it holds, what is old and what is missing, in words."""
    return {
        "cards": cards,
        "older": [row_of(shelf, one) for one in cards.older],
        "missing": [name_of(shelf, key) for key in cards.missing],
        "state": OLDER if cards.older else MISSING if cards.missing else CURRENT,
    }
