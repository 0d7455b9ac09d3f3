"""What a help service is, when it answers, and what must hold for every number. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from tryggvei.contentpack.api import Mark, Reviewed, Text
from tryggvei.toolbox import languages
from tryggvei.toolbox.calendar import is_public_holiday
from tryggvei.toolbox.clock import OSLO
from tryggvei.toolbox.languages import WHOLE

# What a service may answer in, in its own words. Norwegian is one: no source says which of the two.
SPOKEN = {"no": "Norsk"} | {
    one.code: one.name for one in languages.ALL if one.code not in {"nb", "nn", "lettlest"}
}
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
REVIEW_EVERY = timedelta(days=183)  # a number without a check younger than six months is due
# ITU-T E.164 allows 15 digits. Norwegian short numbers: 1xx, 1xxx, 0xxxx, and 116xxx; a number that
# lost two digits on the way must not pass for a short one.
SHORT = r"1[0-9]{2}|1[0-9]{3}|0[0-9]{4}|116[0-9]{3}"
DIAL = re.compile(rf"^(?:\+[1-9][0-9]{{6,14}}|{SHORT})$")
EMERGENCY = {"politi_nod": "112", "brann": "110", "medisinsk_nod": "113"}


class Frozen(BaseModel):
    """Values that nobody changes in place."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(BaseModel):
    """A short text in the three whole languages of the house, and in others where they exist."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Text] = {}  # pydantic fills it

    nb: Text
    nn: Text
    en: Text

    @model_validator(mode="after")
    def _known_languages(self) -> Self:
        unknown = sorted(set(self.__pydantic_extra__) - set(languages.BY_CODE))
        if unknown:
            raise ValueError(f"{', '.join(unknown)}: no such language")
        return self

    def code_for(self, language: str) -> str:
        """Return the language that a reader of `language` gets: it, or what stands in for it."""
        if language in WHOLE or language in self.__pydantic_extra__:
            return language
        return languages.language(language).instead if language in languages.BY_CODE else "nb"

    def in_language(self, language: str) -> str:
        """Return the text for a reader of a language."""
        return str(getattr(self, self.code_for(language)))


class Number(Frozen):
    """A telephone number: as people write it, and as a telephone dials it."""

    display: Text
    dial: Annotated[str, StringConstraints(pattern=DIAL.pattern)]

    @model_validator(mode="after")
    def _agree(self) -> Self:
        shown = re.sub(r"[^0-9]", "", self.display)
        if not self.dial.endswith(shown) or not shown:
            raise ValueError("'display' and 'dial' are not the same number")
        if self.dial.startswith("+47") and len(self.dial) != 11:
            raise ValueError("a Norwegian number has eight digits after +47")
        return self

    @property
    def tel_uri(self) -> str:
        """Return the RFC 3966 address, e.g. tel:+4766932310 or tel:112."""
        return f"tel:{self.dial}"


class Span(Frozen):
    """From one clock time to another; an end at or before the start is on the next day."""

    start: time
    end: time

    @model_validator(mode="after")
    def _whole_minutes(self) -> Self:
        if any(at.second or at.microsecond for at in (self.start, self.end)):
            raise ValueError("a clock time has no seconds")
        return self


class Hours(Frozen):
    """When a service answers. Neither `always` nor `weekly`: not known well enough to compute."""

    words: Words
    always: bool = False
    weekly: dict[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], list[Span]] = {}

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        if self.always and self.weekly:
            raise ValueError("'always' and 'weekly' exclude each other")
        return self


def as_typed(hours: Hours) -> Hours:
    """Return hours as the form can say them: one span for all weekdays, and three languages."""
    words = Words(nb=hours.words.nb, nn=hours.words.nn, en=hours.words.en)
    spans = {str(day): first[:1] for day, first in hours.weekly.items() if first}
    weekly = {day: spans["mon"] for day in DAYS[:5] if "mon" in spans}
    weekly |= {day: spans[day] for day in DAYS[5:] if day in spans}
    return Hours.model_validate({"words": words, "always": hours.always, "weekly": weekly})


def hours_kept(before: Hours | None, typed: Hours | None) -> Hours | None:
    """Return what to store: hours that were not touched stay whole, in every language.

    The form knows three languages and one span for all weekdays. Whoever corrects a number must
    not lose the words in Arabic, or the long Thursday, on the way. But words in other languages
    go when the times or the words changed: they would go on telling the old ones, and a reader
    is better served with what stands in for her language.
    """
    if before is None or typed is None:
        return typed
    shown = as_typed(before)
    if (typed.always, typed.weekly) != (shown.always, shown.weekly):
        return typed
    if typed.words == shown.words:
        return before
    return Hours(words=typed.words, always=before.always, weekly=before.weekly)


class Group(StrEnum):
    """Where in the directory a service stands."""

    EMERGENCY = "emergency"
    EXPOSED = "exposed"
    CHILDREN = "children"
    USES_VIOLENCE = "uses_violence"
    TALK = "talk"
    RIGHTS = "rights"
    PROFESSIONALS = "professionals"


class Need(StrEnum):
    """What a person comes for, as far as a source says that the service is for it."""

    VIOLENCE = "violence"
    SAFE_PLACE = "safe_place"
    SEXUAL_ABUSE = "sexual_abuse"
    CONTROL = "control"  # forced marriage, mutilation, negative social control, trafficking
    CHILD = "child"
    TALK = "talk"
    RIGHTS = "rights"


class Who(StrEnum):
    """The only ones that a service is for, where it is not for everybody."""

    WOMAN = "woman"
    MAN = "man"
    QUEER = "queer"
    WORRIED = "worried"
    STAFF = "staff"


class Ages(Frozen):
    """Whom a service is for, in whole years, both ends included; an open end is not known."""

    from_: int | None = Field(default=None, alias="from", ge=0, le=120)
    to: int | None = Field(default=None, ge=0, le=120)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ is None and self.to is None:
            raise ValueError("say 'from', 'to' or both, or leave 'ages' out")
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            raise ValueError("'to' is below 'from'")
        return self


class Service(Reviewed):
    """One line or place where somebody can get help, with what is known of it and how well."""

    key: Key
    group: Group
    scope: Literal["national", "local"]
    name: Words
    who_for: Words
    number: Number | None = None
    other_numbers: dict[Key, Number] = {}
    missing: Text | None = None
    website: (
        Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+\.[a-z]{2,}(/[^\s]*)?$")] | None
    ) = None
    hours: Hours | None = None
    # What nobody has said is left out: the finder hides nothing on a guess.
    needs: list[Need] = []
    who: list[Who] = []  # empty: everybody
    ages: Ages | None = None
    languages: list[Text] = []  # codes of SPOKEN
    interpreter: bool | None = None
    sign_language: bool | None = None
    text_phone: bool | None = None
    free: bool | None = None
    anonymous: bool | None = None
    chat: Words | None = None
    sms: Words | None = None
    note: Words | None = None
    records: Words | None = None
    alternatives: list[Key] = []
    order: int = 100
    mark: Mark
    checked_on: date

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.number is None and self.missing is None and self.website is None:
            raise ValueError("a service has a number, a website, or says what is 'missing'")
        if self.number is not None and self.missing is not None:
            raise ValueError("a service with a number cannot say that it is 'missing'")
        return self

    @model_validator(mode="after")
    def _known_languages(self) -> Self:
        unknown = sorted(set(self.languages) - set(SPOKEN))
        if unknown:
            raise ValueError(f"{', '.join(unknown)}: not one of {', '.join(SPOKEN)}")
        return self

    @property
    def is_confirmed(self) -> bool:
        """True when a person has rung or opened it, and said so."""
        return self.reviewed is not None


class OpenState(StrEnum):
    """Whether somebody answers now. UNKNOWN is never shown as open."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


