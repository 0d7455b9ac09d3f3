"""Signing in at the municipality's provider: the way there and the way back."""

import hmac
import logging
import secrets
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tryggvei.access.api import open_to_all
from tryggvei.audit.api import Thing, record
from tryggvei.organisation.api import OrganisationError, person
from tryggvei.signin import locker
from tryggvei.signin.invitations import (
    InvitationGone,
    accept_with_outside_identity,
    invitation_of,
)
from tryggvei.signin.models import OutsideIdentity
from tryggvei.signin.nexts import is_safe, safe_next
from tryggvei.signin.oidc import client
from tryggvei.signin.oidc.claims import Expected, Identity, OidcRefused, believed
from tryggvei.signin.rules import OIDC_WAITING, OIDC_WAITS, VIA_OIDC
from tryggvei.signin.sessions import came_by_oidc, make_fresh
from tryggvei.toolbox.clock import now

logger = logging.getLogger("tryggvei.signin")
WHY_OPEN = "Part of signing in at the municipality's provider."


@open_to_all(WHY_OPEN)
@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Send the person to the provider: to sign in, to prove who she is, or with an invitation."""
    if not client.is_configured():
        return redirect("account_login")
    proving = request.user.is_authenticated and came_by_oidc(request.session)
    if request.user.is_authenticated and not proving:
        return redirect(safe_next(request) or "/")
    token = request.POST.get("invitation", "")
    waiting: dict[str, Any] = {
        "state": secrets.token_urlsafe(32),
        "nonce": secrets.token_urlsafe(32),
        "verifier": secrets.token_urlsafe(64),
        "prove": proving,
        "next": safe_next(request),
        "at": now().timestamp(),
        "invitation": locker.encrypt(token) if token else "",
    }
    try:
        address = client.way_there(
            state=waiting["state"],
            nonce=waiting["nonce"],
            verifier=waiting["verifier"],
            prove=proving,
        )
    except OidcRefused as refused:
        return _refusal(request, refused)
    request.session[OIDC_WAITING] = waiting
    if request.method == "POST":
        # The staff face's form-action stops a form that is redirected elsewhere: a link then.
        return render(request, "signin/onward.html", {"address": address})
    return redirect(address)


@open_to_all(WHY_OPEN)
@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponseBase:
    """Take the person back: check everything, then sign her in or say why not."""
    # Taken out first: a state is good for one answer, right or wrong.
    waiting: dict[str, Any] = request.session.pop(OIDC_WAITING, None) or {}
    try:
        identity, id_token = _identity(request, waiting)
        if waiting["prove"]:
            return _proved(request, identity, waiting)
        return _entered(request, identity, id_token, waiting)
    except OidcRefused as refused:
        return _refusal(request, refused)


def _identity(request: HttpRequest, waiting: dict[str, Any]) -> tuple[Identity, str]:
    state = request.GET.get("state", "")
    if not waiting or not hmac.compare_digest(state.encode(), waiting["state"].encode()):
        raise OidcRefused("state", "state is missing, used or another")
    at = now().timestamp()
    if at - waiting["at"] > OIDC_WAITS.total_seconds():
        raise OidcRefused("state", "the answer came too late")
    if request.GET.get("iss", client.issuer()) != client.issuer():
        raise OidcRefused("state", "the answer is from another provider (RFC 9207)")
    if "error" in request.GET:
        known = {"access_denied", "login_required"}
        reason = "cancelled" if request.GET["error"] in known else "provider"
        raise OidcRefused(reason, "the provider answered with an error")
    id_token = client.exchange(request.GET.get("code", ""), waiting["verifier"])
    expected = Expected(
        issuer=client.issuer(),
        client_id=client.our_name(),
        nonce=waiting["nonce"],
        levels=client.levels(),
        now=at,
        fresh_since=waiting["at"] if waiting["prove"] else None,
    )
    return believed(client.signed_claims(id_token), expected), id_token


def _proved(request: HttpRequest, identity: Identity, waiting: dict[str, Any]) -> HttpResponseBase:
    if not request.user.is_authenticated or _person_id(identity) != request.user.pk:
        raise OidcRefused("other", "another person came back than went")
    make_fresh(request.session)
    record(
        actor_id=request.user.pk,
        verb="signin:session:prove",
        thing=Thing("person", str(request.user.pk)),
    )
    return redirect(waiting["next"] if is_safe(request, waiting["next"]) else "/")


def _person_id(identity: Identity) -> int | None:
    found = OutsideIdentity.objects.filter(issuer=client.issuer(), subject=identity.subject)
    return found.values_list("person_id", flat=True).first()


def _linked(identity: Identity, token: str) -> int:
    """Link the identity to the invited person. The link is the bond; a stated e-mail must agree."""
    try:
        invited = person(invitation_of(token).person_id)
        if identity.verified_email and identity.verified_email != invited.email:
            raise OidcRefused("email", "the provider's verified e-mail is another than invited")
        return accept_with_outside_identity(token, client.issuer(), identity.subject)
    except InvitationGone:
        raise OidcRefused("invitation", "the invitation is gone") from None
    except OrganisationError:
        raise OidcRefused("other", "the subject is linked to another person") from None


def _entered(
    request: HttpRequest, identity: Identity, id_token: str, waiting: dict[str, Any]
) -> HttpResponseBase:
    if waiting["invitation"]:
        person_id: int | None = _linked(identity, locker.decrypt(waiting["invitation"]))
    else:
        person_id = _person_id(identity)
    if person_id is None:
        raise OidcRefused("unknown", "nobody here is linked to this subject")
    row = get_user_model().objects.get(pk=person_id)
    if not row.is_active:
        raise OidcRefused("inactive", "the account is closed")
    adapter = get_adapter(request)
    adapter.login(request, row)
    record_authentication(request, row, method=VIA_OIDC, level=identity.level)
    client.keep_for_sign_out(request, id_token)
    answer: HttpResponseBase = adapter.post_login(
        request,
        row,
        email_verification="none",
        signal_kwargs=None,
        email=None,
        signup=False,
        redirect_url=waiting["next"] or None,
    )
    return answer


def _refusal(request: HttpRequest, refused: OidcRefused) -> HttpResponse:
    # Both are names of ours (see claims.py); no claim and no answer of the provider is logged.
    reason_name, detail_name = refused.reason, str(refused)
    logger.warning("sign-in at the provider refused: %s: %s", reason_name, detail_name)
    status = 502 if refused.reason == "provider" else 403
    context = {"reason": refused.reason, "signed_in": request.user.is_authenticated}
    return render(request, "signin/oidc_refused.html", context, status=status)
