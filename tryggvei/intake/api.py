"""The front door for staff rooms and the plan. The public face has its own door, `public`."""

from tryggvei.intake.actions.desk import (
    AlreadyFinishedError,
    MessageNotFoundError,
    close_without_action,
    give_guidance,
    link_case,
    open_message,
)
from tryggvei.intake.actions.dialogue import dialogue_thread, send_reply
from tryggvei.intake.actions.receive import NotReceivedError, receive
from tryggvei.intake.models import Kind
from tryggvei.intake.queries import wording
from tryggvei.intake.queries.figures import enquiries
from tryggvei.intake.queries.inbox import (
    InboxRow,
    Place,
    inbox_seen_by,
    mailboxes_of_case,
    row_seen_by,
    waiting_count,
)
from tryggvei.intake.rules.desk import (
    REPLY_LONGEST,
    ClosingGround,
    OpenedMessage,
    OpeningGround,
    ReplyTextError,
    ThreadPart,
)
from tryggvei.intake.rules.letter import About, BadLetterError, Letter, Mailbox
from tryggvei.intake.rules.safe_contact import (
    CHANNELS_THAT_MAY_BE_SAFE,
    Answer,
    Channel,
    IfCut,
    SafeContact,
    Weekday,
    safe_contact_from,
)

__all__ = [
    "CHANNELS_THAT_MAY_BE_SAFE",
    "REPLY_LONGEST",
    "About",
    "AlreadyFinishedError",
    "Answer",
    "BadLetterError",
    "Channel",
    "ClosingGround",
    "IfCut",
    "InboxRow",
    "Kind",
    "Letter",
    "Mailbox",
    "MessageNotFoundError",
    "NotReceivedError",
    "OpenedMessage",
    "OpeningGround",
    "Place",
    "ReplyTextError",
    "SafeContact",
    "ThreadPart",
    "Weekday",
    "close_without_action",
    "dialogue_thread",
    "enquiries",
    "give_guidance",
    "inbox_seen_by",
    "link_case",
    "mailboxes_of_case",
    "open_message",
    "receive",
    "row_seen_by",
    "safe_contact_from",
    "send_reply",
    "waiting_count",
    "wording",
]
