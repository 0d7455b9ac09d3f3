"""The flowcharts of guides for employees: pages to bake, files for a process tool, drafts."""

from dataclasses import replace
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext
from pydantic import BaseModel

from tryggvei.contentpack.api import Shown, items
from tryggvei.guides.models import GuideFile
from tryggvei.guides.queries import (
    DIRECTORY,
    GUIDES,
    Asked,
    GuidePage,
    contacts_now,
    flow_path,
    guides_with_faults,
    has_flow,
    services_meant,
    time_limits,
    with_path,
)
from tryggvei.guides.rules.flow.bpmn import bpmn_of
from tryggvei.guides.rules.flow.chart import Chart, ChartWords, chart_of
from tryggvei.guides.rules.flow.outline import outline_of
from tryggvei.guides.rules.flow.svg import SvgWords
from tryggvei.guides.rules.graph import NotWalkable
from tryggvei.guides.rules.page import Contact
from tryggvei.guides.rules.schema import LANGUAGES, Kind, Lane

FLOW_TEMPLATE = "guides/public/flow.html"


def flow_pages(language: str) -> list[GuidePage]:
    """Return a page with the flowchart of each guide for employees; with a fault, as the guide's.

    What is drawn is drawn by the template, so that a page that stays costs no drawing.
    """
    return [
        _faulty_flow(guide, language, fault) if fault else _flow_page(guide, language)
        for guide, fault in _for_employees()
    ]


def flow_files() -> dict[str, bytes]:
    """Return the flowcharts as BPMN: file below the pages -> content; of sound guides."""
    return {
        f"{flow_path(guide, language)[1:-1]}.bpmn": _bpmn(flowchart(guide, language))
        for language in LANGUAGES
        for guide, fault in _for_employees()
        if not fault
    }


# A bake asks for all of them, and few have changed since the last one in the same process.
_bpmn = lru_cache(maxsize=256)(bpmn_of)


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
    return chart, services_meant(contacts[key] for key in numbers.keys_asked)


def drawn_flow(guide: GuideFile, language: str) -> GuidePage:
    """Return the flowchart of a guide that is being written. Raises LookupError while it has faults
    that leave nothing to draw."""
    try:
        return _flow_page(guide, language)
    except (NotWalkable, KeyError, ValueError) as error:
        raise LookupError(str(error)) from error


def _for_employees() -> list[tuple[GuideFile, str]]:
    return [(guide, fault) for guide, fault in guides_with_faults() if has_flow(guide)]


def _faulty_flow(guide: GuideFile, language: str, fault: str) -> GuidePage:
    return GuidePage(_slug(guide, language), language, "", FLOW_TEMPLATE, {}, fault=fault)


def _slug(guide: GuideFile, language: str) -> str:
    return flow_path(guide, language).partition("/raad/")[2].rstrip("/")


def _flow_page(guide: GuideFile, language: str) -> GuidePage:
    drawn, shows = _chart_and_services(guide, language)
    chart = drawn.as_seen()
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
    shows |= {(GUIDES, guide.id)}
    slug = _slug(guide, language)
    return with_path(GuidePage(slug, language, title, FLOW_TEMPLATE, context, guide.apart, shows))


def _chart_words(language: str, contacts: dict[str, Contact]) -> ChartWords:
    services = items(DIRECTORY)
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
            key: _shown_number(services[contact.key]) or contact.name
            for key, contact in contacts.items()
        },
    )


def _shown_number(service: BaseModel) -> str:
    number = service.model_dump(include={"number"})["number"]
    return str(number["display"]) if number else ""


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
