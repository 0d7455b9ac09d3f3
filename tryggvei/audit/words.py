"""Plain words for verbs, grounds and people; rooms bring their own at start."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise
PersonReader = Callable[[int, date], str]
CaseThings = Callable[[UUID], Iterable[tuple[str, str]]]

_verbs: dict[str, Words] = {}
_grounds: dict[str, Words] = {}
_person_readers: list[PersonReader] = []
_case_things: list[CaseThings] = []


def _add(known: dict[str, Words], new: Mapping[str, Words]) -> None:
    for key, words in new.items():
        if key in known and str(known[key]) != str(words):
            raise ImproperlyConfigured(f"Two rooms give different words for {key}.")
        known[key] = words


def register_verbs(words: Mapping[str, Words]) -> None:
    """Give verbs their sentence, told of a person: "casework:case:read" -> "åpnet saken"."""
    _add(_verbs, words)


def register_grounds(words: Mapping[str, Words]) -> None:
    """Give the codes that rooms use as ground of access their plain words."""
    _add(_grounds, words)


def register_person_reader(reader: PersonReader) -> None:
    """Tell the log how to name a person with position as on a day; it knows ids only."""
    if reader not in _person_readers:
        _person_readers.append(reader)


def register_case_things(finder: CaseThings) -> None:
    """Tell the log which (kind, id) belong to a case though logged before it was one.

    A message that was opened before the case was registered is the example.
    """
    if finder not in _case_things:
        _case_things.append(finder)


def things_of_case(case_id: UUID) -> list[tuple[str, str]]:
    """Return what the rooms say belongs to the case."""
    return [thing for finder in _case_things for thing in finder(case_id)]


def said(verb: str) -> str:
    """Return the plain sentence of a verb, or one that shows the verb itself."""
    if verb in _verbs:
        return str(_verbs[verb])
    return _("gjorde noe som ikke har fått et navn (%(verb)s)") % {"verb": verb}


def is_named(verb: str) -> bool:
    """Return True when some room has given the verb its sentence."""
    return verb in _verbs


def grounded(ground: str) -> str:
    """Return the plain words of a ground of access, or the ground as it was written."""
    return str(_grounds.get(ground, ground))


def named(person_id: int | None, on: date) -> str:
    """Return who somebody is, as on a day: name and position, or number where no name is left."""
    if person_id is None:
        return _("Systemet")
    for reader in _person_readers:
        name = reader(person_id, on)
        if name:
            return name
    return _("Person nummer %(number)s") % {"number": person_id}
