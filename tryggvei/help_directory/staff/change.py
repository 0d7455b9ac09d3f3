"""Correct a service's number and hours."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tryggvei.access.api import Permission, needs, viewer_of
from tryggvei.contentpack.api import EditConflict, state_of
from tryggvei.help_directory import queries
from tryggvei.help_directory.actions import AlreadyWaiting, BreaksTheDirectory, propose_service
from tryggvei.help_directory.staff.forms import ServiceForm, initial_of


@needs(Permission.HELP_DIRECTORY_FACT_CONFIRM, fresh=True)
@require_http_methods(["GET", "POST"])
def service(request: HttpRequest, key: str) -> HttpResponse:
    """Show the form, or keep the change as a proposal that somebody else must approve."""
    try:
        found = queries.service(key)
        seen = state_of(queries.KIND, key).digest
    except KeyError:
        raise Http404 from None
    form = ServiceForm(request.POST or None, initial=initial_of(found, seen))
    status = 200
    if request.method == "POST":
        if form.is_valid() and _stored(request, key, form):
            messages.success(
                request,
                _("Forslaget er lagret. Det gamle vises til en annen har godkjent."),
            )
            return redirect("help_directory:fact", kind=queries.KIND, key=key)
        status = 422
    context = {"form": form, "service": found, "key": key}
    return render(request, "help_directory/staff/change.html", context, status=status)


def _stored(request: HttpRequest, key: str, form: ServiceForm) -> bool:
    data = form.cleaned_data
    try:
        propose_service(viewer_of(request), key, data["number"], form.hours(), data["seen"])
    except EditConflict:
        form.add_error(
            None,
            _("Noen andre endret tjenesten mens du skrev. Åpne den på nytt og se hva som er nytt."),
        )
    except AlreadyWaiting:
        form.add_error(
            None,
            _("En endring av denne tjenesten venter allerede. Godkjenn eller trekk den først."),
        )
    except BreaksTheDirectory:
        form.add_error(
            "number",
            _("Dette kan ikke lagres. Nødnumre er faste, og andre tjenester viser til nummeret."),
        )
    else:
        return True
    return False
