"""Who may do what with a case: small statements over a viewer and what the case is."""

from uuid import UUID

from tryggvei.access.api import Permission, Viewer


def units_readable_by(viewer: Viewer) -> frozenset[int]:
    """Return the units whose cases the viewer may open."""
    return viewer.units_for(Permission.CASEWORK_CASE_READ)


def units_listed_for(viewer: Viewer) -> frozenset[int]:
    """Return the units whose case numbers the viewer may see in a list."""
    return viewer.units_for(Permission.CASEWORK_CASE_LIST)


def must_give_ground(viewer: Viewer, assigned_to_id: int | None) -> bool:
    """True when the viewer must say why she opens the case: it is not assigned to her."""
    return assigned_to_id != viewer.person_id


def may_assign_to(person_id: int, team: frozenset[int]) -> bool:
    """True when a case of a unit may be assigned to a person: a member of that unit's desk."""
    return person_id in team


def may_in_unit(viewer: Viewer, permission: Permission, unit_id: int) -> bool:
    """True when the permission was given in this very unit; one of another does not count."""
    return unit_id in viewer.units_for(permission)


def field_name_of(entry_id: UUID) -> str:
    """Return the name under which an entry's text is bound to its case."""
    return f"entry:{entry_id}"
