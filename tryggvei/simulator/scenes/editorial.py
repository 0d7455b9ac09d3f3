"""What the invented editor and her reader have done with the pages, through the real actions."""

import copy
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from typing import Any

from tryggvei.access.api import viewer_for
from tryggvei.editorial.api import (
    Seen,
    approve,
    publish,
    save,
    schedule,
    send_back,
    submit,
    today_of,
)
from tryggvei.guides.api import GUIDES
from tryggvei.organisation.api import person_by_email
from tryggvei.simulator.people import email_of
from tryggvei.simulator.stage import Stage
from tryggvei.toolbox.clock import OSLO, standing_at

KIND = "pages"


def live(stage: Stage) -> Iterator[str]:
    """Write, send, return, plan and show what data/texts.yaml tells.

    Only in a demo: elsewhere no text is shown unread by its sources.
    """
    if stage.mode != "demo":
        return
    told = stage.told("texts")
    for text in told["texts"]:
        with _at(stage, text, time(10, 15)):
            _write(told, text, stage.today)
    yield f"{len(told['texts'])} pages changed by the invented editors"
    for change in told["guides"]:
        with _at(stage, change, time(11, 0)):
            _change(told, change)
    yield f"{len(told['guides'])} changes of a guide by the same, the last waits for its reader"


def _at(stage: Stage, event: dict[str, Any], moment: time) -> AbstractContextManager[None]:
    day = stage.today - timedelta(days=event["days"])
    return standing_at(datetime.combine(day, moment, OSLO))


def _change(told: dict[str, Any], change: dict[str, Any]) -> None:
    writer = viewer_for(person_by_email(email_of(told["writer"])).id)
    reader = viewer_for(person_by_email(email_of(told["reader"])).id)
    now = today_of(GUIDES, change["key"])
    steps = copy.deepcopy(now.data["steps"])
    step = steps[change["step"]]
    for language, sentence in change.get("add", {}).items():
        step["text"][language] = f"{step['text'][language].rstrip()} {sentence}"
    step["next"] = change.get("next", step.get("next"))
    written = {"steps": steps, "order": now.data.get("order") or list(steps)}
    draft = save(writer, GUIDES, change["key"], written, Seen(0, now.basis))
    draft = submit(writer, draft.id, draft.number)
    if change["then"] == "shown":
        draft = approve(reader, draft.id, draft.number)
        publish(writer, draft.id, draft.number)


def _write(told: dict[str, Any], text: dict[str, Any], today: date) -> None:
    writer = viewer_for(person_by_email(email_of(told["writer"])).id)
    reader = viewer_for(person_by_email(email_of(told["reader"])).id)
    now = today_of(KIND, text["key"])
    body = f"{now.data['body'].rstrip()}\n\n{text['add']}\n"
    draft = save(writer, KIND, text["key"], {"body": body}, Seen(0, now.basis))
    draft = submit(writer, draft.id, draft.number)
    if text["then"] == "shown":  # a page that one person may change
        publish(writer, draft.id, draft.number)
    elif text["then"] == "returned":
        send_back(reader, draft.id, text["note"])
    elif text["then"] == "planned":
        approve(reader, draft.id, draft.number)
        monday = today + timedelta(days=7 - today.weekday())
        schedule(writer, draft.id, draft.number, datetime.combine(monday, time(8), OSLO))
