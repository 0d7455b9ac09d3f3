"""The front door: who works where, as what, on which day; and the changes of it.

Facts go out as frozen dataclasses. Every change needs the id of the one who makes it
(None only for commands on the server) and leaves one row in the audit log.
"""

from tryggvei.organisation.actions import (
    create_person,
    create_position,
    create_unit,
    deactivate_person,
    end_holding,
    give_position,
    note_list_read,
    note_person_read,
    reactivate_person,
)
from tryggvei.organisation.kinds import UnitKind
from tryggvei.organisation.queries import (
    all_holdings_of,
    display_name,
    holdings_of,
    holdings_on,
    people,
    person,
    person_by_email,
    person_by_public_id,
    positions,
    team_members,
    unit,
    units,
    units_below,
)
from tryggvei.organisation.roles import role_choices, role_names
from tryggvei.organisation.shapes import (
    HoldingInfo,
    OrganisationError,
    PersonInfo,
    PositionInfo,
    UnitInfo,
)

__all__ = [
    "HoldingInfo",
    "OrganisationError",
    "PersonInfo",
    "PositionInfo",
    "UnitInfo",
    "UnitKind",
    "all_holdings_of",
    "create_person",
    "create_position",
    "create_unit",
    "deactivate_person",
    "display_name",
    "end_holding",
    "give_position",
    "holdings_of",
    "holdings_on",
    "note_list_read",
    "note_person_read",
    "people",
    "person",
    "person_by_email",
    "person_by_public_id",
    "positions",
    "reactivate_person",
    "role_choices",
    "role_names",
    "team_members",
    "unit",
    "units",
    "units_below",
]
