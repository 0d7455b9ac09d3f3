"""The desk: inbox, cases, safe contact, replies."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import EVERY_RIGHT, Area, Grant, Line, Room


class CaseworkConfig(AppConfig):
    """The room in which what was told is followed up."""

    name = "tryggvei.casework"
    room = Room(
        title=_("Saksbordet"),
        about="the desk: inbox screens, cases, time line, safe contact, replies",
        address="",
        menu=(
            Line(Area.RECEIVE, _("Innboks"), "casework:inbox"),
            Line(Area.CASES, _("Saker"), "casework:cases"),
        ),
        grants=(
            Grant(
                "casework:case:list", _("se listen over saker i egen enhet"), reaches_people=True
            ),
            Grant(
                "casework:case:read", _("åpne saker, og skrive notater i dem"), reaches_people=True
            ),
            Grant("casework:case:register", _("registrere en sak"), reaches_people=True),
            Grant("casework:case:assign", _("gi en sak ny ansvarlig"), reaches_people=True),
            Grant(
                "casework:contact:attempt",
                _("ta kontakt på den måten som er trygg"),
                reaches_people=True,
            ),
            Grant("casework:dialogue:reply", _("svare i en samtale med kode"), reaches_people=True),
        ),
        verbs={
            "casework:case:read": _("åpnet saken"),
            "casework:case:register": _("registrerte saken"),
            "casework:case:add_message": _("la en melding i saken"),
            "casework:case:assign": _("ga saken ny ansvarlig"),
            "casework:case:note": _("skrev et notat i saken"),
            "casework:contact:prepare": _("så hva som er trygg kontakt"),
            "casework:contact:attempt": _("prøvde å ta kontakt"),
            "casework:contact:renew": _("skrev ned på nytt hva som er trygg kontakt"),
        },
        grounds="staff.words.GROUND",
        todos=("staff.todos.waiting",),
        tables={
            "casework_case": EVERY_RIGHT,
            "casework_casefield": EVERY_RIGHT,
            "casework_caseentry": EVERY_RIGHT,
        },
        help="saksbordet.md",
    )
