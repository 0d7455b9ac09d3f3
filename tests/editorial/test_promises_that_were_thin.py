"""Promises of editing that a small fault could break unnoticed (see tests/planted)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.editorial.conftest import KIND, Begin, Desk
from tests.people import StandingPeople
from tryggvei.access.api import viewer_for
from tryggvei.editorial.actions.deciding import approve, send_back
from tryggvei.editorial.actions.publishing import publish, schedule
from tryggvei.editorial.actions.writing import submit, take_back, withdraw
from tryggvei.editorial.queries.texts import needs_two, today_of
from tryggvei.editorial.rules.workflow import NotNow, State
from tryggvei.toolbox import clock
from tryggvei.website.api import leads_to_help, pages

pytestmark = pytest.mark.django_db
# The pack keeps it for two persons though it leads nobody to help: what it says of us must be true.
PRIVACY = "personvern"


def test_the_pack_keeps_a_page_for_two_persons_also_where_it_leads_to_no_help(
    desk: Desk, begun: Begin
) -> None:
    key = f"nb/{PRIVACY}"
    assert not leads_to_help(pages("nb")[PRIVACY])
    data = today_of(KIND, key).data
    assert needs_two(KIND, key, data)
    assert needs_two(KIND, key, {**data, "needs_two": False})
    draft = submit(desk.viewer("eva"), begun(key=key).id, 1)
    assert draft.state == State.SUBMITTED
    with pytest.raises(NotNow):
        publish(desk.viewer("eva"), draft.id, 1)
    assert approve(desk.viewer("gro"), draft.id, 1).state == State.APPROVED


@pytest.mark.promise(18, "an act on texts asks for its permission, whatever screen calls it")
def test_an_act_on_texts_asks_for_its_permission_whatever_screen_calls_it(
    desk: Desk, begun: Begin, people: StandingPeople
) -> None:
    bjorn = viewer_for(people.bjorn.id)
    draft = submit(desk.viewer("eva"), begun().id, 1)
    with pytest.raises(PermissionDenied):
        approve(bjorn, draft.id, 1)
    with pytest.raises(PermissionDenied):
        send_back(bjorn, draft.id, "nei")
    approve(desk.viewer("gro"), draft.id, 1, "fagansvarlig")
    with pytest.raises(PermissionDenied):
        publish(bjorn, draft.id, 1)
    with pytest.raises(PermissionDenied):
        schedule(bjorn, draft.id, 1, clock.now() + timedelta(days=1))
    with pytest.raises(PermissionDenied):
        take_back(bjorn, draft.id)
    with pytest.raises(PermissionDenied):
        withdraw(bjorn, draft.id)
    draft.refresh_from_db()
    assert draft.state == State.APPROVED
