"""What lies inside a seal: the letter as written, as JSON of a numbered version."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from uuid import UUID

from tryggvei.intake.rules.safe_contact import SafeContact, safe_contact_from

VERSION = 1
# Blanks are added up to here, so that every form in Latin script (6,000 signs and all answers)
# falls in the same size class (8,192) and the length of a blob tells nothing (promise 12).
LEAST_BYTES = 4097
MAILBOX_BYTES = 32


class About(StrEnum):
    """Who the enquiry is about."""

    ME = "me"
    OTHER = "other"
    USES_VIOLENCE = "self"
    UNSAID = ""


class BadLetterError(ValueError):
    """What came out of a seal is not a letter of a version that we know."""


def pseudonym_of(mailbox_id: bytes) -> str:
    """Return 32 hex digits that name a mailbox without giving its id away."""
    return hashlib.sha256(b"tryggvei mailbox in a log\0" + mailbox_id).hexdigest()[:32]


@dataclass(frozen=True)
class Mailbox:
    """Where a reply goes: the id and public key of the writer's own code. Never the code itself."""

    id: bytes
    key: bytes

    @property
    def pseudonym(self) -> str:
        """Return a name for logs: whoever knows a mailbox's own id could fetch what lies in it."""
        return pseudonym_of(self.id)


@dataclass(frozen=True)
class Letter:
    """An enquiry, or an answer in a dialogue, as the writer left it."""

    text: str
    about: About = About.UNSAID
    contact: SafeContact = field(default_factory=SafeContact)
    mailbox: Mailbox | None = None
    form: str = ""
    written_at: str = ""  # ISO 8601, UTC; only inside the seal


def _told(letter: Letter) -> dict[str, object]:
    """Return what the writer said, without the time: empty answers are left out."""
    contact = {name: value for name, value in asdict(letter.contact).items() if value}
    told: dict[str, object] = {"v": VERSION, "form": letter.form, "text": letter.text}
    if letter.about:
        told["about"] = letter.about.value
    if contact:
        told["contact"] = contact
    if letter.mailbox:
        told["mailbox"] = {"id": letter.mailbox.id.hex(), "key": letter.mailbox.key.hex()}
    return told


def _json(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def plaintext_of(letter: Letter) -> bytes:
    """Return the bytes to seal, filled with blanks to LEAST_BYTES."""
    return _json({**_told(letter), "at": letter.written_at}).ljust(LEAST_BYTES, b" ")


def message_id(nonce: UUID, kind: str, letter: Letter) -> UUID:
    """Return the id of a message: bound to the form that was sent and to what was written.

    The same form sent twice gives the same id (one message). The same form sent again after
    "back" with one more sentence gives another id: nothing that was acknowledged is dropped. The
    nonce is the secret key of the hash and is stored nowhere, so the id tells nothing of the text.
    """
    digest = hmac.new(nonce.bytes, kind.encode() + b"\0" + _json(_told(letter)), hashlib.sha256)
    return UUID(bytes=digest.digest()[:16], version=4)


def _mailbox_from(value: object) -> Mailbox | None:
    if not isinstance(value, Mapping):
        return None
    try:
        mailbox = Mailbox(bytes.fromhex(value["id"]), bytes.fromhex(value["key"]))
    except (KeyError, TypeError, ValueError):
        return None
    return mailbox if len(mailbox.id) == MAILBOX_BYTES else None


def letter_from(plaintext: bytes) -> Letter:
    """Read a letter that came out of a seal. Missing answers are the unsafe ones.

    Raises BadLetterError when it is not a letter of a known version.
    """
    try:
        told = json.loads(plaintext)
    except (UnicodeDecodeError, ValueError) as error:
        raise BadLetterError("not a letter") from error
    if not isinstance(told, dict) or told.get("v") != VERSION or "text" not in told:
        raise BadLetterError("not a letter of a known version")
    about, contact = told.get("about"), told.get("contact")
    return Letter(
        text=str(told["text"]),
        about=About(about) if about in list(About) else About.UNSAID,
        contact=safe_contact_from(contact if isinstance(contact, dict) else {}),
        mailbox=_mailbox_from(told.get("mailbox")),
        form=str(told.get("form", "")),
        written_at=str(told.get("at", "")),
    )


@dataclass(frozen=True)
class ReplyText:
    """A reply from the desk, as the writer reads it."""

    text: str
    written_at: str


def reply_plaintext(reply: ReplyText) -> bytes:
    """Return the bytes of a reply to seal."""
    return _json({"v": VERSION, "text": reply.text, "at": reply.written_at})


def reply_from(plaintext: bytes) -> ReplyText:
    """Read a reply that came out of a seal. Raises BadLetterError."""
    letter = letter_from(plaintext)
    return ReplyText(letter.text, letter.written_at)
