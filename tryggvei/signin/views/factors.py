"""My ways of signing in: password, code app, passkeys, recovery codes."""

import base64
from typing import Any, cast

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from tryggvei.access.api import signed_in
from tryggvei.audit.api import Thing, record
from tryggvei.signin import factors
from tryggvei.signin.forms import NewCodeForm, NewPasskeyForm, NewPasswordForm
from tryggvei.signin.passkey_forms import NewPasskey
from tryggvei.signin.rules import ENROLLING, NEW_CODE_SECRET
from tryggvei.signin.sessions import came_by_oidc, end_sessions_of, follow_new_key


def person_of(request: HttpRequest) -> AbstractBaseUser:
    """Return the signed-in person; refuse who signs in at the municipality's provider.

    Her way in is the provider's affair: a local factor would be a second door.
    """
    if came_by_oidc(request.session):
        raise PermissionDenied
    return cast(AbstractBaseUser, request.user)


@signed_in
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """List my ways of signing in, with what can be changed."""
    user = cast(AbstractBaseUser, request.user)
    rows = Authenticator.objects.filter(user_id=user.pk).order_by("created_at")
    recovery = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    context = {
        "oidc": came_by_oidc(request.session),
        "code_app": next((row for row in rows if row.type == Authenticator.Type.TOTP), None),
        "passkeys": [
            {"pk": row.pk, "name": row.wrap().name, "row": row}
            for row in rows
            if row.type == Authenticator.Type.WEBAUTHN
        ],
        "codes_left": len(recovery.wrap().get_unused_codes()) if recovery else 0,
        "kept": request.GET.get("siste") == "1",
    }
    return render(request, "signin/overview.html", context)


@signed_in
@never_cache
@require_http_methods(["GET"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Choose the second factor, after an invitation. No other page opens before it is done."""
    if not request.session.get(ENROLLING):
        return redirect("signin:overview")
    return render(request, "signin/enrol.html")


def _on_white(svg: str) -> str:
    """Return the picture with a white ground: telephones cannot read it on a dark page."""
    end = svg.index(">", svg.index("<svg")) + 1
    return f'{svg[:end]}<rect width="100%" height="100%" fill="#fff"/>{svg[end:]}'


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_variables("form", "secret", "url")
def add_code(request: HttpRequest) -> HttpResponse:
    """Show the secret as a picture and as text; take the first code."""
    user = person_of(request)
    form = NewCodeForm(
        request.POST if request.method == "POST" else None, user=user, session=request.session
    )
    if form.is_bound and form.is_valid():
        added = factors.add_code_app(user, form.secret)
        request.session.pop(NEW_CODE_SECRET, None)
        added.wrap().validate_code(form.cleaned_data["code"])  # marks the code as used
        return _added(request, user, added)
    adapter = get_adapter()
    url = adapter.build_totp_url(user, form.secret)
    picture = base64.b64encode(_on_white(adapter.build_totp_svg(url)).encode()).decode()
    context = {
        "form": form,
        "picture": f"data:image/svg+xml;base64,{picture}",
        "secret": " ".join(form.secret[i : i + 4] for i in range(0, len(form.secret), 4)),
        "enrolling": bool(request.session.get(ENROLLING)),
    }
    return render(request, "signin/add_code.html", context, status=400 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Let the browser make a passkey that is always unlocked by finger, face or PIN."""
    user = person_of(request)
    failed = False
    if request.method == "POST":
        form = NewPasskey(data=request.POST, user=user)
        if form.is_valid():
            data = form.cleaned_data
            added = factors.add_passkey(user, data["name"][:60], data["credential"])
            return _added(request, user, added)
        failed = True
    name = get_adapter().generate_authenticator_name(user, Authenticator.Type.WEBAUTHN)
    context = {
        "form": NewPasskeyForm(initial={"name": request.POST.get("name") or name}),
        "options": webauthn.begin_registration(user, passwordless=True),
        "failed": failed,
        "enrolling": bool(request.session.get(ENROLLING)),
    }
    return render(request, "signin/add_passkey.html", context, status=400 if failed else 200)


def _added(request: HttpRequest, user: AbstractBaseUser, added: Authenticator) -> HttpResponse:
    """Finish an enrolment with recovery codes; else go back to the list."""
    if not request.session.get(ENROLLING):
        return redirect("signin:overview")
    factors.finish_enrolment(request, user, added)
    return _show_codes(request, user, welcome=True)


@sensitive_variables("codes")
def _show_codes(request: HttpRequest, user: AbstractBaseUser, *, welcome: bool) -> HttpResponse:
    codes = factors.new_recovery_codes(user)
    shown = [" ".join(code[i : i + 4] for i in range(0, len(code), 4)) for code in codes]
    return render(request, "signin/recovery_codes.html", {"codes": shown, "welcome": welcome})


@never_cache
@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes and show them this one time."""
    return _show_codes(request, person_of(request), welcome=False)


@never_cache
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove one of my factors; the last one stays."""
    user = person_of(request)
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    row = Authenticator.objects.filter(user_id=user.pk, pk=pk, type__in=kinds).first()
    if row is None:
        raise Http404
    query: dict[str, Any] = {} if factors.remove_factor(request, row) else {"siste": 1}
    response = redirect("signin:overview")
    if query:
        response["Location"] += f"?{urlencode(query)}"
    return response


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Set a new password; every other session ends."""
    user = person_of(request)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_bound and form.is_valid():
        user.set_password(form.cleaned_data["password"])
        user.save(update_fields=["password"])
        old_key = request.session.session_key
        end_sessions_of(int(user.pk), but_key=old_key)
        update_session_auth_hash(request, cast(Any, user))  # gives the session a new key
        follow_new_key(old_key, request.session.session_key)
        record(
            actor_id=user.pk,
            verb="signin:password:change",
            thing=Thing("person", str(user.pk)),
        )
        return redirect("signin:overview")
    return render(
        request,
        "signin/change_password.html",
        {"form": form},
        status=400 if form.is_bound else 200,
    )
