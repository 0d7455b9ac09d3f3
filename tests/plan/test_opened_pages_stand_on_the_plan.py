"""What the website counts stands on the plan, with what it does not show."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.people import StandingPeople, sign_in
from tryggvei.toolbox import clock
from tryggvei.website.models import DailyCount

pytestmark = pytest.mark.django_db


def opened(language: str, count: int) -> None:
    """Store a count of the day a week ago, in the last whole week or the one before."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    day = monday - timedelta(days=3)
    DailyCount.objects.create(day=day, language=language, page="hjem", count=count)


def test_the_opened_pages_and_other_languages_have_their_measures(
    client: Client, people: StandingPeople
) -> None:
    for language, count in (("nb", 120), ("en", 31), ("", 9)):
        opened(language, count)
    celine = sign_in(client, people.celine)
    site = celine.get("/plan/1.1.1/").content.decode()
    reach = celine.get("/plan/1.3.1/").content.decode()
    assert "Sider åpnet på nettsidene" in site
    assert ">160" in site
    assert "Sider åpnet på andre språk enn bokmål" in reach
    assert ">31" in reach
    for html in (site, reach):
        assert "ikke mennesker" in html
        assert "små språk blir telt for lavt" in html
