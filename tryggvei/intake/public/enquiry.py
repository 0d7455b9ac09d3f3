"""The enquiry page: drawn without a database, sealed before anything touches a disk (ADR 0016)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tryggvei.intake.actions.receive import NotReceivedError, receive
from tryggvei.intake.public import codes
from tryggvei.intake.public.forms import ENQUIRY_NAMES, FORM_VERSION, EnquiryForm
from tryggvei.intake.public.nonces import NONCE, Nonce, new_nonce, nonce_from
from tryggvei.intake.public.reading import Typed, UnreadableFormError, read_form
from tryggvei.intake.queries.offer import is_dialogue_offered
from tryggvei.sealing.api import new_receipt_code
from tryggvei.toolbox.clock import now
from tryggvei.ui.api import public_error

EXPIRED, NOT_RECEIVED, CLOSED, TOO_MUCH = "expired", "not_received", "closed", "too_much"


def _draw(
    request: HttpRequest,
    form: EnquiryForm,
    *,
    status: int = 200,
    notice: str = "",
    nonce: Nonce | None = None,
    code: str = "",
) -> HttpResponse:
    """Return the page: with what was typed, and a nonce that will do for the next try."""
    usable = nonce if nonce and not nonce.is_expired else new_nonce()
    offered = is_dialogue_offered()
    context = {
        "form": form,
        "notice": notice,
        "closed": settings.INTAKE == "off",
        "demo": settings.INTAKE == "demo",
        "nonce": usable.signed(),
        "form_version": FORM_VERSION,
        "code": (codes.still_valid(code) if code else new_receipt_code()) if offered else "",
    }
    return render(request, "intake/public/enquiry.html", context, status=status)


def _sent() -> HttpResponse:
    """Return the 303 after a message that is on disk: the page that was sent is left behind."""
    return HttpResponse(status=303, headers={"Location": reverse("intake:thanks")})


def _take_in(request: HttpRequest, typed: Typed) -> HttpResponse:
    form = EnquiryForm(typed.values)
    nonce, code = nonce_from(typed.one(NONCE)), typed.one("code")
    if typed.too_many:
        return _draw(request, form, status=400, notice=TOO_MUCH, nonce=nonce, code=code)
    if settings.INTAKE == "off":
        return _draw(request, form, status=503, notice=CLOSED, nonce=nonce, code=code)
    offered = is_dialogue_offered()
    answer = codes.confirmed(code, typed.one("code_end")) if offered else codes.Confirmed()
    if answer.fault:
        form.add_error("code_end", str(answer.fault))
    if not form.is_valid():
        return _draw(request, form, status=422, nonce=nonce, code=answer.code)
    if nonce is None or nonce.is_expired:
        return _draw(request, form, status=422, notice=EXPIRED, code=answer.code)
    try:
        receive(form.letter(answer.mailbox, now().isoformat()), nonce=nonce.id)
    except NotReceivedError:
        return _draw(request, form, status=503, notice=NOT_RECEIVED, nonce=nonce, code=answer.code)
    return _sent()


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Draw the form, or take a message in: 303 when it is durable; else the page with the text."""
    if request.method != "POST":
        return _draw(request, EnquiryForm())
    try:
        typed = read_form(request, ENQUIRY_NAMES)
    except UnreadableFormError:
        return public_error(400)
    return _take_in(request, typed)


@require_http_methods(["GET", "HEAD"])
def thanks(request: HttpRequest) -> HttpResponse:
    """Say what happens next. The same page for everybody: it knows nothing of what was sent."""
    return render(request, "intake/public/thanks.html", {"demo": settings.INTAKE == "demo"})
