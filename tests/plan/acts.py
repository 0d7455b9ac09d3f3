"""The plan's screens leave no row."""

from tests.matrix.acts_stage import GET, Exempt, Ready, Stage, load_pack


def _plan(stage: Stage, method: str) -> Ready:
    load_pack(stage)
    return stage.by("implementation_lead").send(method, "plan:overview")


def _measure(stage: Stage, method: str) -> Ready:
    load_pack(stage)
    return stage.by("implementation_lead").send(method, "plan:measure", "1.1.1")


EXEMPT = [
    Exempt("plan:overview", GET, "Shows the plan and figures that expose nobody.", _plan),
    Exempt("plan:measure", GET, "Shows a measure and figures that expose nobody.", _measure),
]
