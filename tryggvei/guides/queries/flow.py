"""The flowcharts of guides for employees: pages to bake, files for a process tool, drafts.

All solving is done here: a template is handed a finished picture.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tryggvei.contentpack.api import Shown, items
from tryggvei.guides.models import GuideFile
from tryggvei.guides.queries import (
    GUIDES,
    GuidePage,
    contacts_now,
    flow_path,
    guides_with_faults,
    has_flow,
    time_limits,
    with_path,
)
from tryggvei.guides.queries.shown import Asked, services_shown
from tryggvei.guides.rules.flow.bpmn import bpmn_of
from tryggvei.guides.rules.flow.chart import Box, Chart, ChartWords, chart_of
from tryggvei.guides.rules.flow.layout import is_wide, laid_out
from tryggvei.guides.rules.flow.outline import outline_of
from tryggvei.guides.rules.flow.svg import SvgWords, svg_of
from tryggvei.guides.rules.graph import NotWalkable
from tryggvei.guides.rules.page import Contact
from tryggvei.guides.rules.schema import LANGUAGES, Kind, Lane
from tryggvei.help_directory.api import services

FLOW_TEMPLATE = "guides/public/flow.html"
# A bake asks for the same charts many times over, and an editor the same draft for every form. Two
# charts that look alike are one: a chart is a value.
_laid_out = lru_cache(maxsize=256)(laid_out)


@dataclass(frozen=True)
class Picture:
    """A flowchart, finished: what it is called, and each of its sheets as SVG."""

    title: str
    sheets: tuple[SafeString, ...]
    is_wide: bool


@dataclass(frozen=True)
class ChartFile:
    """A guide as BPMN 2.0, and what a download of it says."""

    content: bytes
    headers: dict[str, str]


def flow_pages(language: str) -> list[GuidePage]:
    """Return a page with the flowchart of each guide for employees; with its guide's fault."""
    return [
        _faulty_flow(guide, language, fault) if fault else _flow_page(guide, language)
        for guide, fault in guides_with_faults()
        if has_flow(guide)
    ]


def charts_to_fetch(language: str) -> dict[str, str]:
    """Return, of each guide that `chart_to_fetch` gives, the key and what it is called."""
    return {key: guide.title[language] for key, guide in _in_force().items() if has_flow(guide)}


def chart_to_fetch(key: str, asked_for: str) -> ChartFile:
    """Return a guide for employees as readers have it; in bokmål for a language that is not ours.

    Raises LookupError for any other guide, and for one that cannot be drawn as it stands.
    """
    guide = _in_force()[key]
    if not has_flow(guide):
        raise LookupError(key)
    try:
        return chart_file(guide, asked_for if asked_for in LANGUAGES else LANGUAGES[0])
    except (NotWalkable, ValueError) as error:
        raise LookupError(str(error)) from error


def chart_file(guide: GuideFile, language: str) -> ChartFile:
    """Return a guide as BPMN. While nobody has approved it, its title says so: the file goes into
    systems that we do not see. Raises NotWalkable for a guide with a loop."""
    chart = flowchart(guide, language)
    if guide.unreviewed:
        with translation.override(language):
            chart = replace(chart, title=f"{chart.title} ({_not_approved()})")
    headers = {
        "Content-Type": "application/xml",
        "Content-Disposition": f'attachment; filename="{guide.id}-{language}.bpmn"',
    }
    return ChartFile(bpmn_of(chart), headers)


def _in_force() -> dict[str, GuideFile]:
    return cast("dict[str, GuideFile]", items(GUIDES))


def flowchart(guide: GuideFile, language: str) -> Chart:
    """Return the flowchart of a guide in one language. Raises NotWalkable for one with a loop."""
    return _chart_and_services(guide, language)[0]


def _chart_and_services(guide: GuideFile, language: str) -> tuple[Chart, frozenset[Shown]]:
    """Return the flowchart of a guide, and the services whose number or name it says."""
    contacts = contacts_now(language)
    with translation.override(language):
        words = _chart_words(language, contacts)
        numbers = Asked(words.numbers)
        chart = chart_of(guide, replace(words, numbers=numbers))
    return chart, services_shown(contacts[key] for key in numbers.keys_asked)


def drawn_flow(guide: GuideFile, language: str) -> GuidePage:
    """Return the flowchart of a guide that is being written. Raises LookupError while it has faults
    that leave nothing to draw."""
    try:
        return _flow_page(guide, language)
    except (NotWalkable, ValueError) as error:
        raise LookupError(str(error)) from error


