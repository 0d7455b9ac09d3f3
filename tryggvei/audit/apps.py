"""The log: what was done, by whom, why."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import Room, Tick


class AuditConfig(AppConfig):
    """The ground room that remembers who did what and why."""

    name = "tryggvei.audit"
    room = Room(
        title=_("Logg"),
        about="a row for everything that is opened or changed, chained and anchored",
        verbs={"audit:fault:answer": _("svarte for et avvik som kontrollen av loggen fant")},
        ticks=(Tick("audit:anchor", timedelta(hours=1), "verifying.anchor_tick"),),
        tables={"audit_auditentry": "SELECT", "audit_audithead": "SELECT"},
        no_scene="It is written by the others' scenes.",
    )
