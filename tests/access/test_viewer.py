"""What a viewer may do follows from the positions of today, and from nothing else."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from tryggvei.access import viewer as viewer_module
from tryggvei.access.api import Permission, Viewer, viewer_for, viewer_of


def holding(unit_id: int, role_id: str) -> SimpleNamespace:
    return SimpleNamespace(unit_id=unit_id, role_id=role_id)


@pytest.fixture
def holdings(monkeypatch: pytest.MonkeyPatch) -> list[SimpleNamespace]:
    held: list[SimpleNamespace] = []
    monkeypatch.setattr(viewer_module, "holdings_of", lambda _person, _on: list(held))
    monkeypatch.setattr(viewer_module, "display_name", lambda _person: "Aud")
    return held


def request_of(user: object) -> HttpRequest:
    request = HttpRequest()
    request.user = user  # type: ignore[assignment]
    return request


def somebody(pk: int = 1, *, is_active: bool = True) -> SimpleNamespace:
    return SimpleNamespace(pk=pk, is_authenticated=True, is_active=is_active)


def test_permissions_are_those_of_all_positions_together(holdings: list[SimpleNamespace]) -> None:
    holdings += [holding(1, "tryggest_member"), holding(2, "unit_leader")]
    viewer = viewer_for(7)
    assert viewer.may(Permission.CASEWORK_CASE_READ)
    assert viewer.may(Permission.ORGANISATION_PERSON_LIST)
    assert not viewer.may(Permission.CASEWORK_CASE_ASSIGN)
    assert viewer.unit_ids == {1, 2}


def test_a_permission_counts_only_in_the_unit_that_gave_it(
    holdings: list[SimpleNamespace],
) -> None:
    holdings += [holding(1, "tryggest_member"), holding(2, "unit_leader")]
    viewer = viewer_for(7)
    assert viewer.units_for(Permission.CASEWORK_CASE_READ) == {1}
    assert viewer.units_for(Permission.PLAN_PLAN_READ) == {1, 2}
    assert viewer.units_for(Permission.CASEWORK_CASE_ASSIGN) == frozenset()


def test_somebody_without_a_position_may_do_nothing(holdings: list[SimpleNamespace]) -> None:
    assert viewer_for(7).permissions == frozenset()


def test_a_role_that_the_pack_does_not_know_gives_nothing(
    holdings: list[SimpleNamespace],
) -> None:
    holdings.append(holding(1, "emperor"))
    assert viewer_for(7).permissions == frozenset()


def test_the_viewer_is_read_once_a_request_and_anew_at_the_next(
    holdings: list[SimpleNamespace],
) -> None:
    holdings.append(holding(1, "tryggest_member"))
    request = request_of(somebody())
    first = viewer_of(request)
    holdings.clear()
    assert viewer_of(request) is first
    assert not viewer_of(request_of(somebody())).may(Permission.CASEWORK_CASE_READ)


@pytest.mark.parametrize("user", [AnonymousUser(), somebody(is_active=False)])
def test_nobody_and_the_deactivated_are_no_viewer(
    holdings: list[SimpleNamespace], user: object
) -> None:
    with pytest.raises(PermissionDenied):
        viewer_of(request_of(user))


def test_a_hand_made_viewer_has_each_permission_in_each_of_her_units() -> None:
    permissions = frozenset({Permission.CASEWORK_CASE_READ})
    viewer = Viewer(1, "Aud", frozenset({4}), permissions)
    assert viewer.units_for(Permission.CASEWORK_CASE_READ) == {4}
