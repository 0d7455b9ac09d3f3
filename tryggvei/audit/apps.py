"""The log of who did what."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.audit.words import register_grounds, register_verbs


class AuditConfig(AppConfig):
    """Registers the hourly anchor and the words for audit's own verbs."""

    name = "tryggvei.audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, at start."""
        # Models exist only now.
        from tryggvei.audit.verifying import ANCHOR_EVERY, anchor_tick  # noqa: PLC0415
        from tryggvei.jobs.api import register_tick  # noqa: PLC0415

        register_tick("audit:anchor", ANCHOR_EVERY, anchor_tick)
        register_verbs(
            {
                "audit:access_report:make": _("laget listen over hvem som har åpnet saken"),
                "audit:entry:list": _("så i loggen"),
                "audit:fault:answer": _("svarte for et avvik som kontrollen av loggen fant"),
            }
        )
        register_grounds(
            {
                "own_request": _("Personen saken gjelder, har bedt om innsyn"),
                "guardian_request": _("Verge eller foresatt har bedt om innsyn"),
                "control": _("Kontroll av oppslag"),
            }
        )
