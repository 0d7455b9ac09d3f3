"""Every permission of the house, in one alphabetical list: `room:thing:verb`."""

from enum import StrEnum

from django.core.exceptions import ImproperlyConfigured

from tryggvei.house.api import Grant, derived, each, rooms


class Permission(StrEnum):
    """What somebody may do. Roles map to sets of these in the content pack, never in code."""

    AUDIT_ACCESS_REPORT_MAKE = "audit:access_report:make"
    AUDIT_ENTRY_LIST = "audit:entry:list"
    CASEWORK_CASE_ASSIGN = "casework:case:assign"
    CASEWORK_CASE_LIST = "casework:case:list"
    CASEWORK_CASE_READ = "casework:case:read"
    CASEWORK_CASE_REGISTER = "casework:case:register"
    CASEWORK_CONTACT_ATTEMPT = "casework:contact:attempt"
    CASEWORK_DIALOGUE_REPLY = "casework:dialogue:reply"
    EDITORIAL_DRAFT_APPROVE = "editorial:draft:approve"
    EDITORIAL_DRAFT_WRITE = "editorial:draft:write"
    EDITORIAL_PAGE_LIST = "editorial:page:list"
    EDITORIAL_PAGE_PUBLISH = "editorial:page:publish"
    GUIDES_CARD_ISSUE = "guides:card:issue"
    GUIDES_CARD_LIST = "guides:card:list"
    GUIDES_FEEDBACK_READ = "guides:feedback:read"
    HELP_DIRECTORY_FACT_CONFIRM = "help_directory:fact:confirm"
    HELP_DIRECTORY_FACT_LIST = "help_directory:fact:list"
    INTAKE_INBOX_LIST = "intake:inbox:list"
    INTAKE_MESSAGE_OPEN = "intake:message:open"
    ORGANISATION_HOLDER_CHANGE = "organisation:holder:change"
    ORGANISATION_PERSON_LIST = "organisation:person:list"
    PLAN_PLAN_READ = "plan:plan:read"
    SIGNIN_SESSION_LIST_OWN = "signin:session:list_own"
    UI_COMPONENT_LIST = "ui:component:list"

    @property
    def reaches_people(self) -> bool:
        """True when the permission reaches what residents have told, or a case.

        A permission that no room's manifest describes is read as one that does.
        """
        grant = grants().get(self.value)
        return grant is None or grant.reaches_people


def permission_label(permission: Permission) -> str:
    """Return what a permission lets somebody do, in words."""
    grant = grants().get(permission.value)
    return str(grant.label) if grant else permission.value


def permission_group(permission: Permission) -> str:
    """Return what the room that describes a permission is called; "" when none does."""
    for package, grant in each(lambda room: room.grants):
        if grant.key == permission.value:
            return str(rooms()[package].title)
    return ""


def _by_key(_rooms: object) -> dict[str, Grant]:
    found: dict[str, Grant] = {}
    for package, grant in each(lambda room: room.grants):
        if grant.key in found:
            raise ImproperlyConfigured(f"{package} describes {grant.key}, and so does another.")
        found[grant.key] = grant
    return found


grants = derived(_by_key)
