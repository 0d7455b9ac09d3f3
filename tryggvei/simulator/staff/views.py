"""The page that makes a demo usable: who may come in, and the code of this minute."""

import json

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tryggvei.access.api import open_to_all
from tryggvei.simulator.people import code_secret_of, log_ins


def code_now(email: str) -> str:
    """Return the one-time code of this half minute for an invented person."""
    counters = list(yield_hotp_counters_from_time())  # the present one is in the middle
    counter = counters[len(counters) // 2]
    return str(format_hotp_value(hotp_value(code_secret_of(email), counter)))


@require_GET
@open_to_all("shows invented people of a demo on this machine; answers 404 in production")
def demo(request: HttpRequest) -> HttpResponse:
    """List the invented people with password and code. 404 outside demo and test."""
    if settings.TRYGGVEI_MODE == "production":
        raise Http404
    path = settings.STATE_DIR / "simulated.json"
    story = json.loads(path.read_text()) if path.exists() else {}
    people = [(login, name, code_now(login.email)) for login, name in log_ins()]
    context = {"people": people, "codes": story.get("codes", []), "public": settings.PUBLIC_ORIGIN}
    return render(request, "simulator/demo.html", context)
