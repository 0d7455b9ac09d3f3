"""Cases of the desk. Outside the encryption: numbers, days, who has it. No name, no story."""

import uuid

from django.conf import settings
from django.db import models

from tryggvei.casework.rules import CaseState, EntryKind


class Case(models.Model):
    """One matter at the desk. Its texts lie in CaseField and CaseEntry under the case's own key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=11, unique=True)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in CaseState])
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    registered_at = models.DateTimeField()
    # The day of the message that the safe-contact terms stand in; they expire from here.
    terms_written_on = models.DateField()
    touched_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-touched_at"], name="casework_unit_touched")]


class CaseField(models.Model):
    """One text of a case, encrypted with the case's key and bound to case and name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="fields")
    name = models.CharField(max_length=20)
    blob = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "name"], name="casework_field_once")]


class CaseEntry(models.Model):
    """One line of a case's time line. `blob` holds what was written, if anything was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in EntryKind])
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    blob = models.BinaryField(default=bytes)

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="casework_entry_line")]
