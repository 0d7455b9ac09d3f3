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


def _confirm(stage: Stage) -> Ready:
    told = {"role": "fagansvarlig", "done": "on", "seen": load_pack(stage)}
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


ACTS = [
    Act("help_directory:confirm", "POST", ("help_directory:fact:confirm",), _confirm),
    Act("help_directory:change", "POST", ("help_directory:fact:change",), _change),
]
EXEMPT = [
    Exempt("help_directory:review", GET, FACTS, _facts),
    Exempt("help_directory:fact", GET, FACTS, _fact),
    Exempt("help_directory:change", GET, f"{FORM} {FACTS}", _change_form),
]
