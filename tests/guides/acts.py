"""Acts with action cards, by somebody who leads a unit that can have one."""

from uuid import UUID

from django.test import Client

from tests.matrix.acts_stage import Act, Exempt, Hand, Ready, Stage
from tests.people import sign_in
from tryggvei.access.api import viewer_for
from tryggvei.guides.staff import CardKey, issue_card

SCHOOL = CardKey("skole", "ansatt")


def _celine(stage: Stage) -> Hand:
    """Return Celine, who leads the school."""
    return Hand(sign_in(Client(), stage.people.celine), stage.people.celine)


def _unit(stage: Stage) -> UUID:
    return stage.people.school.public_id


def _issued(stage: Stage) -> UUID:
    viewer = viewer_for(stage.people.celine.id)
    return issue_card(viewer, stage.people.school.id, SCHOOL, "nb").id


def _make(stage: Stage) -> Ready:
    told = {"kort": "skole/ansatt", "sprak": "nn"}
    return _celine(stage).post("guides:make", _unit(stage), **told)


def _contacts(stage: Stage) -> Ready:
    told = {"hvem_1": "Vakttelefon", "nummer_1": "63 00 00 00"}
    return _celine(stage).post("guides:contacts", _unit(stage), **told)


ACTS = [
    Act("guides:make", "POST", ("guides:card:issue",), _make),
    Act(
        "guides:pdf",
        "GET",
        ("guides:card:fetch",),
        lambda s: _celine(s).get("guides:pdf", _issued(s)),
    ),
    Act(
        "guides:taken_down",
        "POST",
        ("guides:card:take_down",),
        lambda s: _celine(s).post("guides:taken_down", _issued(s)),
    ),
    Act("guides:contacts", "POST", ("guides:contacts:change",), _contacts),
    Act(
        "guides:older",
        "GET",
        ("guides:card:list",),
        lambda s: s.by("implementation_lead").get("guides:older"),
    ),
]

ON_THE_WALL = (
    "Shows what hangs on the wall of the viewer's own unit: public numbers, work telephones, and "
    "the name of whoever leads it."
)
EXEMPT = [
    Exempt("guides:cards", ("GET",), ON_THE_WALL, lambda s, m: _celine(s).send(m, "guides:cards")),
    Exempt(
        "guides:unit",
        ("GET",),
        ON_THE_WALL,
        lambda s, m: _celine(s).send(m, "guides:unit", _unit(s)),
    ),
    Exempt(
        "guides:show",
        ("GET",),
        ON_THE_WALL,
        lambda s, m: _celine(s).send(m, "guides:show", _unit(s), "skole", "ansatt"),
    ),
    Exempt(
        "guides:bpmn",
        ("GET",),
        "Gives a guide that everybody can read, in another form. No person's data.",
        lambda s, m: _celine(s).send(m, "guides:bpmn", "voksen"),
    ),
    Exempt(
        "guides:contacts",
        ("GET",),
        f"{ON_THE_WALL} The row is written when the form is sent.",
        lambda s, m: _celine(s).send(m, "guides:contacts", _unit(s)),
    ),
]
