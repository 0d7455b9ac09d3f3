"""People, units, positions and who holds them when."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """Gives the changes of this room their plain words in the log."""

    name = "tryggvei.organisation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register once, at start."""
        # The log's front door needs its tables loaded, hence not at the top of the file.
        from tryggvei.audit.api import register_verbs  # noqa: PLC0415

        register_verbs(
            {
                "organisation:holding:end": _("avsluttet en stilling"),
                "organisation:holding:give": _("ga en person en stilling"),
                "organisation:person:create": _("registrerte en person"),
                "organisation:person:deactivate": _("stengte kontoen til en person"),
                "organisation:person:list": _("så på listen over hvem som jobber hvor"),
                "organisation:person:reactivate": _("åpnet kontoen til en person igjen"),
                "organisation:person:read": _("så på en ansatts e-post og stillinger"),
                "organisation:position:create": _("opprettet en stilling"),
                "organisation:unit:create": _("opprettet en enhet"),
            }
        )
