"""Acts with employees, units and positions."""

from tests.matrix.acts_stage import (
    ADMIN,
    FORM,
    GET,
    NAMED,
    Act,
    Exempt,
    Ready,
    Stage,
    about_bjorn,
    by_role,
)
from tryggvei.organisation.api import deactivate_person, holdings_of, positions
from tryggvei.toolbox.clock import today


def _new_person(stage: Stage) -> Ready:
    told = {"name": "Geir Gran", "email": "geir@provebygd.example", "language": "nn"}
    return stage.by(ADMIN).post("people:new_person", **told)


def _new_unit(stage: Stage) -> Ready:
    told = {"name": "Sone 1", "kind": "home_care", "parent": stage.people.home_care.id}
    return stage.by(ADMIN).post("people:new_unit", **told)


def _new_position(stage: Stage) -> Ready:
    told = {"unit": stage.people.home_care.id, "title": "sykepleier", "role": "employee"}
    return stage.by(ADMIN).post("people:new_position", **told)


def _give(stage: Stage) -> Ready:
    position = next(one.id for one in positions() if one.title == "rådgiver")
    told = {"position": position, "from_date": today().isoformat()}
    person = stage.people.bjorn.public_id
    return stage.by(ADMIN).post("people:give_position", person, **told)


def _end(stage: Stage) -> Ready:
    person = stage.people.bjorn
    held = holdings_of(person.id, today())[0].id
    on = today().isoformat()
    return stage.by(ADMIN).post("people:end_holding", person.public_id, held, on=on)


def _reactivate(stage: Stage) -> Ready:
    person = stage.people.bjorn
    deactivate_person(actor_id=None, person_id=person.id, on=today())
    return stage.by(ADMIN).post("people:reactivate", person.public_id)


def _end_form(stage: Stage, method: str) -> Ready:
    person = stage.people.bjorn
    held = holdings_of(person.id, today())[0].id
    return stage.by(ADMIN).send(method, "people:end_holding", person.public_id, held)


ACTS = [
    Act(
        "people:people",
        "GET",
        ("organisation:person:list",),
        lambda s: s.by(ADMIN).get("people:people"),
    ),
    Act(
        "people:units",
        "GET",
        ("organisation:person:list",),
        lambda s: s.by(ADMIN).get("people:units"),
    ),
    Act(
        "people:person",
        "GET",
        ("organisation:person:read",),
        lambda s: s.by(ADMIN).get("people:person", s.people.bjorn.public_id),
    ),
    Act("people:new_person", "POST", ("organisation:person:create",), _new_person),
    Act("people:new_unit", "POST", ("organisation:unit:create",), _new_unit),
    Act("people:new_position", "POST", ("organisation:position:create",), _new_position),
    Act("people:give_position", "POST", ("organisation:holding:give",), _give),
    Act("people:end_holding", "POST", ("organisation:holding:end",), _end),
    Act(
        "people:deactivate",
        "POST",
        ("organisation:person:deactivate",),
        lambda s: s.by(ADMIN).post("people:deactivate", s.people.bjorn.public_id),
    ),
    Act("people:reactivate", "POST", ("organisation:person:reactivate",), _reactivate),
]
EXEMPT = [
    Exempt("people:new_person", GET, FORM, by_role(ADMIN, "people:new_person")),
    Exempt("people:new_unit", GET, FORM, by_role(ADMIN, "people:new_unit")),
    Exempt("people:new_position", GET, FORM, by_role(ADMIN, "people:new_position")),
    Exempt("people:give_position", GET, NAMED, about_bjorn("people:give_position")),
    Exempt("people:end_holding", GET, NAMED, _end_form),
    Exempt("people:deactivate", GET, NAMED, about_bjorn("people:deactivate")),
    Exempt(
        "people:roles",
        GET,
        "Shows what each role may do; nobody who has one, and changes nothing.",
        by_role(ADMIN, "people:roles"),
    ),
]
