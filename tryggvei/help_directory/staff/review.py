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
from tryggvei.help_directory.actions import NothingToConfirm, confirm_fact
from tryggvei.help_directory.policies import may_confirm_facts
from tryggvei.help_directory.queries import KIND, fact_kinds, facts, one_fact
from tryggvei.help_directory.staff.forms import ConfirmForm
from tryggvei.toolbox import clock


@needs(Permission.HELP_DIRECTORY_FACT_LIST)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show every fact, those that must be checked first; ?type=help and ?vis=alle narrow it."""
    wanted = request.GET.get("type", "")
    names = fact_kinds()
    kind = wanted if wanted in names else ""
    show_all = request.GET.get("vis") == "alle"
    try:
        found = facts(clock.today(), kind=kind, only_due=not show_all)
    except PackError as error:
        broken = {"broken": str(error)}
        return render(request, "help_directory/staff/review.html", broken, status=500)
    context = {
        "facts": found,
        "kind": kind,
        "show_all": show_all,
        "kinds": [(name, kind_named(name).label) for name in names],
    }
    return render(request, "help_directory/staff/review.html", context)


@needs(Permission.HELP_DIRECTORY_FACT_LIST)
@require_GET
def fact(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show one fact: what it says, where it was read, what the municipality has changed."""
    return _show(request, kind, key)


@needs(Permission.HELP_DIRECTORY_FACT_CONFIRM, fresh=True)
@require_POST
def confirm(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Note that the viewer has checked the fact."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _show(request, kind, key, form, status=422)
    try:
        confirm_fact(
            viewer_of(request), kind, key, form.cleaned_data["role"], form.cleaned_data["seen"]
        )
    except (KeyError, UnknownKind):
        raise Http404 from None
    except NothingToConfirm:
        form.add_error("done", _("Tjenesten har ikke noe nummer ennå. Fyll inn nummeret først."))
        return _show(request, kind, key, form, status=422)
    except EditConflict:
        form.add_error(
            None, _("Noen andre endret dette mens du leste. Les på nytt før du bekrefter.")
        )
        return _show(request, kind, key, form, status=409)
    messages.success(request, _("Kontrollen er lagret med dagens dato."))
    return redirect("help_directory:fact", kind=kind, key=key)


def _show(
    request: HttpRequest,
    kind: str,
    key: str,
    form: ConfirmForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if kind not in fact_kinds():
        raise Http404
    try:
        state = state_of(kind, key)
        found = one_fact(kind, key, clock.today())
        thing = item(kind, key)
    except KeyError:
        raise Http404 from None
    may = may_confirm_facts(viewer_of(request))
    context = {
        "fact": found,
        "state": state,
        "item": thing,
        "kind_name": kind_named(kind).label,
        "is_service": kind == KIND,
        "may_confirm": may,
        "form": form or ConfirmForm(initial={"seen": state.digest}),
    }
    return render(request, "help_directory/staff/fact.html", context, status=status)
