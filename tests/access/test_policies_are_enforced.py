"""Default refuse: each kind of policy, each kind of person, and the view that has none."""

import logging
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import resolve

from tests.access import policed_urls
from tryggvei.access import policies
from tryggvei.access.api import Permission, Policy, Viewer, get_visible, needs, signed_in
from tryggvei.access.middleware import PolicyMiddleware
from tryggvei.toolbox.clock import now

URLS = "tests.access.policed_urls"
PERSON = SimpleNamespace(pk=1, is_authenticated=True, is_active=True)


def visit(
    path: str,
    *permissions: Permission,
    user: Any = PERSON,
    method: str = "GET",
    fresh_at: Any = None,
) -> HttpResponse | None:
    """Return what the gate answers: None lets the view run."""
    request = RequestFactory().generic(method, path)
    request.user = user
    request.session = cast(Any, {} if fresh_at is None else {"fresh_at": fresh_at})
    viewer = Viewer(1, "Aud", frozenset({1}), frozenset(permissions))
    setattr(request, "_tryggvei_viewer", viewer)  # noqa: B010
    with override_settings(ROOT_URLCONF=URLS):
        match = resolve(path.split("?", maxsplit=1)[0])
        request.resolver_match = match
        gate = PolicyMiddleware(lambda _: HttpResponse())
        return cast("HttpResponse | None", gate.process_view(request, match.func, (), {}))


READ = Permission.CASEWORK_CASE_READ
LIST = Permission.CASEWORK_CASE_LIST


def test_whoever_has_the_permission_is_let_in() -> None:
    assert visit("/cases/", LIST) is None


@pytest.mark.promise(18, "a role without the permission is refused")
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
def test_whoever_lacks_the_permission_is_refused_by_every_method(method: str) -> None:
    with pytest.raises(PermissionDenied):
        visit("/cases/", READ, method=method)


def test_the_refusal_is_logged_by_ids_only(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(PermissionDenied):
        visit("/cases/?q=secret", READ)
    assert caplog.messages == ["refused person=1 view=cases permission=casework:case:list"]


@pytest.mark.parametrize("path", ["/cases/", "/"])
def test_the_anonymous_are_sent_to_sign_in_and_back(path: str) -> None:
    answer = visit(path, user=AnonymousUser())
    assert answer is not None
    assert answer.status_code == 302
    assert answer["Location"] == f"/konto/inn/?next={path}"


def test_the_deactivated_are_treated_as_anonymous() -> None:
    gone = SimpleNamespace(pk=1, is_authenticated=True, is_active=False)
    answer = visit("/cases/", LIST, user=gone)
    assert answer is not None
    assert answer.status_code == 302


def test_an_open_view_is_open() -> None:
    assert visit("/hello/", user=AnonymousUser()) is None


@pytest.mark.promise(18, "a view without a declared rule is refused")
def test_a_view_without_policy_is_refused_as_if_it_did_not_exist() -> None:
    with pytest.raises(Http404):
        visit("/forgotten/", *Permission)


def test_a_foreign_view_gets_its_policy_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "_by_url_name", {})
    with pytest.raises(Http404):
        visit("/other/foreign/")
    policies.policies_for_urlnames({"other_room:foreign": Policy(permission=LIST)})
    with pytest.raises(PermissionDenied):
        visit("/other/foreign/", READ)
    assert visit("/other/foreign/", LIST) is None


@pytest.mark.parametrize("age", [0, 599])
def test_a_fresh_sign_in_opens_a_dangerous_view(age: int) -> None:
    assert visit("/case/", READ, fresh_at=now().timestamp() - age) is None


@pytest.mark.parametrize("fresh_at", [None, "now", True, 0])
def test_a_stale_sign_in_is_sent_to_prove_itself_and_back(fresh_at: Any) -> None:
    answer = visit("/case/?side=2", READ, fresh_at=fresh_at)
    assert answer is not None
    assert answer["Location"] == "/konto/bekreft/?next=%2Fcase%2F%3Fside%3D2"


@pytest.mark.parametrize("seconds", [601, -60])
def test_too_old_and_future_proofs_are_stale(seconds: int) -> None:
    answer = visit("/case/", READ, fresh_at=now().timestamp() - seconds)
    assert answer is not None
    assert answer.status_code == 302


def test_the_permission_is_asked_before_the_proof() -> None:
    with pytest.raises(PermissionDenied):
        visit("/case/", LIST)


@pytest.mark.parametrize(
    ("user", "words"),
    [(PERSON, "Bekreft hvem du er"), (AnonymousUser(), "Du er logget ut")],
)
def test_a_form_that_cannot_go_through_says_that_nothing_was_done(
    user: Any, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, Any] = {}

    def render(request: Any, template: str, context: dict[str, Any], status: int) -> HttpResponse:
        seen.update(context, template=template)
        return HttpResponse(words, status=status)

    monkeypatch.setattr("tryggvei.access.middleware.render", render)
    answer = visit("/case/", READ, user=user, method="POST")
    assert answer is not None
    assert answer.status_code == 403
    assert seen["template"] == "access/staff/not_done.html"
    assert seen["target"] == ("/konto/bekreft/" if user is PERSON else "/konto/inn/")


def test_a_view_has_one_policy() -> None:
    with pytest.raises(ImproperlyConfigured):
        needs(READ)(policed_urls.cases)
    with pytest.raises(ImproperlyConfigured):
        signed_in(policed_urls.hello)


def test_an_open_policy_needs_a_reason() -> None:
    with pytest.raises(ImproperlyConfigured):
        Policy.open_to_all(" ")


def test_what_is_not_there_and_what_is_not_yours_look_alike() -> None:
    assert get_visible(3) == 3
    with pytest.raises(Http404):
        get_visible(None)
