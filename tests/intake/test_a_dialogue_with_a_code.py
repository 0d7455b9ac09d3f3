"""A writer who chose a code comes back, reads the answer and writes more."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.test import Client

from tests.intake.journeys import (
    TEXT,
    at_the_desk,
    drawn,
    everything_opened,
    filled,
    hidden,
    html_of,
    shown_values,
)
from tryggvei.access.api import Viewer
from tryggvei.audit.models import AuditEntry
from tryggvei.intake.api import (
    Mailbox,
    MessageNotFoundError,
    OpeningGround,
    ReplyTextError,
    dialogue_thread,
    link_case,
    mailboxes_of_case,
    open_message,
    send_reply,
)
from tryggvei.intake.models import SealedMessage, SealedReply
from tryggvei.sealing.api import new_receipt_code

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
ANSWER = "Hei. Vi har lest det du skrev."


def _writer(client: Client, **answers: str) -> str:
    """Send a form with the code confirmed; return the code."""
    form = filled(drawn(client))
    form["code_end"] = form["code"][-4:].lower()
    assert client.post("/skriv/", {**form, **answers}).status_code == 303
    return str(form["code"])


def _mailbox(viewer: Viewer) -> Mailbox:
    mailbox = everything_opened(viewer)[0].mailbox
    assert mailbox is not None
    return mailbox


def _replied(viewer: Viewer, mailbox: Mailbox, text: str = ANSWER) -> None:
    with at_the_desk():
        send_reply(viewer, mailbox, text)


def test_the_writer_reads_the_answer_and_nobody_else_can(
    public_client: Client, aud: Viewer
) -> None:
    code = _writer(public_client)
    _replied(aud, _mailbox(aud))
    page = html_of(public_client.post("/svar/", {"code": code}))
    assert ANSWER in page
    other = html_of(public_client.post("/svar/", {"code": new_receipt_code()}))
    assert ANSWER not in other
    assert ANSWER.encode() not in bytes(SealedReply.objects.get().blob)


def test_the_code_may_be_typed_as_people_type(public_client: Client, aud: Viewer) -> None:
    code = _writer(public_client)
    _replied(aud, _mailbox(aud))
    for typed in (code.lower(), code.replace("-", " "), f"  {code} ", code.replace("-", "")):
        assert ANSWER in html_of(public_client.post("/svar/", {"code": typed}))


def test_a_code_that_was_not_confirmed_is_not_used(public_client: Client, aud: Viewer) -> None:
    public_client.post("/skriv/", filled(drawn(public_client)))
    assert everything_opened(aud)[0].mailbox is None


@pytest.mark.parametrize("end", ["0000", "abc", "-", "x" * 61])
def test_a_wrong_end_is_said_beside_the_field_and_the_code_stays(
    public_client: Client, end: str
) -> None:
    form = {**filled(drawn(public_client)), "code_end": end}
    response = public_client.post("/skriv/", form)
    if end == "-":  # no sign at all: not confirmed, so not used
        assert response.status_code == 303
        return
    page = html_of(response)
    assert response.status_code == 422
    assert form["code"] in page
    assert TEXT in page
    assert 'id="id_code_end_error"' in page


def test_a_code_that_was_tampered_with_is_replaced_and_said(public_client: Client) -> None:
    form = {**filled(drawn(public_client)), "code": "ABCDE", "code_end": "BCDE"}
    response = public_client.post("/skriv/", form)
    assert response.status_code == 422
    assert len(hidden(html_of(response), "code")) == 35


def test_where_the_municipality_has_not_chosen_it_no_code_is_shown_or_taken(
    public_client: Client, aud: Viewer
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "TRYGGVEI_MODE", "production")
        page = drawn(public_client)
        assert "receipt-code" not in page
        code = new_receipt_code()
        form = {**filled(page), "code": code, "code_end": code[-4:]}
        assert public_client.post("/skriv/", form).status_code == 303
    assert everything_opened(aud)[0].mailbox is None


@pytest.mark.parametrize("typed", ["", "ABC", "UUUUU-" * 6, "æ" * 30, "0" * 5000])
def test_a_mistyped_code_is_said_beside_the_field_and_kept(
    public_client: Client, typed: str
) -> None:
    response = public_client.post("/svar/", {"code": typed})
    page = html_of(response)
    assert response.status_code == 422
    assert 'id="id_code_error"' in page
    assert shown_values(page)["code"] == [typed]


def test_one_wrong_sign_is_found(public_client: Client) -> None:
    code = new_receipt_code()
    wrong = ("1" if code[0] != "1" else "2") + code[1:]
    assert public_client.post("/svar/", {"code": wrong}).status_code == 422


def test_the_writer_writes_more_and_it_lands_in_the_same_thread(
    public_client: Client, aud: Viewer
) -> None:
    code = _writer(public_client)
    mailbox, case_id = _mailbox(aud), uuid4()
    _replied(aud, mailbox)
    with at_the_desk():
        link_case(aud, SealedMessage.objects.get().id, case_id)
        assert mailboxes_of_case(case_id) == [mailbox]
    page = html_of(public_client.post("/svar/", {"code": code}))
    more = {"code": hidden(page, "code"), "nonce": hidden(page, "nonce"), "text": "Takk for svar."}
    for _ in range(2):
        response = public_client.post("/svar/send/", more)
        assert (response.status_code, response["Location"]) == (303, "/skriv/takk/")
    answer = SealedMessage.objects.get(kind="dialogue")
    with at_the_desk():
        opened = open_message(aud, answer.id, OpeningGround.FOLLOWING_UP)
        assert opened.case_id == case_id
        with pytest.raises(MessageNotFoundError):
            dialogue_thread(aud, mailbox.id, OpeningGround.FOLLOWING_UP)
        thread = dialogue_thread(aud, mailbox.id, OpeningGround.FOLLOWING_UP, case_id)
    assert [(part.from_writer, part.text) for part in thread] == [
        (True, TEXT),
        (False, ANSWER),
        (True, "Takk for svar."),
    ]
    assert AuditEntry.objects.latest("seq").verb == "intake:dialogue:read"


def test_no_log_names_the_mailbox_itself(public_client: Client, aud: Viewer) -> None:
    _writer(public_client)
    mailbox = _mailbox(aud)
    _replied(aud, mailbox)
    rows = AuditEntry.objects.values_list("thing_id", flat=True)
    assert mailbox.pseudonym in rows
    assert not any(mailbox.id.hex() in row for row in rows)


@pytest.mark.parametrize(("text", "status"), [("", 422), ("a" * 6001, 422), ("ja", 303)])
def test_an_answer_that_does_not_fit_comes_back_with_its_text_and_the_replies(
    public_client: Client, aud: Viewer, text: str, status: int
) -> None:
    code = _writer(public_client)
    _replied(aud, _mailbox(aud))
    page = html_of(public_client.post("/svar/", {"code": code}))
    form = {"code": code, "nonce": hidden(page, "nonce"), "text": text}
    response = public_client.post("/svar/send/", form)
    assert response.status_code == status
    if status == 422:
        again = html_of(response)
        assert shown_values(again)["text"] == [text]
        assert ANSWER in again
    stale = public_client.post("/svar/send/", {**form, "nonce": "x", "text": "ja"})
    assert stale.status_code == 422
    assert shown_values(html_of(stale))["text"] == ["ja"]


def test_an_answer_with_a_damaged_code_keeps_text_and_code_on_the_page(
    public_client: Client,
) -> None:
    response = public_client.post("/svar/send/", {"code": "ABC", "nonce": "", "text": "Hei"})
    shown = shown_values(html_of(response))
    assert response.status_code == 422
    assert (shown["text"], shown["code"]) == (["Hei"], ["ABC"])


def test_without_a_database_the_code_stays_on_the_page_and_an_answer_is_still_taken(
    public_client: Client,
) -> None:
    code = new_receipt_code()
    nonce = hidden(html_of(public_client.post("/svar/", {"code": code})), "nonce")

    def gone(*_: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(gone):
        response = public_client.post("/svar/", {"code": code})
        assert response.status_code == 503
        assert shown_values(html_of(response))["code"] == [code]
        empty = public_client.post("/svar/send/", {"code": code, "nonce": nonce, "text": ""})
        assert empty.status_code == 422
        sent = public_client.post("/svar/send/", {"code": code, "nonce": nonce, "text": "Hei"})
        assert sent.status_code == 303


def test_a_reply_needs_leave_and_a_text(aud: Viewer, bjorn: Viewer) -> None:
    mailbox = Mailbox(b"m" * 32, b"k" * 32)
    with at_the_desk():
        with pytest.raises(PermissionDenied):
            send_reply(bjorn, mailbox, ANSWER)
        for text in ("", " \n", "a" * 4001):
            with pytest.raises(ReplyTextError):
                send_reply(aud, mailbox, text)
        with pytest.raises(PermissionDenied):
            dialogue_thread(bjorn, mailbox.id, OpeningGround.ON_DUTY)
    assert not SealedReply.objects.exists()


def test_the_address_of_sending_alone_leads_to_the_page_of_the_code(public_client: Client) -> None:
    response = public_client.get("/svar/send/")
    assert (response.status_code, response["Location"]) == (303, "/svar/")
