"""What employees have said at the ends of the guides, as an agenda for the yearly evaluation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from tryggvei.access.api import Permission, needs
from tryggvei.contentpack.api import items
from tryggvei.disclosure.api import THRESHOLD
from tryggvei.guides.api import GUIDES, Feedback, GuideFile
from tryggvei.toolbox import clock
from tryggvei.website.api import EndCounts, guide_feedback

YEARS = 3  # how far back somebody may look
ANSWERS = {
    Feedback.HELPED: gettext_lazy("Dette hjalp"),
    Feedback.NOT_HELPED: gettext_lazy("Dette hjalp ikke"),
    Feedback.NUMBER: gettext_lazy("Et nummer virker ikke"),
    Feedback.WORDS: gettext_lazy("Jeg skjønte ikke rådet"),
    Feedback.SITUATION: gettext_lazy("Jeg fant ikke min situasjon"),
    Feedback.OTHER: gettext_lazy("Noe annet"),
}


@needs(Permission.GUIDES_FEEDBACK_READ)
@require_GET
def feedback(request: HttpRequest) -> HttpResponse:
    """Show the counts of a year, ?aar=; what most found wrong comes first."""
    this_year = clock.today().year
    years = [this_year - back for back in range(YEARS)]
    wanted = request.GET.get("aar", "")
    year = next((one for one in years if str(one) == wanted), this_year)
    counted = guide_feedback(year)
    guides = {key: guide for key, guide in items(GUIDES).items() if isinstance(guide, GuideFile)}
    context = {
        "year": year,
        "years": years,
        "least": THRESHOLD,
        "columns": [str(words) for words in ANSWERS.values()],
        "agenda": [_in_words(one, guides) for one in counted if one.concern],
        "guides": [
            (_title(guides, key), [_row(one, guides) for one in counted if one.guide == key])
            for key in dict.fromkeys(one.guide for one in counted)
        ],
    }
    return render(request, "editorial/staff/feedback.html", context)


def _title(guides: dict[str, GuideFile], key: str) -> str:
    return guides[key].title["nb"] if key in guides else key


def _step(guides: dict[str, GuideFile], one: EndCounts) -> tuple[str, bool]:
    """Return what an end is called, and whether the guide still has it."""
    guide = guides.get(one.guide)
    step = guide.steps.get(one.step) if guide else None
    return (step.title["nb"] if step else one.step), step is not None


def _row(one: EndCounts, guides: dict[str, GuideFile]) -> dict[str, Any]:
    title, is_there = _step(guides, one)
    cells = [(str(words), one.counts.get(answer)) for answer, words in ANSWERS.items()]
    return {"guide": one.guide, "step": one.step, "title": title, "there": is_there, "cells": cells}


def _in_words(one: EndCounts, guides: dict[str, GuideFile]) -> dict[str, Any]:
    """Return a point of the agenda: the end, and how many said what of it."""
    said = [
        ngettext("%(count)s gang: «%(what)s»", "%(count)s ganger: «%(what)s»", count)
        % {"count": count, "what": ANSWERS[answer]}
        for answer, count in sorted(one.counts.items(), key=lambda pair: -pair[1])
        if answer is not Feedback.HELPED
    ]
    return _row(one, guides) | {"of": _title(guides, one.guide), "said": said}
