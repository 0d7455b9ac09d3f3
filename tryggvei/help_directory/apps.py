from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _

from tryggvei.contentpack.api import PackKind, register_kind
from tryggvei.help_directory.queries import check_directory
from tryggvei.help_directory.rules import Service


class HelpDirectoryConfig(AppConfig):
    """Help directory: who can help whom, when, and how well we know it."""

    name = "tryggvei.help_directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kind of content that this room owns."""
        register_kind(PackKind("help", "help/*.yaml", Service, check_directory))
        if not apps.is_installed("tryggvei.audit"):
            return  # the public face has no log, and nobody there confirms anything
        from tryggvei.audit.api import register_verbs  # noqa: PLC0415 - its models must be loaded

        register_verbs(
            {
                "help_directory:fact:change": _("endret et telefonnummer eller en åpningstid"),
                "help_directory:fact:confirm": _("bekreftet at en opplysning er kontrollert"),
            }
        )
