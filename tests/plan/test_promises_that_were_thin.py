"""Promises of the plan that a small fault could break unnoticed (see tests/planted)."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError
from django.test import Client

from tests.people import StandingPeople, sign_in
from tryggvei.plan import queries
from tryggvei.plan.api import Indicator, register_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_indicators() -> Iterator[None]:
    known = {key: list(found) for key, found in queries._indicators.items()}
    queries._indicators.clear()
    yield
    queries._indicators.clear()
    queries._indicators.update(known)


@pytest.mark.parametrize("fault", [DatabaseError, OSError, KeyError, ValueError])
def test_whatever_a_figure_raises_the_plan_stands_and_tells_nothing_of_it(
    fault: type[Exception],
    client: Client,
    people: StandingPeople,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(first: date, last: date) -> list[tuple[date, int]]:
        raise fault("a secret")

    register_indicator("1.2.1", Indicator("enquiries", "Henvendelser", "Skjemaet", broken))
    sign_in(client, people.celine)
    for path in ("/plan/", "/plan/1.2.1/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Tallet kan ikke hentes nå." in answer.content.decode()
    assert fault.__name__ in caplog.text
    assert "a secret" not in caplog.text
