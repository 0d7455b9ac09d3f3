"""Acts with texts on their way to readers, and the screens of them that leave no row."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.matrix.acts_stage import EDITOR, Act, Exempt, Ready, Stage, load_pack
from tests.people import employee
from tryggvei.access.api import Viewer, viewer_for
from tryggvei.editorial.api import Seen, State, approve, save, schedule, submit, today_of
from tryggvei.editorial.models import Draft
from tryggvei.toolbox.clock import now

KIND, KEY, APPROVER = "pages", "nb/for-meg", "content_approver"
PAGE = (KIND, KEY)
NOTHING = "Shows a public text and the names of those who wrote it. Changes nothing."


def _somebody(stage: Stage, role: str) -> Viewer:
    name = role.replace("_", "-")
    found = employee(f"Med {role}", f"{name}-2@provebygd.example", stage.people.school, "x", role)
    return viewer_for(found.id)


def _draft(stage: Stage, until: State = State.DRAFT) -> Draft:
    """Return a draft of somebody else, brought as far as asked for."""
    stage.settings.TRYGGVEI_MODE = "demo"
    load_pack(stage)
    writer, today = _somebody(stage, EDITOR), today_of(*PAGE)
    body = f"{today.data['body']}\nDu kan ringe igjen.\n"
    draft = save(writer, *PAGE, {"body": body}, Seen(0, today.basis))
    if until is State.DRAFT:
        return draft
    draft = submit(writer, draft.id, 1)
    if until is State.SUBMITTED:
        return draft
    draft = approve(_somebody(stage, APPROVER), draft.id, 1)
    if until is State.SCHEDULED:
        draft = schedule(writer, draft.id, 1, now() + timedelta(days=1))
    return draft


def _typed() -> dict[str, Any]:
    today = today_of(*PAGE)
    data = today.data
    return {
        "title": data["title"],
        "heading": data["heading"],
        "body": data["body"],
        "audience": "\n".join(data["audience"]),
        "sources": "\n".join(data["sources"]),
        "seen_number": 0,
        "seen_shown": today.basis.shown,
        "seen_pack": today.basis.pack,
    }


def _save(stage: Stage) -> Ready:
    load_pack(stage)
    return stage.by(EDITOR).post("editorial:edit", *PAGE, **_typed())


def _does(view: str, role: str, until: State, **data: Any) -> Any:
    def prepare(stage: Stage) -> Ready:
        draft = _draft(stage, until)
        return stage.by(role).post(f"editorial:{view}", draft.id, **data)

    return prepare


def _schedule(stage: Stage) -> Ready:
    draft = _draft(stage, State.APPROVED)
    day = (now() + timedelta(days=2)).date().isoformat()
    data = {"later-number": 1, "later-day": day, "later-time": "08:00"}
    return stage.by(EDITOR).post("editorial:schedule", draft.id, **data)


def _row(view: str, verb: str, prepare: Any) -> Act:
    return Act(f"editorial:{view}", "POST", (verb,), prepare)


ACTS = [
    _row("edit", "editorial:draft:save", _save),
    _row("submit", "editorial:draft:submit", _does("submit", EDITOR, State.DRAFT, number=1)),
    _row("take_back", "editorial:draft:take_back", _does("take_back", EDITOR, State.SUBMITTED)),
    _row("withdraw", "editorial:draft:withdraw", _does("withdraw", EDITOR, State.DRAFT)),
    _row(
        "approve",
        "editorial:draft:approve",
        _does("approve", APPROVER, State.SUBMITTED, **{"ok-number": 1, "ok-read": "on"}),
    ),
    _row(
        "send_back",
        "editorial:draft:return",
        _does("send_back", APPROVER, State.SUBMITTED, **{"back-why": "Skriv kortere."}),
    ),
    _row("schedule", "editorial:page:schedule", _schedule),
    _row("unschedule", "editorial:page:unschedule", _does("unschedule", EDITOR, State.SCHEDULED)),
    _row(
        "publish",
        "editorial:page:publish",
        _does("publish", EDITOR, State.APPROVED, **{"now-number": 1}),
    ),
]


def _looks(view: str, *args: str) -> Any:
    def prepare(stage: Stage, method: str) -> Ready:
        _draft(stage)
        ready = stage.by(EDITOR).send(method, f"editorial:{view}", *args)
        return ready if method == "GET" else replace(ready, data=_typed())

    return prepare


EXEMPT = [
    Exempt(
        "editorial:feedback",
        ("GET",),
        "Shows counts of five or more, of nobody. Changes nothing.",
        _looks("feedback"),
    ),
    Exempt("editorial:pages", ("GET",), NOTHING, _looks("pages")),
    Exempt(
        "editorial:bpmn",
        ("GET",),
        "Gives a guide that everybody can read, in another form. Changes nothing.",
        _looks("bpmn", "voksen"),
    ),
    Exempt("editorial:page", ("GET",), NOTHING, _looks("page", *PAGE)),
    Exempt("editorial:difference", ("GET",), NOTHING, _looks("difference", *PAGE)),
    Exempt("editorial:edit", ("GET",), f"Opens a form. {NOTHING}", _looks("edit", *PAGE)),
    Exempt(
        "editorial:check",
        ("POST",),
        "Shows what was typed and what the check says of it. Stores nothing.",
        _looks("check", *PAGE),
    ),
    Exempt(
        "editorial:preview",
        ("GET", "POST"),
        "Draws a public text as readers would see it. Stores nothing.",
        _looks("preview", *PAGE),
    ),
]
