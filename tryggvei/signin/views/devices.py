"""Where I am signed in, and ending it there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tryggvei.access.api import Permission, needs, viewer_of
from tryggvei.audit.api import Thing, record
from tryggvei.signin.sessions import devices_of, end_session, end_sessions_of


@needs(Permission.SIGNIN_SESSION_LIST_OWN)
@never_cache
@require_http_methods(["GET", "POST"])
def devices(request: HttpRequest) -> HttpResponse:
    """List my open sessions; end one, or all but this."""
    person_id = viewer_of(request).person_id
    this = request.session.session_key
    if request.method == "POST":
        _end(person_id, request.POST.get("device", ""), this)
        record(
            actor_id=person_id,
            verb="signin:session:end",
            thing=Thing("person", str(person_id)),
            ground="selv",
        )
        return redirect("signin:devices")
    return render(request, "signin/devices.html", {"devices": devices_of(person_id, this)})


def _end(person_id: int, which: str, this: str | None) -> None:
    if which == "others":
        end_sessions_of(person_id, but_key=this)
    elif not (which.isdecimal() and len(which) < 19 and end_session(person_id, int(which))):
        raise Http404
