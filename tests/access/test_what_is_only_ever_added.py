"""Texts that were shown, and changes that were proposed, are never rewritten by the staff role."""

import pytest

from tryggvei.access.db_rights import STAFF_ROLE, expected_grants, rights_list

ONLY_ADDED = {
    "audit_auditentry": {"SELECT"},
    "audit_audithead": {"SELECT"},
    "editorial_revision": {"SELECT", "INSERT"},
    "editorial_version": {"SELECT", "INSERT"},
    "help_directory_proposal": {"SELECT", "INSERT"},
}


@pytest.mark.promise(25, "the staff role rewrites no row of the log, no shown text, no proposal")
@pytest.mark.parametrize("table", ONLY_ADDED)
def test_what_is_only_ever_added_may_not_be_changed_or_removed(table: str) -> None:
    rights = rights_list()
    every = sorted({table, *(name for own in rights.values() for name in own.tables)})
    grants = expected_grants(rights, every, [])
    held = {g.right for g in grants if (g.role, g.kind, g.name) == (STAFF_ROLE, "table", table)}
    assert held == ONLY_ADDED[table]
    columns = {
        g.name
        for g in grants
        if g.role == STAFF_ROLE and g.kind == "column" and g.name.startswith(f"{table}.")
    }
    decided = {f"help_directory_proposal.{name}" for name in ("state", "decided_by", "decided_at")}
    assert columns == (decided if table == "help_directory_proposal" else set())
