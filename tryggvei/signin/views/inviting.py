"""The administrator makes a one-time link and sees it once."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from tryggvei.access.api import Permission, needs, viewer_of
from tryggvei.organisation.api import OrganisationError, person_by_public_id
from tryggvei.signin.invitations import invite as make_invitation
from tryggvei.signin.rules import INVITATION


def link_address(token: str) -> str:
    """Return the whole address of a one-time link."""
    return settings.STAFF_ORIGIN.rstrip("/") + reverse("signin:use_link", args=[token])


@needs(Permission.ORGANISATION_HOLDER_CHANGE, fresh=True)
@never_cache
@sensitive_variables("token", "context")
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask on GET; on POST make the link and show it, this one time."""
    try:
        person = person_by_public_id(public_id)
    except LookupError:
        raise Http404 from None
    context: dict[str, object] = {
        "person": person,
        "hours": int(INVITATION.total_seconds() // 3600),
    }
    status = 200
    if request.method == "POST":
        try:
            token = make_invitation(actor_id=viewer_of(request).person_id, person_id=person.id)
            context["link"] = link_address(token)
        except OrganisationError as error:
            context["refused"] = str(error)
            status = 400
    return render(request, "signin/invite.html", context, status=status)
