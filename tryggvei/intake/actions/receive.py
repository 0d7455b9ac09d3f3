"""Taking a letter in: seal, then insert; without a database, seal and spool. Durable or refused."""

import logging
import time
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import OperationalError, connection

from tryggvei.intake.actions import spool
from tryggvei.intake.actions.storing import insert
from tryggvei.intake.models import Kind, Lane, SealedMessage
from tryggvei.intake.rules.letter import Letter, message_id, plaintext_of
from tryggvei.intake.rules.rate import HourlyRate
from tryggvei.sealing.api import SealContext, SealError, public_keyset, seal
from tryggvei.toolbox.clock import today

log = logging.getLogger(__name__)
BOX = "tryggest"
CUT_IS_NOTICED_WITHIN_SECONDS = 1.0
REST_SECONDS = 5.0
rate = HourlyRate()


class Receipt(StrEnum):
    """What happened to a letter. Each of them is durable; nothing else may be acknowledged."""

    STORED = "stored"
    ALREADY_THERE = "already_there"
    SPOOLED = "spooled"


class NotReceivedError(Exception):
    """Neither the database nor the spool took it: tell the writer so, and keep the text."""


def _lane() -> Lane:
    """Return the lane of this message: above the hourly rate it waits apart. Never a refusal.

    Counted in this process's memory, over everybody: no address is read (promise 6). With several
    worker processes the line is reached later; the desk only sees fewer messages set apart.
    """
    over = rate.count_one(time.monotonic()) > settings.GLOBAL_HOURLY_RATE
    return Lane.QUARANTINE if over else Lane.INBOX


class _Rest:
    """A database that hung is not asked again for a moment, so that each sender does not find it
    out anew, one behind the other. What is spooled meanwhile is delivered as all that is.
    """

    def __init__(self) -> None:
        self._until = float("-inf")

    def begin(self) -> None:
        """Do not ask for a moment."""
        self._until = time.monotonic() + REST_SECONDS

    @property
    def lasts(self) -> bool:
        """Return whether it shall not be asked now."""
        return time.monotonic() < self._until


_rest = _Rest()


def _insert(message: SealedMessage) -> bool:
    """Insert; once more on a fresh connection when the old one was cut (restart, failover).

    Not when the first try took its time: then the database hangs, and the sender has waited.
    """
    if _rest.lasts:
        raise OperationalError("the database hung a moment ago")
    begun = time.monotonic()
    try:
        return insert(message)
    except DatabaseError:
        hung = time.monotonic() - begun > CUT_IS_NOTICED_WITHIN_SECONDS
        if hung:
            _rest.begin()
        if connection.vendor != "postgresql" or connection.in_atomic_block:
            raise
        connection.close()
        if hung:
            raise
        return insert(message)


def receive(letter: Letter, *, nonce: UUID, kind: Kind = Kind.ENQUIRY) -> Receipt:
    """Seal a letter to the team and store it. When this returns, the message is on disk.

    nonce: from the signed form; the same form with the same text is one message. Raises
    NotReceivedError when neither the database nor the spool took it, or when no key is there to
    seal with. The text is never logged and never written unsealed.
    """
    context = SealContext(kind.value, BOX, message_id(nonce, kind.value, letter))
    try:
        sealed = seal(plaintext_of(letter), context, public_keyset())
    except SealError as error:
        log.error("intake: a message could not be sealed: %s", type(error).__name__)
        raise NotReceivedError from error
    message = SealedMessage(
        id=context.message_id,
        box=BOX,
        kind=kind,
        received_on=today(),
        lane=_lane(),
        key_id=sealed.key_id,
        blob=sealed.blob,
    )
    try:
        return Receipt.STORED if _insert(message) else Receipt.ALREADY_THERE
    except DatabaseError as error:
        log.warning("intake: the database did not take a message: %s", type(error).__name__)
    try:
        spool.put(message)
    except OSError as error:
        log.error("intake: the spool did not take a message: %s", type(error).__name__)
        raise NotReceivedError from error
    return Receipt.SPOOLED
