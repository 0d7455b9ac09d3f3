"""What access hands to the rooms below it, which may not import it."""

from datetime import date

from tryggvei.access.permissions import Permission
from tryggvei.access.policies import Policy, policies_for_urlnames
from tryggvei.access.roles import PACK_KIND
from tryggvei.audit.api import register_person_reader
from tryggvei.contentpack.api import register_kind
from tryggvei.organisation.api import display_name, holdings_of


def name_and_position(person_id: int, on: date) -> str:
    """Return "Name, position" as it was on a day, for lists that people read."""
    name = display_name(person_id)
    titles = sorted({holding.position_title for holding in holdings_of(person_id, on)})
    return f"{name}, {' og '.join(titles)}" if titles else name


def wire() -> None:
    """Register the roles, the policies of the audit screens, and how audit learns names."""
    register_kind(PACK_KIND)
    register_person_reader(name_and_position)
    policies_for_urlnames(
        {
            "audit:list": Policy(permission=Permission.AUDIT_ENTRY_LIST),
            "audit:case_access": Policy(permission=Permission.AUDIT_ACCESS_REPORT_MAKE, fresh=True),
        }
    )
