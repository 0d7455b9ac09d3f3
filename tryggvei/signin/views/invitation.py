"""Using a one-time link: choose a password, or the municipality's own log-in."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import get_user_model, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from tryggvei.access.api import open_to_all
from tryggvei.signin.forms import NewPasswordForm
from tryggvei.signin.invitations import InvitationGone, accept_with_password, invitation_of
from tryggvei.signin.oidc.client import is_configured
from tryggvei.signin.rules import ENROLLING
from tryggvei.signin.sessions import open_clocks


@open_to_all("The secret in the link is what lets the invited person in, once.")
@never_cache
@sensitive_post_parameters("password", "again")
@sensitive_variables("token", "form")
@require_http_methods(["GET", "POST"])
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show who the link is for; take a password and go on to the second factor."""
    try:
        invitation = invitation_of(token)
        form = NewPasswordForm(
            request.POST if request.method == "POST" else None, user=invitation.person
        )
        if form.is_bound and form.is_valid():
            return _go_on(request, accept_with_password(token, form.cleaned_data["password"]))
    except InvitationGone:
        return render(request, "signin/link_gone.html", status=410)
    context = {
        "form": form,
        "name": invitation.person.name,
        "email": invitation.person.email,
        "oidc": is_configured(),
        "token": token,
    }
    return render(request, "signin/use_link.html", context, status=400 if form.is_bound else 200)


def _go_on(request: HttpRequest, person_id: int) -> HttpResponse:
    """Sign in half-way: the session may see the enrolment pages and nothing else."""
    logout(request)  # somebody else may be signed in in this browser
    row = get_user_model().objects.get(pk=person_id)
    get_adapter(request).login(request, row)
    record_authentication(request, row, method="password")
    request.session[ENROLLING] = True
    open_clocks(request.session)
    return redirect("signin:enrol")
