"""What the website keeps in the database: how often a page was opened, by day and language.

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
