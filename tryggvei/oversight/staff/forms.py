"""Forms of the log's two screens."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

GROUNDS = [
    ("own_request", _("Personen saken gjelder, har bedt om innsyn")),
    ("guardian_request", _("Verge eller foresatt har bedt om innsyn")),
    ("control", _("Kontroll av oppslag")),
]


class FilterForm(forms.Form):
    """Which day and whose rows to show."""

    dag = forms.DateField(
        label=_("Dag"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        # Outside these a day has no beginning or end in some time zone.
        validators=[MinValueValidator(date(2, 1, 1)), MaxValueValidator(date(9998, 12, 31))],
    )
    person = forms.TypedChoiceField(
        label=_("Person"), required=False, coerce=int, empty_value=None, choices=[]
    )
    fra = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        """Take the people that the log knows."""
        super().__init__(*args, **kwargs)
        choices = [("", _("Alle")), *((str(number), name) for number, name in people)]
        self.fields["person"] = forms.TypedChoiceField(
            label=_("Person"), required=False, coerce=int, empty_value=None, choices=choices
        )


class GroundForm(forms.Form):
    """Why the list of who opened a case is made."""

    ground = forms.ChoiceField(
        label=_("Hvorfor lager du listen?"), choices=GROUNDS, widget=forms.RadioSelect
    )
    safe = forms.BooleanField(
        label=_("Jeg har vurdert om listen kan føre til fare for noen."),
        help_text=_(
            "Den som ber, kan være den som utøver vold. Det gjelder også foresatte og verger."
        ),
        error_messages={"required": _("Vurder først om listen kan føre til fare for noen.")},
    )
    error_css_class: ClassVar[str] = "error"
