"""Codes from an app and recovery codes: once each, and unreadable in the database."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from tests.people import StandingPeople, sign_in
from tests.signin.steps import add_code_app, code_now, give_password, send_password
from tryggvei.signin import locker
from tryggvei.signin.models import Tally
from tryggvei.toolbox.clock import now

pytestmark = pytest.mark.django_db


def _second_step(person: Any, code: str) -> int:
    client = Client()
    send_password(client, person)
    return int(client.post("/konto/inn/kode/", {"code": code}).status_code)


def test_a_code_works_once(people: StandingPeople) -> None:
    give_password(people.aud)
    code = code_now(add_code_app(people.aud))
    assert _second_step(people.aud, code) == 302
    assert _second_step(people.aud, code) == 200


def test_a_used_code_stays_used_for_as_long_as_it_is_good(people: StandingPeople) -> None:
    give_password(people.aud)
    code = code_now(add_code_app(people.aud), steps=1)
    assert _second_step(people.aud, code) == 302
    # A minute later (two periods): the code may still be within its tolerance.
    for row in Tally.objects.all():
        row.expires_at -= timedelta(seconds=60)
        row.save()
    assert _second_step(people.aud, code) == 200


def test_a_code_of_two_minutes_ago_is_refused(people: StandingPeople) -> None:
    give_password(people.aud)
    secret = add_code_app(people.aud)
    assert _second_step(people.aud, code_now(secret, steps=-4)) == 200
    assert _second_step(people.aud, code_now(secret, steps=-1)) == 302


def test_each_recovery_code_works_once(people: StandingPeople) -> None:
    give_password(people.aud)
    add_code_app(people.aud)
    client = sign_in(Client(), people.aud)
    codes = client.post("/konto/reservekoder/").context["codes"]
    assert len(set(codes)) == 10
    assert _second_step(people.aud, codes[3]) == 302
    assert _second_step(people.aud, codes[3]) == 200
    assert "9 koder igjen" in client.get("/konto/").content.decode()


def test_new_recovery_codes_replace_the_old(people: StandingPeople) -> None:
    give_password(people.aud)
    add_code_app(people.aud)
    client = sign_in(Client(), people.aud)
    old = client.post("/konto/reservekoder/").context["codes"]
    client.post("/konto/reservekoder/")
    assert _second_step(people.aud, old[0]) == 200


@pytest.mark.promise(24, "secrets of code apps and recovery codes are locked in the database")
def test_no_secret_stands_in_clear_in_the_database(people: StandingPeople) -> None:
    secret = add_code_app(people.aud)
    client = sign_in(Client(), people.aud)
    codes = client.post("/konto/reservekoder/").context["codes"]
    waiting = client.get("/konto/kodeapp/").context["secret"].replace(" ", "")
    seed = locker.decrypt(Authenticator.objects.get(type="recovery_codes").data["seed"])
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    stored += json.dumps([row.get_decoded() for row in Session.objects.all()])
    for hidden in (secret, seed, waiting, *(code.replace(" ", "") for code in codes)):
        assert hidden not in stored


def test_another_key_opens_nothing(tmp_path: Path, settings: Settings) -> None:
    settings.KEYRING_DIR = tmp_path / "a"
    locked = locker.encrypt("hemmelig")
    assert locker.decrypt(locked) == "hemmelig"
    assert (tmp_path / "a" / "signin.key").stat().st_mode & 0o777 == 0o600
    settings.KEYRING_DIR = tmp_path / "b"
    with pytest.raises(locker.LockerError):
        locker.decrypt(locked)


def test_a_changed_secret_does_not_open(tmp_path: Path, settings: Settings) -> None:
    settings.KEYRING_DIR = tmp_path
    locked = locker.encrypt("hemmelig")
    assert locked != locker.encrypt("hemmelig")
    for place in range(3, len(locked) - 2):
        other = "A" if locked[place] != "A" else "B"
        with pytest.raises(locker.LockerError):
            locker.decrypt(locked[:place] + other + locked[place + 1 :])
    with pytest.raises(locker.LockerError):
        locker.decrypt("hemmelig")


def test_the_counters_are_shared_atomic_and_mortal() -> None:
    assert cache.add("a", [1, 2], 30)
    assert not cache.add("a", [3], 30)
    assert cache.get("a") == [1, 2]
    Tally.objects.update(expires_at=now() - timedelta(seconds=1))
    assert cache.get("a") is None
    assert cache.add("a", "ny", 30)
    cache.set("a", {"x": 1}, 30)
    assert cache.get("a") == {"x": 1}
    assert cache.delete("a")
    assert not cache.delete("a")
    cache.set("b", 1, None)
    cache.clear()
    assert cache.get("b", "borte") == "borte"
