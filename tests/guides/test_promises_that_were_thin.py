"""Promises of guides and cards that a small fault could break unnoticed (see tests/planted)."""

from dataclasses import replace
from datetime import timedelta

from tests.guides import cards, voksen
from tests.people import StandingPeople
from tryggvei.guides.models import CardFile
from tryggvei.guides.queries.issues import CardBoard
from tryggvei.guides.rules.card_check import card_findings
from tryggvei.organisation.api import deactivate_person
from tryggvei.toolbox.clock import today


def test_no_question_has_both_thresholds_also_where_no_duty_follows_from_it() -> None:
    data = voksen.raw()
    question = data["steps"]["acute"]
    assert "thresholds" not in voksen.rules_broken(data)
    question["thresholds"] = ["certain_or_most_likely", "reason_to_believe"]
    assert "thresholds" in voksen.rules_broken(data)


def test_a_card_with_a_section_that_is_no_longer_or_not_yet_in_force_does_not_pass() -> None:
    card = CardFile.model_validate(cards.raw())
    world = cards.shelf().world()
    day, known, law_id = world.known.today, world.known, card.laws[0]
    assert list(card_findings(card, world)) == []
    law = known.laws[law_id]
    for other in (
        replace(law, valid_to=day - timedelta(days=1)),
        replace(law, valid_from=day + timedelta(days=1), valid_to=None),
    ):
        laws = {**known.laws, law_id: other}
        spoilt = replace(world, known=replace(known, laws=laws))
        (found,) = card_findings(card, spoilt)
        assert (found.rule, found.location) == ("card-law", ("laws", 0))
        assert "not in force" in found.message


def test_a_card_names_no_leader_whose_account_is_closed(people: StandingPeople) -> None:
    school = people.school.id
    assert CardBoard([school]).facts(school).leaders == ("Celine Cruz, rektor",)
    # Closed today, though she holds the position until tomorrow.
    deactivate_person(actor_id=None, person_id=people.celine.id, on=today() + timedelta(days=1))
    assert CardBoard([school]).facts(school).leaders == ()
