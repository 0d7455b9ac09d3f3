"""Promises of access that a small fault could break unnoticed (see tests/planted)."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.people import StandingPeople
from tryggvei.access import policies
from tryggvei.access.api import Permission, Policy, policies_for_urlnames, viewer_for
from tryggvei.access.roles import permissions_of
from tryggvei.contentpack.api import edit, state_of
from tryggvei.organisation.api import end_holding, holdings_of
from tryggvei.toolbox.clock import today


@pytest.mark.django_db
def test_a_role_that_was_changed_in_the_database_gives_no_new_permission() -> None:
    data = dict(state_of("roles", "employee").data)
    data["permissions"] = sorted({*data["permissions"], Permission.CASEWORK_CASE_READ.value})
    edit("roles", "employee", data, actor_id=1)
    assert "casework:case:read" in state_of("roles", "employee").data["permissions"]
    assert Permission.CASEWORK_CASE_READ not in permissions_of("employee")


def test_a_position_that_ended_today_gives_nothing_from_this_moment(
    people: StandingPeople,
) -> None:
    assert viewer_for(people.aud.id).may(Permission.CASEWORK_CASE_READ)
    (held,) = holdings_of(people.aud.id, today())
    assert held.id is not None
    end_holding(actor_id=None, holding_id=held.id, on=today())
    assert viewer_for(people.aud.id).permissions == frozenset()


def test_a_url_name_is_never_given_a_second_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "_by_url_name", {})
    strict = Policy(permission=Permission.AUDIT_ENTRY_LIST, fresh=True)
    policies_for_urlnames({"room:view": strict})
    policies_for_urlnames({"room:view": strict})
    with pytest.raises(ImproperlyConfigured, match="room:view"):
        policies_for_urlnames({"room:view": Policy()})


@pytest.mark.promise(19, "what reaches residents is said to reach them: no administrator has it")
def test_each_permission_that_reaches_what_residents_told_says_so() -> None:
    said = {permission.value for permission in Permission if permission.reaches_people}
    assert said >= {
        "casework:case:assign",
        "casework:case:list",
        "casework:case:read",
        "casework:case:register",
        "casework:contact:attempt",
        "casework:dialogue:reply",
        "intake:inbox:list",
        "intake:message:open",
    }
