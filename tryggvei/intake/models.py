"""What the intake holds. Nothing here can be read without the keeper's key.

`SealedMessage` and `SealedReply` are what the public role may insert and fetch: no foreign key to
a staff table, no value made by the database (so an INSERT needs no RETURNING, and the role needs
no SELECT). `InboxEntry` and `SentReply` are the staff's own notes about them.
"""

import uuid

from django.db import models


class Kind(models.TextChoices):
    """What was written: a first enquiry, or an answer in a dialogue."""

    ENQUIRY = "enquiry"
    DIALOGUE = "dialogue"


class Lane(models.TextChoices):
    """Where it waits: the inbox, or the quarantine of an hour with more than the usual rate."""

    INBOX = "inbox"
    QUARANTINE = "quarantine"


class State(models.TextChoices):
    """What the desk has done with a message that it has opened."""

    OPENED = "opened"
    REGISTERED = "registered"
    GUIDANCE_GIVEN = "guidance_given"
    NO_ACTION = "no_action"


class SealedMessage(models.Model):
    """One sealed message. Outside the seal: the day, the receiving team, the lane. No more.

    `id` is made in Python from the form's nonce and the text, so the same form sent twice is one
    row. `waiting` is set to False by the desk only; the public role can never change a row.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    box = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    received_on = models.DateField()
    lane = models.CharField(max_length=10, choices=Lane.choices)
    key_id = models.CharField(max_length=8)
    blob = models.BinaryField()
    waiting = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(fields=["received_on", "id"], name="intake_received"),
            models.Index(
                fields=["lane", "received_on", "id"],
                name="intake_waiting",
                condition=models.Q(waiting=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="intake_message_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(lane__in=Lane.values), name="intake_message_lane"
            ),
        ]


class SealedReply(models.Model):
    """A reply sealed to the key of the writer's own code: the house cannot open it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mailbox_id = models.BinaryField(max_length=32, db_index=True)
    created_on = models.DateField()
    blob = models.BinaryField()


class InboxEntry(models.Model):
    """What the desk has done with one message. `opened_by_id` is a person's id, no foreign key.

    `thread` is the mailbox of the writer's code (empty: no dialogue), `thread_key` its public key.
    """

    message = models.OneToOneField(
        SealedMessage, on_delete=models.CASCADE, primary_key=True, related_name="entry"
    )
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPENED)
    opened_at = models.DateTimeField()
    opened_by_id = models.BigIntegerField()
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.BigIntegerField(null=True)
    case_id = models.UUIDField(null=True, db_index=True)
    thread = models.BinaryField(max_length=32, default=bytes, db_index=True)
    thread_key = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=State.REGISTERED) | models.Q(case_id__isnull=False),
                name="intake_registered_has_case",
            ),
        ]


class SentReply(models.Model):
    """The desk's own copy of a reply, sealed to the team, so that the thread can be read again."""

    reply = models.OneToOneField(
        SealedReply, on_delete=models.CASCADE, primary_key=True, related_name="sent"
    )
    key_id = models.CharField(max_length=8)
    blob = models.BinaryField()
    sent_at = models.DateTimeField()
    sent_by_id = models.BigIntegerField()
