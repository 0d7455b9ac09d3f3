"""The forms of the people screens."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tryggvei.organisation.api import UnitKind, positions, role_choices, units


class DayInput(forms.DateInput):
    """A date as the browser writes it (ISO 8601), whatever the page's language."""

    input_type = "date"

    def __init__(self) -> None:
        """Fix the format, since a date field in another one would show up empty."""
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """Return a field for one day."""
    return forms.DateField(label=label, widget=DayInput(), **kwargs)


class DayForm(forms.Form):
    """Which day the list is about."""

    dag = day_field(_("Vis dagen"), required=False)


class PersonForm(forms.Form):
    """A new person."""

    name = forms.CharField(label=_("Navn"), max_length=200)
    email = forms.EmailField(
        label=_("E-post på jobb"),
        help_text=_("Personen logger inn med den. Bruk ikke privat e-post."),
    )
    language = forms.ChoiceField(label=_("Språk"), choices=settings.LANGUAGES, initial="nb")


class UnitForm(forms.Form):
    """A new unit."""

    name = forms.CharField(label=_("Navn på enheten"), max_length=200)
    kind = forms.ChoiceField(label=_("Hva slags enhet"), choices=UnitKind.choices)
    parent = forms.TypedChoiceField(
        label=_("Hører til under"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the units there are."""
        super().__init__(*args, **kwargs)
        none = [("", _("Ingen – øverst"))]
        self.fields["parent"].choices = none + [(str(unit.id), unit.name) for unit in units()]  # type: ignore[attr-defined]


class PositionForm(forms.Form):
    """A new position in a unit."""

    unit = forms.TypedChoiceField(label=_("Enhet"), coerce=int)
    title = forms.CharField(label=_("Tittel"), max_length=200)
    role = forms.ChoiceField(
        label=_("Rolle i Tryggvei"), help_text=_("Rollen bestemmer hva personen får se og gjøre.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the units there are, and the roles of the content pack."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(unit.id), unit.name) for unit in units()]  # type: ignore[attr-defined]
        self.fields["role"].choices = role_choices()  # type: ignore[attr-defined]


class GiveForm(forms.Form):
    """A position for a person, from a day."""

    position = forms.TypedChoiceField(label=_("Stilling"), coerce=int)
    from_date = day_field(_("Fra og med"))
    to_date = day_field(
        _("Første dag uten stillingen"),
        required=False,
        help_text=_("La stå tom når det ikke er noen sluttdato."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Offer the positions there are, and today as the first day."""
        super().__init__(*args, **kwargs)
        self.fields["from_date"].initial = today
        self.fields["position"].choices = [  # type: ignore[attr-defined]
            (str(one.id), f"{one.title}, {one.unit_name}") for one in positions()
        ]

    def clean(self) -> dict[str, Any]:
        """Check that the days stand in order."""
        data = super().clean() or {}
        first, last = data.get("from_date"), data.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", _("Dagen kan ikke være før «fra og med»."))
        return data


class EndForm(forms.Form):
    """The first day without the position."""

    on = day_field(
        _("Første dag uten stillingen"),
        help_text=_("Velger du i dag, mister personen tilgangen med en gang."),
    )