def open_now(service: Service, when: datetime) -> OpenState:
    """Return whether a service answers at an aware moment, on a Norwegian clock.

    On public holidays a service with weekly hours is UNKNOWN: no source says what it does then.
    """
    if when.tzinfo is None:
        raise ValueError("the moment must carry its time zone")
    hours = service.hours
    if hours is None or not (hours.always or hours.weekly):
        return OpenState.UNKNOWN
    if hours.always:
        return OpenState.OPEN
    local = when.astimezone(OSLO)
    if is_public_holiday(local.date()):
        return OpenState.UNKNOWN
    yesterday = local.date() - timedelta(days=1)
    for day, midnight_passed in ((local.date(), False), (yesterday, True)):
        for span in hours.weekly.get(DAYS[day.weekday()], []):  # type: ignore[call-overload]
            if _covers(span, local.time(), midnight_passed):
                return OpenState.OPEN
    return OpenState.CLOSED


def _covers(span: Span, at: time, midnight_passed: bool) -> bool:
    over_midnight = span.end <= span.start
    if midnight_passed:
        return over_midnight and at < span.end
    return at >= span.start and (over_midnight or at < span.end)


@dataclass(frozen=True)
class Fault:
    """A broken rule of the directory: the service, the field, and the reason in English."""

    key: str
    place: str
    reason: str


