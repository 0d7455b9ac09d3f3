"""Every route × every role × every method, from the resolver: a new route cannot be forgotten."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern

from tests.people import StandingPeople, employee, sign_in
from tests.tiers import DEEP
from tryggvei.access.api import Policy, policy_of, role_files, routes

SAMPLES = {
    "uuid": "0b9f3c52-7b0e-4d0e-9f6c-1d2b3c4d5e6f",
    "int": "999999",
    "slug": "finnes-ikke",
    "path": "finnes/ikke",
    "str": "finnes-ikke",
}
METHODS = ("get", "head", "options", "post", "put", "patch", "delete")
# A method that no page answers is refused before anybody asks who it is. So in every run these two
# roles try all seven, the one that may least and the one that may most; in the deep run all do.
IN_ALL_METHODS = {"employee", max(role_files().values(), key=lambda r: len(r.permissions)).id}
REFUSED = {302, 403, 404, 405}


def _address(route: str) -> str:
    filled = re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES[m.group(1) or "str"], route)
    return re.sub(r"[\^$\\]|\(\?P<\w+>[^)]*\)", "", filled)


def _every_route() -> Iterator[tuple[str, str, Policy]]:
    for route, name, pattern in routes():
        assert isinstance(pattern, URLPattern)
        policy = policy_of(pattern.callback, name)
        assert policy is not None, f"{route} has no policy"
        yield _address(route), name, policy


ROUTES = list(_every_route())


def test_the_house_has_its_routes() -> None:
    assert len(ROUTES) > 30
    assert len({address for address, _name, _policy in ROUTES}) > 25


@pytest.mark.promise(18, "no route lets in somebody who is not signed in, by any method")
@pytest.mark.django_db
@pytest.mark.parametrize(("address", "name", "policy"), ROUTES, ids=[r[0] for r in ROUTES])
def test_nobody_comes_in_without_signing_in(address: str, name: str, policy: Policy) -> None:
    client = Client(raise_request_exception=False)
    for method in METHODS:
        answer = getattr(client, method)(address)
        assert answer.status_code != 500, (method, address)
        if policy.sign_in:
            assert answer.status_code in REFUSED, (method, address, answer.status_code)
            if answer.status_code == 302:
                assert "/konto/inn" in answer["Location"]


def _client_of(role_id: str, people: StandingPeople) -> Client:
    """Return a signed-in client of somebody with the role, in the TryggEst unit."""
    address = f"{role_id.replace('_', '-')}@provebygd.example"
    person = employee(f"Rolle {role_id}", address, people.tryggest, "stilling", role_id)
    return sign_in(Client(raise_request_exception=False), person)


@pytest.mark.slow
@pytest.mark.promise(18, "every route × every role: with the permission in, without it refused")
@pytest.mark.parametrize("role_id", sorted(role_files()))
def test_a_role_reaches_what_it_may_and_nothing_else(role_id: str, people: StandingPeople) -> None:
    client, allowed = _client_of(role_id, people), role_files()[role_id].permissions
    methods = METHODS if DEEP or role_id in IN_ALL_METHODS else ("get", "post")
    cells = 0
    for address, _name, policy in ROUTES:
        if policy.permission is None:
            continue
        for method in methods:
            status = getattr(client, method)(address).status_code
            cells += 1
            cell = (role_id, method, address, status)
            assert status != 500, cell
            if policy.permission in allowed:
                assert status != 403 or policy.fresh, cell
            else:
                assert status == 403, cell
    assert cells > 25 * len(methods)


@pytest.mark.promise(18, "the refusal of a function tells nothing: one page for every route")
def test_every_refusal_is_the_same_page(people: StandingPeople) -> None:
    client = _client_of("employee", people)
    bodies = {
        re.sub(rb'value="[^"]+"', b"", client.get(address).content)
        for address, _name, policy in ROUTES
        if policy.permission and policy.permission not in role_files()["employee"].permissions
    }
    assert len(bodies) == 1


@pytest.mark.promise(24, "no role that administers or leads may open a case or a message")
def test_administrators_have_no_case_permission() -> None:
    for role in role_files().values():
        if role.administers or role.id in {"unit_leader", "implementation_lead", "employee"}:
            assert not [p for p in role.permissions if p.reaches_people], role.id


def test_the_sample_addresses_are_addresses() -> None:
    UUID(SAMPLES["uuid"])
    assert all("<" not in address and "(" not in address for address, _n, _p in ROUTES)
