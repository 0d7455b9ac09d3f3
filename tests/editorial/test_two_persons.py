"""What needs two persons is never shown by one: of every kind, whichever way she tries."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from tests.editorial.conftest import FREE, KEY, NOON, Desk
from tryggvei.access.api import Viewer
from tryggvei.contentpack.api import pack_entries
from tryggvei.editorial.actions.deciding import approve, send_back
from tryggvei.editorial.actions.publishing import Stop, Stopped, publish, publish_due, schedule
from tryggvei.editorial.actions.writing import Seen, save, submit, take_back
from tryggvei.editorial.models import Draft, Version
from tryggvei.editorial.queries.drafts import open_draft
from tryggvei.editorial.queries.texts import needs_two, today_of
from tryggvei.editorial.rules.workflow import NotByYou, NotNow, State
from tryggvei.toolbox.clock import standing_at
from tryggvei.website.api import Page, leads_to_help

pytestmark = pytest.mark.django_db
# A page that sends nobody to help: only its own mark in the pack asks for two.
TELLS_ONLY = ("pages", "nb/personvern")
TEXTS = [("pages", KEY), TELLS_ONLY, ("guides", "voksen")]
of_every_kind = pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[1])
Text = tuple[str, str]


def changed(text: Text, word: str) -> dict[str, Any]:
    """Return a text with one word more in its heading."""
    data = today_of(*text).data
    if text[0] == "guides":
        return {"title": {**data["title"], "nb": f"{data['title']['nb']} {word}"}}
    return {"heading": f"{data['heading']} {word}"}


def written(viewer: Viewer, text: Text, word: str = "nå") -> Draft:
    """Return the draft of a text after one more save of it."""
    draft = open_draft(*text)
    seen = Seen(draft.number if draft else 0, today_of(*text).basis)
    return save(viewer, *text, changed(text, word), seen)


def planned(viewer: Viewer, draft_id: UUID, number: int) -> Draft:
    """Plan a text for an hour from now."""
    return schedule(viewer, draft_id, number, NOON + timedelta(hours=1))


def with_every_permission(desk: Desk, name: str) -> Viewer:
    """Return somebody who may write, approve and publish."""
    viewer = desk.viewer(name)
    everything = viewer.permissions | desk.viewer("gro").permissions
    everything |= desk.viewer("eva").permissions
    return type(viewer)(viewer.person_id, viewer.name, viewer.unit_ids, everything)


def test_the_page_that_tells_only_needs_two_because_the_pack_says_so() -> None:
    page = pack_entries(TELLS_ONLY[0])[TELLS_ONLY[1]].item
    assert isinstance(page, Page)
    assert page.needs_two
    assert not leads_to_help(page), "else this is no test of the pack's mark"
    free = pack_entries("pages")[FREE].item
    assert isinstance(free, Page)
    assert not free.needs_two


@of_every_kind
def test_sent_in_it_waits_for_a_second_person(desk: Desk, text: Text) -> None:
    assert needs_two(*text, today_of(*text).data)
    draft = submit(desk.viewer("eva"), written(desk.viewer("eva"), text).id, 1, "fagansvarlig")
    assert draft.state == State.SUBMITTED
    assert draft.read_as == "", "the writer's own reading is no mark"


@of_every_kind
def test_it_is_not_published_without_an_approval(desk: Desk, text: Text) -> None:
    alone = with_every_permission(desk, "eva")
    draft = submit(alone, written(alone, text).id, 1)
    for act in (publish, planned):
        with pytest.raises(NotNow):
            act(alone, draft.id, 1)
    # Even where somebody has put the row right by hand, nobody has read it.
    Draft.objects.filter(pk=draft.id).update(state=State.APPROVED.value)
    for act in (publish, planned):
        with pytest.raises(Stopped) as stopped:
            act(alone, draft.id, 1)
        assert stopped.value.why is Stop.UNREAD
    assert not Version.objects.exists()


@of_every_kind
def test_whoever_has_had_a_hand_in_it_does_not_approve_it(desk: Desk, text: Text) -> None:
    both = with_every_permission(desk, "gro")
    written(both, text)
    draft = written(desk.viewer("eva"), text, "her")
    submit(desk.viewer("eva"), draft.id, 2)
    with pytest.raises(NotByYou):
        approve(both, draft.id, 2)
    Draft.objects.filter(pk=draft.id).update(state=State.APPROVED.value, approved_by=desk.gro.id)
    with pytest.raises(Stopped) as stopped:
        publish(desk.viewer("eva"), draft.id, 2)
    assert stopped.value.why is Stop.UNREAD


@of_every_kind
def test_to_take_it_back_makes_nobody_its_second_reader(desk: Desk, text: Text) -> None:
    alone = with_every_permission(desk, "eva")
    draft = submit(alone, written(alone, text).id, 1)
    approve(desk.viewer("gro"), draft.id, 1)
    assert take_back(alone, draft.id).approved_by_id is None
    with pytest.raises(NotNow):
        publish(alone, draft.id, 1)
    submit(alone, draft.id, 1)
    with pytest.raises(NotByYou):
        approve(alone, draft.id, 1)
    with pytest.raises(PermissionDenied):
        approve(desk.viewer("erik"), draft.id, 1)
    approve(desk.viewer("gro"), draft.id, 1)
    publish(alone, draft.id, 1)


@of_every_kind
def test_a_planned_text_that_was_sent_back_is_not_shown_by_the_clock(
    desk: Desk, text: Text
) -> None:
    eva, gro = desk.viewer("eva"), desk.viewer("gro")
    draft = submit(eva, written(eva, text).id, 1)
    approve(gro, draft.id, 1)
    schedule(eva, draft.id, 1, NOON + timedelta(hours=1))
    returned = send_back(gro, draft.id, "Skriv kortere.")
    assert (returned.publish_at, returned.approved_by_id) == (None, None)
    with standing_at(NOON + timedelta(hours=2)):
        assert publish_due() == "0 shown, 0 stopped, 0 failed"
    assert not Version.objects.exists()


@of_every_kind
def test_the_clock_shows_nothing_that_only_its_writer_has_approved(desk: Desk, text: Text) -> None:
    eva = desk.viewer("eva")
    draft = submit(eva, written(eva, text).id, 1)
    approve(desk.viewer("gro"), draft.id, 1)
    schedule(eva, draft.id, 1, NOON + timedelta(hours=1))
    Draft.objects.filter(pk=draft.id).update(approved_by=desk.eva.id)
    with standing_at(NOON + timedelta(hours=2)):
        assert publish_due() == "0 shown, 1 stopped, 0 failed"
    draft.refresh_from_db()
    assert draft.stopped_because == Stop.UNREAD
