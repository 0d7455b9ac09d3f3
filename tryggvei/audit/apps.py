"""The log: what was done, by whom, why."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import Area, Grant, Line, Room, Tick


class AuditConfig(AppConfig):
    """The ground room that remembers who did what and why."""

    name = "tryggvei.audit"
    room = Room(
        title=_("Logg"),
        about="a row for everything that is opened or changed, chained and anchored",
        address="logg/",
        menu=(Line(Area.STEERING, _("Logg"), "audit:list"),),
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
        ticks=(Tick("audit:anchor", timedelta(hours=1), "verifying.anchor_tick"),),
        tables={"audit_auditentry": "SELECT", "audit_audithead": "SELECT"},
        help="logg.md",
        no_scene="It is written by the others' scenes.",
    )
