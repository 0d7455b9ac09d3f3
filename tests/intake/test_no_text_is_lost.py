"""Whatever goes wrong, the page comes back with everything that was typed in it (promise 5)."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.intake.journeys import TEXT, drawn, filled, hidden, html_of, shown_values
from tests.intake.test_the_form_is_sent_and_sealed import EVERYTHING
from tryggvei.intake.models import SealedMessage
from tryggvei.intake.public.forms import EnquiryForm
from tryggvei.toolbox import clock

pytestmark = pytest.mark.django_db

# One way to go wrong each: what is sent in place of what, and the answer's status.
ERRORS: dict[str, tuple[dict[str, Any], int]] = {
    "empty text": ({"text": "   "}, 422),
    "text too long": ({"text": "a" * 6001}, 422),
    "unknown choice": ({"about": "somebody"}, 422),
    "unknown choice among many": ({"days": ["tue", "noday"]}, 422),
    "line too long": ({"our_name": "K" * 101}, 422),
    "no number": ({"phone": "ring meg"}, 422),
    "no address": ({"email": "a at example"}, 422),
    "contact without a safe way": ({"channels_safe": []}, 422),
    "contact without a number": ({"phone": "", "email": "", "channels_safe": ["phone"]}, 422),
    "nonce of nobody": ({"nonce": "made:up"}, 422),
    "no nonce": ({"nonce": ""}, 422),
    "too many fields": ({f"x{i}": "y" for i in range(120)}, 400),
}


def _kept(form: dict[str, Any], shown: dict[str, list[str]]) -> list[str]:
    """Return the fields whose typed text is not on the page."""
    lost = []
    for name in EnquiryForm.base_fields:
        typed = form.get(name, "")
        wanted = typed if isinstance(typed, list) else [typed]
        wanted = [value.replace("\r\n", "\n") for value in wanted if value]
        choices = getattr(EnquiryForm.base_fields[name], "choices", None)
        if choices is not None:
            wanted = [value for value in wanted if value in dict(choices)]
        if not set(wanted) <= set(shown.get(name, [])):
            lost.append(name)
    return lost


@pytest.mark.promise(5, "no lost text: every field, every error")
@pytest.mark.parametrize("what", ERRORS)
def test_every_field_is_kept_when_something_is_wrong(public_client: Client, what: str) -> None:
    wrong, status = ERRORS[what]
    form = {**filled(drawn(public_client)), **EVERYTHING, **wrong}
    response = public_client.post("/skriv/", form)
    assert response.status_code == status
    assert _kept(form, shown_values(html_of(response))) == []
    assert SealedMessage.objects.count() == 0


@pytest.mark.promise(5, "no lost text: the page that comes back can be sent")
@pytest.mark.parametrize("what", ["nonce of nobody", "no nonce", "too many fields"])
def test_the_page_that_comes_back_needs_only_one_more_press(
    public_client: Client, what: str
) -> None:
    wrong, _ = ERRORS[what]
    page = html_of(public_client.post("/skriv/", {**filled(drawn(public_client)), **wrong}))
    kept = {name: values for name, values in shown_values(page).items() if values != [""]}
    assert kept["text"] == [TEXT]
    assert public_client.post("/skriv/", kept).status_code == 303
    assert SealedMessage.objects.count() == 1


@pytest.mark.promise(5, "no lost text: a form that lay open for too long")
@pytest.mark.parametrize(("hours", "status"), [(11.9, 303), (12.1, 422)])
def test_a_form_lives_for_twelve_hours_and_then_comes_back_with_its_text(
    public_client: Client, monkeypatch: pytest.MonkeyPatch, hours: float, status: int
) -> None:
    form = filled(drawn(public_client))
    later = clock.now() + timedelta(hours=hours)
    monkeypatch.setattr(clock, "now", lambda: later)
    response = public_client.post("/skriv/", form)
    assert response.status_code == status
    if status == 422:
        page = html_of(response)
        assert TEXT in page
        assert public_client.post("/skriv/", {**form, "nonce": hidden(page, "nonce")}).status_code
        assert SealedMessage.objects.count() == 1


@pytest.mark.promise(5, "no lost text: the server got a new signing key meanwhile")
def test_a_restart_with_another_signing_key_costs_one_more_press(public_client: Client) -> None:
    form = filled(drawn(public_client))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "SECRET_KEY", "another key after a restart, long enough to sign")
        response = public_client.post("/skriv/", form)
        assert response.status_code == 422
        again = {**form, "nonce": hidden(html_of(response), "nonce")}
        assert TEXT in html_of(response)
        assert public_client.post("/skriv/", again).status_code == 303


@pytest.mark.promise(5, "no lost text: neither database nor disk took it")
def test_when_nothing_can_be_stored_the_text_and_the_numbers_are_on_the_page(
    public_client: Client, monkeypatch: pytest.MonkeyPatch, figure: Callable[[str], None]
) -> None:
    form = {**filled(drawn(public_client)), **EVERYTHING}
    monkeypatch.setattr(settings, "KEYS_DIR", settings.STATE_DIR / "no-such-keys")
    response = public_client.post("/skriv/", form)
    page = html_of(response)
    assert response.status_code == 503
    assert _kept(form, shown_values(page)) == []
    assert 'class="numbers"' in page
    figure(f"{len(ERRORS)} errors x {len(EnquiryForm.base_fields)} fields: 0 texts lost")


@pytest.mark.parametrize("what", ERRORS)
def test_every_error_is_said_beside_its_field_or_on_top(public_client: Client, what: str) -> None:
    wrong, _ = ERRORS[what]
    form = {**filled(drawn(public_client)), **EVERYTHING, **wrong}
    page = html_of(public_client.post("/skriv/", form))
    assert "ds-validation-message" in page or 'role="status"' in page or 'role="alert"' in page


def test_a_closed_form_says_so_and_gives_the_numbers(public_client: Client) -> None:
    form = filled(drawn(public_client))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "INTAKE", "off")
        page = drawn(public_client)
        assert "<form" not in page
        assert 'class="numbers"' in page
        response = public_client.post("/skriv/", form)
        assert response.status_code == 503
        assert TEXT in html_of(response)
    assert SealedMessage.objects.count() == 0


def test_the_demo_says_that_it_is_one(public_client: Client) -> None:
    assert "Dette er en demo" not in drawn(public_client)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "INTAKE", "demo")
        assert "Dette er en demo" in drawn(public_client)


@pytest.mark.parametrize(
    "damage", [b"", b"{}", b"[" * 100_000, b'{"format": 1, "keys": {"a": ' * 50_000, b"\xff\xfe"]
)
def test_a_damaged_key_file_costs_no_text(
    public_client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    form = filled(drawn(public_client))
    monkeypatch.setattr(settings, "KEYS_DIR", tmp_path)
    (tmp_path / "public.json").write_bytes(damage)
    response = public_client.post("/skriv/", form)
    assert response.status_code == 503
    assert TEXT in html_of(response)
    assert 'class="numbers"' in html_of(response)
