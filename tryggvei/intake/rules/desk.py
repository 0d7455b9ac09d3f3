"""What the desk may do with a message, and on what ground it opens one."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tryggvei.intake.rules.letter import Letter, Mailbox

REPLY_LONGEST = 4000


class OpeningGround(StrEnum):
    """Why a message is opened. Goes into the audit log as a code, never as free text."""

    ON_DUTY = "intake_on_duty"
    FOLLOWING_UP = "intake_following_up"
    OVERSIGHT = "intake_oversight"


class ClosingGround(StrEnum):
    """Why a message leads to nothing more."""

    SENT_TWICE = "intake_sent_twice"
    NO_CONTENT = "intake_no_content"
    NOT_A_REAL_ENQUIRY = "intake_not_a_real_enquiry"


class ReplyTextError(ValueError):
    """The reply is empty, or longer than REPLY_LONGEST."""


@dataclass(frozen=True)
class OpenedMessage:
    """A message with its seal opened, for the one who opened it. Never stored, never logged."""

    id: UUID
    kind: str
    lane: str
    received_on: date
    state: str
    case_id: UUID | None
    letter: Letter

    @property
    def mailbox(self) -> Mailbox | None:
        """Return where a reply goes; None when the writer did not ask for a dialogue."""
        return self.letter.mailbox


@dataclass(frozen=True)
class ThreadPart:
    """One thing said in a dialogue. `text` is None when its key is destroyed."""

    from_writer: bool
    said_at: datetime
    text: str | None
    author_id: int | None = None
