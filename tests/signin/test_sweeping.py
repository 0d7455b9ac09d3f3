"""What has run out is thrown away, and what lives stays."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from tests.people import StandingPeople, sign_in
from tryggvei.signin.invitations import invite
from tryggvei.signin.models import Invitation, Tally
from tryggvei.signin.sweeping import sweep
from tryggvei.toolbox.clock import now

pytestmark = pytest.mark.django_db


def test_the_dead_go_and_the_living_stay(people: StandingPeople) -> None:
    living, dead = sign_in(Client(), people.aud), sign_in(Client(), people.celine)
    past = now() - timedelta(seconds=1)
    Session.objects.filter(session_key=dead.session.session_key).update(expire_date=past)
    cache.set("lever", 1, 60)
    cache.set("død", 1, 60)
    Tally.objects.filter(pk=Tally.objects.latest("expires_at").pk).update(expires_at=past)
    invite(actor_id=None, person_id=people.aud.id)
    invite(actor_id=None, person_id=people.bjorn.id)
    old = now() - timedelta(days=32)
    Invitation.objects.filter(person_id=people.bjorn.id).update(
        made_at=old, expires_at=old + timedelta(days=1)
    )
    assert sweep() == "1 sessions, 1 counters, 1 links"
    assert living.get("/").status_code == 200
    assert not UserSession.objects.filter(user_id=people.celine.id).exists()
    assert [row.person_id for row in Invitation.objects.all()] == [people.aud.id]
    assert sweep() == "0 sessions, 0 counters, 0 links"
