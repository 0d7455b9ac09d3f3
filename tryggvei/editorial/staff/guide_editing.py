"""Write a guide: the desk with the whole outline, one part at a time in a form, the check beside.

`?del=innledning` opens the guide's own texts, `?steg=<id>` one step, `?fra=` an earlier text to
begin from. What is sent says in `part` which form it is. Every save holds the whole guide.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggvei.access.api import viewer_of
from tryggvei.editorial.actions.writing import HasMoved, SavedMeanwhile, Seen, save
from tryggvei.editorial.models import Draft
from tryggvei.editorial.queries import guide_texts
from tryggvei.editorial.queries.drafts import newest, open_draft
from tryggvei.editorial.queries.texts import Today, today_of
from tryggvei.editorial.rules.workflow import (
    Basis,
    Moved,
    NotNow,
    State,
    Step,
    may_take,
    moved,
)
from tryggvei.editorial.staff import guide_findings, guide_wording, wording
from tryggvei.editorial.staff.beginning import begin_from
from tryggvei.editorial.staff.differences import Told, differences
from tryggvei.editorial.staff.guide_forms import IntroForm, NewStepForm, RemoveForm, SeenForm
from tryggvei.editorial.staff.guide_step_form import StepForm
from tryggvei.guides.api import (
    GUIDES,
    Finding,
    GuideFile,
    choices_of_contacts,
    choices_of_laws,
    editing,
    guide_of,
    outline,
    schema,
)

Raw = dict[str, Any]


@dataclass
class Desk:
    """What one visit is about: the guide as it was saved last, or as readers have it.

    What readers have got since the draft was saved is in `data` too. `both`: the parts that both
    have changed, which are as the draft has them. `moved`: what has changed since, if anything.
    """

    today: Today
    draft: Draft | None
    data: Raw
    both: tuple[str, ...] = ()
    moved: Moved | None = None

    @property
    def seen(self) -> Raw:
        """Return what a form keeps of how things stood when it was opened."""
        basis = self.today.basis
        number = self.draft.number if self.draft else 0
        return {"seen_number": number, "seen_shown": basis.shown, "seen_pack": basis.pack}

    @property
    def is_writable(self) -> bool:
        """Return whether the text is with its writers."""
        return self.draft is None or may_take(State(self.draft.state), Step.SAVE)


def desk_of(key: str) -> Desk:
    """Return the desk of a guide. Raises Http404."""
    try:
        today = today_of(GUIDES, key)
    except KeyError:
        raise Http404 from None
    draft = open_draft(GUIDES, key)
    shown = schema.arranged(today.data)
    if draft is None:
        return Desk(today, None, shown)
    mine = schema.arranged(newest(draft).data)
    what = moved(Basis(draft.shown_digest, draft.pack_digest), today.basis)
    if what is None:
        return Desk(today, draft, mine)
    data, both = editing.merged(draft.shown, mine, shown)
    return Desk(today, draft, data, tuple(both), what)


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Show the desk or a form; or store what was sent as the newest text of the draft."""
    desk = desk_of(key)
    if not desk.is_writable:
        if request.method == "GET":
            return redirect("editorial:page", kind=GUIDES, key=key)
        messages.error(request, _("Teksten er hos den som skal godkjenne. Ta den tilbake først."))
        return _show(request, desk, status=409)
    if request.method == "GET":
        return _opened(request, desk)
    form = _form(desk, request.POST)
    if not form.is_valid():
        return _show(request, desk, form, status=422)
    return _stored(request, desk, form)


def check(request: HttpRequest, key: str) -> HttpResponse:
    """Check what was typed, and show it again with the findings. Nothing is stored."""
    desk = desk_of(key)
    form = _text_form(desk, request)
    if form.is_valid():
        return _show(request, desk, form, written=form.written(), checked=True)
    return _show(request, desk, form)


def typed(request: HttpRequest, key: str) -> Raw | None:
    """Return the guide as it was typed, for a preview; None while a field is wrong."""
    form = _text_form(desk_of(key), request)
    return form.written() if form.is_valid() else None


