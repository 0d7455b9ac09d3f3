"""The gate: permissions, roles, and the policy of every view."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from tryggvei.access.checks import every_view_has_a_policy
from tryggvei.house.api import Kind, Point, Room


class AccessConfig(AppConfig):
    """Has the roles of the pack, and the start-up checks."""

    name = "tryggvei.access"
    room = Room(
        title=_("Tilganger"),
        about="permissions, roles as data, and the policy of every view",
        kinds=(Kind("roles", _("Roller"), "roles/*.yaml", "roles.RoleFile"),),
        offers={Point.PERSON_NAME: "names.name_and_position"},
        no_scene="Roles are those of the content pack.",
    )

    def ready(self) -> None:
        """Register the start-up check."""
        register(every_view_has_a_policy)
