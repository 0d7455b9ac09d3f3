"""The gate: permissions, roles, and the policy of every view."""

from django.apps import AppConfig
from django.core.checks import register

from tryggvei.access.checks import every_view_has_a_policy


class AccessConfig(AppConfig):
    """Registers the roles of the pack, the start-up checks, and the policies of ground rooms."""

    name = "tryggvei.access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, at start."""
        register(every_view_has_a_policy)
        # The rooms below this one need tables loaded first, hence not at the top of the file.
        from tryggvei.access.wiring import wire  # noqa: PLC0415

        wire()
