"""What sign-in keeps of its own: invitations, links to an outside identity, and counters."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Invitation(models.Model):
    """A one-time link by which a person makes (or makes anew) her way of signing in.

    Only a hash of the link's secret is kept: who reads the table cannot use it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="invitation_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class OutsideIdentity(models.Model):
    """That a subject at an OpenID provider is this person. Made from an invitation only."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="outside_identities"
    )
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_person_per_subject"),
            models.UniqueConstraint(fields=["issuer", "person"], name="one_subject_per_person"),
        ]

    def __str__(self) -> str:
        return f"outside identity {self.pk}"


class Tally(models.Model):
    """A short-lived counter or mark, shared by all processes (see tallies.py)."""

    key = models.CharField(primary_key=True, max_length=64)
    value = models.JSONField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return "tally"
