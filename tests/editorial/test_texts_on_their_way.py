"""Write, send, approve, show: who may, what is kept, what stops."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import Settings

from tests.editorial.conftest import ADDED, FREE, KEY, KIND, NOON, Begin, Desk, fields, seen
from tryggvei.audit.models import AuditEntry
from tryggvei.contentpack.api import edit, item, pack_entries, state_of
from tryggvei.editorial.actions.deciding import approve, send_back
from tryggvei.editorial.actions.publishing import (
    NoSuchTime,
    Stop,
    Stopped,
    publish,
    publish_due,
    schedule,
    unschedule,
)
from tryggvei.editorial.actions.writing import (
    HasMoved,
    NotReady,
    SavedMeanwhile,
    Seen,
    save,
    submit,
    take_back,
    withdraw,
)
from tryggvei.editorial.models import Draft, Revision
from tryggvei.editorial.queries.drafts import open_draft, versions
from tryggvei.editorial.queries.listing import Need, waiting_for
from tryggvei.editorial.queries.texts import needs_two, today_of
from tryggvei.editorial.rules.workflow import NotByYou, NotNow, State
from tryggvei.toolbox.clock import standing_at
from tryggvei.website.api import Page

pytestmark = pytest.mark.django_db


def approved(desk: Desk, begun: Begin, read_as: str = "fagansvarlig", **more: Any) -> Draft:
    draft = submit(desk.viewer("eva"), begun(**more).id, 1)
    return approve(desk.viewer("gro"), draft.id, 1, read_as)


def shown(key: str = KEY) -> Page:
    page = item(KIND, key)
    assert isinstance(page, Page)
    return page


def test_a_text_goes_from_one_person_through_another_to_the_readers(
    desk: Desk, begun: Begin
) -> None:
    before = shown().body
    draft = begun()
    assert shown().body == before, "a draft is shown to nobody"
    submit(desk.viewer("eva"), draft.id, 1)
    approve(desk.viewer("gro"), draft.id, 1, "fagansvarlig")
    assert shown().body == before, "an approved text is not shown yet"
    publish(desk.viewer("eva"), draft.id, 1)
    page = shown()
    assert ADDED in page.body
    assert page.reviewed is not None
    assert (page.reviewed.date, page.reviewed.by) == (NOON.date(), "fagansvarlig")
    assert page.review_by == NOON.date() + timedelta(days=365)
    assert open_draft(KIND, KEY) is None
    verbs = list(AuditEntry.objects.order_by("seq").values_list("verb", "thing_id"))
    assert verbs[-4:] == [
        ("editorial:draft:save", KEY),
        ("editorial:draft:submit", KEY),
        ("editorial:draft:approve", KEY),
        ("editorial:page:publish", KEY),
    ]


def test_nobody_who_wrote_in_it_may_approve(desk: Desk, begun: Begin, people: Any) -> None:
    both = desk.viewer("erik")
    both = type(both)(
        both.person_id,
        both.name,
        both.unit_ids,
        both.permissions | desk.viewer("gro").permissions,
    )
    draft = begun()
    save(both, KIND, KEY, fields(title="Råd til deg selv"), seen())
    save(desk.viewer("eva"), KIND, KEY, fields(), seen())
    submit(desk.viewer("eva"), draft.id, 3)
    with pytest.raises(NotByYou):  # he wrote an earlier save of it
        approve(both, draft.id, 3)
    with pytest.raises(PermissionDenied):
        approve(desk.viewer("eva"), draft.id, 3)
    with pytest.raises(NotNow):
        publish(desk.viewer("eva"), draft.id, 3)
    assert approve(desk.viewer("gro"), draft.id, 3).state == State.APPROVED


def test_a_planted_approval_by_the_writer_is_not_shown(desk: Desk, begun: Begin) -> None:
    draft = begun()
    Draft.objects.filter(pk=draft.id).update(state=State.APPROVED.value, approved_by=desk.eva.id)
    with pytest.raises(Stopped) as stopped:
        publish(desk.viewer("gro"), draft.id, 1)
    assert stopped.value.why is Stop.UNREAD


def test_a_page_for_one_person_waits_for_nobody_unless_it_leads_to_help(
    desk: Desk, begun: Begin
) -> None:
    draft = submit(desk.viewer("eva"), begun(key=FREE).id, 1, "fagansvarlig")
    assert draft.state == State.APPROVED
    publish(desk.viewer("eva"), draft.id, 1)
    assert shown(FREE).reviewed is not None
    data = today_of(KIND, FREE).data
    assert not needs_two(KIND, FREE, data)
    assert needs_two(KIND, FREE, {**data, "body": "Ring [[tel:politi_nod]].\n"})
    assert needs_two(KIND, KEY, {**today_of(KIND, KEY).data, "needs_two": False})


def test_the_second_editor_is_told_and_loses_nothing(desk: Desk, begun: Begin) -> None:
    opened = seen()
    begun("eva", title="Evas tittel")
    with pytest.raises(SavedMeanwhile) as told:
        save(desk.viewer("erik"), KIND, KEY, fields(title="Eriks tittel"), opened)
    assert told.value.theirs is not None
    assert told.value.theirs["title"] == "Evas tittel"
    save(desk.viewer("erik"), KIND, KEY, fields(title="Eriks tittel"), seen())
    assert [r.data["title"] for r in Revision.objects.order_by("number")] == [
        "Evas tittel",
        "Eriks tittel",
    ]


def _change_the_page(desk: Desk) -> None:
    state = state_of(KIND, KEY)
    edit(KIND, KEY, {**state.data, "title": "Andre ord"}, desk.erik.id)


def _change_only_the_mark(desk: Desk) -> None:
    data = dict(state_of(KIND, KEY).data)
    data.pop("unreviewed")
    mark = {"date": "2026-11-01", "by": "jurist"}
    edit(KIND, KEY, {**data, "reviewed": mark}, desk.erik.id)


def test_a_text_on_an_older_page_is_never_shown_over_it(desk: Desk, begun: Begin) -> None:
    draft = approved(desk, begun)
    _change_the_page(desk)
    with pytest.raises(Stopped) as stopped:
        publish(desk.viewer("eva"), draft.id, 1)
    assert stopped.value.why is Stop.TEXT
    assert shown().title == "Andre ord"
    with pytest.raises(HasMoved):
        save(desk.viewer("eva"), KIND, KEY, fields(), Seen(1, _basis(draft)))


def _basis(draft: Draft) -> Any:
    return type(seen().basis)(draft.shown_digest, draft.pack_digest)


def test_a_renewed_mark_alone_stops_no_text(desk: Desk, begun: Begin) -> None:
    draft = approved(desk, begun)
    _change_only_the_mark(desk)
    publish(desk.viewer("eva"), draft.id, 1)
    assert ADDED in shown().body


def test_a_newer_pack_stops_the_text_until_somebody_has_seen_it(
    desk: Desk, begun: Begin, newer_pack: Callable[[], None]
) -> None:
    draft = approved(desk, begun)
    newer_pack()
    with pytest.raises(Stopped) as stopped:
        publish(desk.viewer("eva"), draft.id, 1)
    assert stopped.value.why is Stop.PACK


@pytest.fixture
def newer_pack(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    from dataclasses import replace

    from tryggvei.editorial.queries import texts

    def arrive() -> None:
        entries = dict(pack_entries(KIND))
        old = entries[KEY]
        entries[KEY] = replace(old, data={**old.data, "body": "Pakkens nye ord.\n"})
        monkeypatch.setattr(texts, "pack_entries", lambda _kind: entries)

    return arrive


def test_faults_stop_the_sending_but_never_the_saving(desk: Desk, begun: Begin) -> None:
    draft = begun(title="Hjelp mot vold", body="Ring 22 22 55 55. [[tel:finnes_ikke]]\n")
    with pytest.raises(NotReady) as refused:
        submit(desk.viewer("eva"), draft.id, 1)
    assert {"word-seen", "typed-number", "no-number"} <= {r.code for r in refused.value.reasons}
    assert "the help directory has no number 'finnes_ikke'" in str(refused.value)


def test_bokmaal_may_change_its_numbers_before_the_translations_follow(
    desk: Desk, begun: Begin
) -> None:
    data = today_of(KIND, KEY).data
    draft = begun(body=f"{data['body']}\nRing [[tel:vo_linjen]].\n")
    assert submit(desk.viewer("eva"), draft.id, 1).state == State.SUBMITTED
    other = today_of(KIND, "nn/for-meg").data
    lost = begun(key="nn/for-meg", body=f"{other['body']}\nRing [[tel:vo_linjen]].\n")
    with pytest.raises(NotReady):
        submit(desk.viewer("eva"), lost.id, 1)


def test_sent_back_and_taken_back_forget_what_was_approved(desk: Desk, begun: Begin) -> None:
    draft = approved(desk, begun)
    send_back(desk.viewer("gro"), draft.id, "Skriv kortere.")
    draft.refresh_from_db()
    assert (draft.state, draft.note, draft.approved_by_id) == (
        State.RETURNED,
        "Skriv kortere.",
        None,
    )
    save(desk.viewer("eva"), KIND, KEY, fields(), seen())
    submit(desk.viewer("eva"), draft.id, 2)
    with pytest.raises(SavedMeanwhile):
        approve(desk.viewer("gro"), draft.id, 1)
    approve(desk.viewer("gro"), draft.id, 2)
    assert take_back(desk.viewer("erik"), draft.id).approved_by_id is None
    with pytest.raises(NotNow):
        publish(desk.viewer("eva"), draft.id, 2)
    assert withdraw(desk.viewer("eva"), draft.id).state == State.WITHDRAWN
    assert Revision.objects.filter(draft=draft).count() == 2


def test_outside_a_demo_an_unread_text_cannot_stop_the_whole_bake(
    desk: Desk, begun: Begin, settings: Settings
) -> None:
    settings.TRYGGVEI_MODE = "production"
    draft = approved(desk, begun, read_as="")
    with pytest.raises(Stopped) as stopped:
        publish(desk.viewer("eva"), draft.id, 1)
    assert stopped.value.why is Stop.UNMARKED


def test_in_a_demo_a_text_that_nobody_read_against_its_sources_says_so(
    desk: Desk, begun: Begin
) -> None:
    publish(desk.viewer("eva"), approved(desk, begun, read_as="").id, 1)
    assert shown().reviewed is None
    assert shown().unreviewed


def test_a_leader_without_the_right_sets_no_mark(desk: Desk, begun: Begin, people: Any) -> None:
    from tests.people import employee
    from tryggvei.access.api import viewer_for

    lead = employee("Ida I", "ida@provebygd.example", people.school, "x", "implementation_lead")
    draft = submit(desk.viewer("eva"), begun().id, 1)
    assert approve(viewer_for(lead.id), draft.id, 1, "jurist").read_as == ""


def test_a_planned_text_is_shown_once_at_its_time(desk: Desk, begun: Begin) -> None:
    draft = approved(desk, begun)
    with pytest.raises(NoSuchTime):
        schedule(desk.viewer("eva"), draft.id, 1, NOON - timedelta(minutes=1))
    schedule(desk.viewer("eva"), draft.id, 1, NOON + timedelta(hours=2))
    assert publish_due() == "0 shown, 0 stopped, 0 failed"
    with standing_at(NOON + timedelta(hours=2)):
        assert publish_due() == "1 shown, 0 stopped, 0 failed"
        assert publish_due() == "0 shown, 0 stopped, 0 failed"
    assert ADDED in shown().body
    assert [v.number for v in versions(KIND, KEY)] == [2, 1]
    newest = AuditEntry.objects.order_by("-seq")[0]
    assert (newest.verb, newest.actor_id) == ("editorial:page:publish", None)


def test_a_planned_text_that_no_longer_stands_is_stopped_and_told(desk: Desk, begun: Begin) -> None:
    draft = approved(desk, begun)
    schedule(desk.viewer("gro"), draft.id, 1, NOON + timedelta(hours=2))
    _change_the_page(desk)
    with standing_at(NOON + timedelta(hours=3)):
        assert publish_due() == "0 shown, 1 stopped, 0 failed"
        assert publish_due() == "0 shown, 0 stopped, 0 failed"
    draft.refresh_from_db()
    assert (draft.state, draft.stopped_because) == (State.STOPPED, Stop.TEXT)
    assert shown().title == "Andre ord"
    for name in ("eva", "gro"):  # the writer, and the one who had planned it
        assert [one.need for one in waiting_for(desk.viewer(name))] == [Need.STOPPED]
    assert waiting_for(desk.viewer("erik")) == []


def test_a_plan_can_be_taken_away(desk: Desk, begun: Begin) -> None:
    draft = approved(desk, begun)
    schedule(desk.viewer("eva"), draft.id, 1, NOON + timedelta(hours=2))
    unschedule(desk.viewer("gro"), draft.id)
    with standing_at(NOON + timedelta(hours=3)):
        assert publish_due() == "0 shown, 0 stopped, 0 failed"
    draft.refresh_from_db()
    assert draft.state == State.APPROVED


def test_one_failing_plan_holds_up_no_other(
    desk: Desk, begun: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tryggvei.contentpack.api import EditConflict
    from tryggvei.editorial.actions import publishing

    first = approved(desk, begun)
    second = submit(desk.viewer("eva"), begun(key=FREE).id, 1)
    for number, draft in enumerate((first, second), start=1):
        schedule(desk.viewer("eva"), draft.id, 1, NOON + timedelta(hours=number))

    def fails_for_one(kind: str, key: str, *args: Any, **more: Any) -> Any:
        if key == KEY:
            raise EditConflict
        return edit(kind, key, *args, **more)

    monkeypatch.setattr(publishing, "edit", fails_for_one)
    with standing_at(NOON + timedelta(hours=5)):
        assert publish_due() == "1 shown, 0 stopped, 1 failed"
    assert len(versions(KIND, KEY)) == 0, "nothing half done"


def test_history_keeps_every_version_and_one_can_come_back(desk: Desk, begun: Begin) -> None:
    before = shown().body
    publish(desk.viewer("eva"), approved(desk, begun).id, 1)
    assert [v.number for v in versions(KIND, KEY)] == [2, 1]
    old = versions(KIND, KEY)[1]
    assert old.draft is None
    assert old.data["body"].strip() == before
    written = {name: old.data[name] for name in ("title", "heading", "body")}
    draft = save(desk.viewer("eva"), KIND, KEY, written, seen(), restores=old.number)
    submit(desk.viewer("eva"), draft.id, 1)
    approve(desk.viewer("gro"), draft.id, 1, "fagansvarlig")
    publish(desk.viewer("gro"), draft.id, 1)
    assert shown().body == before
    assert [v.number for v in versions(KIND, KEY)] == [3, 2, 1]
    assert versions(KIND, KEY)[0].draft == draft
    assert draft.restores == 1


def test_an_edit_from_elsewhere_is_kept_in_the_history_too(desk: Desk, begun: Begin) -> None:
    publish(desk.viewer("eva"), approved(desk, begun).id, 1)
    _change_the_page(desk)
    publish(desk.viewer("eva"), approved(desk, begun).id, 1)
    found = versions(KIND, KEY)
    assert [v.number for v in found] == [4, 3, 2, 1]
    assert found[1].data["title"] == "Andre ord"
    assert found[1].published_by_id == desk.erik.id
