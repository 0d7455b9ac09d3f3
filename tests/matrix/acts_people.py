"""Acts with employees, units and positions, and with the facts of the help directory."""

from io import StringIO

from django.core.management import call_command

from tests.matrix.acts_stage import Act, Ready, Stage
from tests.people import employee
from tryggvei.access.api import viewer_for
from tryggvei.contentpack.api import state_of
from tryggvei.help_directory.actions import propose_service
from tryggvei.help_directory.models import Proposal
from tryggvei.help_directory.rules import parse_number
from tryggvei.organisation.api import deactivate_person, holdings_of, positions
from tryggvei.toolbox.clock import today

ADMIN, EDITOR = "people_administrator", "content_editor"
SERVICE = "krisesenter_romerike"


def load_pack(stage: Stage) -> str:
    """Load the content pack; return the mark of the service as it stands now."""
    stage.settings.STATE_DIR = stage.tmp_path
    call_command("content", "load", stdout=StringIO())
    return state_of("help", SERVICE).digest


def _new_person(stage: Stage) -> Ready:
    told = {"name": "Geir Gran", "email": "geir@provebygd.example", "language": "nn"}
    return stage.by(ADMIN).post("organisation:new_person", **told)


def _new_unit(stage: Stage) -> Ready:
    told = {"name": "Sone 1", "kind": "home_care", "parent": stage.people.home_care.id}
    return stage.by(ADMIN).post("organisation:new_unit", **told)


def _new_position(stage: Stage) -> Ready:
    told = {"unit": stage.people.home_care.id, "title": "sykepleier", "role": "employee"}
    return stage.by(ADMIN).post("organisation:new_position", **told)


def _give(stage: Stage) -> Ready:
    position = next(one.id for one in positions() if one.title == "rådgiver")
    told = {"position": position, "from_date": today().isoformat()}
    person = stage.people.bjorn.public_id
    return stage.by(ADMIN).post("organisation:give_position", person, **told)


def _end(stage: Stage) -> Ready:
    person = stage.people.bjorn
    held = holdings_of(person.id, today())[0].id
    on = today().isoformat()
    return stage.by(ADMIN).post("organisation:end_holding", person.public_id, held, on=on)


def _reactivate(stage: Stage) -> Ready:
    person = stage.people.bjorn
    deactivate_person(actor_id=None, person_id=person.id, on=today())
    return stage.by(ADMIN).post("organisation:reactivate", person.public_id)


def _confirm(stage: Stage) -> Ready:
    told = {"done": "on", "seen": load_pack(stage)}
    return stage.by(EDITOR).post("help_directory:confirm", "help", SERVICE, **told)


def _change(stage: Stage) -> Ready:
    told = {
        "number": "66 93 23 11",
        "open_kind": "always",
        "words_nb": "Alltid åpent",
        "words_nn": "Alltid ope",
        "words_en": "Always open",
        "seen": load_pack(stage),
    }
    return stage.by(EDITOR).post("help_directory:change", SERVICE, **told)


def _waiting(stage: Stage) -> Proposal:
    """Return a change of a number that somebody else has proposed."""
    seen = load_pack(stage)
    eva = employee("Eva", "eva@provebygd.example", stage.people.school, "redaktør", EDITOR)
    return propose_service(viewer_for(eva.id), SERVICE, parse_number("66932311"), None, seen)


def _approve(stage: Stage) -> Ready:
    told = {"ok-done": "on"}
    return stage.by("content_approver").post("help_directory:approve", _waiting(stage).id, **told)


def _withdraw(stage: Stage) -> Ready:
    return stage.by(EDITOR).post("help_directory:withdraw", _waiting(stage).id)


ACTS = [
    Act(
        "organisation:people",
        "GET",
        ("organisation:person:list",),
        lambda s: s.by(ADMIN).get("organisation:people"),
    ),
    Act(
        "organisation:units",
        "GET",
        ("organisation:person:list",),
        lambda s: s.by(ADMIN).get("organisation:units"),
    ),
    Act(
        "organisation:person",
        "GET",
        ("organisation:person:read",),
        lambda s: s.by(ADMIN).get("organisation:person", s.people.bjorn.public_id),
    ),
    Act("organisation:new_person", "POST", ("organisation:person:create",), _new_person),
    Act("organisation:new_unit", "POST", ("organisation:unit:create",), _new_unit),
    Act("organisation:new_position", "POST", ("organisation:position:create",), _new_position),
    Act("organisation:give_position", "POST", ("organisation:holding:give",), _give),
    Act("organisation:end_holding", "POST", ("organisation:holding:end",), _end),
    Act(
        "organisation:deactivate",
        "POST",
        ("organisation:person:deactivate",),
        lambda s: s.by(ADMIN).post("organisation:deactivate", s.people.bjorn.public_id),
    ),
    Act("organisation:reactivate", "POST", ("organisation:person:reactivate",), _reactivate),
    Act("help_directory:confirm", "POST", ("help_directory:fact:confirm",), _confirm),
    Act("help_directory:change", "POST", ("help_directory:fact:propose",), _change),
    Act("help_directory:approve", "POST", ("help_directory:fact:approve",), _approve),
    Act("help_directory:withdraw", "POST", ("help_directory:fact:withdraw",), _withdraw),
]
