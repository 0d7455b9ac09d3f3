"""The staff face: what employees meet."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.faces.identity import identity
from tryggvei.house.api import Area, Line, Point, Room


class StaffFaceConfig(AppConfig):
    """Puts the rooms of employees together: the shell, the menu, the home page, error pages."""

    name = "tryggvei.faces.staff"
    label = "faces_staff"
    room = Room(
        title=_("For ansatte"),
        about="what employees meet: shell, menu, home, error pages",
        menu=(
            Line(Area.TODAY, _("Hjem"), "home"),
            Line(Area.STEERING, _("Komponenter"), "ui:components"),
        ),
        offers={Point.OWNER: identity},
        help="README.md",
        no_scene="It shows the rooms' own.",
    )
