"""Sample pages on the public face's frame: reading, writing, failing."""

from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from tryggvei.faces.public import views


class Letter(forms.Form):
    """A text and a choice, like the enquiry form."""

    text = forms.CharField(label="Hva vil du fortelle?", widget=forms.Textarea, max_length=500)
    name = forms.CharField(label="Navn", required=False)
    safe = forms.ChoiceField(
        label="Er det trygt?", widget=forms.RadioSelect, choices=[("j", "Ja"), ("n", "Nei")]
    )


def reading(request: HttpRequest, number: int = 0) -> HttpResponse:
    """Show page 0-3, each linking to the next, with a telling word in the body."""
    return render(request, "sample/page.html", {"number": number, "next": number + 1})


def writing(request: HttpRequest) -> HttpResponse:
    """Take a letter: 303 when whole, the same page again when not."""
    form = Letter(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if "FAIL" in form.cleaned_data["text"]:
            raise RuntimeError(form.cleaned_data["text"])
        response = HttpResponseRedirect("/skriv/takk/")
        response.status_code = 303
        return response
    return render(request, "sample/form.html", {"form": form})


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say thanks."""
    return render(request, "sample/thanks.html")


def failing(request: HttpRequest, kind: str) -> HttpResponse:
    """Fail in the way that the address asks for."""
    faults: dict[str, Exception] = {
        "400": SuspiciousOperation("canary"),
        "403": PermissionDenied("canary"),
        "500": RuntimeError("canary"),
    }
    raise faults[kind]


urlpatterns = [
    path("ut", views.leave, name="leave"),
    *i18n_patterns(
        path("", reading, name="start"),
        path("side/<int:number>/", reading, name="reading"),
        path("skriv/", writing, name="writing"),
        path("skriv/takk/", thanks, name="thanks"),
        path("feil/<str:kind>/", failing, name="failing"),
        prefix_default_language=False,
    ),
]
handler400 = "tryggvei.faces.public.views.bad_request"
handler403 = "tryggvei.faces.public.views.permission_denied"
handler404 = "tryggvei.faces.public.views.page_not_found"
handler500 = "tryggvei.faces.public.views.server_error"
