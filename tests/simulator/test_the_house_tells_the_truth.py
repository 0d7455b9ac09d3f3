"""A simulated year: the simulator knows what happened, and the house must show the same."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.intake.keys import PASSPHRASE, cheap_keys
from tests.weeks import counts, weeks_from
from tryggvei.access.api import viewer_for
from tryggvei.casework.api import cases_listed_for, read_case
from tryggvei.disclosure.api import WHOLE
from tryggvei.intake.api import enquiries, inbox_seen_by
from tryggvei.organisation.api import person_by_email
from tryggvei.simulator.api import Cast, Stage, live, make_people
from tryggvei.simulator.scenes import casework as desk
from tryggvei.simulator.scenes import website as readers
from tryggvei.toolbox.clock import OSLO, standing_at
from tryggvei.website.api import Press, guide_feedback, opened

TODAY = date(2026, 11, 23)
FIRST_MONDAY = TODAY - timedelta(weeks=53)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=OSLO)
# One year is lived for all of them, so they belong on one worker.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.xdist_group("a lived year")]


@pytest.fixture(scope="module")
def lived_keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("lived")
    cheap_keys(folder, date(2025, 11, 1))
    keys = {"KEYS_DIR": folder / "keys", "KEYRING_DIR": folder / "keyring"}
    return {**keys, "KEY_PASSPHRASE": PASSPHRASE}


@pytest.fixture(scope="module")
def lived_year(
    lived_keys: dict[str, object], django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Stage]:
    """Live the year once, in a transaction that is rolled back after the module."""
    outer = transaction.atomic()
    outer._from_testcase = True  # type: ignore[attr-defined] # durable blocks inside are let be
    with django_db_blocker.unblock(), outer:
        with override_settings(**lived_keys), standing_at(NOW):
            stage = Stage(make_people(TODAY), TODAY, seed=7, per_day=0.15)
            assert list(live(stage))
        yield stage
        transaction.set_rollback(True)


@pytest.fixture
def lived(lived_year: Stage, lived_keys: dict[str, object], db: None) -> Iterator[Stage]:
    with override_settings(**lived_keys):
        yield lived_year


def test_figures_of_the_house_are_those_of_the_year(lived: Stage) -> None:
    truth = lived.true(desk.Truth)
    with standing_at(NOW):
        kari = viewer_for(person_by_email("kari@demo.example").id)
        shown = counts(enquiries(weeks_from(FIRST_MONDAY, 54), WHOLE))
        waiting = inbox_seen_by(kari).rows
        cases = cases_listed_for(kari).rows
    true: Counter[date] = Counter()
    for day, count in truth.enquiries_by_day.items():
        true[day - timedelta(days=day.weekday())] += count
    assert {week: count for week, count in shown.items() if count} == dict(true)
    assert len(waiting) == truth.waiting > 0
    assert len(cases) == truth.cases > 0
    happened = truth.cases + truth.guided + truth.closed + truth.waiting
    assert happened == truth.enquiries_by_day.total()


def test_the_opened_pages_shown_are_those_that_were_opened_but_for_the_small(lived: Stage) -> None:
    true: Counter[date] = Counter()
    for day, count in lived.true(readers.Truth).opened_by_day.items():
        true[day - timedelta(days=day.weekday())] += count
    with standing_at(NOW):
        shown = counts(opened(weeks_from(FIRST_MONDAY, 54), WHOLE))
    for week, count in true.items():
        assert 0.9 * count < (shown[week] or 0) <= count


def test_what_is_shown_of_guides_was_said_and_nothing_small_is_shown(lived: Stage) -> None:
    shown: Counter[Press] = Counter()
    for year in (TODAY.year - 1, TODAY.year):
        with standing_at(NOW):
            for one in guide_feedback(year):
                for answer, count in one.counts.items():
                    assert count >= 5
                    shown[Press(one.guide, one.step, answer)] += count
    assert shown
    really = lived.true(readers.Truth).said_of_guides
    for press, said in really.items():
        assert said - 5 < shown[press] <= said
    assert set(shown) <= set(really)


def test_the_year_has_a_story_that_can_be_read(lived: Stage) -> None:
    with standing_at(NOW):
        kari = viewer_for(person_by_email("kari@demo.example").id)
        row = cases_listed_for(kari).rows[-1]
        opened = read_case(kari, row.id, "assessment")
    assert len(opened.story) > 40
    assert len(opened.line) >= 2
    assert opened.line[0].at <= NOW


def test_the_same_seed_lives_the_same_year(lived: Stage) -> None:
    with standing_at(NOW):
        again = desk.Year(Stage(Cast(coordinator=0, members=()), TODAY, seed=7, per_day=0.15))
        letters = again.letters()
    days = Counter(moment.astimezone(OSLO).date() for moment, _story in letters)
    assert days == lived.true(desk.Truth).enquiries_by_day
