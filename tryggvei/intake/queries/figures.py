"""Counts that leave the room: how many enquiries a week, and how many blobs need a key."""

from datetime import date, timedelta

from django.db.models import Count, Q

from tryggvei.intake.models import Kind, Lane, SealedMessage, State
from tryggvei.intake.queries.spooled import (
    SUFFIX,
    UNREADABLE,
    UnreadableSpoolFileError,
    files_ending,
    read,
)

TAKEN_UP = (State.REGISTERED, State.GUIDANCE_GIVEN)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weekly_counts(from_day: date, to_day: date) -> list[tuple[date, int]]:
    """Return (Monday, enquiries) for every week that has a day in [from_day, to_day], zeros too.

    An enquiry counts on the day it was received. From the quarantine lane only what the desk has
    taken up counts, so that a flood does not become a statistic. Never published from here: the
    plan does, through disclosure.
    """
    counts: dict[date, int] = {}
    monday = _monday(from_day)
    while monday <= to_day:
        counts[monday] = 0
        monday += timedelta(days=7)
    per_day = (
        SealedMessage.objects.filter(
            Q(lane=Lane.INBOX) | Q(entry__state__in=TAKEN_UP),
            kind=Kind.ENQUIRY,
            received_on__gte=from_day,
            received_on__lte=to_day,
        )
        .order_by()
        .values_list("received_on")
        .annotate(number=Count("id"))
    )
    for day, number in per_day:
        counts[_monday(day)] += number
    return sorted(counts.items())


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