def faults(services: Mapping[str, Service]) -> Iterator[Fault]:
    """Return every broken rule of the directory as a whole."""
    for key, dial in EMERGENCY.items():
        service = services.get(key)
        if service is None:
            yield Fault(key, "", f"the emergency number {dial} ({key}) is missing")
        elif service.number is None or service.number.dial != dial:
            yield Fault(
                key, "number", f"{key} must be {dial}: 112 politi, 110 brann, 113 medisinsk"
            )
        elif len(service.sources) < 2:
            yield Fault(key, "sources", "an emergency number needs two independent sources")
    for key, service in services.items():
        if service.number is None and service.missing and not service.alternatives:
            yield Fault(key, "missing", "a service without a number must name alternatives")
        for other in service.alternatives:
            if other not in services:
                yield Fault(key, "alternatives", f"the alternative {other!r} does not exist")
            elif services[other].number is None:
                yield Fault(key, "alternatives", f"the alternative {other!r} has no number")


BARE_NUMBER = re.compile(
    r"(?<![\w§.,/-])(?<!§ )(?<!nr\. )(?<!kap\. )(?<!side )"
    r"(?:\+\d{2} ?\d[\d ]{5,}\d|11[023]|116 ?\d{3}|02800|1412|\d{3} \d{2} \d{3}"
    r"|\d{2} \d{2} \d{2} \d{2}|[2-9]\d{7})(?![\w%-])"
)


def bare_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Return (line from 1, number) for everything that looks like a typed telephone number.

    A number lives in one place only, the directory: text names it as [[tel:key]].
    """
    for line, row in enumerate(text.splitlines(), start=1):
        for match in BARE_NUMBER.finditer(row):
            yield line, match.group().strip()


_LONG_NUMBER = re.compile(r"\d(?:[ \u00a0]?\d){4,}")


_JOINERS = "\u200c\u200d"


def is_plain_words(text: str) -> bool:
    """Return True for words about hours: no telephone number, no sign that hides or turns text.

    A number typed here would be rung without ever having been checked, and a direction sign
    (Unicode category Cf) would show the right one backwards. The joiners that Persian and Urdu are
    spelled with turn nothing.
    """
    hidden = any(unicodedata.category(s) in {"Cc", "Cf"} and s not in _JOINERS for s in text)
    return not hidden and not _LONG_NUMBER.search(text) and not any(bare_numbers(text))


class BadNumber(ValueError):
    """What was typed is not a telephone number that can be used."""


def parse_number(typed: str) -> Number:
    """Return the number somebody typed, in one shape. Raises BadNumber.

    Norwegian numbers have eight digits and begin with 2 to 9; short ones are those of SHORT.
    Numbers of other countries are written with + and the country's code.
    """
    text = " ".join(typed.split())
    if not re.fullmatch(r"\+?[0-9][0-9 ]*", text):
        raise BadNumber(typed)
    digits = text.replace(" ", "")
    digits = re.sub(r"^0047", "+47", digits)
    national = digits.removeprefix("+47")
    if digits.startswith("+") and not digits.startswith("+47"):
        if not DIAL.fullmatch(digits):
            raise BadNumber(typed)
        return Number(display=text, dial=digits)
    if len(national) == 8 and national[0] in "23456789":
        return Number(display=_grouped(national), dial=f"+47{national}")
    if re.fullmatch(SHORT, digits):
        return Number(display=_grouped(national), dial=national)
    raise BadNumber(typed)


def _grouped(digits: str) -> str:
    if len(digits) == 6:
        return f"{digits[:3]} {digits[3:]}"
    if len(digits) != 8:
        return digits
    if digits[0] in "489":
        return f"{digits[:3]} {digits[3:5]} {digits[5:]}"
    return f"{digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}"
