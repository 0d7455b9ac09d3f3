"""Reaching the person: what her terms allow now, and how the attempt went."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tryggvei.access.api import Permission, needs, viewer_of
from tryggvei.casework.actions.contacting import (
    ContactRefusedError,
    note_attempt,
    prepare_contact,
    renew_terms,
)
from tryggvei.casework.actions.reading import GroundNeededError
from tryggvei.casework.actions.vault import CaseNotFoundError
from tryggvei.casework.rules import Outcome, Ruling
from tryggvei.casework.staff.cases import ground_of
from tryggvei.casework.staff.forms import AttemptForm, TermsForm
from tryggvei.casework.staff.presenting import contact_lines
from tryggvei.casework.staff.words import REFUSAL
from tryggvei.intake.api import CHANNELS_THAT_MAY_BE_SAFE, IfCut, SafeContact, wording


def _prepared(request: HttpRequest, case_id: UUID) -> tuple[SafeContact, Ruling]:
    try:
        return prepare_contact(viewer_of(request), case_id, ground_of(request, case_id))
    except CaseNotFoundError:
        raise Http404 from None


@require_http_methods(["GET", "POST"])
@needs(Permission.CASEWORK_CONTACT_ATTEMPT, fresh=True)
def contact(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show whether contact is safe now, and to what number; note how it went."""
    try:
        said, ruling = _prepared(request, case_id)
    except GroundNeededError:
        return redirect("casework:case", case_id)
    form = AttemptForm(
        request.POST if request.method == "POST" else None,
        channels=ruling.channels,
        must_read_hours=ruling.must_read_hours,
    )
    if request.method == "POST" and form.is_valid():
        try:
            note_attempt(
                viewer_of(request),
                case_id,
                form.cleaned_data["channel"],
                form.went,
                form.cleaned_data["text"],
                ground_of(request, case_id),
            )
        except ContactRefusedError as refused:
            form.add_error(None, str(REFUSAL[refused.refusal]))
        else:
            _say_what_is_next(request, form.went, said.if_cut)
            return redirect("casework:case", case_id)
    ways = [
        (wording.CHANNEL[channel], said.address_of(channel))
        for channel in CHANNELS_THAT_MAY_BE_SAFE
        if channel in ruling.channels
    ]
    context = {
        "case_id": case_id,
        "form": form,
        "ruling": ruling,
        "refusal": REFUSAL.get(ruling.refusal, "") if ruling.refusal else "",
        "ways": ways,
        "contact": contact_lines(said),
    }
    return render(
        request, "casework/staff/contact.html", context, status=422 if form.is_bound else 200
    )


def _say_what_is_next(request: HttpRequest, went: Outcome, if_cut: IfCut) -> None:
    if went is not Outcome.LINE_CUT:
        messages.success(request, _("Forsøket er skrevet i saken."))
        return
    said = wording.IF_CUT[if_cut]
    messages.warning(
        request,
        _("Forsøket er skrevet i saken. Personen har sagt dette om brutte samtaler: %(said)s.")
        % {"said": said},
    )


@require_http_methods(["GET", "POST"])
@needs(Permission.CASEWORK_CONTACT_ATTEMPT, fresh=True)
def terms(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down anew what is safe, as the person says it today."""
    try:
        said, _ruling = _prepared(request, case_id)
    except GroundNeededError:
        return redirect("casework:case", case_id)
    # Never a number or an address: this page is open also when contact is refused, and what was
    # safe before must be said anew.
    initial = {"our_name": said.our_name, "code_word": said.code_word}
    form = TermsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        renew_terms(viewer_of(request), case_id, form.contact(said), ground_of(request, case_id))
        messages.success(request, _("Lagret. Dette gjelder i to uker fra i dag."))
        return redirect("casework:case", case_id)
    context = {"case_id": case_id, "form": form}
    return render(
        request, "casework/staff/terms.html", context, status=422 if form.is_bound else 200
    )
