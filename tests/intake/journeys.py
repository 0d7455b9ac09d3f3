"""What a person does before the page, and what the desk does behind it, in a few words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

import html5lib
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.intake.keys import PASSPHRASE
from tryggvei.access.api import Viewer
from tryggvei.intake.actions.desk import open_message
from tryggvei.intake.models import SealedMessage
from tryggvei.intake.rules.desk import OpenedMessage, OpeningGround

TEXT = "Jeg trenger å snakke med noen."


@contextmanager
def at_the_desk() -> Iterator[None]:
    """Step out of the public face: only the staff's process can open a seal."""
    with override_settings(FACE="staff", KEY_PASSPHRASE=PASSPHRASE):
        yield


def html_of(response: Any) -> str:
    """Return the page as text."""
    return str(response.content.decode())


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field of a page."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, f"the page has no hidden field {name}"
    return unescape(found.group(1))


def shown_values(page: str) -> dict[str, list[str]]:
    """Return what stands in every field of the page's forms: what a redrawn page has kept."""
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    found: dict[str, list[str]] = {}
    for node in tree.iter("input"):
        kind = node.get("type", "text")
        if kind in {"radio", "checkbox"} and node.get("checked") is None:
            continue
        found.setdefault(str(node.get("name")), []).append(str(node.get("value", "")))
    for node in tree.iter("textarea"):
        # The parser drops the first line break, as browsers do.
        found.setdefault(str(node.get("name")), []).append("".join(node.itertext()))
    return found


def drawn(client: Client, path: str = "/skriv/") -> str:
    """Return the form as it is drawn now."""
    response = client.get(path)
    assert response.status_code == 200
    return html_of(response)


def filled(page: str, **answers: Any) -> dict[str, Any]:
    """Return the form of a page, filled in: its own hidden fields, a text, and the answers."""
    form = {"nonce": hidden(page, "nonce"), "form": hidden(page, "form"), "text": TEXT}
    if 'name="code"' in page:
        form["code"] = hidden(page, "code")
    return {**form, **answers}


def sent(client: Client, **answers: Any) -> HttpResponse:
    """Draw a form, fill it in and send it."""
    response: Any = client.post("/skriv/", filled(drawn(client), **answers))
    return response  # type: ignore[no-any-return]


def everything_opened(viewer: Viewer) -> list[OpenedMessage]:
    """Return every stored message, opened by the desk."""
    with at_the_desk():
        return [
            open_message(viewer, message_id, OpeningGround.ON_DUTY)
            for message_id in SealedMessage.objects.values_list("id", flat=True)
        ]
