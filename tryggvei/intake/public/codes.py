"""The receipt code on its way through the public process: drawn, confirmed, never kept."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tryggvei.intake.rules.letter import Mailbox
from tryggvei.sealing.api import BadReceiptCode, ReceiptCode, new_receipt_code, parse_receipt_code

END_SIGNS = 4
_LOOKALIKES = str.maketrans("OIL", "011")

WHAT_IS_WRONG: dict[str, Promise] = {
    "length": _("Koden er for kort eller for lang. Den har seks grupper med fem tegn."),
    "symbol": _("Det er et tegn her som ikke finnes i kodene våre. Se på koden en gang til."),
    "checksum": _("Ett eller flere tegn er feil. Se på koden en gang til."),
}


@dataclass(frozen=True)
class Confirmed:
    """What came of the code on the form: a mailbox, a fault to show, or neither (not asked for)."""

    mailbox: Mailbox | None = None
    fault: Promise | None = None
    code: str = ""  # the code to show on the page if it is drawn again


def _signs(typed: str) -> str:
    return "".join(c for c in typed.upper() if c.isalnum()).translate(_LOOKALIKES)


def plain(typed: str) -> str:
    """Return a valid code in one spelling: always equally long on the page."""
    return _signs(typed)


def opened(typed: str) -> ReceiptCode:
    """Return what follows from a code that somebody typed. Raises BadReceiptCode."""
    return parse_receipt_code(typed)


def still_valid(code: str) -> str:
    """Return the code if it is one of ours in form, else a fresh one; for drawing a page again."""
    try:
        parse_receipt_code(code)
    except BadReceiptCode:
        return new_receipt_code()
    return code


def confirmed(code: str, typed_end: str) -> Confirmed:
    """Return the mailbox of a code whose last four signs were typed: it has been written down.

    Nothing typed: no dialogue, and the code is forgotten. The whole code typed counts too.
    """
    end = _signs(typed_end)
    if not end:
        return Confirmed(code=still_valid(code))
    try:
        found = parse_receipt_code(code)
    except BadReceiptCode:
        fault = _("Koden på siden var ikke gyldig lenger. Skriv ned den nye koden og prøv igjen.")
        return Confirmed(fault=fault, code=new_receipt_code())
    if len(end) < END_SIGNS or not _signs(code).endswith(end):
        fault = _("Dette er ikke de fire siste tegnene i koden. Se på koden en gang til.")
        return Confirmed(fault=fault, code=code)
    return Confirmed(mailbox=Mailbox(found.mailbox_id, found.public_key), code=code)
