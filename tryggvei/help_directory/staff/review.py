"""All facts with their review marks; one fact; the note that it was checked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tryggvei.access.api import Permission, needs, viewer_of
from tryggvei.contentpack.api import (
    EditConflict,
    PackError,
    UnknownKind,
    item,
    kind_named,
    state_of,
)
from tryggvei.help_directory.actions import (
    AlreadyWaiting,
    NotByYou,
    NothingToConfirm,
    confirm_fact,
)
from tryggvei.help_directory.models import Proposal
from tryggvei.help_directory.policies import may_confirm_facts
from tryggvei.help_directory.queries import KIND, fact_kinds, facts, one_fact
from tryggvei.help_directory.queries.proposals import hands_in_fact, waiting_for, waiting_keys
from tryggvei.help_directory.rules import Service
from tryggvei.help_directory.staff.forms import ApproveForm, ConfirmForm
from tryggvei.organisation.api import display_name
from tryggvei.toolbox import clock


@needs(Permission.HELP_DIRECTORY_FACT_LIST)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show every fact, those that must be checked first; ?type=help and ?vis= narrow it."""
    wanted = request.GET.get("type", "")
    names = fact_kinds()
    kind = wanted if wanted in names else ""
    view = request.GET.get("vis", "")
    waiting = waiting_keys()
    try:
        found = facts(clock.today(), kind=kind, only_due=view not in ("alle", "venter"))
    except PackError as error:
        broken = {"broken": str(error)}
        return render(request, "help_directory/staff/review.html", broken, status=500)
    if view == "venter":
        found = [one for one in found if (one.kind, one.key) in waiting]
    context = {
        "facts": [(one, (one.kind, one.key) in waiting) for one in found],
        "kind": kind,
        "view": view,
        "kinds": [(name, kind_named(name).label) for name in names],
    }
    return render(request, "help_directory/staff/review.html", context)


@needs(Permission.HELP_DIRECTORY_FACT_LIST)
@require_GET
def fact(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show one fact: what it says, where it was read, what the municipality has changed."""
    return show_fact(request, kind, key)


@needs(Permission.HELP_DIRECTORY_FACT_CONFIRM, fresh=True)
@require_POST
def confirm(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Note that the viewer has checked the fact."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return show_fact(request, kind, key, form, status=422)
    try:
        confirm_fact(viewer_of(request), kind, key, form.cleaned_data["seen"])
    except (KeyError, UnknownKind):
        raise Http404 from None
    except NothingToConfirm:
        form.add_error("done", _("Tjenesten har ikke noe nummer ennå. Fyll inn nummeret først."))
        return show_fact(request, kind, key, form, status=422)
    except NotByYou:
        form.add_error(None, _("Du har selv endret dette. En annen må kontrollere det."))
        return show_fact(request, kind, key, form, status=422)
    except AlreadyWaiting:
        form.add_error(None, _("En endring venter. Godkjenn eller trekk den først."))
        return show_fact(request, kind, key, form, status=422)
    except EditConflict:
        form.add_error(
            None, _("Noen andre endret dette mens du leste. Les på nytt før du bekrefter.")
        )
        return show_fact(request, kind, key, form, status=409)
    messages.success(request, _("Kontrollen er lagret med dagens dato."))
    return redirect("help_directory:fact", kind=kind, key=key)


def _service_as(proposal: Proposal | None) -> Service | None:
    return Service.model_validate(proposal.data) if proposal else None


def show_fact(
    request: HttpRequest,
    kind: str,
    key: str,
    form: ConfirmForm | None = None,
    *,
    approve_form: ApproveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Draw one fact, with the change that waits if there is one; a form to be mended comes in."""
    if kind not in fact_kinds():
        raise Http404
    try:
        state = state_of(kind, key)
        found = one_fact(kind, key, clock.today())
        thing = item(kind, key)
    except KeyError:
        raise Http404 from None
    viewer = viewer_of(request)
    may = may_confirm_facts(viewer)
    waiting = waiting_for(kind, key)
    context = {
        "fact": found,
        "state": state,
        "item": thing,
        "kind_name": kind_named(kind).label,
        "is_service": kind == KIND,
        "may_confirm": may,
        "is_own": viewer.person_id in hands_in_fact(state),
        "waiting": waiting,
        "new": _service_as(waiting),
        "proposer": display_name(waiting.proposed_by) if waiting else "",
        "is_own_proposal": waiting is not None and waiting.proposed_by == viewer.person_id,
        "approve_form": approve_form or ApproveForm(prefix="ok"),
        "mend": approve_form or form,
        "form": form or ConfirmForm(initial={"seen": state.digest}),
    }
    return render(request, "help_directory/staff/fact.html", context, status=status)
