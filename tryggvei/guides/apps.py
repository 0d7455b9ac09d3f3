from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class GuidesConfig(AppConfig):
    name = "tryggvei.guides"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the content pack what a guide file holds and how it is proved."""
        from tryggvei.contentpack.api import (  # noqa: PLC0415 - apps first
            Layout,
            PackKind,
            register_kind,
        )
        from tryggvei.guides import models, queries  # noqa: PLC0415 - then models
        from tryggvei.guides.queries import cards, case_tables  # noqa: PLC0415 - the same

        register_kind(
            PackKind(queries.GUIDES, "guides/*.yaml", models.GuideFile, queries.pack_check)
        )
        register_kind(
            PackKind(
                queries.CONTACT_ROLES,
                "guide-contacts.yaml",
                models.ContactRole,
                queries.roles_check,
                layout=Layout.MANY,
            )
        )
        register_kind(
            PackKind(
                queries.CASE_IDS,
                "case-ids.yaml",
                models.CaseIds,
                case_tables.pack_check,
            )
        )
        register_kind(PackKind(cards.CARDS, "cards/*.yaml", models.CardFile, cards.cards_check))
        register_kind(
            PackKind(cards.CARD_ROLES, "card-roles.yaml", models.RoleFile, layout=Layout.MANY)
        )
        if apps.is_installed("tryggvei.audit"):  # the public face has no log and no units
            self._ready_for_staff()

    @staticmethod
    def _ready_for_staff() -> None:
        """Give the log its words, and leaders what waits for them."""
        from tryggvei.audit.api import register_verbs  # noqa: PLC0415 - models must be loaded first
        from tryggvei.guides.staff.todos import waiting  # noqa: PLC0415 - same
        from tryggvei.ui.api import register_todo  # noqa: PLC0415 - same

        register_todo(waiting)
        register_verbs(
            {
                "guides:card:issue": _("laget et tiltakskort for en enhet"),
                "guides:card:list": _("så hvilke enheter som har eldre tiltakskort"),
                "guides:card:fetch": _("lastet ned et tiltakskort"),
                "guides:card:take_down": _("noterte at et tiltakskort ikke henger lenger"),
                "guides:contacts:change": _("endret en enhets egne numre på tiltakskortet"),
            }
        )
