"""What the forms do not take: while they are closed, when it is too much, when it is not ours."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.signing import Signer
from django.test import Client

from tests.intake.journeys import TEXT, drawn, filled, hidden, html_of
from tests.public_face import Browser
from tryggvei.intake.models import SealedMessage
from tryggvei.intake.public.nonces import new_nonce
from tryggvei.sealing.api import new_receipt_code

pytestmark = pytest.mark.django_db


def _nothing_was_taken() -> None:
    assert SealedMessage.objects.count() == 0
    assert not Path(settings.SPOOL_DIR).exists() or not list(Path(settings.SPOOL_DIR).iterdir())


@pytest.mark.parametrize("address", ["/skriv/", "/svar/send/"])
def test_while_the_intake_is_off_neither_form_takes_anything_and_the_text_is_kept(
    public_client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    code = new_receipt_code()
    if address == "/skriv/":
        form = filled(drawn(public_client))
    else:
        page = html_of(public_client.post("/svar/", {"code": code}))
        form = {"code": code, "nonce": hidden(page, "nonce"), "text": TEXT}
    monkeypatch.setattr(settings, "INTAKE", "off")
    response: Any = public_client.post(address, form)
    assert response.status_code == 503
    assert TEXT in html_of(response)
    _nothing_was_taken()


@pytest.mark.parametrize("told_bytes", [256 * 1024 + 1, 10**9, 10**30])
def test_too_much_is_refused_by_its_length_before_it_is_read(
    public_client: Browser, told_bytes: int
) -> None:
    response = public_client.post("/skriv/", "text=a", CONTENT_LENGTH=str(told_bytes))
    assert response.status_code == 413
    assert "tel:112" in html_of(response)
    assert public_client.post("/skriv/", "text=a", CONTENT_LENGTH="6").status_code == 422


@pytest.mark.parametrize(
    "forged",
    [
        lambda good: good[:-1] + ("A" if good[-1] != "A" else "B"),
        lambda good: ("0" if good[0] != "0" else "1") + good[1:],
        lambda good: Signer(salt="tryggvei.another").sign(good.rpartition(":")[0]),
        lambda good: Signer(key="k" * 60, salt="tryggvei.intake.form").sign(
            good.rpartition(":")[0]
        ),
        lambda good: good.rpartition(":")[0],
        lambda _good: "",
    ],
    ids=["signature", "id", "other purpose", "other key", "no signature", "none"],
)
def test_a_nonce_that_we_did_not_sign_is_no_form_of_ours(
    public_client: Client, forged: Any
) -> None:
    form = filled(drawn(public_client))
    response: Any = public_client.post("/skriv/", {**form, "nonce": forged(form["nonce"])})
    assert response.status_code == 422
    assert TEXT in html_of(response)
    _nothing_was_taken()
    assert public_client.post("/skriv/", form).status_code == 303


def test_no_two_forms_have_the_same_nonce() -> None:
    assert len({new_nonce().id for _ in range(1000)}) == 1000
