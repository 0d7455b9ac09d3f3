"""The sealing room: no tables; keys in files, seals in memory."""

from datetime import timedelta

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import Room, Tick
from tryggvei.sealing.checks import check_keys


class SealingConfig(AppConfig):
    """Registers the start-up checks of the keys."""

    name = "tryggvei.sealing"
    room = Room(
        title=_("Forsegling"),
        about="keys in files, seals in memory: what is written can be opened by the desk alone",
        ticks=(Tick("sealing.rotate", timedelta(days=1), "api.rotate_today"),),
        no_scene="Its keys are real in the demo too.",
    )

    def ready(self) -> None:
        """Register the checks."""
        register(check_keys, Tags.security)
