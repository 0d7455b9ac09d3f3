"""Tries that failed: told to the owner at her next log-in, and to the log when a limit closes.

A colleague who knows a password could guess codes for weeks unseen: five tries in five minutes
are 1,440 a day. The count stands in the short-lived tallies (no address in them); the log gets a
row for each time a limit closes, never for each try, so that nobody fills it from outside.
"""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import ngettext

from tryggvei.audit.api import Thing, record
from tryggvei.signin.tallies import count_up

KEEP_SECONDS = 90 * 24 * 3600  # a long leave; what nobody has seen by then is in the log
UNKNOWN_SECONDS = 300
LIMIT_CODES = frozenset({"too_many_login_attempts", "rate_limited"})
ONE_ROW_SECONDS = 300  # as long as a closed limit stays closed


def person_with(email: str) -> int | None:
    """Return whose address it is; None for nobody's."""
    found = get_user_model().objects.filter(email__iexact=email.strip())
    return found.values_list("pk", flat=True).first()


def count_failure(person_id: int | None) -> None:
    """Count one try that failed. An unknown address costs the same, and is forgotten at once."""
    if person_id is None:
        count_up("failed-tries:unknown", UNKNOWN_SECONDS)
    else:
        count_up(f"failed-tries:{person_id}", KEEP_SECONDS)


def note_closed(person_id: int | None) -> None:
    """Write into the log that a limit has closed, once for as long as it stays closed."""
    if cache.add(f"limit-closed:{person_id}", 1, ONE_ROW_SECONDS):
        record(
            actor_id=None,
            verb="signin:limit:close",
            thing=Thing("person", str(person_id or "unknown")),
        )


def note_refusal(person_id: int, refusal: ValidationError) -> None:
    """Count a try of a known person that was refused; or note that her limit has closed."""
    if refusal.code in LIMIT_CODES:
        note_closed(person_id)
    else:
        count_failure(person_id)


def tell_owner(request: HttpRequest, person_id: int) -> None:
    """Tell her who has just come in how many tries failed since the last time, and start anew."""
    key = f"failed-tries:{person_id}"
    count = cache.get(key)
    cache.delete(key)
    if not isinstance(count, int) or count < 1:
        return
    text = ngettext(
        "%(count)s mislykket forsøk på å logge inn på kontoen din siden sist. Var det ikke deg, "
        "så bytt passord og si fra til lederen din.",
        "%(count)s mislykkede forsøk på å logge inn på kontoen din siden sist. Var det ikke deg, "
        "så bytt passord og si fra til lederen din.",
        count,
    ) % {"count": count}
    messages.warning(request, text)
