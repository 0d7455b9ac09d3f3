"""What this room hands to others: small frozen facts, never rows."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


class OrganisationError(Exception):
    """The change is not allowed by the rules of the organisation; the text says why."""


@dataclass(frozen=True)
class UnitInfo:
    """One unit. `kind` is a value of UnitKind."""

    id: int
    public_id: UUID
    name: str
    kind: str
    parent_id: int | None


@dataclass(frozen=True)
class PositionInfo:
    """One post; `role_id` is a key of the content pack's roles."""

    id: int
    public_id: UUID
    title: str
    unit_id: int
    unit_name: str
    role_id: str


@dataclass(frozen=True)
class PersonInfo:
    """One person; `title` is that of a position held on the day asked about, or empty."""

    id: int
    name: str
    title: str = ""
    public_id: UUID | None = None
    email: str = ""
    is_active: bool = True
    language: str = "nb"


@dataclass(frozen=True)
class HoldingInfo:
    """A position as held by somebody; `to_date` is the first day without it."""

    position_title: str
    unit_id: int
    unit_name: str
    role_id: str
    id: UUID | None = None
    person_id: int = 0
    position_id: int = 0
    from_date: date | None = None
    to_date: date | None = None
