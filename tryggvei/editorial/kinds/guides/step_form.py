"""The form of one step: its texts, whom to call, where its answers lead, and what it rests on."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tryggvei.editorial.kinds.guides import wording
from tryggvei.editorial.kinds.guides.forms import (
    PartForm,
    Raw,
    one_of,
    pairs_of,
    several_of,
    steps_of,
)
from tryggvei.guides.api import editing, schema

QUESTION, ACT, OUTCOME = (one.value for one in schema.StepType)


class StepForm(PartForm):
    """One step: its texts, whom to call, where its answers lead, and what it rests on."""

    part = "step"

    def __init__(
        self,
        *args: Any,
        guide: Raw,
        step_id: str,
        contacts: Mapping[str, str],
        laws: Mapping[str, str],
        **more: Any,
    ) -> None:
        """Make the fields of a step; `contacts` and `laws` are what may be chosen, key to name."""
        super().__init__(*args, **more)
        self.guide, self.step_id, self.contacts, self.laws = guide, step_id, contacts, laws
        self.step: Raw = guide["steps"][step_id]
        self.type: str = self.step["type"]
        # The numbers in the form of the acts as they were written: some may have gone.
        self.kept_acts = list(range(len(self.step.get("acts", []))))
        self.why = "why_we_ask" if self.type == QUESTION else "why_this_answer"
        self.steps = [pair for pair in steps_of(guide) if pair[0] != step_id]
        self.group(_("Tittel"), self.texts("title", _("Tittel"), self.step["title"]))
        self.group(_("Tekst"), self.texts("text", _("Tekst"), self.step.get("text", {}), rows=7))
        why = wording.FIELDS[self.why]
        self.group(why, self.texts("why", why, self.step.get(self.why, {}), rows=4))
        self._answers()
        self._acts()
        if self.type == ACT:
            now = self.step.get("next") or ""
            name = self.add("next", one_of(_("Fører til"), self.steps, now), now)
            self.group(_("Veien videre"), [name])
        now = self.step.get("contacts", [])
        names = [self.add("contacts", several_of(_("Hvem man kan ringe"), contacts, now), now)]
        self.group(_("Hvem man kan ringe"), names, folded=True)
        self._structure()

    def _answers(self) -> None:
        if self.type != QUESTION:
            return
        self.fresh = editing.new_answer_id(self.step)
        for answer in [*self.step.get("answers", []), {"id": self.fresh, "next": ""}]:
            stem, is_new = f"answer_{answer['id']}", answer["id"] == self.fresh
            names = self.texts(f"{stem}_label", _("Svar"), answer.get("label", {}))
            way = one_of(_("Fører til"), self.steps, answer["next"], required=not is_new)
            names.append(self.add(f"{stem}_next", way, answer["next"]))
            facts = answer.get("facts", [])
            tells = several_of(_("Det svaret forteller"), wording.FACTS, facts)
            names.append(self.add(f"{stem}_facts", tells, facts))
            if not is_new:
                gone = forms.BooleanField(label=_("Ta bort svaret"), required=False)
                names.append(self.add(f"{stem}_gone", gone, False))
            label = answer.get("label", {}).get("nb", answer["id"])
            heading = _("Nytt svar") if is_new else _("Svar: %(label)s") % {"label": label}
            self.group(heading, names, folded=is_new)

    def _acts(self) -> None:
        if self.type != OUTCOME:
            return
        for number, act in enumerate([*self.step.get("acts", []), {}]):
            stem, contacts = f"act_{number}", act.get("contacts", [])
            names = self.texts(f"{stem}_text", _("Noe å gjøre"), act.get("text", {}), rows=3)
            whom = several_of(_("Hvem man kan ringe"), self.contacts, contacts)
            names.append(self.add(f"{stem}_contacts", whom, contacts))
            first = forms.BooleanField(label=_("Dette er det viktigste"), required=False)
            names.append(self.add(f"{stem}_primary", first, bool(act.get("primary"))))
            if act:
                gone = forms.BooleanField(label=_("Ta bort dette"), required=False)
                names.append(self.add(f"{stem}_gone", gone, False))
            heading = _("Noe å gjøre: %(number)s") % {"number": number + 1}
            self.group(heading if act else _("Enda noe å gjøre"), names, folded=not act)

    def _structure(self) -> None:
        step = self.step
        singles = [
            ("lane", wording.LANES, False),
            ("kind", wording.KINDS, True),
            ("time_limit", wording.LIMITS, False),
        ]
        if self.type == QUESTION:
            singles.append(("asks", wording.TOPICS, False))
        else:
            singles += [
                ("tells_guardians", wording.GUARDIANS, False),
                ("tells_leader", wording.LEADERS, True),
            ]
        names = []
        for name, known, required in singles:
            now = step.get(name) or _SAME_AS_NONE.get(name, "")
            choice = one_of(wording.FIELDS[name], pairs_of(known), now, required=required)
            names.append(self.add(name, choice, now))
        several = {"laws": self.laws, "fulfils": wording.CLAIMS}
        if self.type == QUESTION:
            several = {"laws": self.laws, "thresholds": wording.THRESHOLDS}
        for name, options in several.items():
            held = step.get(name, [])
            names.append(self.add(name, several_of(wording.FIELDS[name], options, held), held))
        if self.type == OUTCOME:
            record = forms.BooleanField(label=str(wording.FIELDS["record"]), required=False)
            names.append(self.add("record", record, bool(step.get("record"))))
        self.group(_("Oppbygning: hvem som handler, lov og plikt"), names, folded=True)

    def clean(self) -> Raw:
        """Hold that a new answer leads somewhere."""
        data: Raw = super().clean() or {}
        if self.type == QUESTION and self._is_begun(self.fresh):
            way = f"answer_{self.fresh}_next"
            if not data.get(way):
                self.add_error(way, _("Velg hvor svaret fører."))
        return data

    def _is_begun(self, answer_id: str) -> bool:
        return any(
            str(self.cleaned_data.get(f"answer_{answer_id}_label_{code}") or "").strip()
            for code in wording.LANGUAGES
        )

    def written(self) -> Raw:
        """Return the guide with the step as it was written."""
        return editing.in_order(editing.with_step(self.guide, self.step_id, self._written_step()))

    def _written_step(self) -> Raw:
        data, made = self.cleaned_data, dict(self.step)
        made |= {"title": self.texts_of("title"), "text": self.texts_of("text")}
        made[self.why] = self.texts_of("why")
        made |= {name: data[name] for name in _AS_CHOSEN if name in data}
        if self.type == QUESTION:
            made["answers"] = list(self._written_answers())
        if self.type == OUTCOME:
            made["acts"] = list(self._written_acts())
        # What is empty and was not there before is left out: a saved step is the step of the file.
        return {name: value for name, value in made.items() if self._is_kept(name, value)}

    def _is_kept(self, name: str, value: Any) -> bool:
        if name in self.step and value == self.step[name]:
            return True
        return value not in ("", [], {}, None, False) and value != _SAME_AS_NONE.get(name)

    def _written_answers(self) -> Iterator[Raw]:
        for answer in [*self.step.get("answers", []), {"id": self.fresh}]:
            stem = f"answer_{answer['id']}"
            if self.cleaned_data.get(f"{stem}_gone"):
                continue
            if answer["id"] == self.fresh and not self._is_begun(self.fresh):
                continue
            facts = self.cleaned_data[f"{stem}_facts"]
            made = answer | {
                "label": self.texts_of(f"{stem}_label"),
                "next": self.cleaned_data[f"{stem}_next"],
            }
            yield made | ({"facts": facts} if facts or "facts" in answer else {})

    def _written_acts(self) -> Iterator[Raw]:
        self.kept_acts = []
        for number, act in enumerate([*self.step.get("acts", []), {}]):
            stem = f"act_{number}"
            texts = self.texts_of(f"{stem}_text")
            if self.cleaned_data.get(f"{stem}_gone") or not (act or texts):
                continue
            self.kept_acts.append(number)
            contacts = self.cleaned_data[f"{stem}_contacts"]
            primary = self.cleaned_data[f"{stem}_primary"]
            made = {name: value for name, value in act.items() if name != "primary"}
            made |= {"text": texts} | ({"primary": True} if primary else {})
            yield made | ({"contacts": contacts} if contacts or "contacts" in act else {})


_AS_CHOSEN = (
    *("contacts", "lane", "kind", "time_limit", "asks", "tells_guardians", "tells_leader"),
    *("laws", "fulfils", "thresholds", "record", "next"),
)
_SAME_AS_NONE = {"kind": schema.Kind.INFORMATION.value, "tells_leader": schema.TellLeader.NO.value}
