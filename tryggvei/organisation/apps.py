"""People, units, positions and who holds them when."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import EVERY_RIGHT, Room


class OrganisationConfig(AppConfig):
    """The ground room that knows who works where, as what, since when."""

    name = "tryggvei.organisation"
    room = Room(
        title=_("Organisasjonen"),
        about="people, units, positions, and who holds them when",
        verbs={
            "organisation:holding:end": _("avsluttet en stilling"),
            "organisation:holding:give": _("ga en person en stilling"),
            "organisation:person:create": _("registrerte en person"),
            "organisation:person:deactivate": _("stengte kontoen til en person"),
            "organisation:person:list": _("så på listen over hvem som jobber hvor"),
            "organisation:person:reactivate": _("åpnet kontoen til en person igjen"),
            "organisation:person:read": _("så på en ansatts e-post og stillinger"),
            "organisation:position:create": _("opprettet en stilling"),
            "organisation:unit:create": _("opprettet en enhet"),
        },
        tables={
            "organisation_person": EVERY_RIGHT,
            "organisation_unit": EVERY_RIGHT,
            "organisation_position": EVERY_RIGHT,
            "organisation_holding": EVERY_RIGHT,
        },
        no_scene="Its people are made before the year begins: simulator/people.py.",
    )
