"""Enforces the policy of every view: default refuse, in one place."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse

from tryggvei.access.kept import kept_fields, kept_texts
from tryggvei.access.policies import Policy, policy_of
from tryggvei.access.viewer import viewer_of
from tryggvei.toolbox.clock import now

logger = logging.getLogger("tryggvei.access")

FRESH_SECONDS = 600
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class PolicyMiddleware:
    """Refuses a view without a policy, then everybody whom its policy does not let in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the decision is taken when its view is known."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: tuple[Any, ...],  # noqa: ARG002 - Django's signature
        kwargs: dict[str, Any],  # noqa: ARG002
    ) -> HttpResponseBase | None:
        """Return None to let the view run, or the refusal. Raises Http404, PermissionDenied."""
        url_name = request.resolver_match.view_name if request.resolver_match else ""
        policy = policy_of(view, url_name)
        if policy is None:
            logger.error("view without a policy refused: %s", url_name or "unnamed")
            raise Http404
        if not policy.sign_in:
            return None
        if not (request.user.is_authenticated and request.user.is_active):
            return _to_sign_in(request)
        _insist_on_permission(request, policy, url_name)
        if policy.fresh and not is_fresh(request):
            return _to_reauthenticate(request)
        return None


def is_fresh(request: HttpRequest) -> bool:
    """Return True when the person proved who they are within the last ten minutes.

    Sign-in writes the session key `fresh_at` (seconds since 1970) at log-in and
    re-authentication.
    """
    fresh_at = request.session.get("fresh_at")
    if isinstance(fresh_at, bool) or not isinstance(fresh_at, int | float):
        return False
    return 0 <= now().timestamp() - fresh_at < FRESH_SECONDS


def _insist_on_permission(request: HttpRequest, policy: Policy, url_name: str) -> None:
    if policy.permission is None:
        return
    viewer = viewer_of(request)
    if not viewer.may(policy.permission):
        logger.warning(
            "refused person=%s view=%s permission=%s",
            viewer.person_id,
            url_name,
            policy.permission.value,
        )
        raise PermissionDenied


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.method in SAFE_METHODS:
        return redirect_to_login(request.get_full_path())
    return _not_done(request, resolve_url(settings.LOGIN_URL), signed_out=True)


def _to_reauthenticate(request: HttpRequest) -> HttpResponse:
    target = reverse("signin:reauthenticate")
    if request.method in SAFE_METHODS:
        return redirect(f"{target}?{urlencode({'next': request.get_full_path()})}")
    return _not_done(request, target, signed_out=False)


def _not_done(request: HttpRequest, target: str, *, signed_out: bool) -> HttpResponse:
    """Answer a POST that cannot go through: say that nothing was done, and what to do now.

    What was typed comes back. Where only the proof is missing it can be sent again from the page
    itself, when she has proved who she is in another tab: no text waits on the server.
    """
    context = {
        "target": target,
        "signed_out": signed_out,
        "fields": [] if signed_out else kept_fields(request),
        "texts": kept_texts(request),
    }
    return render(request, "access/staff/not_done.html", context, status=403)
