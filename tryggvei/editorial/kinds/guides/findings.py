"""What the check says of a guide: beside its field, and as a list with the way that leads there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from tryggvei.editorial.kinds.guides import wording
from tryggvei.guides.api import (
    Code,
    Finding,
    GuideFile,
    OutlinedStep,
    Severity,
    choices_of_contacts,
    choices_of_laws,
    outline,
)
from tryggvei.toolbox.wording import Coded

# Findings that name their step alone, and the field of it that they are about.
_FIELD_OF_RULE = {
    "contact-unknown": "contacts",
    "contact-without-number": "contacts",
    "time-limit": "time_limit",
    "lane": "lane",
    "legal-source": "laws",
    "record-at-end": "record",
    "thresholds": "thresholds",
    "guardians-first": "tells_guardians",
}
_WHY = ("why_we_ask", "why_this_answer")


@dataclass(frozen=True)
class Remark:
    """A finding as an editor reads it. `step` and `number` say where (0: the guide itself); `path`
    the answers that lead there."""

    text: str
    is_error: bool
    step: str
    number: int
    title: str
    path: tuple[str, ...]


def said(fault: Coded, names: Mapping[str, str]) -> str:
    """Return a fault's sentence in the language of the screen. `names`: see names_of()."""
    return gettext(fault.words.norwegian) % wording.in_words(fault.told, names)


def names_of(guide: GuideFile | None) -> dict[str, str]:
    """Return what laws, contacts and the steps of a guide are called, by their ids."""
    steps = {step.id: step.title for step in outline(guide)} if guide else {}
    return choices_of_laws() | choices_of_contacts("nb") | steps


def remarks(guide: GuideFile, findings: Iterable[Finding]) -> list[Remark]:
    """Return findings in words: those that stop the guide first, then in reading order."""
    steps, names = {step.id: step for step in outline(guide)}, names_of(guide)
    in_words = [_remark(guide, finding, steps, names) for finding in findings]
    return sorted(dict.fromkeys(in_words), key=lambda remark: (not remark.is_error, remark.number))


def _remark(
    guide: GuideFile,
    finding: Finding,
    steps: Mapping[str, OutlinedStep],
    names: Mapping[str, str],
) -> Remark:
    step = steps.get(finding.step)
    return Remark(
        text=said(finding, names),
        is_error=finding.severity is Severity.ERROR,
        step=step.id if step else "",
        number=step.number if step else 0,
        title=step.title if step else "",
        path=tuple(_path(guide, finding.path)),
    )


def _path(guide: GuideFile, path: str) -> Iterable[str]:
    """Yield each answer of a path ("acute=no, children=yes") as its label in bokmål."""
    for pair in path.split(", ") if path else ():
        question, _is, answer = pair.partition("=")
        step = guide.steps.get(question)
        labels = {a.id: a.label.get("nb", a.id) for a in step.answers} if step else {}
        yield labels.get(answer, answer)


def field_of(finding: Finding, guide: GuideFile, acts: Sequence[int]) -> str:
    """Return the form's field that a finding is about, "" for none.

    `guide` is the one that was checked; `acts` the numbers in the form of the step's acts.
    """
    place = [str(part) for part in finding.location]
    language = _language(finding, place)
    if not finding.step:
        return "_".join([*place[:2], language]) if language else "_".join(place)
    within = place[2:]
    if not within:
        return _FIELD_OF_RULE.get(finding.rule, "")
    name = within[0]
    if name == "answers" and len(within) > 1:
        answer = guide.steps[place[1]].answers[int(within[1])]
        return f"answer_{answer.id}_label_{language}" if language else ""
    if name == "acts" and len(within) > 1:
        number = acts[int(within[1])] if int(within[1]) < len(acts) else int(within[1])
        return f"act_{number}_text_{language}" if language else ""
    if language:
        return f"{'why' if name in _WHY else name}_{language}"
    return name


def _language(finding: Finding, place: list[str]) -> str:
    """Return the language of a text that a finding is about, and take it off the place."""
    if place and place[-1] in wording.LANGUAGES:
        return place.pop()
    return str(finding.params["language"]) if finding.code is Code.NO_TEXT else ""
