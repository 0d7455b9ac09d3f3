"""The forms of a guide: its own texts, a new step, a step that goes. One step: `guide_step_form`.

A form holds one part of the guide; what is not in the form stays as it is. Fields are made from the
guide, so that each answer and each act has its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggvei.editorial.kinds.base import Beginning, CannotBeWritten, Desk
from tryggvei.editorial.kinds.forms import Group, SeenForm, lines_of, with_unix_ends
from tryggvei.editorial.kinds.guides import wording
from tryggvei.guides.api import editing, outline, schema

Raw = dict[str, Any]
Pair = tuple[str, str]
LONGEST = 6000  # letters of one text; the longest today has some 900


class PartForm(SeenForm):
    """A part of a guide: fields made one by one, in groups."""

    def __init__(self, *args: Any, **more: Any) -> None:
        """Begin without groups."""
        super().__init__(*args, **more)
        self._groups: list[tuple[str, list[str], bool]] = []

    def add(self, name: str, field: forms.Field, value: Any) -> str:
        """Add a field with what it holds now; return its name."""
        self.fields[name] = field
        self.initial.setdefault(name, value)
        return name

    def texts(self, name: str, label: object, now: Mapping[str, str], rows: int = 0) -> list[str]:
        """Add a text in each language; `rows` 0: one line."""
        return [
            self.add(f"{name}_{code}", text_field(label, language, rows), now.get(code, ""))
            for code, language in wording.LANGUAGES.items()
        ]

    def group(self, heading: object, names: Iterable[str], *, folded: bool = False) -> None:
        """Let fields stand together."""
        self._groups.append((str(heading), list(names), folded))

    @property
    def groups(self) -> Iterator[Group]:
        """Yield the groups in order."""
        for heading, names, folded in self._groups:
            yield Group(heading, tuple(self[name] for name in names), folded)

    def texts_of(self, name: str) -> dict[str, str]:
        """Return what was typed, by language; empty ones are left out."""
        data = self.cleaned_data
        typed = {code: with_unix_ends(data[f"{name}_{code}"]) for code in wording.LANGUAGES}
        return {code: text for code, text in typed.items() if text}

    def as_opened(self) -> Raw:
        """Return what a browser would send of the form as it was opened."""
        held = {name: self.get_initial_for_field(self.fields[name], name) for name in self.fields}
        return {name: kept for name, kept in held.items() if kept is not None and kept is not False}


class IntroForm(PartForm):
    """The texts of the guide itself, its first step, and its sources."""

    part = "intro"

    def __init__(self, *args: Any, guide: Raw, **more: Any) -> None:
        """Make the fields of a guide (plain values)."""
        super().__init__(*args, **more)
        self.guide = guide
        self.group(_("Tittel"), self.texts("title", _("Tittel"), guide["title"]))
        intro = self.texts("intro", _("Innledning"), guide["intro"], rows=5)
        self.group(_("Innledning"), intro)
        for number, advice in enumerate([*guide.get("advice", []), {}]):
            heading = _("Råd %(number)s") % {"number": number + 1} if advice else _("Nytt råd")
            names = self.texts(f"advice_{number}", _("Råd om samtalen"), advice, rows=2)
            self.group(heading, names, folded=not advice)
        start = one_of(_("Første steg"), steps_of(guide), guide["start"])
        sources = forms.CharField(
            label=_("Kilder"),
            help_text=_("En kilde på hver linje."),
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": "6"}),
            error_messages={"required": _("Fyll ut feltet.")},
        )
        names = [self.add("start", start, guide["start"])]
        names.append(self.add("sources", sources, "\n".join(guide.get("sources", []))))
        self.group(_("Første steg og kilder"), names, folded=True)

    def written(self) -> Raw:
        """Return the guide with what was written. An advice without a word is gone."""
        count = len(self.guide.get("advice", [])) + 1
        advice = [self.texts_of(f"advice_{number}") for number in range(count)]
        return self.guide | {
            "title": self.texts_of("title"),
            "intro": self.texts_of("intro"),
            "advice": [texts for texts in advice if texts],
            "start": self.cleaned_data["start"],
            "sources": lines_of(self.cleaned_data["sources"]),
        }


class NewStepForm(SeenForm):
    """A step to be made: what sort, what it is called, and after which step it stands."""

    part = "new"
    type = forms.ChoiceField(label=gettext_lazy("Slags steg"))
    title = forms.CharField(
        label=gettext_lazy("Tittel på bokmål"),
        max_length=200,
        error_messages={"required": gettext_lazy("Skriv en tittel.")},
    )
    after = forms.ChoiceField(label=gettext_lazy("Etter steget"))

    def __init__(self, *args: Any, guide: Raw, **more: Any) -> None:
        """Take the guide that the step is for."""
        super().__init__(*args, **more)
        self.guide = guide
        self.fields["type"] = one_of(_("Slags steg"), pairs_of(wording.TYPES), "")
        self.fields["after"] = one_of(_("Etter steget"), steps_of(guide), "")

    def written(self) -> Raw:
        """Return the guide with the new step."""
        data = self.cleaned_data
        kind = schema.StepType(data["type"])
        return editing.with_new_step(self.guide, kind, data["title"].strip(), data["after"])


class RemoveForm(SeenForm):
    """A step that goes, and where those who came to it come instead."""

    part = "remove"
    step = forms.CharField(widget=forms.HiddenInput, max_length=60)
    instead = forms.ChoiceField(label=gettext_lazy("Hvor skal de som kom hit, gå i stedet?"))

    def __init__(self, *args: Any, guide: Raw, step_id: str, **more: Any) -> None:
        """Take the guide and the step that may go."""
        super().__init__(*args, **more)
        self.guide, self.step_id = guide, step_id
        others = [pair for pair in steps_of(guide) if pair[0] != step_id]
        label = _("Hvor skal de som kom hit, gå i stedet?")
        self.fields["instead"] = one_of(label, others, "")

    def written(self) -> Raw:
        """Return the guide without the step. Raises CannotBeWritten."""
        try:
            return editing.without_step(self.guide, self.step_id, self.cleaned_data["instead"])
        except (editing.CannotBeRemoved, KeyError) as error:
            refusal = _("Dette steget kan ikke tas bort slik. Velg et annet første steg.")
            raise CannotBeWritten(refusal) from error


class BeginForm(SeenForm):
    """An earlier text, or today's and the draft's made one, taken up as the newest of the draft."""

    part = "begin"

    def __init__(self, *args: Any, desk: Desk, **more: Any) -> None:
        """Take the desk; `begin` of what was sent names the text as ?fra= does, "" the desk's."""
        super().__init__(*args, **more)
        asked = str(self.data.get("begin", ""))
        self.begin = desk.beginning_from(asked) if asked else Beginning("", desk.data)

    @property
    def goes_back_to(self) -> int | None:
        """Return the version that the text goes back to."""
        return self.begin.restores

    def written(self) -> Raw:
        """Return the text."""
        return editing.in_order(schema.arranged(dict(self.begin.data)))


