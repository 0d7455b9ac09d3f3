"""Terms of safe contact in the order in which a caller needs them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggvei.intake.api import Answer, SafeContact, wording

_Code = TypeVar("_Code", bound=StrEnum)
NOT_SAID = gettext_lazy("Ikke sagt. Regn det som utrygt.")


@dataclass(frozen=True)
class Line:
    """One answer in words; `unsafe` marks a danger that the person has named."""

    label: str
    value: str | Promise
    unsafe: bool = False


def _words(items: Sequence[_Code], table: Mapping[_Code, Promise]) -> str:
    return ", ".join(str(table[item]) for item in items)


def _safety(contact: SafeContact) -> list[Line]:
    seen = {
        Answer.YES: _("Ja. Noen andre kan se den."),
        Answer.NO: _("Nei"),
        Answer.UNKNOWN: str(NOT_SAID),
    }[contact.device_seen]
    message = _("Ja") if contact.may_leave_message() else _("Nei. Legg aldri igjen beskjed.")
    number = _("Ja") if contact.show_number else _("Nei. Ring med skjult nummer.")
    unsafe = _words(contact.channels_unsafe, wording.CHANNEL)
    safe_now = NOT_SAID if contact.safe_now is Answer.UNKNOWN else wording.ANSWER[contact.safe_now]
    return [
        Line(_("Trygg da meldingen ble skrevet"), safe_now, contact.safe_now is Answer.NO),
        Line(_("Ønsker kontakt"), _("Ja") if contact.wanted else _("Nei")),
        Line(_("Kan andre se telefon eller post?"), seen, contact.device_seen is Answer.YES),
        Line(_("Trygge måter"), _words(contact.channels_safe, wording.CHANNEL) or NOT_SAID),
        Line(_("Utrygge måter"), unsafe or _("Ikke sagt"), bool(unsafe)),
        Line(_("Trygge dager"), _words(contact.days, wording.WEEKDAY) or NOT_SAID),
        Line(_("Trygge tider, med egne ord"), contact.hours or NOT_SAID),
        Line(_("Kan vi legge igjen beskjed?"), message),
        Line(_("Kan vi vise nummeret vårt?"), number),
    ]


def contact_lines(contact: SafeContact) -> list[Line]:
    """Return every answer in words. Addresses and numbers are not among them."""
    other = contact.answer_by_other or _("Ikke sagt. Si ingenting om hva det gjelder.")
    return [
        *_safety(contact),
        Line(_("Hva vi kan kalle personen"), contact.name or _("Ikke sagt")),
        Line(_("Hvis en annen svarer"), other),
        Line(_("Navnet vi bruker"), contact.our_name or _("Ikke sagt. Si bare fornavnet ditt.")),
        Line(_("Kodeord"), contact.code_word or _("Ikke avtalt")),
        Line(_("Hvis samtalen blir brutt"), wording.IF_CUT[contact.if_cut]),
        Line(_("Språk"), contact.language or _("Ikke sagt")),
        Line(_("Trenger tolk"), wording.ANSWER[contact.interpreter]),
        Line(_("Barn i hjemmet eller familien"), wording.ANSWER[contact.children]),
        *(
            [Line(_("Ønsker om tolk"), contact.interpreter_wish)]
            if contact.interpreter_wish
            else []
        ),
        *([Line(_("Hvor barna er"), contact.children_where)] if contact.children_where else []),
    ]
