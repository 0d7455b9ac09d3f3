"""The public face: what residents meet."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.faces.identity import identity
from tryggvei.house.api import Point, Room


class PublicFaceConfig(AppConfig):
    """Puts the rooms of residents together."""

    name = "tryggvei.faces.public"
    label = "faces_public"
    room = Room(
        title=_("For innbyggere"),
        about="what residents meet: one request, no cookie, no log-in",
        offers={Point.OWNER: identity},
        no_scene="It shows the rooms' own.",
    )
