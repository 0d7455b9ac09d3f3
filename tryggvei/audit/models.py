"""The log of who did what: append-only, hash-chained. Verb and ids; never what was read."""

from django.db import models


class AuditEntry(models.Model):
    """One row of the log. Never changed, never removed; `chain` says what its hash covers."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=80)
    thing_kind = models.CharField(max_length=60)
    thing_id = models.CharField(max_length=120)
    unit_id = models.BigIntegerField(null=True)
    ground = models.CharField(max_length=200, blank=True)
    case_id = models.UUIDField(null=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["case_id", "seq"], name="audit_case_seq"),
            models.Index(fields=["actor_id", "seq"], name="audit_actor_seq"),
            models.Index(fields=["at"], name="audit_at"),
            models.Index(fields=["thing_kind", "thing_id"], name="audit_thing"),
        ]

    def __str__(self) -> str:
        return f"audit entry {self.seq}"


class AuditHead(models.Model):
    """The newest link of the chain; locked while a row is appended, so that rows never fork."""

    id = models.SmallIntegerField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"audit head {self.seq}"
