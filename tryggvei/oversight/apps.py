"""The screens of the log, for the data protection officer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import Area, Grant, Line, Room


class OversightConfig(AppConfig):
    """Shows what the ground room `audit` remembers; every look is logged too."""

    name = "tryggvei.oversight"
    room = Room(
        title=_("Logg"),
        about="screens of the log, and the list of who has opened a case",
        address="logg/",
        menu=(Line(Area.STEERING, _("Logg"), "oversight:list"),),
        grants=(
            Grant(
                "audit:access_report:make",
                _("lage listen over hvem som har åpnet en sak"),
                reaches_people=False,
            ),
            Grant("audit:entry:list", _("se i loggen"), reaches_people=False),
        ),
        verbs={
            "audit:access_report:make": _("laget listen over hvem som har åpnet saken"),
            "audit:entry:list": _("så i loggen"),
        },
        grounds={
            "own_request": _("Personen saken gjelder, har bedt om innsyn"),
            "guardian_request": _("Verge eller foresatt har bedt om innsyn"),
            "control": _("Kontroll av oppslag"),
        },
        help="logg.md",
        no_scene="It shows what the others' scenes have left in the log.",
    )
