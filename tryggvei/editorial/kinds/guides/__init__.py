"""The guides: the desk with the whole outline, one part at a time in a form, the check beside.

`?del=innledning` opens the guide's own texts, `?steg=<id>` one step, `?fra=` an earlier text to
begin from. What is sent says in `part` which form it is. Every save holds the whole guide.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast
from urllib.parse import urlencode

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from tryggvei.contentpack.api import items
from tryggvei.editorial.kinds.base import (
    Beginning,
    Context,
    Data,
    Desk,
    Kind,
    Listed,
    NamedChanges,
    NoSuchForm,
    Raw,
    Today,
)
from tryggvei.editorial.kinds.forms import SeenForm, place_error
from tryggvei.editorial.kinds.guides import comparing, findings, proving, wording
from tryggvei.editorial.kinds.guides.forms import BeginForm, IntroForm, NewStepForm, RemoveForm
from tryggvei.editorial.kinds.guides.step_form import StepForm
from tryggvei.editorial.models import Draft
from tryggvei.editorial.rules.workflow import Moved
from tryggvei.guides.api import (
    GUIDES,
    Finding,
    GuideFile,
    choices_of_contacts,
    choices_of_laws,
    drawn,
    drawn_flow,
    editing,
    guide_of,
    outline,
    proof_of,
    schema,
    structural_difference,
)
from tryggvei.toolbox.wording import Coded
from tryggvei.website.api import preview_guide

NO_VERSION = 0
_TEXTS = (IntroForm.part, StepForm.part)


class Guides(Kind):
    """The decision guides."""

    name = GUIDES
    # What a guide covers, who reads it and whom it is about are the pack's: they decide which
    # rules hold, and whether a reader is ever asked anything.
    fields = ("title", "intro", "advice", "start", "steps", "order", "sources")
    order = 10
    label = _("Veileder")
    many = _("Veiledere")
    caption = _("Veiledere for ansatte. Numre og oppbygning kan også endres her.")
    write_label = _("Endre veilederen")
    labels = wording.FIELDS
    edit_template = "editorial/staff/guide_edit.html"
    picture_template = "editorial/staff/guide_picture.html"
    has_structure = True
    views = (
        ("nn", _("Se utkastet på nynorsk, i ny fane")),
        ("en", _("Se utkastet på engelsk, i ny fane")),
    )

    def whole(self, data: Data) -> GuideFile:
        """Return the guide that values make. Raises pydantic.ValidationError."""
        return guide_of(data)

    def heading(self, data: Data) -> str:
        """Return what a guide is called in bokmål."""
        return str(data["title"].get("nb", "")) or str(data["id"])

    def faults(self, item: BaseModel, shown: Data) -> Iterable[Coded]:
        """Return what the proof finds, and what it rests on that is lost."""
        guide = cast("GuideFile", item)
        return [*proof_of(guide).errors, *proving.stops_besides_the_proof(guide, shown)]

    def to_show(self, data: Data, shown: Data, pack: Data | None) -> Raw:
        """Return the guide with the next number after all that were shown."""
        known = [int(text.get("version", NO_VERSION)) for text in (shown, pack or {})]
        return {**data, "version": max(known) + 1}

    def changes_structure(self, shown: Data, data: Data) -> bool:
        """Return whether a draft changes where the guide leads, or what its steps rest on."""
        return bool(structural_difference(guide_of(shown), guide_of(data)))

    def address(self, key: str) -> str:
        """Return where readers find the guide."""
        return f"/raad/{key}/"

    def who_reads(self, *, two: bool) -> str:
        """Return that it is always two: its words send people to help as much as its structure."""
        return gettext("To personer. Det gjelder både tekst, numre og oppbygning.")

    def in_words(self, told: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what a fault is about: laws and contacts by their names."""
        return wording.in_words(super().in_words(told), findings.names_of(None))

    def differences(self, old: Data, new: Data) -> NamedChanges:
        """Return how two guides differ, step by step in the new order."""
        return comparing.differences(old, new)

    def listed(self, language: str) -> list[Listed]:
        """Return every guide: each holds all of its languages."""
        guides = cast("dict[str, GuideFile]", items(GUIDES))
        return [Listed(key, guide.title["nb"], guide) for key, guide in guides.items()]

    def desk(
        self,
        today: Today,
        draft: Draft | None,
        saved: Raw | None,
        moved: Moved | None,
        beginning_from: Callable[[str], Beginning],
    ) -> Desk:
        """Return the desk; what readers have got since the draft was saved is put into its text."""
        shown = schema.arranged(today.data)
        if saved is None or draft is None:
            return Desk(today, draft, shown, moved, beginning_from)
        mine = schema.arranged(saved)
        if moved is None:
            return Desk(today, draft, mine, moved, beginning_from)
        data, both = editing.merged(draft.shown, mine, shown)
        return Desk(today, draft, data, moved, beginning_from, tuple(both))

    def opened(self, desk: Desk, query: Mapping[str, str]) -> tuple[SeenForm | None, Context]:
        """Return the form of a part, or an earlier text to begin from, or the desk alone."""
        asked, step = query.get("fra", ""), query.get("steg", "")
        if asked:
            begin = desk.beginning_from(asked)
            changes = self.differences(desk.data, begin.data)
            return None, {"begin": asked, "restores": begin.restores, "begin_changes": changes}
        if step:
            return self._with_its_faults(desk, _step_form(desk, step)), {}
        if query.get("del") == "innledning":
            form = IntroForm(initial=desk.seen, guide=desk.data)
            return self._with_its_faults(desk, form), {}
        return None, {}

    def form(self, desk: Desk, sent: Mapping[str, Any]) -> SeenForm:
        """Return the form that was sent, bound. Raises NoSuchForm."""
        step = str(sent.get("step", ""))
        makers: dict[str, Callable[[], SeenForm]] = {
            IntroForm.part: lambda: IntroForm(sent, guide=desk.data),
            StepForm.part: lambda: _step_form(desk, step, sent),
            NewStepForm.part: lambda: NewStepForm(sent, guide=desk.data),
            RemoveForm.part: lambda: RemoveForm(sent, guide=desk.data, step_id=_known(desk, step)),
            BeginForm.part: lambda: BeginForm(sent, desk=desk),
        }
        make = makers.get(str(sent.get("part", "")))
        if make is None:
            raise NoSuchForm
        return make()

    def text_form(self, desk: Desk, sent: Mapping[str, Any]) -> SeenForm:
        """Return the form of texts that was sent. Raises NoSuchForm for another form."""
        if sent.get("part") not in _TEXTS:
            raise NoSuchForm
        return self.form(desk, sent)

    def _with_its_faults(self, desk: Desk, form: IntroForm | StepForm) -> SeenForm:
        """Return the form bound to what it holds, where the check has found something in it: then
        the faults stand beside the fields at once."""
        guide = guide_of(desk.data)
        here = _of_this_form(proof_of(guide).errors, form)
        if not here:
            return form
        bound = self.form(desk, form.as_opened() | {"part": form.part, "step": form.step_id})
        bound.is_valid()
        self._place(bound, here, guide)
        return bound

    def _place(self, form: SeenForm, found: list[Finding], guide: GuideFile) -> None:
        """Put each finding beside the field that it is about, the rest above the form."""
        acts, names = getattr(form, "kept_acts", ()), findings.names_of(guide)
        for finding in found:
            field = findings.field_of(finding, guide, acts)
            place_error(form, field, findings.said(finding, names))

    def checked(self, desk: Desk, form: SeenForm) -> Context:
        """Put the findings of what was typed beside their fields."""
        written = form.written()
        guide = guide_of(written)
        self._place(form, _of_this_form(proof_of(guide).errors, form), guide)
        return {"written": written}

    def screen(self, desk: Desk, form: SeenForm | None, more: Context) -> Context:
        """Return the outline, the chart, the proof, and the small forms of the desk."""
        guide = guide_of(more.get("written") or desk.data)
        proof = proof_of(guide)
        part = form.part if form is not None else ""
        here = form.step_id if form is not None else ""
        titles, names = editing.titles_of(desk.data), findings.names_of(guide)
        others = proving.stops_besides_the_proof(guide, desk.today.data)
        return {
            "part": part,
            "is_text": part in _TEXTS,
            "outline": outline(guide),
            "flow": proving.flow(guide, desk.path, here),
            "here": here,
            "remarks": findings.remarks(guide, proof.findings),
            "proof": proof,
            "others": [findings.said(fault, names) for fault in others],
            "both": [titles.get(part, wording.FIELDS.get(part, part)) for part in desk.both],
            "seen_form": SeenForm(initial=desk.seen),
            "new_form": form if part == NewStepForm.part else _new_form(desk, part),
            "remove_form": form if part == RemoveForm.part else _remove_form(desk, form),
        }

    def after(self, desk: Desk, form: SeenForm, whole: Data) -> str | None:
        """Return what an editor does next: the same part, the new step, or the whole guide."""
        if form.part == IntroForm.part:
            return urlencode({"del": "innledning"})
        if form.part == StepForm.part:
            return urlencode({"steg": form.step_id})
        if form.part == NewStepForm.part:
            fresh = next(key for key in whole["steps"] if key not in desk.data["steps"])
            return urlencode({"steg": fresh})
        return ""

    def preview(self, data: Data, query: Mapping[str, str]) -> str:
        """Return the page in the language of ?sprak=, or the flowchart with ?vis=flyt.

        Raises LookupError, ValidationError.
        """
        asked = query.get("sprak", "")
        code = asked if asked in schema.LANGUAGES else schema.LANGUAGES[0]
        drawing = drawn_flow if query.get("vis") == "flyt" else drawn
        return preview_guide(drawing(guide_of(data), code))

    def beside(self, today: Today, data: Data, edit_path: str) -> Context:
        """Return where each answer leads, as a list and as a chart, and how that has changed."""
        titles = {**editing.titles_of(today.data), **editing.titles_of(data)}
        guide = guide_of(data)
        changes = structural_difference(guide_of(today.data), guide)
        return {
            "outline": outline(guide),
            "flow": proving.flow(guide, edit_path),
            "structure": [wording.structure_in_words(change, titles) for change in changes],
        }


def _of_this_form(found: Iterable[Finding], form: SeenForm) -> list[Finding]:
    return [finding for finding in found if finding.step == form.step_id]


def _known(desk: Desk, step_id: str) -> str:
    if step_id not in desk.data["steps"]:
        raise NoSuchForm
    return step_id


def _step_form(desk: Desk, step_id: str, sent: Mapping[str, Any] | None = None) -> StepForm:
    return StepForm(
        sent,
        initial=desk.seen,
        guide=desk.data,
        step_id=_known(desk, step_id),
        contacts=choices_of_contacts("nb"),
        laws=choices_of_laws(),
    )


def _new_form(desk: Desk, part: str) -> NewStepForm | None:
    """Return the form of a new step, for the desk itself."""
    return NewStepForm(initial=desk.seen, guide=desk.data) if not part else None


def _remove_form(desk: Desk, form: SeenForm | None) -> RemoveForm | None:
    """Return the form by which the step that is open can go; the first step cannot."""
    step_id = form.step_id if form is not None else ""
    if not step_id or step_id == desk.data["start"]:
        return None
    initial = {**desk.seen, "step": step_id}
    return RemoveForm(initial=initial, guide=desk.data, step_id=step_id)


KIND = Guides()
