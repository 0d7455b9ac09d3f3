"""Coming back with a code: read the replies, and answer. The code is in the form only (ADR 0017).

An unknown code and one that nobody has answered yet give the same page: whoever tries codes, or
finds one, learns nothing from the difference.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tryggvei.intake.actions.receive import NotReceivedError, receive
from tryggvei.intake.models import Kind
from tryggvei.intake.public import codes
from tryggvei.intake.public.enquiry import CLOSED, EXPIRED, NOT_RECEIVED
from tryggvei.intake.public.forms import (
    ANSWER_NAMES,
    CODE_NAMES,
    FORM_VERSION,
    AnswerForm,
    CodeForm,
)
from tryggvei.intake.public.nonces import NONCE, Nonce, new_nonce, nonce_from
from tryggvei.intake.public.reading import Typed, UnreadableFormError, read_form
from tryggvei.intake.queries.mailbox import replies_in
from tryggvei.intake.rules.letter import BadLetterError, Letter, Mailbox, reply_from
from tryggvei.sealing.api import BadReceiptCode, ReceiptCode, SealError, open_reply
from tryggvei.toolbox.clock import now
from tryggvei.ui.api import public_error

UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Reply:
    """One reply as the page shows it; `text` is empty when it could not be opened."""

    said_at: datetime | None
    text: str


def _replies_to(code: ReceiptCode) -> list[Reply]:
    """Return the replies in a mailbox, opened with the code's own key, oldest first."""
    found: list[Reply] = []
    for reply_id, blob in replies_in(code.mailbox_id):
        try:
            reply = reply_from(open_reply(code, reply_id, blob))
            found.append(Reply(datetime.fromisoformat(reply.written_at), reply.text))
        except (SealError, BadLetterError, ValueError):
            found.append(Reply(None, ""))
    return sorted(found, key=lambda reply: reply.said_at.timestamp() if reply.said_at else 0.0)


def _draw_code(
    request: HttpRequest, form: CodeForm, *, status: int = 200, notice: str = ""
) -> HttpResponse:
    context = {"form": form, "notice": notice}
    return render(request, "intake/public/code.html", context, status=status)


def _draw_messages(
    request: HttpRequest,
    typed_code: str,
    form: AnswerForm,
    *,
    status: int = 200,
    notice: str = "",
    nonce: Nonce | None = None,
) -> HttpResponse:
    """Return the page with the replies. Raises BadReceiptCode, DatabaseError."""
    code = codes.opened(typed_code)
    usable = nonce if nonce and not nonce.is_expired else new_nonce()
    context = {
        "form": form,
        "notice": notice,
        "replies": _replies_to(code),
        "code": codes.plain(typed_code),
        "nonce": usable.signed(),
        "closed": settings.INTAKE == "off",
    }
    return render(request, "intake/public/messages.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """Ask for the code; with a code, show what the team has written."""
    if request.method != "POST":
        return _draw_code(request, CodeForm())
    try:
        typed = read_form(request, CODE_NAMES)
    except UnreadableFormError:
        return public_error(400)
    form = CodeForm(typed.values)
    try:
        return _draw_messages(request, typed.one("code"), AnswerForm())
    except BadReceiptCode as error:
        form.add_error("code", str(codes.WHAT_IS_WRONG[error.fault]))
        return _draw_code(request, form, status=422)
    except DatabaseError:
        return _draw_code(request, form, status=503, notice=UNREACHABLE)


def _draw_again(
    request: HttpRequest, typed: Typed, form: AnswerForm, nonce: Nonce | None, **page: object
) -> HttpResponse:
    """Draw the answer again with its text, also when the replies cannot be fetched just now."""
    status, notice = int(str(page.get("status", 422))), str(page.get("notice", ""))
    try:
        return _draw_messages(
            request, typed.one("code"), form, status=status, notice=notice, nonce=nonce
        )
    except DatabaseError:
        usable = nonce if nonce and not nonce.is_expired else new_nonce()
        context = {
            "form": form,
            "notice": notice or UNREACHABLE,
            "code": codes.plain(typed.one("code")),
            "nonce": usable.signed(),
            "unreachable": True,
        }
        return render(request, "intake/public/messages.html", context, status=status)
    except BadReceiptCode as error:
        context = {
            "form": form,
            "code_fault": codes.WHAT_IS_WRONG[error.fault],
            "code": typed.one("code"),
            "code_is_open": True,
            "nonce": (nonce or new_nonce()).signed(),
        }
        return render(request, "intake/public/messages.html", context, status=422)


def _take_in(request: HttpRequest, typed: Typed) -> HttpResponse:
    form, nonce = AnswerForm(typed.values), nonce_from(typed.one(NONCE))
    if settings.INTAKE == "off":
        return _draw_again(request, typed, form, nonce, status=503, notice=CLOSED)
    try:
        code = codes.opened(typed.one("code"))
    except BadReceiptCode:
        return _draw_again(request, typed, form, nonce)
    if not form.is_valid():
        return _draw_again(request, typed, form, nonce)
    if nonce is None or nonce.is_expired:
        return _draw_again(request, typed, form, None, notice=EXPIRED)
    letter = Letter(
        text=form.cleaned_data["text"],
        mailbox=Mailbox(code.mailbox_id, code.public_key),
        form=FORM_VERSION,
        written_at=now().isoformat(),
    )
    try:
        receive(letter, nonce=nonce.id, kind=Kind.DIALOGUE)
    except NotReceivedError:
        return _draw_again(request, typed, form, nonce, status=503, notice=NOT_RECEIVED)
    return HttpResponse(status=303, headers={"Location": reverse("intake:thanks")})


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Take an answer in; the address alone (reload, bookmark) leads to the page of the code."""
    if request.method != "POST":
        return HttpResponse(status=303, headers={"Location": reverse("intake:answers")})
    try:
        typed = read_form(request, ANSWER_NAMES)
    except UnreadableFormError:
        return public_error(400)
    return _take_in(request, typed)
