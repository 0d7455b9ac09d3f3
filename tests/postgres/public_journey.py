"""Run as a program: the public face's live pages under its own database role, statements noted.

Prints one JSON object: {"statuses": {...}, "statements": [...]}. The environment names the role
(DATABASE_URL), the state folder with keys, and INTAKE=on, as in production.
"""

import json
import os
import re
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

os.environ["DJANGO_SETTINGS_MODULE"] = "tryggvei.site.settings.public"

import django

django.setup()

from django.db import connection  # noqa: E402 - Django is set up first

from tests.public_face import public_client  # noqa: E402
from tryggvei.toolbox.clock import now, standing_at  # noqa: E402
from tryggvei.website.actions.counting import note_opened  # noqa: E402
from tryggvei.website.actions.feedback import note_press, write_feedback  # noqa: E402
from tryggvei.website.api import bake_all, write_ended_days  # noqa: E402

PAGES = ["/skriv/", "/skriv/takk/", "/svar/", "/ut", "/nn/skriv/", "/en/svar/"]
statements: list[str] = []
statuses: dict[str, int] = {}


def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Keep what is asked of the database, then ask it."""
    statements.append(" ".join(sql.split()))
    return execute(sql, params, many, context)


def filled(response: Any) -> dict[str, str]:
    """Return the page's own hidden fields and a text."""
    page = response.content.decode()
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {**{name: unescape(value) for name, value in found}, "text": f"Hei {uuid4()}"}


def walk() -> None:
    """Read every live page; write, write the same again, come back with the code, write more."""
    client = public_client()
    for path in PAGES:
        statuses[f"GET {path}"] = client.get(path).status_code
    form = filled(client.get("/skriv/"))
    if "code" in form:
        form["code_end"] = form["code"][-4:].lower()
    statuses["POST /skriv/"] = client.post("/skriv/", form).status_code
    statuses["POST /skriv/ again"] = client.post("/skriv/", form).status_code
    answers: Any = client.post("/svar/", {"code": form.get("code", "")})
    statuses["POST /svar/"] = answers.status_code
    if b'name="nonce"' in answers.content:
        more = {**filled(answers), "code": form["code"]}
        statuses["POST /svar/send/"] = client.post("/svar/send/", more).status_code


def read_yesterday() -> None:
    """Open a page as often as may be kept, and let the next day write it."""
    bake_all()
    with standing_at(now() - timedelta(days=1)):
        for _ in range(6):
            note_opened("index.html")
    statuses["rows of counts"] = write_ended_days()


def press_yesterday() -> None:
    """Say of a guide as often as may be kept that it helped, and let the next day write it."""
    with standing_at(now() - timedelta(days=1)):
        for _ in range(6):
            assert note_press("voksen", "outcome_staff", "helped")
    statuses["rows of feedback"] = write_feedback()


with connection.execute_wrapper(note):
    walk()
    read_yesterday()
    press_yesterday()
print(json.dumps({"statuses": statuses, "statements": statements}))  # noqa: T201 - its one output
