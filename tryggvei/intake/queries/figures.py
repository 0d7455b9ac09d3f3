"""Counts that leave the room: how many enquiries a week, and how many blobs need a key."""

import json
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Q

from tryggvei.disclosure.api import Observation, Period, count_days
from tryggvei.intake.models import Kind, Lane, SealedMessage, State

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
    count = 0
    for path in Path(settings.SPOOL_DIR).glob("*.sealed"):
        try:
            with path.open("rb") as file:
                count += json.loads(file.readline(2000)).get("key_id") == key_id
        except (OSError, ValueError):
            count += 1  # cannot be told: count it, so that the key is not destroyed
    return count


def blobs_needing_key(key_id: str) -> int:
    """Return how many messages nobody has finished, and files in the spool, need this key.

    A finished message does not hold a key back: what matters of it stands in the case, under the
    case's own key, so that epoch keys can be destroyed.
    """
    waiting = SealedMessage.objects.filter(waiting=True, key_id=key_id).count()
    return waiting + _spooled_with(key_id)
