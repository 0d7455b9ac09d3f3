"""Counts that leave the room: how many enquiries a week, and how many blobs need a key."""

from collections.abc import Sequence

from django.db.models import Count, Q

from tryggvei.disclosure.api import Observation, Period, count_days
from tryggvei.intake.models import Kind, Lane, SealedMessage, State
from tryggvei.intake.queries.spooled import (
    SUFFIX,
    UNREADABLE,
    UnreadableSpoolFileError,
    files_ending,
    read,
)

SOURCE = "intake_sealedmessage"
TAKEN_UP = (State.REGISTERED, State.GUIDANCE_GIVEN)


def enquiries(periods: Sequence[Period], unit: str) -> list[Observation]:
    """Return how many enquiries came in each period.

    An enquiry counts on the day it was received. From the quarantine lane only what the desk has
    taken up counts, so that a flood does not become a statistic. Never published from here: the
    plan does, through disclosure.
    """
    per_day = (
        SealedMessage.objects.filter(
            Q(lane=Lane.INBOX) | Q(entry__state__in=TAKEN_UP),
            kind=Kind.ENQUIRY,
            received_on__gte=min(period.first for period in periods),
            received_on__lte=max(period.last for period in periods),
        )
        .order_by()
        .values_list("received_on")
        .annotate(number=Count("id"))
    )
    return count_days(per_day, periods, unit, SOURCE)


def _spooled_with(key_id: str) -> int:
    """Count files of the spool, those set aside too: one of them may still be a whole letter."""
    count = 0
    for path in files_ending(SUFFIX, UNREADABLE):
        try:
            count += read(path).key_id == key_id
        except FileNotFoundError:
            continue  # delivered meanwhile: its row was counted, or will be at the next look
        except (OSError, UnreadableSpoolFileError):
            count += 1  # cannot be told: count it, so that the key is not destroyed
    return count


def blobs_needing_key(key_id: str) -> int:
    """Return how many messages nobody has finished, and files in the spool, need this key.

    A finished message does not hold a key back: what matters of it stands in the case, under the
    case's own key, so that epoch keys can be destroyed.
    """
    # The spool first: what is delivered between the two looks is counted twice, never not at all.
    spooled = _spooled_with(key_id)
    return spooled + SealedMessage.objects.filter(waiting=True, key_id=key_id).count()
