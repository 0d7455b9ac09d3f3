"""The sealing room: no tables; keys in files, seals in memory."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from tryggvei.sealing.checks import check_keys


class SealingConfig(AppConfig):
    """Registers the start-up checks of the keys."""

    name = "tryggvei.sealing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks."""
        register(check_keys, Tags.security)
