"""The units that one leads, with their cards; a card on the screen; a new one; one taken down."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tryggvei.access.api import Permission, get_visible, needs, viewer_of
from tryggvei.guides.actions.drawing import Edition, Paper, card_context
from tryggvei.guides.actions.issuing import (
    IsOlder,
    IssuedCard,
    NotApproved,
    drawn_again,
    issue_card,
    take_down,
)
from tryggvei.guides.queries.cards import CardFault, CardKey
from tryggvei.guides.queries.flow import charts_to_fetch
from tryggvei.guides.queries.issues import CardBoard, UnitCards, own_cards, own_issue, own_unit
from tryggvei.guides.rules.schema import LANGUAGES
from tryggvei.guides.staff.forms import MakeForm
from tryggvei.guides.staff.words import (
    LANGUAGE_CHOICES,
    name_of,
    reading_language,
    row_of,
    unit_row,
)
from tryggvei.organisation.api import UnitInfo, UnitKind
from tryggvei.organisation.api import unit as unit_with

_CANNOT = "guides/staff/cannot.html"


@needs(Permission.GUIDES_CARD_ISSUE)
@require_GET
def cards(request: HttpRequest) -> HttpResponse:
    """Show the units that the viewer makes cards for, and how their cards stand."""
    found = own_cards(viewer_of(request))
    shelf = CardBoard([]).shelf
    language = reading_language()
    context = {
        "rows": [unit_row(shelf, own) for own in found],
        "charts": charts_to_fetch(language),
        "language": language,
    }
    return render(request, "guides/staff/cards.html", context)


@needs(Permission.GUIDES_CARD_ISSUE)
@require_GET
def unit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Show one unit: the cards that it has, the form for a new one, and what stands on them."""
    return _unit_page(request, get_visible(own_unit(viewer_of(request), unit_id)))


@needs(Permission.GUIDES_CARD_ISSUE)
@require_GET
def show(request: HttpRequest, unit_id: UUID, card: str, role: str) -> HttpResponse:
    """Show a card as it would be today, on the screen and for the browser's own print."""
    found = get_visible(own_unit(viewer_of(request), unit_id))
    wanted = request.GET.get("sprak", "")
    language = wanted if wanted in LANGUAGES else reading_language()
    board, key = CardBoard([found.id]), CardKey(card, role)
    if key not in board.shelf.keys_for(found.kind):
        raise Http404
    try:
        text = board.text(found.id, key, language)
    except CardFault as fault:
        return render(request, _CANNOT, {"unit": found, "fault": str(fault)}, status=409)
    context = {
        **card_context(text, Edition()),
        "unit": found,
        "code": language,
        "languages": LANGUAGE_CHOICES,
        "here": reverse("guides:show", args=[found.public_id, card, role]),
    }
    return render(request, "guides/staff/show.html", context)


@needs(Permission.GUIDES_CARD_ISSUE)
@require_POST
def make(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Give the unit a new card, and lead back to its page, which fetches the PDF."""
    viewer = viewer_of(request)
    found = get_visible(own_unit(viewer, unit_id))
    form = MakeForm(request.POST, cards=_choices(found))
    if not form.is_valid():
        return _unit_page(request, found, form, status=422)
    try:
        made = issue_card(viewer, found.id, form.key, form.cleaned_data["sprak"])
    except NotApproved as waiting:
        context = {"unit": found, "waiting": waiting.names}
        return render(request, _CANNOT, context, status=409)
    except CardFault as fault:
        return render(request, _CANNOT, {"unit": found, "fault": str(fault)}, status=409)
    messages.success(request, _said(made))
    page = reverse("guides:unit", args=[found.public_id])
    return redirect(f"{page}?ny={made.id}")


@needs(Permission.GUIDES_CARD_ISSUE)
@require_GET
def pdf(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """Return a card that the unit has as PDF, ?papir=a4 for the larger sheet. Logged.

    A card that says something else than today's is not printed again: back to the unit's page.
    """
    viewer = viewer_of(request)
    issue = get_visible(own_issue(viewer, issue_id))
    paper = Paper.A4 if request.GET.get("papir") == Paper.A4 else Paper.A5
    try:
        made, content = drawn_again(viewer, issue_id, paper)
    except IsOlder:
        messages.warning(request, _("Kortet er for gammelt til å skrives ut. Lag et nytt."))
    except CardFault:
        messages.error(
            request, _("Kortet får ikke plass på arket. Prøv A4, eller bruk kortere egne numre.")
        )
    else:
        name = slugify(f"{made.text.title} {made.text.role_name} {made.edition.number}")
        answer = HttpResponse(content, content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{name}-{paper}.pdf"'
        return answer
    return _back_to(issue.unit_id)


@needs(Permission.GUIDES_CARD_ISSUE)
@require_POST
def taken_down(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """Note that the card no longer hangs, so that it stands in no list of old ones."""
    viewer = viewer_of(request)
    issue = get_visible(own_issue(viewer, issue_id))
    take_down(viewer, issue_id)
    messages.success(request, _("Det er notert at kortet ikke henger lenger."))
    return _back_to(issue.unit_id)


def _back_to(unit_id: int) -> HttpResponse:
    return redirect("guides:unit", unit_id=unit_with(unit_id).public_id)


def _unit_page(
    request: HttpRequest, found: UnitInfo, form: MakeForm | None = None, status: int = 200
) -> HttpResponse:
    board = CardBoard([found.id])
    seen = next(board.cards(), UnitCards(found, board.facts(found.id), (), ()))
    rows = [row_of(board.shelf, one) for one in seen.held]
    fresh = request.GET.get("ny", "")
    new = next((one for one in seen.held if str(one.id) == fresh), None)
    context: dict[str, Any] = {
        "unit": found,
        "kind": UnitKind(found.kind).label,
        "seen": seen,
        "rows": rows,
        "older": [row for row in rows if row["changes"]],
        "looks": [(key, name_of(board.shelf, key)) for key in seen.keys],
        "form": form or MakeForm(cards=_choices(found), initial=_likely(seen)),
        "new": new,
    }
    answer = render(request, "guides/staff/unit.html", context, status=status)
    if new is not None and not new.is_older:
        # The download begins by itself and the page stays; the link on it does the same.
        answer["Refresh"] = f"1; url={reverse('guides:pdf', args=[new.id])}"
    return answer


def _likely(seen: UnitCards) -> dict[str, str]:
    """Return what the viewer has most likely come to make: the card that must be replaced."""
    if not seen.older:
        return {"sprak": reading_language()}
    old = seen.older[0]
    return {"kort": f"{old.key.card}/{old.key.role}", "sprak": old.language}


def _choices(found: UnitInfo) -> list[tuple[CardKey, str]]:
    shelf = CardBoard([]).shelf
    return [(key, name_of(shelf, key)) for key in shelf.keys_for(found.kind)]


def _said(made: IssuedCard) -> str:
    if made.is_new:
        return _("Kortet er laget. Ta ned det gamle når du henger opp det nye.")
    return _("Dere har allerede dette kortet, og det gjelder. Her er det på nytt.")
