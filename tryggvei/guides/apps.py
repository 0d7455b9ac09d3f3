"""Decision guides that are proved, and the action cards that follow from them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import EVERY_RIGHT, Area, Grant, Kind, Line, Room


class GuidesConfig(AppConfig):
    """Owns what a guide file holds, how it is proved, and the cards on the wall."""

    name = "tryggvei.guides"
    room = Room(
        title=_("Veiledere og tiltakskort"),
        about="decision guides that are proved, path by path; action cards for the wall",
        address="",
        menu=(
            Line(Area.WHAT_TO_DO, _("Tiltakskort"), "guides:cards"),
            Line(Area.WHAT_TO_DO, _("Eldre kort"), "guides:older"),
        ),
        grants=(
            Grant("guides:card:issue", _("lage tiltakskort for egen enhet"), reaches_people=False),
            Grant(
                "guides:card:list",
                _("se hvilke enheter som har eldre tiltakskort"),
                reaches_people=False,
            ),
            Grant(
                "guides:feedback:read",
                _("se hvor mange lesere som fant svar i veilederne"),
                reaches_people=False,
            ),
        ),
        verbs={
            "guides:card:issue": _("laget et tiltakskort for en enhet"),
            "guides:card:list": _("så hvilke enheter som har eldre tiltakskort"),
            "guides:card:fetch": _("lastet ned et tiltakskort"),
            "guides:card:take_down": _("noterte at et tiltakskort ikke henger lenger"),
            "guides:contacts:change": _("endret en enhets egne numre på tiltakskortet"),
        },
        kinds=(
            Kind(
                "guides", _("Veiledere"), "guides/*.yaml", "models.GuideFile", "queries.pack_check"
            ),
            Kind(
                "guide_contacts",
                _("Hvem veilederne viser til"),
                "guide-contacts.yaml",
                "models.ContactRole",
                "queries.roles_check",
                layout="many",
            ),
            Kind(
                "case_ids",
                _("Fagområder og yrker i veilederne"),
                "case-ids.yaml",
                "models.CaseIds",
                "queries.case_tables.pack_check",
            ),
            Kind(
                "cards",
                _("Tiltakskort"),
                "cards/*.yaml",
                "models.CardFile",
                "queries.cards.cards_check",
            ),
            Kind(
                "card_roles",
                _("Hvem tiltakskort er for"),
                "card-roles.yaml",
                "models.RoleFile",
                layout="many",
            ),
        ),
        todos=("staff.todos.waiting",),
        tables={
            "guides_cardissue": "SELECT INSERT UPDATE(printed)",
            "guides_unitcontact": EVERY_RIGHT,
        },
        help="tiltakskort.md",
    )
