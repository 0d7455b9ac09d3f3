"""The screens of who works where: people, units, positions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import Area, Grant, Line, Room


class PeopleConfig(AppConfig):
    """Shows and changes what the ground room `organisation` knows."""

    name = "tryggvei.people"
    room = Room(
        title=_("Folk"),
        about="screens of who works where, as what, since when, and what each role may do",
        address="folk/",
        menu=(Line(Area.STEERING, _("Folk"), "people:people"),),
        grants=(
            Grant(
                "organisation:person:list",
                _("se hvem som jobber hvor, og hva rollene får gjøre"),
                reaches_people=False,
            ),
            Grant(
                "organisation:holder:change",
                _("registrere ansatte, gi dem stillinger og stenge kontoer"),
                reaches_people=False,
            ),
        ),
        help="folk.md",
        no_scene="Its people are made before the year begins: simulator/people.py.",
    )
