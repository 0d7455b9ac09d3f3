from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "tryggvei.casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the desk's to-dos to the home page, and the log's verbs in plain words."""
        from tryggvei.audit.api import register_grounds, register_verbs  # noqa: PLC0415
        from tryggvei.casework.staff.todos import waiting  # noqa: PLC0415
        from tryggvei.casework.staff.words import GROUND  # noqa: PLC0415
        from tryggvei.ui.api import register_todo  # noqa: PLC0415

        register_todo(waiting)
        register_grounds(GROUND)
        register_verbs(
            {
                "casework:case:read": _("åpnet saken"),
                "casework:case:register": _("registrerte saken"),
                "casework:case:add_message": _("la en melding i saken"),
                "casework:case:assign": _("ga saken ny ansvarlig"),
                "casework:case:note": _("skrev et notat i saken"),
                "casework:contact:prepare": _("så hva som er trygg kontakt"),
                "casework:contact:attempt": _("prøvde å ta kontakt"),
                "casework:contact:renew": _("skrev ned på nytt hva som er trygg kontakt"),
            }
        )
