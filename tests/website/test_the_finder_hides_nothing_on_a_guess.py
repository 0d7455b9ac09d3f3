"""The finder's choices and codes: what is not known fits all, danger is never hidden."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.help_directory.services import WORDS, service_with
from tests.website.conftest import made_page, reasons, whole_set
from tryggvei.help_directory.api import Group, Service, services
from tryggvei.website.rules import finder
from tryggvei.website.rules.finder import Choice, Facet, Way

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def shown() -> list[Service]:
    return [service for _, found in finder.grouped(services()) for service in found]


def answers(service: Service, facet: Facet) -> list[str]:
    """Return the values of a facet that do not hide a service, read back from its code."""
    offered = finder.choices([service, *shown()])
    code = finder.code_of(service, offered)
    assert code is not None
    for choice, letters in zip(offered, code.split("/"), strict=True):
        if choice.facet is facet:
            return [value for letter, value in choice.coded() if not letters or letter in letters]
    raise AssertionError(facet)


def test_those_who_use_violence_have_no_place_in_the_finder() -> None:
    groups = [group for group, _ in finder.grouped(services())]
    assert Group.USES_VIOLENCE not in groups
    assert groups[0] is Group.EMERGENCY
    assert set(groups) == set(Group) - {Group.USES_VIOLENCE}


def test_numbers_for_danger_have_no_code_to_hide_them_by() -> None:
    for service in shown():
        code = finder.code_of(service, finder.choices(shown()))
        assert (code is None) == (service.group is Group.EMERGENCY), service.key


def test_a_service_of_which_nothing_is_known_fits_every_choice() -> None:
    unknown = service_with()
    for facet in (Facet.NEED, Facet.WHO, Facet.AGE, Facet.LANGUAGE):
        every = next(c for c in finder.choices(shown()) if c.facet is facet).values
        assert answers(unknown, facet) == list(every)


@pytest.mark.parametrize(
    ("who", "seen_by"),
    [
        ([], ["woman", "man", "queer", "worried", "staff"]),
        (["woman"], ["woman", "queer"]),
        (["queer"], ["woman", "man", "queer"]),
        (["worried"], ["worried"]),
        (["staff"], ["staff"]),
    ],
)
def test_no_one_loses_what_is_for_her_by_saying_who_she_is(
    who: list[str], seen_by: list[str]
) -> None:
    assert answers(service_with(who=who), Facet.WHO) == seen_by


@pytest.mark.parametrize(
    ("change", "bands"),
    [
        ({"ages": {"from": 18}}, ["18-24", "25-61", "62-120"]),
        ({"ages": {"to": 17}}, ["0-13", "14-17"]),
        ({"ages": {"from": 62}}, ["62-120"]),
        ({"ages": {"from": 16}}, ["14-17", "18-24", "25-61", "62-120"]),
        ({"group": "children"}, ["0-13", "14-17", "18-24"]),
        ({"group": "children", "ages": {"to": 17}}, ["0-13", "14-17"]),
    ],
    ids=str,
)
def test_ages_that_touch_a_span_fit_it(change: dict[str, object], bands: list[str]) -> None:
    assert answers(service_with(**change), Facet.AGE) == bands


def test_the_spans_of_ages_have_no_hole() -> None:
    assert [(a[1] + 1) == b[0] for a, b in pairwise(finder.BANDS)] == [True] * 4


def test_a_language_hides_only_those_known_to_speak_others() -> None:
    assert answers(service_with(languages=["no"]), Facet.LANGUAGE) == ["no"]
    asked = service_with(languages=["no"], interpreter=True)
    assert answers(asked, Facet.LANGUAGE) == ["no", finder.INTERPRETER]
    assert "en" in answers(service_with(interpreter=True), Facet.LANGUAGE)


def test_ways_are_those_that_the_directory_tells_of() -> None:
    assert finder.ways_of(service_with(chat=WORDS)) == [Way.RING, Way.CHAT]
    only_web = service_with(number=None, website="ung.no")
    assert finder.ways_of(only_web) == [Way.WEB]
    waiting = service_with(number=None, missing="kommer", alternatives=["vo_linjen"])
    assert finder.ways_of(waiting) == [Way.RING]
    signing = service_with(sign_language=True, text_phone=True, sms=WORDS)
    assert set(finder.ways_of(signing)) == {Way.RING, Way.SMS, Way.TEXT_PHONE, Way.SIGN}


def test_nothing_is_offered_that_no_service_is_known_to_have() -> None:
    ways = next(c for c in finder.choices([service_with()]) if c.facet is Facet.WAY)
    assert ways.values == (Way.RING,)
    assert Facet.LANGUAGE not in [c.facet for c in finder.choices([service_with()])]


@given(st.sets(st.sampled_from("abcdef")), st.integers(min_value=1, max_value=6))
def test_letters_say_exactly_what_fits(fitting: set[str], many: int) -> None:
    choice = Choice(Facet.NEED, tuple("abcdef"[:many]))
    code = choice.letters(fitting)
    kept = {value for letter, value in choice.coded() if not code or letter in code}
    fits = fitting & set(choice.values)
    assert kept == (fits or set(choice.values))


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (None, ""),
        ({"words": WORDS}, ""),
        ({"words": WORDS, "always": True}, "a"),
        (
            {"words": WORDS, "weekly": {d: [{"start": "09:00", "end": "15:30"}] for d in DAYS[:5]}},
            "12345.540-930",
        ),
        (
            {
                "words": WORDS,
                "weekly": {
                    "mon": [{"start": "08:00", "end": "10:00"}, {"start": "20:00", "end": "02:00"}],
                    "sun": [{"start": "08:00", "end": "10:00"}],
                },
            },
            "17.480-600,1.1200-120",
        ),
    ],
)
def test_hours_become_a_code(hours: dict[str, object] | None, code: str) -> None:
    assert finder.hours_code(service_with(hours=hours)) == code


def test_nothing_is_said_of_now_where_nobody_can_be_rung() -> None:
    assert finder.hours_code(service_with(number=None, website="ung.no")) is None


@pytest.mark.parametrize("block", ["[[finner]]", "[[emner]]"])
def test_the_page_apart_may_not_hold_the_lists(block: str) -> None:
    made = whole_set() | whole_set(id="endre", body=f"Ring [[tel:politi_nod]].\n\n{block}\n")
    assert len([reason for reason in reasons(made) if "protected" in reason]) == 3
    fine = whole_set() | whole_set(id="telefoner", body=f"Ring [[tel:politi_nod]].\n\n{block}\n")
    assert reasons(fine) == []


def test_a_list_takes_no_key() -> None:
    made = whole_set(body="[[finner:vo_linjen]]\n")
    assert any("takes no key" in reason for reason in reasons(made))
    assert made_page().id == "hjem"
