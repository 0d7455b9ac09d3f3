"""The forms of the editors' screens."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggvei.editorial.rules.wording import text_of
from tryggvei.toolbox.clock import OSLO
from tryggvei.website.api import Page

LINES = ("more", "audience", "outside", "sources")
_BODY_LONGEST = 40_000  # letters; the longest page today has some 5,000


def _lines(label: Any, hint: Any = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": str(rows)}),
        error_messages={"required": _("Fyll ut feltet.")},
    )


class PageForm(forms.Form):
    """A page as its editor writes it. Lists have a line each."""

    title = forms.CharField(
        label=_("Tittel"),
        help_text=_("Synes i fanen og i historikken. Ikke skriv hva siden handler om."),
        max_length=60,
        error_messages={"required": _("Skriv en tittel.")},
    )
    heading = forms.CharField(
        label=_("Overskrift"),
        help_text=_("Synes bare for den som har siden åpen."),
        max_length=120,
        error_messages={"required": _("Skriv en overskrift.")},
    )
    description = forms.CharField(
        label=_("Beskrivelse"),
        help_text=_("Synes i søketreff. Kan være tom. Ikke skriv hva siden handler om."),
        max_length=200,
        required=False,
    )
    body = forms.CharField(
        label=_("Tekst"),
        help_text=_(
            "## gir en overskrift, - gir et punkt, **ord** gir fet skrift. Skriv aldri et "
            "telefonnummer. Skriv for eksempel [[tel:politi_nod]]."
        ),
        max_length=_BODY_LONGEST,
        widget=forms.Textarea(attrs={"rows": "24"}),
        error_messages={"required": _("Skriv en tekst.")},
    )
    doors_heading = forms.CharField(
        label=_("Overskrift over dørene"), max_length=120, required=False
    )
    doors = _lines(
        _("Dører"), _("En linje for hver: side | tekst | hva som står under. Bare på forsiden.")
    )
    more = _lines(_("Les videre"), _("Navnet på en side på hver linje. Bare på bokmål."))
    audience = _lines(_("Hvem siden er for"), _("En gruppe på hver linje."), required=True, rows=2)
    outside = _lines(
        _("Nettsteder siden kan lenke til"),
        _("Et besøk der synes i historikken. La feltet helst være tomt."),
        rows=2,
    )
    sources = _lines(_("Kilder"), _("En kilde på hver linje."), required=True, rows=5)
    follows = forms.BooleanField(
        label=_("Jeg har lest hele bokmålssiden, og oversettelsen sier det samme."),
        required=False,
    )
    seen_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen_shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    seen_pack = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    restores = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, bokmaal: Page | None = None, **more: Any) -> None:
        """Take the bokmål page of a translation; without one there is nothing to follow."""
        super().__init__(*args, **more)
        self.bokmaal = bokmaal
        if bokmaal is None:
            del self.fields["follows"]
        else:
            del self.fields["more"]

    def clean_body(self) -> str:
        """Return the text with the line ends of the pack."""
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").strip() + "\n"

    def clean_doors(self) -> list[dict[str, str]]:
        """Return the doors, each from a line of three parts."""
        found = []
        for line in _split(self.cleaned_data["doors"]):
            parts = [part.strip() for part in line.split("|")]
            if len(parts) != 3 or not all(parts):
                raise forms.ValidationError(_("Hver linje må ha tre deler med | mellom."))
            found.append(dict(zip(("page", "text", "hint"), parts, strict=True)))
        return found

    def written(self) -> dict[str, Any]:
        """Return the fields of the item, from a valid form."""
        data = self.cleaned_data
        kept = ("title", "heading", "description", "body", "doors_heading", "doors")
        made = {name: data[name] for name in kept}
        made |= {name: _split(data[name]) for name in LINES if name in data}
        if self.bokmaal is not None and data.get("follows"):
            made["translated_from"] = self.bokmaal.fingerprint
        return made


def initial_of(data: Mapping[str, Any], bokmaal: Page | None) -> dict[str, Any]:
    """Return what the form holds when it is opened."""
    filled: dict[str, Any] = {
        name: text_of(data, name)
        for name in ("title", "heading", "description", "body", "doors_heading", "doors", *LINES)
    }
    stamp = data.get("translated_from")
    filled["follows"] = bokmaal is not None and stamp == bokmaal.fingerprint
    return filled


def _split(text: str) -> list[str]:
    return [line.strip() for line in str(text).splitlines() if line.strip()]


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
