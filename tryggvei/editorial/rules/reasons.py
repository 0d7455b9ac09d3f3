"""Why a text may not be sent in or shown, besides what the check of its own room says. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tryggvei.toolbox.wording import NOTHING_MORE, Params, Plain, Words, in_english
from tryggvei.toolbox.wording import later as _


class Stopper(StrEnum):
    """What the editors' room itself holds of a text."""

    UNREADABLE = "unreadable"
    SAFEGUARD_LOST = "safeguard-lost"


@dataclass(frozen=True)
class Reason:
    """One reason, with what it is about."""

    rule: Stopper
    params: Params = NOTHING_MORE

    @property
    def code(self) -> str:
        """Return the code as text."""
        return self.rule.value

    @property
    def words(self) -> Words:
        """Return its two sentences."""
        return WORDS[self.rule]

    @property
    def told(self) -> Mapping[str, Plain]:
        """Return its parameters."""
        return self.params

    def __str__(self) -> str:
        return in_english(self)


WORDS: dict[Stopper, Words] = {
    Stopper.UNREADABLE: Words(
        "the value of %(field)r cannot be used",
        _("Feltet «%(field)s» kan ikke stå slik."),
    ),
    Stopper.SAFEGUARD_LOST: Words(
        "the guide loses what its proof rests on: %(safeguard)s",
        _(
            "Veilederen mister noe kontrollen bygger på: «%(safeguard)s». Det kan bare endres i "
            "innholdspakken."
        ),
    ),
}
