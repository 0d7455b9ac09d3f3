"""What the website keeps in the database: how often a page was opened, and what was said of guides.

No key to anything, no time, no address, no value made by the database: the public role may insert
rows and read none (ADR 0006, 0027). Several processes write rows of the same day; they are added
up when they are read.
"""

import uuid

from django.db import models

from tryggvei.disclosure.api import THRESHOLD


class DailyCount(models.Model):
    """One process's count of one day. Never small: what is small is not written at all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.DateField(db_index=True)
    language = models.CharField(max_length=10, blank=True)  # "": too few to name a language
    page = models.CharField(max_length=120)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(count__gte=THRESHOLD), name="website_count_is_not_small"
            ),
        ]


class GuideFeedback(models.Model):
    """How many said the same of the same end of a guide, in one process. Never fewer than five, and
    never of a day: the month is the one in which they had become five."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.CharField(max_length=7, db_index=True)  # 2026-11: no day fits in
    guide = models.CharField(max_length=60)
    step = models.CharField(max_length=60)
    answer = models.CharField(max_length=20)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(count__gte=THRESHOLD), name="website_feedback_is_not_small"
            ),
        ]
