"""The forms by which a text is sent on: read, approved, returned, planned."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggvei.toolbox.clock import OSLO


class ReadForm(forms.Form):
    """Which saved text was read, and whether it was also read against its sources."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    read = forms.BooleanField(
        label=_("Jeg har lest hele teksten slik den blir vist."),
        error_messages={"required": _("Les teksten før du går videre.")},
    )
    ways = forms.BooleanField(
        label=_("Oppbygningen er endret. Jeg har fulgt hvert svar og sett hvor det fører."),
        error_messages={"required": _("Følg veiene før du går videre.")},
    )
    against_sources = forms.BooleanField(
        label=_("Jeg har også lest den mot kildene."), required=False
    )
    role = forms.CharField(
        label=_("Hvilken rolle har du?"),
        help_text=_("Bare hvis du har lest mot kildene. For eksempel jurist. Ikke skriv navn."),
        max_length=80,
        required=False,
    )

    def __init__(self, *args: Any, may_mark: bool, ways: bool = False, **more: Any) -> None:
        """Leave the sources out for somebody whose reading of them does not count, and the ways
        where no structure has changed."""
        super().__init__(*args, **more)
        if not ways:
            del self.fields["ways"]
        if not may_mark:
            del self.fields["against_sources"], self.fields["role"]

    def clean(self) -> dict[str, Any]:
        """Hold that a reading against the sources says in which role."""
        data = super().clean() or {}
        if data.get("against_sources") and not data.get("role"):
            self.add_error("role", _("Skriv hvilken rolle du har."))
        return data

    def read_as(self) -> str:
        """Return the role of a reading against the sources, "" when there was none."""
        data = self.cleaned_data
        return str(data.get("role", "")) if data.get("against_sources") else ""


class NumberForm(forms.Form):
    """Which saved text somebody had before her."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ReturnForm(forms.Form):
    """A word to the writer."""

    why = forms.CharField(
        label=_("Hva må endres?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": _("Skriv hva som må endres.")},
    )


class ScheduleForm(forms.Form):
    """When a text is to be shown, on a Norwegian clock."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    day = forms.DateField(
        label=_("Dag"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Velg en dag."), "invalid": _("Velg en dag.")},
    )
    time = forms.TimeField(
        label=_("Klokkeslett"),
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={
            "required": _("Velg et klokkeslett."),
            "invalid": _("Velg et klokkeslett."),
        },
    )

    def when(self) -> datetime:
        """Return the moment, aware."""
        data = self.cleaned_data
        return datetime.combine(data["day"], data["time"], OSLO)
