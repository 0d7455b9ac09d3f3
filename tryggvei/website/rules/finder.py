"""What the finder knows of a service: choices that it answers to, its hours as a code. Pure.

A choice hides a service only when a source says that it does not fit. What is not known fits all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tryggvei.help_directory.api import SPOKEN, Group, Need, Service, Who

# The group of those who use violence is left out, and nothing here leads to it: the page is read by
# those who are exposed, tells what protects them, and the other page stands apart (ADR 0025).
LEFT_OUT = frozenset({Group.USES_VIOLENCE})
SHOWN = tuple(group for group in Group if group not in LEFT_OUT)
NEVER_HIDDEN = Group.EMERGENCY
# What nobody needs tonight: left to the whole languages, since the page must fit one flight.
CAN_WAIT = frozenset({Group.RIGHTS, Group.PROFESSIONALS})
# Years, both ends included. 14 and 62 are limits that services of the directory have.
BANDS = ((0, 13), (14, 17), (18, 24), (25, 61), (62, 120))
# A service of the children's group that names no age is read as for those up to this age: when the
# filter asks for somebody older. It is never shown as a fact.
YOUNG_TO = 24
# Who sees a service that is for some only. Queer people are women and men too, so neither choice
# hides what the other is for.
_SEEN_BY = {
    Who.WOMAN: frozenset({Who.WOMAN, Who.QUEER}),
    Who.MAN: frozenset({Who.MAN, Who.QUEER}),
    Who.QUEER: frozenset({Who.QUEER, Who.WOMAN, Who.MAN}),
    Who.WORRIED: frozenset({Who.WORRIED}),
    Who.STAFF: frozenset({Who.STAFF}),
}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS = "a"
INTERPRETER = "interpreter"


class Way(StrEnum):
    """How a service is reached."""

    RING = "ring"
    CHAT = "chat"
    SMS = "sms"
    TEXT_PHONE = "text_phone"
    SIGN = "sign"
    WEB = "web"


class Facet(StrEnum):
    """What a person may choose by, in the order of the page."""

    NEED = "need"
    WHO = "who"
    AGE = "age"
    WAY = "way"
    LANGUAGE = "language"
    PLACE = "place"


@dataclass(frozen=True)
class Choice:
    """A facet with the values that are offered, in order; a value's code is its letter."""

    facet: Facet
    values: tuple[str, ...]

    def letters(self, fitting: Iterable[str]) -> str:
        """Return the letters of the values that fit; "" when all of them do."""
        fits = set(fitting)
        found = "".join(
            chr(ord("a") + place) for place, value in enumerate(self.values) if value in fits
        )
        return "" if len(found) == len(self.values) else found

    def coded(self) -> list[tuple[str, str]]:
        """Return (letter, value) of every value."""
        return [(chr(ord("a") + place), value) for place, value in enumerate(self.values)]


def grouped(directory: Mapping[str, Service]) -> list[tuple[Group, list[Service]]]:
    """Return the services that the finder shows, by group, in the directory's own order."""
    found = [(group, [s for s in directory.values() if s.group is group]) for group in SHOWN]
    return [(group, services) for group, services in found if services]


def choices(services: Sequence[Service]) -> list[Choice]:
    """Return the choices worth offering: only values that some service is known to answer to."""
    spoken = {code for service in services for code in service.languages}
    ways = {way for service in services for way in ways_of(service)}
    languages = [code for code in SPOKEN if code in spoken]
    return [
        Choice(Facet.NEED, tuple(Need)),
        Choice(Facet.WHO, tuple(Who)),
        Choice(Facet.AGE, tuple(band_name(band) for band in BANDS)),
        Choice(Facet.WAY, tuple(way for way in Way if way in ways)),
        *([Choice(Facet.LANGUAGE, (*languages, INTERPRETER))] if languages else []),
        Choice(Facet.PLACE, ("local", "national")),
    ]


def band_name(band: tuple[int, int]) -> str:
    """Return the name of a span of ages, e.g. "14-17"."""
    return f"{band[0]}-{band[1]}"


def code_of(service: Service, offered: Sequence[Choice]) -> str | None:
    """Return the letters that a service answers to, a part per choice ("ab//c"); "" fits all.

    None for what is never hidden: the numbers for danger stay whatever somebody chooses.
    """
    if service.group is NEVER_HIDDEN:
        return None
    return "/".join(choice.letters(_fitting(choice.facet, service, choice)) for choice in offered)


def _fitting(facet: Facet, service: Service, choice: Choice) -> Iterable[str]:
    known: dict[Facet, Iterable[str]] = {
        Facet.NEED: service.needs,
        Facet.WHO: {seer for who in service.who for seer in _SEEN_BY[who]},
        Facet.AGE: bands_of(service),
        Facet.WAY: ways_of(service),
        Facet.LANGUAGE: _spoken(service),
        Facet.PLACE: (service.scope,),
    }
    return known[facet] or choice.values


def _spoken(service: Service) -> list[str]:
    if not service.languages:
        return []
    return [*service.languages, *([INTERPRETER] if service.interpreter else [])]


def bands_of(service: Service) -> list[str]:
    """Return the spans of ages that a service is for, as far as anybody has said."""
    youngest = service.ages.from_ if service.ages else None
    oldest = service.ages.to if service.ages else None
    if service.ages is None and service.group is Group.CHILDREN:
        oldest = YOUNG_TO
    return [
        band_name(band)
        for band in BANDS
        if (youngest is None or band[1] >= youngest) and (oldest is None or band[0] <= oldest)
    ]


def ways_of(service: Service) -> list[Way]:
    """Return how a service is reached; one without a number yet is rung through the others."""
    ways = {
        Way.RING: service.number is not None or service.missing is not None,
        Way.CHAT: service.chat is not None,
        Way.SMS: service.sms is not None or "sms" in service.other_numbers,
        Way.TEXT_PHONE: bool(service.text_phone),
        Way.SIGN: bool(service.sign_language),
        Way.WEB: service.number is None and service.website is not None,
    }
    return [way for way, is_so in ways.items() if is_so]


def hours_code(service: Service) -> str | None:
    """Return the hours for the script: "a" always, "" not known, else "12345.540-930,6.600-720".

    Days from 1 (Monday) and minutes of the Norwegian day; an end at or before the start is on the
    next day, as in the directory. None where there is nobody to ring, so nothing is said of now.
    """
    if service.number is None and service.hours is None:
        return None
    if service.hours is None:
        return ""
    if service.hours.always:
        return ALWAYS
    days: dict[str, str] = {}
    for place, day in enumerate(_DAYS, start=1):
        for span in service.hours.weekly.get(day, []):  # type: ignore[call-overload]
            start, end = (at.hour * 60 + at.minute for at in (span.start, span.end))
            days[f"{start}-{end}"] = days.get(f"{start}-{end}", "") + str(place)
    return ",".join(f"{which}.{span}" for span, which in days.items())
