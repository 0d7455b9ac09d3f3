"""What the forms of all kinds have in common: what they keep of how things stood, and lines."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    """Fields that stand together under a heading; folded away where they are seldom needed."""

    heading: str
    fields: tuple[BoundField, ...]
    folded: bool = False

    @property
    def has_errors(self) -> bool:
        """Return whether a fault stands inside: then it must not be folded."""
        return any(field.errors for field in self.fields)


class SeenForm(forms.Form):
    """What a form keeps of how things stood when it was opened, and which part of a text it is."""

    part = ""
    step_id = ""  # the step of a guide that it is about, "" for none
    seen_number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen_shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    seen_pack = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    @property
    def goes_back_to(self) -> int | None:
        """Return the version that the text goes back to, of a valid form."""
        return None

    def written(self) -> dict[str, Any]:
        """Return the fields of the text, from a valid form. Raises CannotBeWritten."""
        raise NotImplementedError


class WholeForm(SeenForm):
    """A text that is written in one form."""

    restores = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    @property
    def goes_back_to(self) -> int | None:
        """Return the version that the text goes back to, of a valid form."""
        number: int | None = self.cleaned_data.get("restores")
        return number


class Sent(dict[str, Any]):
    """What was sent, once more: several values of a name as a list."""

    def getlist(self, name: str) -> list[Any]:
        """Return every value of a name."""
        value = self.get(name, [])
        return value if isinstance(value, list) else [value]


def lines_field(
    label: Any, hint: Any = "", *, required: bool = False, rows: int = 3
) -> forms.CharField:
    """Return a field with a line for each thing."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": str(rows)}),
        error_messages={"required": _("Fyll ut feltet.")},
    )


def lines_of(text: str) -> list[str]:
    """Return the lines of a field, without the empty ones."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]


def with_unix_ends(text: str) -> str:
    """Return a text with the line ends of the pack, and no blanks round it."""
    return text.replace("\r\n", "\n").strip()


def place_error(form: forms.Form, field: str, words: str) -> None:
    """Put a fault beside the field that it is about, or above a form without that field."""
    form.add_error(field if field in form.fields else None, words)
