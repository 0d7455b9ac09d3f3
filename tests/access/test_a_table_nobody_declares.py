"""A table that no room declares stops the setting up of rights: it is neither open nor shut."""

import pytest

from tests.rooms import furnish
from tryggvei.access.db_rights import STAFF_ROLE, RoleRights, expected_grants, rights_list
from tryggvei.house.api import EVERY_RIGHT, rooms

RIGHTS = {STAFF_ROLE: RoleRights(tables={"plan_note": ["SELECT", "UPDATE(text)"]})}


def test_a_declared_table_gets_what_is_declared_and_no_more() -> None:
    grants = expected_grants(RIGHTS, ["plan_note"], [])
    mine = {str(grant) for grant in grants if "plan_note" in grant.name}
    assert mine == {
        f"{STAFF_ROLE}: SELECT on table plan_note",
        f"{STAFF_ROLE}: UPDATE on column plan_note.text",
    }


def test_a_table_that_nobody_declares_stops_the_work() -> None:
    with pytest.raises(ValueError, match="no rights are declared for gossip_rumour"):
        expected_grants(RIGHTS, ["plan_note", "gossip_rumour"], [])


def test_a_declared_table_that_is_not_there_asks_for_migrations() -> None:
    with pytest.raises(ValueError, match="run the migrations first"):
        expected_grants(RIGHTS, [], [])


def test_what_a_room_declares_is_part_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rights_list()[STAFF_ROLE].tables["casework_case"] == EVERY_RIGHT.split()
    assert rights_list()[STAFF_ROLE].tables["audit_auditentry"] == ["SELECT"]
    assert "casework_case" in rooms()["tryggvei.casework"].tables
    furnish(monkeypatch, tables={"plan_note": "SELECT INSERT"})
    assert rights_list()[STAFF_ROLE].tables["plan_note"] == ["SELECT", "INSERT"]


def test_a_table_cannot_be_declared_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(monkeypatch, tables={"django_session": "SELECT"})
    with pytest.raises(ValueError, match="django_session"):
        rights_list()
