"""The plan's screens: what exists has a figure, what does not says so plainly."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.test import Client
from pytest_django.fixtures import Settings

from tests.people import StandingPeople, sign_in
from tryggvei.access.api import Viewer
from tryggvei.plan import queries
from tryggvei.plan.api import Indicator, measure_seen_by, register_indicator
from tryggvei.toolbox import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_indicators(settings: Settings) -> Iterator[None]:
    known = {key: list(found) for key, found in queries._indicators.items()}
    queries._indicators.clear()
    yield
    queries._indicators.clear()
    queries._indicators.update(known)


@pytest.fixture
def celine(client: Client, people: StandingPeople) -> Client:
    return sign_in(client, people.celine)


def offer(counts: list[int]) -> list[tuple[date, date]]:
    """Offer a figure of the last whole weeks to 1.2.1, newest last; returns the asked periods."""
    asked: list[tuple[date, date]] = []

    def weekly(first: date, last: date) -> list[tuple[date, int]]:
        asked.append((first, last))
        start = last - timedelta(days=6) - timedelta(weeks=len(counts) - 1)
        return [(start + timedelta(weeks=number), count) for number, count in enumerate(counts)]

    register_indicator("1.2.1", Indicator("enquiries", "Henvendelser", "Skjemaet", weekly))
    return asked


def test_every_measure_is_listed_with_its_gap(celine: Client) -> None:
    html = celine.get("/plan/").content.decode()
    assert "0 av 18 tiltak har både eier, frist og indikator." in html
    assert "2.3.4 Opplæringsvideoer" in html
    assert "7.3 Rapportering i november" in html
    assert html.count("Ingen tall ennå") == 22


def test_a_measure_with_evidence_shows_its_newest_figure(celine: Client) -> None:
    offer([9, 17])
    html = celine.get("/plan/").content.decode()
    assert html.count("Ingen tall ennå") == 21
    assert "17" in html[html.index("Henvendelser:") :][:60]


def test_a_measures_page_shows_weeks_interval_source_and_caution(celine: Client) -> None:
    asked = offer([9, 7])
    html = celine.get("/plan/1.2.1/").content.decode()
    assert "Flere henvendelser kan bety mer tillit, ikke mer vold." in html
    assert "2 til 15" in html
    assert "Kilde: Skjemaet." in html
    assert "Til sammen 16." in html
    first, last = asked[0]
    assert (last - first).days == 12 * 7 - 1
    assert last < clock.today()


def test_small_weeks_are_not_shown(celine: Client) -> None:
    offer([3, 7])
    html = celine.get("/plan/1.2.1/").content.decode()
    assert "1 til 4 (vises ikke nøyaktig)" in html
    assert "Summen vises ikke" in html
    assert "Til sammen" not in html


def test_a_figure_that_cannot_be_read_leaves_the_plan_standing(
    celine: Client, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(first: date, last: date) -> list[tuple[date, int]]:
        raise DatabaseError("a secret")

    register_indicator("1.2.1", Indicator("enquiries", "Henvendelser", "Skjemaet", broken))
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


def test_registering_twice_is_registering_once() -> None:
    offer([5])
    offer([6])
    assert len(queries._indicators["1.2.1"]) == 1