def _form(desk: Desk, sent: Mapping[str, Any]) -> Any:
    """Return the form that was sent, bound. Raises Http404 for what none of our forms sends."""
    makers: dict[str, Callable[[], SeenForm]] = {
        IntroForm.part: lambda: IntroForm(sent, guide=desk.data),
        StepForm.part: lambda: _step_form(desk, str(sent.get("step", "")), sent),
        NewStepForm.part: lambda: NewStepForm(sent, guide=desk.data),
        RemoveForm.part: lambda: RemoveForm(sent, guide=desk.data, step_id=_known(desk, sent)),
        BeginForm.part: lambda: BeginForm(sent, desk=desk),
    }
    make = makers.get(str(sent.get("part", "")))
    if make is None:
        raise Http404
    return make()


def _text_form(desk: Desk, request: HttpRequest) -> Any:
    """Return the form of texts that was sent. Raises Http404 for another form."""
    if request.POST.get("part") not in (IntroForm.part, StepForm.part):
        raise Http404
    return _form(desk, request.POST)


def _known(desk: Desk, sent: Mapping[str, Any]) -> str:
    step = str(sent.get("step", ""))
    if step not in desk.data["steps"]:
        raise Http404
    return step


def _step_form(desk: Desk, step_id: str, sent: Mapping[str, Any] | None = None) -> StepForm:
    if step_id not in desk.data["steps"]:
        raise Http404
    return StepForm(
        sent,
        initial=desk.seen,
        guide=desk.data,
        step_id=step_id,
        contacts=choices_of_contacts("nb"),
        laws=choices_of_laws(),
    )


class BeginForm(SeenForm):
    """An earlier text, or today's and the draft's made one, taken up as the newest of the draft."""

    part = "begin"

    def __init__(self, *args: Any, desk: Desk, **more: Any) -> None:
        """Take the desk; `begin` of what was sent names the text as ?fra= does, "" the desk's."""
        super().__init__(*args, **more)
        self.source, self.restores = desk.data, None
        wanted = str(self.data.get("begin", ""))
        if wanted:
            data, self.restores = begin_from(desk.today, desk.draft, wanted)
            self.source = schema.arranged(dict(data))

    def written(self) -> Raw:
        """Return the text."""
        return editing.in_order(self.source)


