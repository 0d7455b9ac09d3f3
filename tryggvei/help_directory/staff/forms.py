"""The forms of the facts' screens."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggvei.help_directory.rules import (
    BadNumber,
    Hours,
    Number,
    Service,
    Span,
    Words,
    is_plain_words,
    parse_number,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
NOT_KNOWN, ALWAYS, FIXED = "unknown", "always", "fixed"


class ConfirmForm(forms.Form):
    """That a person has checked a fact as it stands."""

    done = forms.BooleanField(
        label=_("Jeg har ringt eller åpnet og kontrollert at alt stemmer."),
        error_messages={"required": _("Du må kontrollere før du kan bekrefte.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ApproveForm(forms.Form):
    """That a second person has rung the new number herself."""

    done = forms.BooleanField(
        label=_("Jeg har selv ringt det nye nummeret og kontrollert tidene."),
        error_messages={"required": _("Ring nummeret før du godkjenner.")},
    )


class ServiceForm(forms.Form):
    """A service's number and hours."""

    number = forms.CharField(
        label=_("Telefonnummer"),
        help_text=_("La feltet stå tomt hvis tjenesten ikke har noe nummer ennå."),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    open_kind = forms.ChoiceField(
        label=_("Når svarer de?"),
        choices=[
            (ALWAYS, _("Hele døgnet, alle dager")),
            (FIXED, _("Faste tider")),
            (NOT_KNOWN, _("Tidene er ikke kjent")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg når de svarer.")},
    )
    weekday_from = forms.TimeField(label=_("Hverdager fra"), required=False)
    weekday_to = forms.TimeField(label=_("Hverdager til"), required=False)
    saturday_from = forms.TimeField(label=_("Lørdag fra"), required=False)
    saturday_to = forms.TimeField(label=_("Lørdag til"), required=False)
    sunday_from = forms.TimeField(label=_("Søndag fra"), required=False)
    sunday_to = forms.TimeField(label=_("Søndag til"), required=False)
    words_nb = forms.CharField(label=_("Tidene med ord, på bokmål"), max_length=200)
    words_nn = forms.CharField(label=_("Tidene med ord, på nynorsk"), max_length=200)
    words_en = forms.CharField(label=_("Tidene med ord, på engelsk"), max_length=200)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_number(self) -> Number | None:
        """Return the number in one shape, None when the field is empty."""
        typed = self.cleaned_data["number"]
        if not typed:
            return None
        try:
            return parse_number(typed)
        except BadNumber:
            raise forms.ValidationError(
                _(
                    "Dette er ikke et telefonnummer vi kan bruke. Skriv åtte sifre, et kjent kort "
                    "nummer eller + og landkode."
                )
            ) from None

    def clean(self) -> dict[str, Any]:
        """Hold that fixed hours have both ends, and at least one day."""
        data = super().clean() or {}
        for name in ("words_nb", "words_nn", "words_en"):
            if name in data and not is_plain_words(data[name]):
                self.add_error(
                    name, _("Skriv bare ord om tider her. Telefonnumre har sitt eget felt.")
                )
        if data.get("open_kind") != FIXED:
            return data
        given = 0
        for part in ("weekday", "saturday", "sunday"):
            start, end = data.get(f"{part}_from"), data.get(f"{part}_to")
            if (start is None) != (end is None):
                field = f"{part}_to" if end is None else f"{part}_from"
                if field not in self.errors:
                    self.add_error(field, _("Skriv både når de åpner og når de stenger."))
            given += start is not None
        if not given and not self.errors:
            self.add_error("weekday_from", _("Skriv tidene for minst én dag."))
        return data

    def hours(self) -> Hours:
        """Return the hours of a valid form."""
        data = self.cleaned_data
        words = Words(nb=data["words_nb"], nn=data["words_nn"], en=data["words_en"])
        if data["open_kind"] != FIXED:
            return Hours(words=words, always=data["open_kind"] == ALWAYS)
        days = {"weekday": WEEKDAYS, "saturday": ("sat",), "sunday": ("sun",)}
        weekly = {
            day: [Span(start=data[f"{part}_from"], end=data[f"{part}_to"])]
            for part, names in days.items()
            if data[f"{part}_from"] is not None
            for day in names
        }
        return Hours.model_validate({"words": words, "weekly": weekly})


def initial_of(found: Service, seen: str) -> dict[str, Any]:
    """Return what the form holds when it is opened."""
    hours = found.hours
    filled: dict[str, Any] = {
        "seen": seen,
        "number": found.number.display if found.number else "",
        "open_kind": NOT_KNOWN,
    }
    if hours is None:
        return filled
    filled |= {f"words_{code}": getattr(hours.words, code) for code in ("nb", "nn", "en")}
    filled["open_kind"] = ALWAYS if hours.always else FIXED if hours.weekly else NOT_KNOWN
    for part, day in (("weekday", "mon"), ("saturday", "sat"), ("sunday", "sun")):
        for span in hours.weekly.get(day, [])[:1]:  # type: ignore[call-overload]
            filled[f"{part}_from"] = _clock(span.start)
            filled[f"{part}_to"] = _clock(span.end)
    return filled


def _clock(at: time) -> str:
    return at.strftime("%H:%M")
