"""A guide as a browser fills its forms in, for the tests of the editors' screens."""

from typing import Any

from django.test import Client
from django.urls import reverse

from tryggvei.editorial.kinds.base import Desk
from tryggvei.editorial.kinds.guides.forms import IntroForm
from tryggvei.editorial.kinds.guides.step_form import StepForm
from tryggvei.editorial.queries.drafts import newest, open_draft
from tryggvei.editorial.queries.texts import today_of
from tryggvei.editorial.staff.editing import desk_of
from tryggvei.guides.api import GUIDES, GuideFile, choices_of_contacts, choices_of_laws, guide_of

GUIDE = "voksen"


def address(view: str, **query: str) -> str:
    """Return the address of a screen of the guide."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return reverse(f"editorial:{view}", args=[GUIDES, GUIDE]) + (f"?{asked}" if asked else "")


def guide_desk() -> Desk:
    """Return what a visit to the form of the guide is about."""
    return desk_of(GUIDES, GUIDE)[1]


def step_form(step: str, **changed: Any) -> dict[str, Any]:
    """Return what a browser sends of a step when somebody has changed some fields."""
    desk = guide_desk()
    form = StepForm(
        initial=desk.seen,
        guide=desk.data,
        step_id=step,
        contacts=choices_of_contacts("nb"),
        laws=choices_of_laws(),
    )
    return _sent(form.as_opened() | {"part": "step", "step": step} | changed)


def intro_form(**changed: Any) -> dict[str, Any]:
    """Return what a browser sends of the guide's own texts."""
    desk = guide_desk()
    form = IntroForm(initial=desk.seen, guide=desk.data)
    return _sent(form.as_opened() | {"part": "intro"} | changed)


def other_form(part: str, **typed: Any) -> dict[str, Any]:
    """Return what a browser sends of a new step, a step that goes, or a text to begin from."""
    return _sent({**guide_desk().seen, "part": part, **typed})


def _sent(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: "on" if value is True else value
        for name, value in values.items()
        if value is not False
    }


def saved(client: Client, sent: dict[str, Any]) -> str:
    """Send a form that must be taken; return where it leads."""
    answer = client.post(address("edit"), sent)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return str(answer["Location"])


def drafted() -> GuideFile:
    """Return the guide as it was saved last."""
    draft = open_draft(GUIDES, GUIDE)
    assert draft is not None
    return guide_of(newest(draft).data)


def shown() -> GuideFile:
    """Return the guide as readers have it."""
    return guide_of(today_of(GUIDES, GUIDE).data)
