"""Promises of guides and cards that a small fault could break unnoticed (see tests/planted)."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from tests.guides import cards, voksen
from tests.people import StandingPeople
from tryggvei.guides.models import CardFile, GuideFile
from tryggvei.guides.queries.issues import CardBoard
from tryggvei.guides.rules.card_check import card_findings
from tryggvei.guides.rules.codes import Code
from tryggvei.guides.rules.safety import duty_right_consent, leader_ends, threshold_findings
from tryggvei.guides.rules.schema import Kind, TellLeader
from tryggvei.organisation.api import deactivate_person
from tryggvei.toolbox.clock import today


def test_no_question_has_both_thresholds_also_where_no_duty_follows_from_it() -> None:
    data = voksen.raw()
    both = data["steps"]["acute"]["thresholds"] = ["certain_or_most_likely", "reason_to_believe"]
    guide = GuideFile.model_validate(data)
    assert len(guide.steps["acute"].thresholds) == len(both)
    assert Code.BOTH_THRESHOLDS in [found.code for found in threshold_findings(guide)]


def _path(*steps: tuple[str, Any]) -> Any:
    return SimpleNamespace(questions=steps, steps=steps)


def test_a_question_of_an_earlier_kind_never_follows_a_later_one() -> None:
    kinds = (Kind.DUTY, Kind.RIGHT, Kind.CONSENT, Kind.RIGHT)
    asked = [(kind.value, SimpleNamespace(kind=kind)) for kind in kinds]
    guide: Any = None
    assert list(duty_right_consent(guide, _path(*asked[:3]))) == []
    (found,) = duty_right_consent(guide, _path(*asked))
    assert found[:2] == (Code.ASKED_TOO_LATE, Kind.RIGHT.value)


def test_an_end_that_only_tells_a_leader_is_found_by_itself() -> None:
    guide: Any = None
    for contacts, codes in (([], [Code.LEADER_ALONE]), (["barnevern"], [])):
        end = SimpleNamespace(tells_leader=TellLeader.UNIT_LEADER, all_contacts=contacts)
        assert [found[0] for found in leader_ends(guide, _path(("end", end)))] == codes


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
