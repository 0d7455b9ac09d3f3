"""A change that waits: approved by somebody else, or put away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tryggvei.access.api import Permission, get_visible, needs, viewer_of
from tryggvei.contentpack.api import EditConflict
from tryggvei.help_directory.actions import (
    BreaksTheDirectory,
    NoProposal,
    NotByYou,
    approve_change,
    withdraw_change,
)
from tryggvei.help_directory.queries.proposals import proposal_of_id
from tryggvei.help_directory.staff.forms import ApproveForm
from tryggvei.help_directory.staff.review import show_fact


@needs(Permission.HELP_DIRECTORY_FACT_CONFIRM, fresh=True)
@require_POST
def approve(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Put the change out: the viewer has rung the new number herself."""
    found = get_visible(proposal_of_id(proposal_id))
    form = ApproveForm(request.POST, prefix="ok")
    if not form.is_valid():
        return show_fact(request, found.kind, found.key, approve_form=form, status=422)
    try:
        approve_change(viewer_of(request), proposal_id)
    except NoProposal:
        messages.error(request, _("Noen har allerede avgjort endringen. Se hva som gjelder nå."))
    except NotByYou:
        messages.error(request, _("Du har foreslått endringen. En annen må godkjenne den."))
    except (EditConflict, BreaksTheDirectory):
        messages.error(
            request, _("Opplysningen er endret siden forslaget. Trekk det, og foreslå på nytt.")
        )
    else:
        messages.success(request, _("Endringen er godkjent og blir vist om ett til to minutter."))
    return redirect("help_directory:fact", kind=found.kind, key=found.key)


@needs(Permission.HELP_DIRECTORY_FACT_CONFIRM, fresh=True)
@require_POST
def withdraw(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Put the change away. What is shown stays."""
    found = get_visible(proposal_of_id(proposal_id))
    try:
        withdraw_change(viewer_of(request), proposal_id)
    except NoProposal:
        messages.error(request, _("Noen har allerede avgjort endringen. Se hva som gjelder nå."))
    else:
        messages.success(request, _("Forslaget er trukket. Det som vises, er som før."))
    return redirect("help_directory:fact", kind=found.kind, key=found.key)
