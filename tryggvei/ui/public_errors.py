"""Error pages of the public face: they always give the telephone numbers.

Nothing of the request is shown or logged. They need no database, and if even the content pack is
broken, a last page in code gives the emergency numbers.
"""

import logging

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy

from tryggvei.ui.assets import public_css

logger = logging.getLogger("tryggvei.ui")

_TEXTS = {
    400: (
        gettext_lazy("Vi forsto ikke det som ble sendt"),
        gettext_lazy("Gå tilbake og prøv en gang til."),
    ),
    403: (
        gettext_lazy("Dette ble ikke sendt"),
        gettext_lazy("Skjemaet må åpnes og sendes herfra. Åpne det på nytt og prøv en gang til."),
    ),
    404: (
        gettext_lazy("Vi finner ikke siden"),
        gettext_lazy("Adressen kan være feil, eller siden kan være flyttet."),
    ),
    405: (
        gettext_lazy("Vi forsto ikke det som ble sendt"),
        gettext_lazy("Gå tilbake og prøv en gang til."),
    ),
    413: (
        gettext_lazy("Det ble for mye på en gang"),
        gettext_lazy("Gå tilbake, skriv litt kortere og send på nytt."),
    ),
    500: (
        gettext_lazy("Noe gikk galt hos oss"),
        gettext_lazy("Det er ikke din feil. Hvis du sendte noe nå, vet vi ikke om det kom fram."),
    ),
    503: (
        gettext_lazy("Vi kan ikke ta imot akkurat nå"),
        gettext_lazy("Det du sendte, kom ikke fram. Ring hvis du kan, eller prøv igjen senere."),
    ),
}
# The one place in code with telephone numbers: what is left when the pack cannot be read.
_LAST_RESORT = (
    '<!doctype html><html lang="{}"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>{}</title>'
    "<style>{}</style><body><main><h1>{}</h1>"
    '<p><a href="tel:112">112</a> · <a href="tel:113">113</a> · <a href="tel:110">110</a></p>'
    "</main>"
)


def public_error(status: int) -> HttpResponse:
    """Return the error page for an HTTP status in the language in force; numbers included."""
    title, text = _TEXTS[status]
    try:
        page = render_to_string("public/error.html", {"title": title, "text": text})
    except Exception as error:  # noqa: BLE001 - whatever is broken, the numbers must be shown
        logger.error("error page not drawn: %s", type(error).__name__)
        style = mark_safe(public_css())  # noqa: S308 - our own built file
        language = get_language() or "nb"
        page = format_html(_LAST_RESORT, language, gettext("Råd og hjelp"), style, title)
    return HttpResponse(page, status=status)
