"""A kind whose form is made from its schema: texts, lists of lines, dates and choices.

What is left to say in a kind's own file is its name, its schema, and what its fields are called.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from tryggvei.contentpack.api import Reviewed, items
from tryggvei.editorial.kinds.base import (
    Context,
    Data,
    Desk,
    Kind,
    Label,
    Listed,
    NamedChanges,
    Raw,
    unreadable,
)
from tryggvei.editorial.kinds.forms import (
    SeenForm,
    WholeForm,
    lines_field,
    lines_of,
    place_error,
    with_unix_ends,
)
from tryggvei.editorial.rules.wording import changes, composed, text_of

LONGEST = 10_000  # letters of one text
_PREVIEW = "editorial/staff/simple_preview.html"
_REQUIRED = {"required": _("Fyll ut feltet.")}


class CannotBeForm(TypeError):
    """A field of a schema is of a sort that no form is made for. Told when the kind is made."""


class SimpleForm(WholeForm):
    """A text of a simple kind as its editor writes it."""

    def __init__(self, *args: Any, of_kind: "SimpleKind", **more: Any) -> None:
        """Make the fields of the kind's schema."""
        super().__init__(*args, **more)
        self.of_kind = of_kind
        self.fields |= {name: of_kind.field(name) for name in of_kind.fields}

    def written(self) -> Raw:
        """Return the fields of the item as plain values, from a valid form."""
        return {name: self._plain(name) for name in self.of_kind.fields}

    def _plain(self, name: str) -> Any:
        value = self.cleaned_data[name]
        if _sort_of(self.of_kind.annotation(name)) is list:
            return lines_of(value)
        if isinstance(value, date):
            return value.isoformat()
        return with_unix_ends(str(value or ""))


