"""`manage.py invite EMAIL`: a one-time link, also for the very first administrator.

On an empty installation there is nobody who could press the button, so the command can make the
person too: `manage.py invite EMAIL --name "Full Name" --administrator`.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tryggvei.organisation.api import (
    OrganisationError,
    PersonInfo,
    UnitKind,
    create_person,
    create_position,
    create_unit,
    give_position,
    holdings_of,
    person_by_email,
    positions,
    units,
)
from tryggvei.signin.invitations import invite
from tryggvei.signin.rules import INVITATION
from tryggvei.signin.views.inviting import link_address
from tryggvei.toolbox.clock import today

ROLE = "people_administrator"


class Command(BaseCommand):
    """Print a link by which the person chooses a password and a second factor."""

    help = "Make a one-time sign-in link for a person; with --administrator, the person as well."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address, and what is needed to make the first administrator."""
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="needed when the person is new")
        parser.add_argument(
            "--administrator",
            action="store_true",
            help="make the person if needed, and give the position that registers others",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing, then the link."""
        try:
            person = person_by_email(options["email"])
        except LookupError:
            person = self._new(options)
        try:
            if options["administrator"]:
                self._make_administrator(person)
            token = invite(actor_id=None, person_id=person.id)
        except OrganisationError as error:
            raise CommandError(str(error)) from None
        hours = int(INVITATION.total_seconds() // 3600)
        self.stdout.write(f"One-time link for {person.name}, good for {hours} hours:")
        self.stdout.write(link_address(token))

    def _new(self, options: dict[str, Any]) -> PersonInfo:
        if not (options["administrator"] and options["name"]):
            raise CommandError(
                f"Nobody is registered with {options['email']}. Register the person on /folk/, or "
                'make the first administrator: add --name "Full Name" --administrator'
            )
        return create_person(actor_id=None, name=options["name"], email=options["email"])

    def _make_administrator(self, person: PersonInfo) -> None:
        if any(holding.role_id == ROLE for holding in holdings_of(person.id, today())):
            return
        position = next((one for one in positions() if one.role_id == ROLE), None)
        if position is None:
            top = next((unit for unit in units() if unit.parent_id is None), None)
            if top is None:
                top = create_unit(actor_id=None, name="Kommunen", kind=UnitKind.MUNICIPALITY)
            position = create_position(
                actor_id=None, unit_id=top.id, title="Personadministrator", role_id=ROLE
            )
        give_position(
            actor_id=None, person_id=person.id, position_id=position.id, from_date=today()
        )
