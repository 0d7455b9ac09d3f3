"""Promises of the intake that a small fault could break unnoticed (see tests/planted)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests.intake.journeys import drawn, filled
from tryggvei.intake.actions import receive as receiving
from tryggvei.intake.actions import spool
from tryggvei.intake.models import SealedMessage
from tryggvei.intake.rules.safe_contact import (
    CHANNELS_THAT_MAY_BE_SAFE,
    Channel,
    safe_contact_from,
)
from tryggvei.intake.rules.text import pairs_of
from tryggvei.sealing.api import SealError

pytestmark = pytest.mark.django_db
MARKER = "kanarifuglen under trappa"


@pytest.fixture
def database_away() -> Iterator[None]:
    def gone(*_: Any) -> None:
        raise OperationalError(MARKER)

    with connection.execute_wrapper(gone):
        yield


@pytest.mark.promise(43, "text and the words of an exception reach no log when things go wrong")
def test_no_log_holds_the_text_or_the_words_of_an_exception(
    public_client: Client,
    database_away: None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(*_: Any) -> None:
        raise OSError(MARKER)

    form = filled(drawn(public_client), text=MARKER)
    monkeypatch.setattr(spool, "put", full)
    assert public_client.post("/skriv/", form).status_code == 503

    def no_key() -> None:
        raise SealError(MARKER)

    monkeypatch.setattr(receiving, "public_keyset", no_key)
    assert public_client.post("/skriv/", form).status_code == 503
    assert caplog.records
    assert MARKER not in caplog.text


@pytest.mark.parametrize("signs", [1, 3])
def test_three_signs_of_a_code_do_not_show_that_it_was_written_down(
    public_client: Client, signs: int
) -> None:
    form = filled(drawn(public_client))
    form["code_end"] = form["code"][-signs:]
    assert public_client.post("/skriv/", form).status_code == 422
    assert not SealedMessage.objects.exists()
    assert public_client.post("/skriv/", {**form, "code_end": form["code"][-4:]}).status_code == 303


@pytest.mark.parametrize("answer", ["unknown", "no", "maybe", "on", "1", "YES", 1, ["yes"], {}])
@pytest.mark.parametrize("name", ["wanted", "leave_message", "show_number"])
def test_only_a_clear_yes_is_a_yes(name: str, answer: object) -> None:
    assert getattr(safe_contact_from({name: "yes"}), name) is True
    assert getattr(safe_contact_from({name: answer}), name) is False


def test_no_letter_and_no_visit_is_ever_offered_as_a_safe_way() -> None:
    assert not {Channel.LETTER, Channel.VISIT} & set(CHANNELS_THAT_MAY_BE_SAFE)


def test_of_a_form_with_a_million_fields_no_more_is_kept_than_any_form_of_ours_has() -> None:
    body = b"text=a&" * 1_000_000
    assert pairs_of(body, frozenset({"text"}), 100) == {"text": ["a"] * 100}
