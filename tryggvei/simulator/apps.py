"""An invented municipality with a year of work, for the demo."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import Room


class SimulatorConfig(AppConfig):
    """Invents people and lives a year through the real actions."""

    name = "tryggvei.simulator"
    room = Room(
        title=_("Oppdiktet kommune"),
        about="invents a municipality and lives a year through the real actions",
        address="",
        help="innlogging.md",
        no_scene="It is what plays the others' scenes.",
    )
