"""Promises of editing that a small fault could break unnoticed (see tests/planted)."""

import pytest

from tests.editorial.conftest import KIND, Begin, Desk
from tryggvei.editorial.actions.deciding import approve
from tryggvei.editorial.actions.publishing import publish
from tryggvei.editorial.actions.writing import submit
from tryggvei.editorial.queries.texts import needs_two, today_of
from tryggvei.editorial.rules.workflow import NotNow, State
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
