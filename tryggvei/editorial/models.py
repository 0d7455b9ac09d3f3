"""Texts on their way to readers, every save of them, and every version that was shown."""

import uuid

from django.conf import settings
from django.db import models

from tryggvei.contentpack.api import OrderedJSONField
from tryggvei.editorial.rules.workflow import OPEN, State

_STATES = [(state.value, state.value) for state in State]


class Draft(models.Model):
    """One change of one item of the pack. At most one is open for an item: two people who change
    the same page work on the same draft, and see each other's text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=_STATES, default=State.DRAFT.value)
    number = models.PositiveIntegerField(default=0)  # of the newest revision
    # What it was made from: digests of the words, and the words, to show what has moved.
    shown_digest = models.CharField(max_length=64)
    pack_digest = models.CharField(max_length=64, blank=True, default="")
    shown = OrderedJSONField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    # The role in which somebody read the text against its sources; "": nobody has.
    read_as = models.CharField(max_length=80, blank=True, default="")
    note = models.TextField(blank=True, default="")  # to the writer, from the one who returned it
    stopped_because = models.CharField(max_length=20, blank=True, default="")
    publish_at = models.DateTimeField(null=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    restores = models.PositiveIntegerField(null=True)  # an earlier version's number
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(state__in=sorted(state.value for state in OPEN)),
                name="editorial_one_open_draft",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.SCHEDULED.value)
                | models.Q(publish_at__isnull=False, scheduled_by__isnull=False),
                name="editorial_a_schedule_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "publish_at"], name="editorial_due")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"


class Revision(models.Model):
    """One save of a draft, whole. Rows are only added: no saved text is ever gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    data = OrderedJSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="editorial_revision_once")
        ]


class Version(models.Model):
    """One text as it was shown to readers. Rows are only added. Without a draft: what stood there
    before the first change was made here (the pack's text, or an edit from elsewhere)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    data = OrderedJSONField()
    draft = models.ForeignKey(Draft, null=True, on_delete=models.PROTECT, related_name="versions")
    # None: the clock did it, at the time that somebody had set; or it was found here.
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "number"], name="editorial_version_once")
        ]
