"""The staff menu: what a viewer may do, in the order of a working day."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tryggvei.access.api import Permission, Viewer


@dataclass(frozen=True)
class Entry:
    """One line of the menu, drawn for one request."""

    label: str
    url: str
    current: bool


# (label, URL name, permission or None for everybody who is signed in)
_LINES: tuple[tuple[Promise | str, str, Permission | None], ...] = (
    (_("Hjem"), "home", None),
    (_("Innboks"), "casework:inbox", Permission.INTAKE_INBOX_LIST),
    (_("Saker"), "casework:cases", Permission.CASEWORK_CASE_LIST),
    (_("Plan"), "plan:overview", Permission.PLAN_PLAN_READ),
    (_("Tiltakskort"), "guides:cards", Permission.GUIDES_CARD_ISSUE),
    (_("Eldre kort"), "guides:older", Permission.GUIDES_CARD_LIST),
    (_("Innhold"), "help_directory:review", Permission.HELP_DIRECTORY_FACT_LIST),
    (_("Rediger"), "editorial:pages", Permission.EDITORIAL_PAGE_LIST),
    (_("Folk"), "organisation:people", Permission.ORGANISATION_PERSON_LIST),
    (_("Logg"), "audit:list", Permission.AUDIT_ENTRY_LIST),
    (_("Komponenter"), "ui:components", Permission.UI_COMPONENT_LIST),
)


def address(name: str) -> str:
    """Return the path of a URL name, "" when the room does not offer it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def menu_for(viewer: Viewer, path: str) -> list[Entry]:
    """Return the lines this viewer may use; the one that holds `path` is marked as current."""
    found = []
    for label, name, permission in _LINES:
        url = address(name)
        if not url or (permission is not None and not viewer.may(permission)):
            continue
        current = path == url if url == "/" else path.startswith(url)
        found.append(Entry(str(label), url, current))
    return found