def steps_of(guide: Raw) -> list[Pair]:
    """Return (id, "number. title") of every step in reading order."""
    body = schema.GuideBody.model_validate(
        {name: guide[name] for name in _OF_BODY if name in guide}
    )
    return [(step.id, f"{step.number}. {step.title}") for step in outline(body)]


_OF_BODY = tuple(schema.GuideBody.model_fields)


def text_field(label: object, language: object, rows: int) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": str(rows)}) if rows else forms.TextInput()
    both = _("%(what)s, %(language)s") % {"what": label, "language": language}
    return forms.CharField(label=both, max_length=LONGEST, required=False, widget=widget)


def one_of(
    label: object, pairs: list[Pair], now: str, *, required: bool = True
) -> forms.ChoiceField:
    """Return a choice of one. What is chosen now may stay, also when it is not among the known."""
    known = list(pairs)
    if now and now not in dict(pairs):
        known.append((now, _("%(what)s (finnes ikke)") % {"what": now}))
    if not required or not now:
        known = [("", _("Velg")), *known]
    words = {"required": _("Velg en av dem."), "invalid_choice": _("Velg en av dem.")}
    return forms.ChoiceField(
        label=str(label), choices=known, required=required, error_messages=words
    )


def several_of(
    label: object, known: Mapping[str, object], now: Iterable[str]
) -> forms.MultipleChoiceField:
    """Return a choice of several, those chosen now first, in their order."""
    pairs = [(key, str(known.get(key, key))) for key in now]
    pairs += [(key, str(name)) for key, name in known.items() if key not in set(now)]
    return forms.MultipleChoiceField(
        label=str(label),
        choices=pairs,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Velg blant dem som står her.")},
    )


def pairs_of(known: Mapping[str, object]) -> list[Pair]:
    return [(str(key), str(name)) for key, name in known.items()]
