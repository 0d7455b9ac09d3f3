"""Looking into the log is itself in the log."""

from tests.matrix.acts_stage import FORM, GET, Act, Exempt, Ready, Stage


def _report(stage: Stage) -> Ready:
    answers = {"ground": "own_request", "safe": "on"}
    return stage.by("privacy_officer").post("oversight:case_access", stage.case(), **answers)


ACTS = [
    Act(
        "oversight:list",
        "GET",
        ("audit:entry:list",),
        lambda s: s.by("privacy_officer").get("oversight:list"),
    ),
    Act("oversight:case_access", "POST", ("audit:access_report:make",), _report),
]
EXEMPT = [
    Exempt(
        "oversight:case_access",
        GET,
        FORM,
        lambda s, method: s.by("privacy_officer").send(method, "oversight:case_access", s.case()),
    ),
]
