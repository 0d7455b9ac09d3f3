"""What the invented editor and her reader have done with the pages, through the real actions."""

import copy
from datetime import date, datetime, time, timedelta
from typing import Any

import yaml
from django.conf import settings

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
from tryggvei.simulator.people import DATA, email_of
from tryggvei.toolbox.clock import OSLO, standing_at

KIND = "pages"


def write_texts(today: date) -> int:
    """Write, send, return, plan and show what data/texts.yaml tells; return how many texts."""
    told: dict[str, Any] = yaml.safe_load((DATA / "texts.yaml").read_text())
    for text in told["texts"]:
        day = today - timedelta(days=text["days"])
        with standing_at(datetime.combine(day, time(10, 15), OSLO)):
            _write(told, text, today)
    return len(told["texts"])


def change_guide(today: date) -> int:
    """Let the invented editor change a guide and the reader show it, and leave a second change of
    its structure waiting; return how many changes."""
    told: dict[str, Any] = yaml.safe_load((DATA / "texts.yaml").read_text())
    for change in told["guides"]:
        day = today - timedelta(days=change["days"])
        with standing_at(datetime.combine(day, time(11, 0), OSLO)):
            _change(told, change)
    return len(told["guides"])


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


def live(today: date) -> str:
    """Live the year of the texts; return what happened in a line."""
    if settings.TRYGGVEI_MODE != "demo":  # elsewhere no text is shown unread by its sources
        return "no texts are changed outside the demo"
    return f"{write_texts(today)} pages and {change_guide(today)} guides changed by the editors"
