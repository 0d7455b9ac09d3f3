"""Acts with the facts of the help directory."""

from tests.matrix.acts_stage import (
    EDITOR,
    FACTS,
    FORM,
    GET,
    SERVICE,
    Act,
    Exempt,
    Ready,
    Stage,
    load_pack,
)
from tests.people import employee
from tryggvei.access.api import viewer_for
from tryggvei.help_directory.actions import propose_service
from tryggvei.help_directory.models import Proposal
from tryggvei.help_directory.rules import parse_number


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


def _fact(stage: Stage, method: str) -> Ready:
    load_pack(stage)
    return stage.by(EDITOR).send(method, "help_directory:fact", "help", SERVICE)


def _facts(stage: Stage, method: str) -> Ready:
    load_pack(stage)
    return stage.by(EDITOR).send(method, "help_directory:review")


def _change_form(stage: Stage, method: str) -> Ready:
    load_pack(stage)
    return stage.by(EDITOR).send(method, "help_directory:change", SERVICE)


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
    Act("help_directory:confirm", "POST", ("help_directory:fact:confirm",), _confirm),
    Act("help_directory:change", "POST", ("help_directory:fact:propose",), _change),
    Act("help_directory:approve", "POST", ("help_directory:fact:approve",), _approve),
    Act("help_directory:withdraw", "POST", ("help_directory:fact:withdraw",), _withdraw),
]
EXEMPT = [
    Exempt("help_directory:review", GET, FACTS, _facts),
    Exempt("help_directory:fact", GET, FACTS, _fact),
    Exempt("help_directory:change", GET, f"{FORM} {FACTS}", _change_form),
]
