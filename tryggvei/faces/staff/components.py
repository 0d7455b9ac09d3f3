"""The living component page: every component of both faces with its states, drawn for real."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tryggvei.access.api import Permission, needs
from tryggvei.toolbox.clock import now, today


class SampleForm(forms.Form):
    """One field of every kind that the house uses. It is drawn, never sent."""

    short = forms.CharField(
        label=_("Kort svar"), help_text=_("Hint: én linje forklarer hva vi spør om.")
    )
    long = forms.CharField(label=_("Fortell"), widget=forms.Textarea, required=False)
    one = forms.ChoiceField(
        label=_("Velg én"),
        widget=forms.RadioSelect,
        choices=[("a", _("Ja")), ("b", _("Nei")), ("c", _("Vet ikke"))],
    )
    many = forms.MultipleChoiceField(
        label=_("Velg én eller flere"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", _("Formiddag")), ("b", _("Ettermiddag"))],
        required=False,
    )
    listed = forms.ChoiceField(
        label=_("Velg fra listen"), choices=[("a", _("Bokmål")), ("b", _("Nynorsk"))]
    )
    when = forms.DateField(
        label=_("Dato"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    agreed = forms.BooleanField(label=_("Jeg har lest dette"))


@needs(Permission.UI_COMPONENT_LIST)
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component; the second form is drawn as it looks with everything missing."""
    context = {
        "fresh_form": SampleForm(prefix="ny"),
        "wrong_form": SampleForm({"feil-listed": "a"}, prefix="feil"),
        "day": today(),
        "moment": now() + timedelta(hours=3),
    }
    return render(request, "staff/components.html", context)


urlpatterns = [path("", components, name="components")]
