"""Sign-in on the staff face."""

from django.apps import AppConfig
from django.core.checks import register

from tryggvei.signin.checks import provider_is_whole


class SigninConfig(AppConfig):
    """Registers sign-in's words, policies and start-up checks."""

    name = "tryggvei.signin"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, at start."""
        register(provider_is_whole)
        # The front doors of other rooms need their tables loaded, hence not at the top.
        from tryggvei.signin.wiring import wire  # noqa: PLC0415

        wire()