class SimpleKind(Kind):
    """A kind with one text in one form. Somebody else must always read it."""

    schema: type[Reviewed]
    title = "title"  # the field that a text is called by
    long: frozenset[str] = frozenset()  # fields that have more than a line
    choices: Mapping[str, Mapping[str, Label]] = {}  # what the values of a choice are called
    edit_template = "editorial/staff/simple_edit.html"

    def __init__(self) -> None:
        """Hold that every field has a label, and that a form can be made. Raises CannotBeForm."""
        for name in self.fields:
            if name not in self.labels:
                raise CannotBeForm(f"{self.name}: the field {name!r} has no label")
            self.field(name)

    def annotation(self, name: str) -> Any:
        """Return the type of a field, without "or none"."""
        annotation = self.schema.model_fields[name].annotation
        if get_origin(annotation) in (Union, UnionType):
            inner = [part for part in get_args(annotation) if part is not NoneType]
            return inner[0] if len(inner) == 1 else annotation
        return annotation

    def field(self, name: str) -> forms.Field:
        """Return a form's field for one of the schema's."""
        annotation, label = self.annotation(name), str(self.labels[name])
        required = self.schema.model_fields[name].is_required()
        makers: dict[type, Callable[[], forms.Field]] = {
            str: lambda: forms.CharField(
                label=label,
                required=required,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": "7"}) if name in self.long else None,
                error_messages=_REQUIRED,
            ),
            list: lambda: lines_field(label, _("En ting på hver linje."), required=required),
            date: lambda: forms.DateField(
                label=label,
                required=required,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={**_REQUIRED, "invalid": _("Velg en dag.")},
            ),
            StrEnum: lambda: forms.ChoiceField(
                label=label,
                required=required,
                choices=[("", _("Velg")), *self._choices(name)],
                error_messages={
                    "required": _("Velg en av dem."),
                    "invalid_choice": _("Velg en av dem."),
                },
            ),
        }
        sort = _sort_of(annotation)
        if sort not in makers:
            raise CannotBeForm(f"{self.name}: no form can be made for {name!r}: {annotation}")
        return makers[sort]()

    def _choices(self, name: str) -> list[tuple[str, Label]]:
        annotation, words = self.annotation(name), self.choices.get(name, {})
        values = get_args(annotation) if get_origin(annotation) is Literal else annotation
        return [(str(value), words.get(str(value), str(value))) for value in values]

    def whole(self, data: Data) -> Reviewed:
        """Return the item that values make. Raises pydantic.ValidationError."""
        return self.schema.model_validate(dict(data))

    def heading(self, data: Data) -> str:
        """Return what a text is called."""
        return str(data.get(self.title, ""))

    def listed(self, language: str) -> list[Listed]:
        """Return every text of the kind."""
        texts = cast("dict[str, Reviewed]", items(self.name))
        return [Listed(key, str(getattr(text, self.title)), text) for key, text in texts.items()]

    def differences(self, old: Data, new: Data) -> NamedChanges:
        """Return how two texts differ, field by field."""
        return [
            (str(self.labels.get(change.name, change.name)), change)
            for change in changes(self._in_words(old), self._in_words(new), self.fields)
        ]

    def _in_words(self, data: Data) -> Raw:
        """Return values as people read them: choices by their names."""
        return {
            name: str(self.choices[name].get(str(value), value)) if name in self.choices else value
            for name, value in data.items()
        }

    def opened(self, desk: Desk, query: Mapping[str, str]) -> tuple[SeenForm | None, Context]:
        """Return the form, with the newest saved text, or the one that the address asks for."""
        begin = desk.beginning_from(query.get("fra", ""))
        held = {name: text_of(begin.data, name) for name in self.fields}
        initial = {**held, **desk.seen, "restores": begin.restores}
        text = {name: begin.data[name] for name in self.fields if name in begin.data}
        faults = self._said(desk, composed(desk.today.data, text))
        return SimpleForm(initial=initial, of_kind=self), {
            "restores": begin.restores,
            "faults": faults,
        }

    def form(self, desk: Desk, sent: Mapping[str, Any]) -> SeenForm:
        """Return the form that was sent, bound."""
        return SimpleForm(sent, of_kind=self)

    def checked(self, desk: Desk, form: SeenForm) -> Context:
        """Put what cannot be read beside its field, and the rest in a list."""
        data = composed(desk.today.data, form.written())
        try:
            self.whole(data)
        except ValidationError as error:
            for reason in unreadable(error):
                place_error(form, str(reason.params["field"]), self.said(reason))
        return {"faults": self._said(desk, data)}

    def _said(self, desk: Desk, data: Data) -> list[str]:
        return [self.said(fault) for fault in self.stops(data, desk.today.data)]

    def screen(self, desk: Desk, form: SeenForm | None, more: Context) -> Context:
        """Return nothing more: the form is the screen."""
        return {}

    def conflict(self, before: Desk, now: Desk, theirs: Data, form: SeenForm | None) -> Context:
        """Return how what was typed differs from the text that came first."""
        if form is None or not form.is_valid():
            return super().conflict(before, now, theirs, form)
        mine = composed(now.today.data, form.written())
        return {"conflict_changes": self.differences(theirs, mine)}

    def preview(self, data: Data, query: Mapping[str, str]) -> str:
        """Return the text with its labels. Raises ValidationError."""
        self.whole(data)
        words = self._in_words(data)
        shown = [
            (self.labels[name], text_of(words, name).splitlines())
            for name in self.fields
            if name != self.title and words.get(name)
        ]
        context = {"heading": self.heading(data) or gettext("Uten tittel"), "shown": shown}
        return render_to_string(_PREVIEW, context)


def _sort_of(annotation: Any) -> type:
    """Return what sort of field a type asks for; NoneType where there is none."""
    origin = get_origin(annotation)
    if origin is Literal or (isinstance(annotation, type) and issubclass(annotation, StrEnum)):
        return StrEnum
    if origin is list:
        first = get_args(annotation)[0]
        # A list of Text is Annotated[str, ...]; a list of mappings has no lines.
        return list if first is str or get_args(first)[:1] == (str,) else NoneType
    return annotation if annotation in (str, date) else NoneType
