"""Help directory: who can help whom, when, and how well we know it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import Area, Grant, Kind, Line, Room


class HelpDirectoryConfig(AppConfig):
    """Help directory: who can help whom, when, and how well we know it."""

    name = "tryggvei.help_directory"
    room = Room(
        title=_("Innhold"),
        about="who can help, and is the number checked",
        address="innhold/",
        menu=(Line(Area.CONTENT, _("Innhold"), "help_directory:review"),),
        grants=(
            Grant(
                "help_directory:fact:list",
                _("se opplysninger og når de sist er kontrollert"),
                reaches_people=False,
            ),
            Grant(
                "help_directory:fact:confirm",
                _("rette opplysninger og bekrefte at de er kontrollert"),
                reaches_people=False,
            ),
        ),
        verbs={
            "help_directory:fact:change": _("endret et telefonnummer eller en åpningstid"),
            "help_directory:fact:confirm": _("bekreftet at en opplysning er kontrollert"),
            "help_directory:fact:propose": _("foreslo et nytt nummer eller en ny åpningstid"),
            "help_directory:fact:approve": _("godkjente et nytt nummer eller en ny åpningstid"),
            "help_directory:fact:withdraw": _("trakk et forslag om nytt nummer eller åpningstid"),
        },
        kinds=(
            Kind(
                "help",
                _("Hjelpetjenester"),
                "help/*.yaml",
                "rules.Service",
                "queries.check_directory",
            ),
        ),
        todos=("staff.todos.waiting",),
        # What somebody proposed is never rewritten; only what became of it.
        tables={
            "help_directory_proposal": (
                "SELECT INSERT UPDATE(state) UPDATE(decided_by) UPDATE(decided_at)"
            )
        },
        help="innhold-og-kontroll.md",
        no_scene="The directory's facts are those of the content pack, and never invented.",
    )
