"""Texts on their way: written, read by a second person, shown now or later."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import EVERY_RIGHT, Area, Grant, Line, Point, Room, Tick


class EditorialConfig(AppConfig):
    """Texts of the pack, written, read by a second person and shown."""

    name = "tryggvei.editorial"
    room = Room(
        title=_("Rediger"),
        about="texts of the pack: written, read by a second person, shown now or later",
        address="redigere/",
        menu=(Line(Area.CONTENT, _("Rediger"), "editorial:pages"),),
        grants=(
            Grant(
                "editorial:page:list",
                _("se tekstene og hvor de er i arbeidet"),
                reaches_people=False,
            ),
            Grant("editorial:draft:write", _("skrive og endre tekster"), reaches_people=False),
            Grant(
                "editorial:draft:approve",
                _("godkjenne tekster som andre har skrevet"),
                reaches_people=False,
            ),
            Grant(
                "editorial:page:publish",
                _("vise tekster for alle, og stoppe dem"),
                reaches_people=False,
            ),
        ),
        verbs={
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
        },
        todos=("staff.todos.waiting",),
        offers={Point.FACT_HANDS: "queries.drafts.hands_in_shown"},
        ticks=(Tick("editorial.publish", timedelta(minutes=1), "actions.publishing.publish_due"),),
        tables={
            "editorial_draft": EVERY_RIGHT,
            "editorial_revision": "SELECT INSERT",
            "editorial_version": "SELECT INSERT",
        },
        help="redigere-nettsidene.md",
    )