def picture_to_write(
    guide: GuideFile, language: str, edit_path: str = "", here: str = ""
) -> Picture:
    """Return the flowchart of a draft; here: the step that is being written.

    The boxes lead to their forms at `edit_path`, or to the list below for who may not write.
    Raises LookupError while the guide has faults that leave nothing to draw.
    """

    def link(box: Box) -> str:
        return f"{edit_path}?steg={box.key}" if edit_path else f"#omriss-{box.number}"

    try:
        return _picture(guide, flowchart(guide, language), link, here)
    except (NotWalkable, ValueError) as error:
        raise LookupError(str(error)) from error


def _picture(guide: GuideFile, chart: Chart, link: Callable[[Box], str], here: str = "") -> Picture:
    with translation.override(chart.language):
        words = _svg_words(unreviewed=bool(guide.unreviewed))
    drawing = _laid_out(chart.as_seen())
    sheets = tuple(_safe(svg) for svg in svg_of(drawing, words, link, here))
    return Picture(chart.title, sheets, is_wide(drawing))


def _safe(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 - built by ElementTree, which escapes every text


def _faulty_flow(guide: GuideFile, language: str, fault: str) -> GuidePage:
    return GuidePage(_slug(guide, language), language, "", FLOW_TEMPLATE, {}, fault=fault)


def _slug(guide: GuideFile, language: str) -> str:
    return flow_path(guide, language).partition("/raad/")[2].rstrip("/")


def _flow_page(guide: GuideFile, language: str) -> GuidePage:
    chart, shows = _chart_and_services(guide, language)
    with translation.override(language):
        title = gettext("Flytskjema: %(guide)s") % {"guide": chart.title}
    path = flow_path(guide, language)
    guide_path = f"{path.rstrip('/').rpartition('/')[0]}/"
    context = {
        "picture": _picture(guide, chart, lambda box: f"{guide_path}#{box.anchor}"),
        "outline": outline_of(chart),
        "guide_path": guide_path,
        "language": language,
        "unreviewed": bool(guide.unreviewed),
    }
    shows |= {(GUIDES, guide.id)}
    slug = _slug(guide, language)
    return with_path(GuidePage(slug, language, title, FLOW_TEMPLATE, context, guide.apart, shows))


def _chart_words(language: str, contacts: dict[str, Contact]) -> ChartWords:
    directory = services()
    return ChartWords(
        language=language,
        start=gettext("Start her"),
        ends=gettext("Gjør dette"),
        lanes=_lane_names(),
        limits=time_limits(),
        acts={
            Kind.DUTY: gettext("Plikt"),
            Kind.RIGHT: gettext("Rett"),
            Kind.CONSENT: gettext("Råd"),
            Kind.INFORMATION: gettext("Råd"),
        },
        numbers={
            key: number.display if (number := directory[contact.key].number) else contact.name
            for key, contact in contacts.items()
        },
    )


def _not_approved() -> str:
    return gettext("Ikke godkjent av jurist ennå")


def _lane_names() -> dict[Lane, str]:
    return {
        Lane.EMPLOYEE: gettext("Du som er ansatt"),
        Lane.RESIDENT: gettext("Den det gjelder"),
        Lane.LEADER: gettext("Lederen"),
        Lane.TRYGGEST: gettext("TryggEst"),
        Lane.BTI: gettext("BTI"),
        Lane.CHILD_WELFARE: gettext("Barnevernet"),
        Lane.POLICE: gettext("Politiet"),
        Lane.HEALTH_EMERGENCY: gettext("Ambulanse og legevakt"),
        Lane.CRISIS_CENTRE: gettext("Krisesenteret"),
        Lane.HELP_LINE: gettext("Hjelpelinjer"),
        Lane.COUNTY_GOVERNOR: gettext("Statsforvalteren"),
    }


def _svg_words(*, unreviewed: bool) -> SvgWords:
    return SvgWords(
        sheet=gettext("Ark {number} av {count}"),
        mark=_not_approved() if unreviewed else "",
        question=gettext("Spørsmål"),
        act=gettext("Noe du gjør på veien"),
        outcome=gettext("Slutten: dette gjør du"),
        now=gettext("Haster"),
        handover=gettext("En annen tar over"),
        relay=gettext("Overlevering mellom BTI og TryggEst"),
        goes_on=gettext("Går videre på neste ark"),
    )
