"""Session rules on every request: idle and absolute time-out, and no half log-in."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tryggvei.access.api import kept_texts
from tryggvei.audit.api import Thing, record
from tryggvei.signin.rules import ENROLLING, OPENED_AT, SEEN_AT, SEEN_STEP, is_over
from tryggvei.signin.sessions import has_two_factors
from tryggvei.toolbox.clock import now

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
ENROLMENT = frozenset(
    {"signin:enrol", "signin:add_code", "signin:add_passkey", "signin:sign_out", "signin:ended"}
)


class SessionRulesMiddleware:
    """Ends sessions whose time is out, and keeps a half-enrolled person on the enrolment pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Judge the session before anything else sees the request."""
        if request.user.is_authenticated:
            refusal = self._judge(request)
            if refusal is not None:
                return refusal
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],  # noqa: ARG002 - Django's signature
        args: tuple[Any, ...],  # noqa: ARG002
        kwargs: dict[str, Any],  # noqa: ARG002
    ) -> HttpResponseBase | None:
        """Let a person who has not enrolled a second factor see the enrolment pages only."""
        if not request.user.is_authenticated or has_two_factors(request.session):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        return None if name in ENROLMENT else redirect("signin:enrol")

    def _judge(self, request: HttpRequest) -> HttpResponse | None:
        session = request.session
        opened, seen = session.get(OPENED_AT), session.get(SEEN_AT)
        at = now().timestamp()
        if not isinstance(opened, int | float) or not isinstance(seen, int | float):
            return _end(request, "ukjent")
        if is_over(opened_at=opened, seen_at=seen, now=at):
            return _end(request, "tid")
        if not has_two_factors(session) and not session.get(ENROLLING):
            return _end(request, "ukjent")
        if at - seen >= SEEN_STEP.total_seconds():
            session[SEEN_AT] = at
        return None


def _end(request: HttpRequest, why: str) -> HttpResponse:
    person_id = request.user.pk
    logout(request)
    record(
        actor_id=person_id,
        verb="signin:session:end",
        thing=Thing("person", str(person_id)),
        ground=why,
    )
    if request.method in SAFE_METHODS:
        query = urlencode({"grunn": why, "next": request.get_full_path()})
        return redirect(f"{reverse('signin:ended')}?{query}")
    # A form that came too late: say plainly that nothing was saved, and hand the text back.
    context = {"why": why, "lost": True, "texts": kept_texts(request)}
    return render(request, "signin/ended.html", context, status=403)
