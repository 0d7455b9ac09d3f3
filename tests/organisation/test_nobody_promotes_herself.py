"""An administrator cannot let herself in to the desk."""

from datetime import date

import pytest

from tests.people import StandingPeople, employee
from tryggvei.organisation.api import OrganisationError, create_position, give_position

pytestmark = pytest.mark.sqlite


def test_nobody_gives_herself_a_position(people: StandingPeople) -> None:
    adam = employee(
        "Adam", "adam@provebygd.example", people.home_care, "stab", "people_administrator"
    )
    position = create_position(
        actor_id=adam.id, unit_id=people.tryggest.id, title="rådgiver", role_id="tryggest_member"
    )
    day = date(2020, 1, 1)
    with pytest.raises(OrganisationError):
        give_position(actor_id=adam.id, person_id=adam.id, position_id=position.id, from_date=day)
    given = give_position(
        actor_id=people.celine.id, person_id=adam.id, position_id=position.id, from_date=day
    )
    assert given.role_id == "tryggest_member"
