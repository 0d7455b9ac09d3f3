"""The invented people of the demo, with log-ins that work on this machine only."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from tryggvei.organisation.api import (
    UnitKind,
    create_person,
    create_position,
    create_unit,
    give_position,
    person_by_email,
)
from tryggvei.signin.api import give_demo_login

DATA = Path(__file__).parent / "data"
TRYGGEST_UNIT = "tryggest"


@dataclass(frozen=True)
class DemoLogin:
    """What the demo prints for one invented employee."""

    email: str
    password: str
    role: str


@dataclass(frozen=True)
class Cast:
    """Who works at the desk, and when."""

    coordinator: int
    members: tuple[tuple[int, date, date | None], ...]

    def on_duty(self, day: date) -> list[int]:
        """Return the ids of those who work at the desk on a day."""
        return [
            person_id
            for person_id, begins, ends in self.members
            if begins <= day and (ends is None or day < ends)
        ]


@cache
def _told() -> Mapping[str, Any]:
    """Return what people.yaml tells: read once, and only read."""
    loaded: dict[str, Any] = yaml.safe_load((DATA / "people.yaml").read_text())
    return loaded


def _email(person: Mapping[str, Any]) -> str:
    return f"{person['key']}@{_told()['domain']}"


def email_of(key: str) -> str:
    """Return the address of an invented person by the short name in people.yaml."""
    return f"{key}@{_told()['domain']}"


def _derived(purpose: str, email: str) -> bytes:
    """Return bytes of this installation and person: no two demos share a password."""
    key = settings.DEMO_LOGIN_SECRET.encode()
    return hmac.new(key, f"{purpose}:{email}".encode(), hashlib.sha256).digest()


def password_of(email: str) -> str:
    """Return the demo password of an invented person."""
    return "demo-" + base64.b32encode(_derived("password", email))[:12].decode().lower()


def code_secret_of(email: str) -> str:
    """Return the secret of the code app of an invented person, in base32."""
    return base64.b32encode(_derived("code", email)[:20]).decode()


def log_ins() -> list[tuple[DemoLogin, str]]:
    """Return the invented people with log-ins, each with the name."""
    return [
        (DemoLogin(_email(p), password_of(_email(p)), p["title"]), p["name"])
        for p in _told()["people"]
        if p.get("log_in")
    ]


def make_people(today: date) -> Cast:
    """Make units, positions, people and log-ins, and return who works at the desk."""
    told = _told()
    units: dict[str, int] = {}
    for unit in told["units"]:
        parent = units.get(unit.get("parent", ""))
        made = create_unit(
            actor_id=None, name=unit["name"], kind=UnitKind(unit["kind"]), parent_id=parent
        )
        units[unit["key"]] = made.id
    ids = {p["key"]: _make_person(p, units, today) for p in told["people"]}
    desk = [p for p in told["people"] if p["unit"] == TRYGGEST_UNIT]
    return Cast(
        coordinator=next(ids[p["key"]] for p in desk if p["role"] == "tryggest_coordinator"),
        members=tuple((ids[p["key"]], *_from_to(p, today)) for p in desk),
    )


def _from_to(person: Mapping[str, Any], today: date) -> tuple[date, date | None]:
    ends = today + timedelta(days=person["to"]) if "to" in person else None
    return today + timedelta(days=person["from"]), ends


def _make_person(person: Mapping[str, Any], units: Mapping[str, int], today: date) -> int:
    email = _email(person)
    made = create_person(actor_id=None, name=person["name"], email=email)
    position = create_position(
        actor_id=None, unit_id=units[person["unit"]], title=person["title"], role_id=person["role"]
    )
    begins, ends = _from_to(person, today)
    give_position(
        actor_id=None,
        person_id=made.id,
        position_id=position.id,
        from_date=begins,
        to_date=ends,
    )
    if person.get("log_in"):
        give_demo_login(made.id, password_of(email), code_secret_of(email))
    return made.id


def people_exist() -> bool:
    """True when the demo's first person is already there."""
    try:
        person_by_email(_email(_told()["people"][0]))
    except LookupError:
        return False
    return True
