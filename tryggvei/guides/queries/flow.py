"""The flowcharts of guides for employees: pages to bake, files for a process tool, drafts."""

from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext

from tryggvei.guides.models import GuideFile
from tryggvei.guides.queries import (
    GuidePage,
    contacts_now,
    flow_path,
    guides_to_publish,
    has_flow,
    time_limits,
    with_path,
)
from tryggvei.guides.rules.flow.bpmn import bpmn_of
from tryggvei.guides.rules.flow.chart import Chart, ChartWords, chart_of
from tryggvei.guides.rules.flow.outline import outline_of
from tryggvei.guides.rules.flow.svg import SvgWords
from tryggvei.guides.rules.graph import NotWalkable
from tryggvei.guides.rules.schema import LANGUAGES, Kind, Lane
from tryggvei.help_directory.api import services

FLOW_TEMPLATE = "guides/public/flow.html"


def flow_pages(language: str) -> list[GuidePage]:
    """Return a page with the flowchart of each guide for employees. Raises GuideFault.

    What is drawn is drawn by the template, so that a page that stays costs no drawing.
    """
    return [_flow_page(guide, language) for guide in _for_employees()]


def flow_files() -> dict[str, bytes]:
    """Return the flowcharts as BPMN: file below the pages -> content. Raises GuideFault."""
    return {
        f"{flow_path(guide, language)[1:-1]}.bpmn": _bpmn(flowchart(guide, language))
        for language in LANGUAGES
        for guide in _for_employees()
    }


# A bake asks for all of them, and few have changed since the last one in the same process.
_bpmn = lru_cache(maxsize=256)(bpmn_of)


def flowchart(guide: GuideFile, language: str) -> Chart:
    """Return the flowchart of a guide in one language. Raises NotWalkable for one with a loop."""
    with translation.override(language):
        return chart_of(guide, _chart_words(language))


def drawn_flow(guide: GuideFile, language: str) -> GuidePage:
    """Return the flowchart of a guide that is being written. Raises LookupError while it has faults
    that leave nothing to draw."""
    try:
        return _flow_page(guide, language)
    except (NotWalkable, KeyError, ValueError) as error:
        raise LookupError(str(error)) from error


def _for_employees() -> list[GuideFile]:
    return [guide for guide in guides_to_publish().values() if has_flow(guide)]


def _flow_page(guide: GuideFile, language: str) -> GuidePage:
    chart = flowchart(guide, language).as_seen()
    with translation.override(language):
        title = gettext("Flytskjema: %(guide)s") % {"guide": chart.title}
        words = _svg_words(unreviewed=bool(guide.unreviewed))
    path = flow_path(guide, language)
    guide_path = f"{path.rstrip('/').rpartition('/')[0]}/"
    context = {
        "chart": chart,
        "words": words,
        "outline": outline_of(chart),
        "guide_path": guide_path,
        "bpmn_path": f"{path[:-1]}.bpmn",
        "language": language,
        "unreviewed": bool(guide.unreviewed),
    }
    slug = path.partition("/raad/")[2].rstrip("/")
    return with_path(GuidePage(slug, language, title, FLOW_TEMPLATE, context, guide.apart))


def _chart_words(language: str) -> ChartWords:
    contacts = contacts_now(language)
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
        mark=gettext("Ikke godkjent av jurist ennå") if unreviewed else "",
        question=gettext("Spørsmål"),
        act=gettext("Noe du gjør på veien"),
        outcome=gettext("Slutten: dette gjør du"),
        now=gettext("Haster"),
        handover=gettext("En annen tar over"),
        relay=gettext("Overlevering mellom BTI og TryggEst"),
        goes_on=gettext("Går videre på neste ark"),
    )