def _opened(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what the address asks for."""
    begin, step = request.GET.get("fra", ""), request.GET.get("steg", "")
    if begin:
        source, restores = begin_from(desk.today, desk.draft, begin)
        changes = differences(GUIDES, desk.data, source)
        return _show(request, desk, begin=begin, restores=restores, begin_changes=changes)
    if step:
        return _show(request, desk, _with_its_faults(desk, _step_form(desk, step)))
    if request.GET.get("del") == "innledning":
        form = IntroForm(initial=desk.seen, guide=desk.data)
        return _show(request, desk, _with_its_faults(desk, form))
    return _show(request, desk)


def _with_its_faults(desk: Desk, form: IntroForm | StepForm) -> Any:
    """Return the form bound to what it holds, where the check has found something in it: then the
    faults stand beside the fields at once."""
    guide = guide_of(desk.data)
    here = _of_this_form(guide_texts.proof(desk.data).errors, form)
    if not here:
        return form
    bound = _form(desk, form.as_opened() | {"part": form.part, "step": form.step_id})
    _place(bound, here, guide)
    return bound


def _of_this_form(findings: Iterable[Finding], form: SeenForm) -> list[Finding]:
    return [one for one in findings if guide_findings.step_of(one) == form.step_id]


def _place(form: SeenForm, findings: list[Finding], guide: GuideFile) -> None:
    """Put each finding beside the field that it is about, the rest above the form."""
    form.is_valid()
    acts = getattr(form, "kept_acts", ())
    for finding in findings:
        name = guide_findings.field_of(finding, guide, acts)
        text = guide_wording.sentence(finding.rule, finding.message)
        form.add_error(name if name in form.fields else None, text)


def _stored(request: HttpRequest, desk: Desk, form: Any) -> HttpResponse:
    kind, key, data = GUIDES, desk.today.key, form.cleaned_data
    try:
        whole = form.written()
    except (editing.CannotBeRemoved, KeyError):
        form.add_error(None, _("Dette steget kan ikke tas bort slik. Velg et annet første steg."))
        return _show(request, desk, form, status=422)
    written = {name: whole[name] for name in guide_texts.FIELDS if name in whole}
    seen = Seen(data["seen_number"], Basis(data["seen_shown"], data["seen_pack"]))
    restores = getattr(form, "restores", None)
    try:
        save(viewer_of(request), kind, key, written, seen, restores)
    except SavedMeanwhile:
        return _again(request, desk, _("Noen andre lagret først"))
    except HasMoved as conflict:
        return _again(request, desk, str(wording.MOVED[conflict.what]))
    except NotNow:
        messages.error(request, _("Teksten er hos den som skal godkjenne. Ta den tilbake først."))
        return _show(request, desk, form, status=409)
    messages.success(request, _("Lagret. Leserne ser den gamle veilederen ennå."))
    return redirect(f"{reverse('editorial:edit', args=[kind, key])}{_after(desk, form, whole)}")


def _after(desk: Desk, form: Any, whole: Raw) -> str:
    """Return the query that leads to what an editor does next: the same part, or the new step."""
    if form.part == IntroForm.part:
        return "?" + urlencode({"del": "innledning"})
    if form.part == StepForm.part:
        return "?" + urlencode({"steg": form.step_id})
    if form.part == NewStepForm.part:
        fresh = next(key for key in whole["steps"] if key not in desk.data["steps"])
        return "?" + urlencode({"steg": fresh})
    return ""


def _again(request: HttpRequest, before: Desk, title: str) -> HttpResponse:
    """Give back everything that was typed, over the text that came first.

    The form now knows the other text: the next save is made by somebody who has had both before
    her. The other text is kept among the saved ones, whatever she chooses.
    """
    desk = desk_of(before.today.key)
    sent = {**_plain(request), **desk.seen}
    try:
        form = _form(desk, _Sent(sent))
    except Http404:  # the step is gone in the other text
        form = None
    conflict = {
        "conflict": title,
        "conflict_changes": differences(GUIDES, before.data, desk.data),
    }
    return _show(request, desk, form, status=409, **conflict)


class _Sent(dict[str, Any]):
    """What was sent, once more: several values of a name as a list."""

    def getlist(self, name: str) -> list[Any]:
        """Return every value of a name."""
        value = self.get(name, [])
        return value if isinstance(value, list) else [value]


def _plain(request: HttpRequest) -> Raw:
    return {
        name: values if len(values) > 1 else values[0]
        for name, values in request.POST.lists()
        if values
    }


def _show(
    request: HttpRequest, desk: Desk, form: Any = None, *, status: int = 200, **more: Any
) -> HttpResponse:
    written: Raw = more.pop("written", None) or desk.data
    guide = guide_of(written)
    proof = guide_texts.proof(written)
    part = form.part if form is not None else ""
    if more.get("checked"):
        _place(form, _of_this_form(proof.errors, form), guide)
    others = guide_texts.stops_besides_the_proof(guide, desk.today.data)
    titles = editing.titles_of(desk.data)
    here = form.step_id if form is not None else ""
    desk_path = reverse("editorial:edit", kwargs={"kind": desk.today.kind, "key": desk.today.key})
    context = {
        "form": form,
        "part": part,
        "is_text": part in (IntroForm.part, StepForm.part),
        "today": desk.today,
        "draft": desk.draft,
        "heading": guide_texts.heading(desk.data),
        "outline": outline(guide),
        "flow": guide_texts.flow(guide, desk_path, here),
        "here": here,
        "remarks": guide_findings.remarks(guide, proof.findings),
        "proof": proof,
        "others": [wording.said(one) for one in others],
        "moved": wording.MOVED[desk.moved] if desk.moved else "",
        "both": [titles.get(part, guide_wording.FIELDS.get(part, part)) for part in desk.both],
        "pack_changes": _pack_changes(desk),
        "seen_form": SeenForm(initial=desk.seen),
        "new_form": form if part == NewStepForm.part else _new_form(desk, part),
        "remove_form": form if part == RemoveForm.part else _remove_form(desk, form),
        **more,
    }
    return render(request, "editorial/staff/guide_edit.html", context, status=status)


def _pack_changes(desk: Desk) -> Told:
    today = desk.today
    return differences(GUIDES, today.data, today.pack) if today.overtaken and today.pack else []


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
