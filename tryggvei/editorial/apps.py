from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """Texts of the pack, written, read by a second person and shown."""

    name = "tryggvei.editorial"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the clock, the to-dos and the log's words."""
        # Models exist only now.
        from tryggvei.audit.api import register_verbs  # noqa: PLC0415
        from tryggvei.editorial.actions.publishing import publish_due  # noqa: PLC0415
        from tryggvei.editorial.staff.todos import waiting  # noqa: PLC0415
        from tryggvei.jobs.api import register_tick  # noqa: PLC0415
        from tryggvei.ui.api import register_todo  # noqa: PLC0415

        register_todo(waiting)
        register_tick("editorial.publish", timedelta(minutes=1), publish_due)
        register_verbs(
            {
                "editorial:draft:save": _("lagret et utkast til en tekst"),
                "editorial:draft:submit": _("sendte en tekst til godkjenning"),
                "editorial:draft:ready": _("gjorde en tekst klar som bare trenger én person"),
                "editorial:draft:take_back": _("tok en tekst tilbake for å endre den"),
                "editorial:draft:approve": _("godkjente en tekst"),
                "editorial:draft:return": _("sendte en tekst tilbake"),
                "editorial:draft:withdraw": _("la bort et utkast til en tekst"),
                "editorial:page:schedule": _("bestemte når en tekst skal vises"),
                "editorial:page:unschedule": _("stanset en tekst som skulle vises senere"),
                "editorial:page:publish": _("viste en ny tekst for alle"),
                "editorial:page:stop": _("stoppet en tekst som ikke lenger kunne vises"),
            }
        )
