"""What may be shown of small numbers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import Room


class DisclosureConfig(AppConfig):
    """A pure ground room: no models."""

    name = "tryggvei.disclosure"
    room = Room(
        title=_("Små tall"),
        about="what may be shown of small numbers without exposing anybody",
        no_scene="It has no data.",
    )
