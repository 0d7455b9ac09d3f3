"""The plan's screens: what exists has a figure, what does not says so plainly."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client

from tests.people import StandingPeople, sign_in
from tests.rooms import furnish
from tests.weeks import counted
from tryggvei.access.api import Viewer
from tryggvei.disclosure.api import Observation, Period, State, offered
from tryggvei.house import reading
from tryggvei.house.api import Indicator, rooms
from tryggvei.plan import queries
from tryggvei.plan.api import measure_seen_by
from tryggvei.toolbox import clock

pytestmark = pytest.mark.django_db


Offer = Callable[[list[int]], list[tuple[date, date]]]


@pytest.fixture(autouse=True)
def no_indicators(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no room offer a figure; everything else of the rooms stays."""
    silent = {name: replace(room, indicators=()) for name, room in rooms().items()}
    monkeypatch.setattr(reading, "_read", [silent])


@pytest.fixture
def celine(client: Client, people: StandingPeople) -> Client:
    return sign_in(client, people.celine)


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Offer:
    """Return a function that offers a figure of the last whole weeks to 1.2.1, newest last, and
    returns the periods it is asked about."""

    def add(counts: list[int]) -> list[tuple[date, date]]:
        asked: list[tuple[date, date]] = []

        def observe(periods: Sequence[Period], unit: str) -> list[Observation]:
            asked.append((periods[0].first, periods[-1].last))
            zeros = [0] * (len(periods) - len(counts))
            return counted(periods, [*zeros, *counts], unit)

        offer_one(monkeypatch, observe)
        return asked

    return add


def offer_one(patch: pytest.MonkeyPatch, observe: Callable[..., object]) -> None:
    figure = Indicator("enquiries", "Henvendelser", "Skjemaet", observe)
    furnish(patch, keep=True, indicators=(figure,))


def test_every_measure_is_listed_with_its_gap(celine: Client) -> None:
    html = celine.get("/plan/").content.decode()
    assert "0 av 18 tiltak har både eier, frist og indikator." in html
    assert "2.3.4 Opplæringsvideoer" in html
    assert "7.3 Rapportering i november" in html
    assert html.count("Ingen tall ennå") == 22


def test_a_measure_with_evidence_shows_its_newest_figure(celine: Client, offer: Offer) -> None:
    offer([9, 17])
    html = celine.get("/plan/").content.decode()
    assert html.count("Ingen tall ennå") == 21
    assert "17" in html[html.index("Henvendelser:") :][:60]


def test_a_measures_page_shows_weeks_interval_source_and_caution(
    celine: Client, offer: Offer
) -> None:
    asked = offer([9, 7])
    html = celine.get("/plan/1.2.1/").content.decode()
    assert "Flere henvendelser kan bety mer tillit, ikke mer vold." in html
    assert "2 til 15" in html
    assert "Kilde: Skjemaet." in html
    assert "Til sammen 16." in html
    first, last = asked[0]
    assert (last - first).days == 12 * 7 - 1
    assert last < clock.today()


def test_small_weeks_are_not_shown(celine: Client, offer: Offer) -> None:
    offer([3, 7])
    html = celine.get("/plan/1.2.1/").content.decode()
    assert "1 til 4 (vises ikke nøyaktig)" in html
    assert "Summen vises ikke" in html
    assert "Til sammen" not in html


@pytest.mark.parametrize(
    "fault",
    [DatabaseError("a secret"), ValueError("a secret"), ZeroDivisionError("a secret")],
    ids=lambda fault: type(fault).__name__,
)
def test_a_figure_that_cannot_be_read_leaves_the_plan_standing(
    celine: Client,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(periods: Sequence[Period], unit: str) -> list[Observation]:
        raise fault

    offer_one(monkeypatch, broken)
    for path in ("/plan/", "/plan/1.2.1/"):
        answer = celine.get(path)
        assert answer.status_code == 200
        assert "Tallet kan ikke hentes nå." in answer.content.decode()
    assert "a secret" not in caplog.text


def test_a_measure_without_figures_says_so(celine: Client) -> None:
    html = celine.get("/plan/3.2.2/").content.decode()
    assert "er ikke tatt i bruk" in html
    assert "Eier mangler" in html
    assert "hvert år" in html


def test_an_unknown_measure_is_not_found(celine: Client) -> None:
    assert celine.get("/plan/9.9.9/").status_code == 404


def test_no_plan_in_the_pack_is_told(celine: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "items", lambda _kind: {})
    assert "Ingen plan er lagt inn" in celine.get("/plan/").content.decode()


def test_the_plan_needs_its_permission(client: Client, people: StandingPeople) -> None:
    for path in ("/plan/", "/plan/1.2.1/"):
        assert client.get(path).status_code in (302, 403)
    with pytest.raises(PermissionDenied):
        measure_seen_by(Viewer(1, "x", frozenset(), frozenset()), "1.2.1")


def test_a_database_that_refuses_a_figure_answers_the_next_question(
    celine: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(periods: Sequence[Period], unit: str) -> list[Observation]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")
        return []

    offer_one(monkeypatch, broken)
    with transaction.atomic():
        assert celine.get("/plan/1.2.1/").status_code == 200
        assert celine.get("/plan/").status_code == 200


def test_a_room_that_answers_other_weeks_than_asked_shows_nothing(
    celine: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def short(periods: Sequence[Period], unit: str) -> list[Observation]:
        return counted(periods[1:], [9] * (len(periods) - 1), unit)

    offer_one(monkeypatch, short)
    assert "Tallet kan ikke hentes nå." in celine.get("/plan/1.2.1/").content.decode()


def test_weeks_that_are_missing_say_so_and_make_no_sum(
    celine: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(periods: Sequence[Period], unit: str) -> list[Observation]:
        lost = Observation(periods[-1], unit, None, None, None, State.MISSING, "a test")
        return [*counted(periods[:-1], [9] * (len(periods) - 1), unit), lost]

    offer_one(monkeypatch, missing)
    html = celine.get("/plan/1.2.1/").content.decode()
    assert "Tallet mangler" in html
    assert "Summen vises ikke, for minst én uke mangler." in html


def test_two_figures_of_one_name_do_not_start(offer: Offer) -> None:
    offer([5])
    offer([6])
    with pytest.raises(ImproperlyConfigured, match="two figures are called 'enquiries'"):
        offered()
