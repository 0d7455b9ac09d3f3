"""Changes of facts that wait for a second person. What was proposed is never rewritten."""

import uuid

from django.db import models

from tryggvei.contentpack.api import OrderedJSONField


class Proposal(models.Model):
    """One change of one fact: the whole item as it would be, and who wrote it.

    `seen` is the digest of what stood there when it was written. People are bare numbers: this
    table also exists in the public process's database, which knows nobody who works here.
    """

    WAITING, APPROVED, WITHDRAWN = "waiting", "approved", "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    data = OrderedJSONField()
    seen = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default=WAITING)
    proposed_by = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(state="waiting"),
                name="help_directory_one_waiting",
            ),
            # The second person is part of the table: no code can put out what one person wrote.
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | models.Q(decided_by__isnull=False)
                & ~models.Q(decided_by=models.F("proposed_by")),
                name="help_directory_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"
