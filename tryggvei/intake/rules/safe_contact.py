"""How the one who wrote can be reached without harm. Unknown counts as unsafe, always.

The questions and their order follow the safe-contact questions of the domain facts (krisesenter
practice): an answer that was not given never opens a channel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar


class Answer(StrEnum):
    """A yes or no that may be unknown; no answer at all is the same as unknown."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Channel(StrEnum):
    """A way to reach somebody."""

    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"
    LETTER = "letter"
    VISIT = "visit"
    OTHER = "other"


class Weekday(StrEnum):
    """Days on which contact is safe."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


class IfCut(StrEnum):
    """What to do when the line goes dead in the middle of a call."""

    NOTHING = "nothing"
    CALL_BACK = "call_back"
    CALL_POLICE = "call_police"


# A letter or a visit goes to an address, and nothing ever leaves for an address nobody confirmed
# by voice: they can be named as unsafe on the form, never as safe.
CHANNELS_THAT_MAY_BE_SAFE = (Channel.PHONE, Channel.SMS, Channel.EMAIL, Channel.OTHER)


@dataclass(frozen=True)
class SafeContact:
    """The answers, as given. Every default is the safe one: do not contact."""

    wanted: bool = False
    safe_now: Answer = Answer.UNKNOWN
    device_seen: Answer = Answer.UNKNOWN
    channels_safe: tuple[Channel, ...] = ()
    channels_unsafe: tuple[Channel, ...] = ()
    days: tuple[Weekday, ...] = ()
    hours: str = ""
    answer_by_other: str = ""
    leave_message: bool = False
    show_number: bool = False
    our_name: str = ""
    code_word: str = ""
    language: str = ""
    interpreter: Answer = Answer.UNKNOWN
    interpreter_wish: str = ""
    children: Answer = Answer.UNKNOWN
    children_where: str = ""
    if_cut: IfCut = IfCut.NOTHING
    name: str = ""
    phone: str = ""
    email: str = ""
    other_way: str = ""

    def address_of(self, channel: Channel) -> str:
        """Return the number, address or description for a channel; empty when none was given."""
        return {
            Channel.PHONE: self.phone,
            Channel.SMS: self.phone,
            Channel.EMAIL: self.email,
            Channel.OTHER: self.other_way,
        }.get(channel, "")

    def open_channels(self) -> tuple[Channel, ...]:
        """Return the channels that may be used: asked for, called safe, not unsafe, with address.

        A channel named as both safe and unsafe is unsafe.
        """
        if not self.wanted:
            return ()
        return tuple(
            channel
            for channel in CHANNELS_THAT_MAY_BE_SAFE
            if channel in self.channels_safe
            and channel not in self.channels_unsafe
            and self.address_of(channel)
        )

    def may_contact(self) -> bool:
        """Return whether anybody may take contact at all."""
        return bool(self.open_channels())

    def may_leave_message(self) -> bool:
        """Return whether a message may be left: only a clear yes, on a device nobody else sees."""
        return self.may_contact() and self.leave_message and self.device_seen is Answer.NO

    def needs_care(self) -> bool:
        """Return whether the device may be seen by the one who is feared: yes, or not known."""
        return self.device_seen is not Answer.NO


_Choice = TypeVar("_Choice", bound=StrEnum)


def _one(kind: type[_Choice], value: object, otherwise: _Choice) -> _Choice:
    return kind(value) if isinstance(value, str) and value in set(kind) else otherwise


def _many(kind: type[_Choice], value: object) -> tuple[_Choice, ...]:
    given = value if isinstance(value, list | tuple) else ()
    return tuple(choice for choice in kind if choice in given)


def _yes(value: object) -> bool:
    return value is True or value == Answer.YES.value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def safe_contact_from(values: Mapping[str, object]) -> SafeContact:
    """Read the answers from a form or from inside a seal. What is missing or odd is unsafe."""
    return SafeContact(
        wanted=_yes(values.get("wanted")),
        safe_now=_one(Answer, values.get("safe_now"), Answer.UNKNOWN),
        device_seen=_one(Answer, values.get("device_seen"), Answer.UNKNOWN),
        channels_safe=_many(Channel, values.get("channels_safe")),
        channels_unsafe=_many(Channel, values.get("channels_unsafe")),
        days=_many(Weekday, values.get("days")),
        hours=_text(values.get("hours")),
        answer_by_other=_text(values.get("answer_by_other")),
        leave_message=_yes(values.get("leave_message")),
        show_number=_yes(values.get("show_number")),
        our_name=_text(values.get("our_name")),
        code_word=_text(values.get("code_word")),
        language=_text(values.get("language")),
        interpreter=_one(Answer, values.get("interpreter"), Answer.UNKNOWN),
        interpreter_wish=_text(values.get("interpreter_wish")),
        children=_one(Answer, values.get("children"), Answer.UNKNOWN),
        children_where=_text(values.get("children_where")),
        if_cut=_one(IfCut, values.get("if_cut"), IfCut.NOTHING),
        name=_text(values.get("name")),
        phone=_text(values.get("phone")),
        email=_text(values.get("email")),
        other_way=_text(values.get("other_way")),
    )
