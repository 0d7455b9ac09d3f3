"""The staff menu: the lines of the rooms' manifests that a viewer may use, grouped by work."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tryggvei.access.api import Viewer, policy_of
from tryggvei.house.api import Area, each

AREAS: dict[Area, Promise] = {
    Area.TODAY: _("I dag"),
    Area.RECEIVE: _("Ta imot"),
    Area.CASES: _("Saker"),
    Area.WHAT_TO_DO: _("Hva gjør jeg?"),
    Area.PLAN: _("Planen"),
    Area.CONTENT: _("Innhold"),
    Area.STEERING: _("Styring"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the menu, drawn for one request."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Group:
    """A heading of the menu with its lines."""

    key: str
    label: str
    entries: list[Entry]


def address(name: str) -> str:
    """Return the path of a URL name, "" when the room does not offer it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _may_open(viewer: Viewer, url: str, name: str) -> bool:
    """Ask the view's own policy, so that the menu can never promise another thing than the gate."""
    policy = policy_of(resolve(url).func, name)
    return policy is not None and (policy.permission is None or viewer.may(policy.permission))


def menu_for(viewer: Viewer, path: str) -> list[Group]:
    """Return the lines this viewer may use, by heading; the one that holds `path` is current."""
    found: dict[Area, list[Entry]] = {area: [] for area in AREAS}
    for _package, line in each(lambda room: room.menu):
        url = address(line.url_name)
        if not url or not _may_open(viewer, url, line.url_name):
            continue
        current = path == url if url == "/" else path.startswith(url)
        found[line.area].append(Entry(str(line.label), url, current))
    return [
        Group(area.value, str(AREAS[area]), entries) for area, entries in found.items() if entries
    ]
