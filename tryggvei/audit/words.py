"""Plain words for verbs, grounds and people: the rooms' manifests say them."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tryggvei.house.api import Point, derived, merged, offered

_verbs = derived(lambda rooms: merged(rooms, lambda room: room.verbs))
_grounds = derived(lambda rooms: merged(rooms, lambda room: room.grounds))


def things_of_case(case_id: UUID) -> list[tuple[str, str]]:
    """Return the (kind, id) that rooms say belong to the case though logged before it was one.

    A message that was opened before the case was registered is the example.
    """
    return [thing for finder in offered(Point.CASE_THINGS) for thing in finder(case_id)]


def said(verb: str) -> str:
    """Return the plain sentence of a verb, or one that shows the verb itself."""
    if verb in _verbs():
        return str(_verbs()[verb])
    return _("gjorde noe som ikke har fått et navn (%(verb)s)") % {"verb": verb}


def is_named(verb: str) -> bool:
    """Return True when some room has given the verb its sentence."""
    return verb in _verbs()


def grounded(ground: str) -> str:
    """Return the plain words of a ground of access, or the ground as it was written."""
    return str(_grounds().get(ground, ground))


def named(person_id: int | None, on: date) -> str:
    """Return who somebody is, as on a day: name and position, or number where no name is left."""
    if person_id is None:
        return _("Systemet")
    for reader in offered(Point.PERSON_NAME):
        name = str(reader(person_id, on))
        if name:
            return name
    return _("Person nummer %(number)s") % {"number": person_id}
