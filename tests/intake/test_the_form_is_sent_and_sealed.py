"""A person writes; the message lies sealed in the inbox, and only the day is to be seen."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from tests.intake.journeys import TEXT, drawn, everything_opened, filled, html_of, sent
from tryggvei.access.api import Viewer
from tryggvei.intake.models import SealedMessage
from tryggvei.intake.rules.letter import About
from tryggvei.intake.rules.safe_contact import Answer, Channel, IfCut, Weekday
from tryggvei.sealing.api import SuiteName, overhead, size_classes
from tryggvei.toolbox.clock import today

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

EVERYTHING = {
    "about": "me",
    "text": "Han er hjemme om kvelden.\r\nJeg vil snakke med noen på dagtid.",
    "children": "yes",
    "children_where": "Hos mormor",
    "wanted": "yes",
    "safe_now": "yes",
    "device_seen": "no",
    "channels_safe": ["phone", "email"],
    "channels_unsafe": ["sms", "letter"],
    "days": ["tue", "thu"],
    "hours": "10 til 12",
    "answer_by_other": "Si at dere ringer fra biblioteket",
    "leave_message": "no",
    "show_number": "no",
    "our_name": "Kari",
    "code_word": "regnvær",
    "language": "somali",
    "interpreter": "yes",
    "interpreter_wish": "kvinne",
    "if_cut": "call_police",
    "name": "A",
    "phone": "400 00 000",
    "email": "a@example.org",
    "other_way": "",
}


def test_a_sent_form_is_answered_with_303_to_a_page_that_knows_nothing(
    public_client: Client,
) -> None:
    response = sent(public_client)
    assert response.status_code == 303
    assert response["Location"] == "/skriv/takk/"
    assert TEXT not in html_of(public_client.get("/skriv/takk/"))


def test_every_answer_comes_out_of_the_seal_as_it_was_given(
    public_client: Client, aud: Viewer
) -> None:
    assert sent(public_client, **EVERYTHING).status_code == 303
    (message,) = everything_opened(aud)
    letter, contact = message.letter, message.letter.contact
    assert letter.about is About.ME
    assert letter.text == "Han er hjemme om kvelden.\nJeg vil snakke med noen på dagtid."
    assert contact.wanted
    assert contact.safe_now is Answer.YES
    assert contact.device_seen is Answer.NO
    assert contact.channels_safe == (Channel.PHONE, Channel.EMAIL)
    assert contact.channels_unsafe == (Channel.SMS, Channel.LETTER)
    assert contact.days == (Weekday.TUESDAY, Weekday.THURSDAY)
    assert contact.if_cut is IfCut.CALL_POLICE
    for name in ("hours", "answer_by_other", "our_name", "code_word", "language", "name", "email"):
        assert getattr(contact, name) == EVERYTHING[name]
    assert contact.children is Answer.YES
    assert contact.children_where == "Hos mormor"
    assert letter.mailbox is None
    assert letter.written_at


def test_outside_the_seal_stand_only_day_team_kind_and_lane(public_client: Client) -> None:
    sent(public_client, **EVERYTHING)
    (message,) = SealedMessage.objects.all()
    assert message.received_on == today()
    assert (message.box, message.kind, message.lane) == ("tryggest", "enquiry", "inbox")
    assert {field.name for field in SealedMessage._meta.concrete_fields} == {
        "id", "box", "kind", "received_on", "lane", "key_id", "blob", "waiting",
    }  # fmt: skip


def test_no_answer_at_all_means_no_contact(public_client: Client, aud: Viewer) -> None:
    sent(public_client)
    (message,) = everything_opened(aud)
    assert not message.letter.contact.may_contact()
    assert not message.letter.contact.may_leave_message()


@pytest.mark.promise(39, "unknown fields are dropped: only what the form asks goes into the seal")
def test_unknown_fields_are_dropped(public_client: Client, aud: Viewer) -> None:
    assert sent(public_client, is_admin="1", waiting="", lane="x", key="v" * 999).status_code == 303
    (message,) = everything_opened(aud)
    assert message.lane == "inbox"


@pytest.mark.promise(12, "one size: text reports fall in one size class")
def test_every_report_in_latin_script_has_the_same_size(
    public_client: Client, figure: Callable[[str], None]
) -> None:
    texts = ["j", "å" * 100, "a b " * 500, "ø" * 1000, "Æ" + "x" * 5900]
    for text in texts:
        assert sent(public_client, text=text).status_code == 303
    assert sent(public_client, **EVERYTHING).status_code == 303
    sizes = {len(bytes(blob)) for blob in SealedMessage.objects.values_list("blob", flat=True)}
    assert len(sizes) == 1
    assert sizes <= {size + overhead(SuiteName.HYBRID) for size in size_classes()}
    figure(f"{len(texts) + 1} reports of 1-5,901 characters: {len(sizes)} distinct size")


@pytest.mark.promise(4, "idempotent: the same form sent twice is one report")
def test_the_same_form_sent_twice_is_one_report_and_both_are_acknowledged(
    public_client: Client,
) -> None:
    form = filled(drawn(public_client))
    answers = [public_client.post("/skriv/", form).status_code for _ in range(3)]
    assert answers == [303, 303, 303]
    assert SealedMessage.objects.count() == 1


@pytest.mark.promise(4, "idempotent: what is added after 'back' is not thrown away")
def test_back_and_one_more_sentence_is_a_second_report(public_client: Client, aud: Viewer) -> None:
    form = filled(drawn(public_client))
    public_client.post("/skriv/", form)
    public_client.post("/skriv/", {**form, "text": TEXT + " En ting til."})
    assert {m.letter.text for m in everything_opened(aud)} == {TEXT, TEXT + " En ting til."}


@pytest.mark.promise(6, "nobody is refused by address")
def test_a_thousand_reports_from_one_address_are_all_taken_in(
    public_client: Client, figure: Callable[[str], None]
) -> None:
    form = filled(drawn(public_client))
    limit = 600
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "GLOBAL_HOURLY_RATE", limit)
        statuses = [
            public_client.post("/skriv/", {**form, "text": f"Melding {i}"}).status_code
            for i in range(1000)
        ]
    assert statuses == [303] * 1000
    set_apart = SealedMessage.objects.filter(lane="quarantine").count()
    assert SealedMessage.objects.count() == 1000
    assert set_apart == 1000 - limit
    figure(f"1,000 reports from one address: 0 refused, {set_apart} in the quarantine lane")


@pytest.mark.promise(7, "a page drawn by an earlier release can be sent to this one")
@pytest.mark.parametrize("answers", [{}, {"wanted": "no", "about": "other", "gone_field": "x"}])
def test_the_first_release_of_the_form_is_still_accepted(
    public_client: Client, aud: Viewer, answers: dict[str, str]
) -> None:
    # Frozen: the names that form 1 sent. Never edit; add the next form beside it.
    first = {"nonce": filled(drawn(public_client))["nonce"], "form": "1", "text": TEXT, **answers}
    assert public_client.post("/skriv/", first).status_code == 303
    assert everything_opened(aud)[0].letter.text == TEXT
