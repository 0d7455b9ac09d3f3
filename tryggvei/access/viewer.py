"""Who is looking: one signed-in person with today's positions and what they permit."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from tryggvei.access.permissions import Permission
from tryggvei.access.roles import role_files
from tryggvei.organisation.api import display_name, holdings_of
from tryggvei.toolbox.clock import today

_CACHE = "_tryggvei_viewer"


@dataclass(frozen=True)
class Viewer:
    """A signed-in person. Queries take one, so that nobody reads on nobody's behalf.

    `unit_permissions` says in which unit each permission was given; None (hand-made viewers)
    means that every permission counts in every unit of `unit_ids`.
    """

    person_id: int
    name: str
    unit_ids: frozenset[int]
    permissions: frozenset[Permission]
    unit_permissions: frozenset[tuple[int, Permission]] | None = None

    def may(self, permission: Permission) -> bool:
        """Return True when some position of today gives the permission."""
        return permission in self.permissions

    def units_for(self, permission: Permission) -> frozenset[int]:
        """Return the units in which the permission counts: a leader of one, a member of another."""
        if not self.may(permission):
            return frozenset()
        if self.unit_permissions is None:
            return self.unit_ids
        return frozenset(unit for unit, given in self.unit_permissions if given == permission)


def viewer_for(person_id: int) -> Viewer:
    """Return the viewer a person is today; a person without a position may do nothing."""
    holdings = holdings_of(person_id, today())
    roles = role_files()
    pairs = frozenset(
        (holding.unit_id, permission)
        for holding in holdings
        if holding.role_id in roles
        for permission in roles[holding.role_id].permissions
    )
    return Viewer(
        person_id=person_id,
        name=display_name(person_id),
        unit_ids=frozenset(holding.unit_id for holding in holdings),
        permissions=frozenset(permission for _, permission in pairs),
        unit_permissions=pairs,
    )


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who is looking, read once a request so that a lost position counts at the next.

    Raises PermissionDenied when nobody is signed in.
    """
    cached = getattr(request, _CACHE, None)
    if isinstance(cached, Viewer):
        return cached
    user = request.user
    if not user.is_authenticated or not user.is_active or user.pk is None:
        raise PermissionDenied
    viewer = viewer_for(int(user.pk))
    setattr(request, _CACHE, viewer)
    return viewer
