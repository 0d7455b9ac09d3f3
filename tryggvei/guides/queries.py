"""Read guides, laws and contacts from the pack's files; no database, so the public face may."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from pydantic import BaseModel

from tryggvei.contentpack.api import (
    Entry,
    Finding,
    Law,
    items,
    pack_entries,
    pack_items,
)
from tryggvei.guides.models import ContactRole, GuideFile
from tryggvei.guides.rules.check import Proof, check
from tryggvei.guides.rules.findings import Known, LawFact
from tryggvei.guides.rules.flow.bpmn import bpmn_of
from tryggvei.guides.rules.flow.chart import Chart, ChartWords, chart_of
from tryggvei.guides.rules.flow.outline import outline_of
from tryggvei.guides.rules.flow.svg import SvgWords
from tryggvei.guides.rules.page import Contact, LawLink, Words, show
from tryggvei.guides.rules.schema import LANGUAGES, Audience, Kind, Lane, TimeLimit
from tryggvei.toolbox.clock import today
from tryggvei.toolbox.ledger import noted
from tryggvei.ui.api import prefix_of

GUIDES = "guides"
CONTACT_ROLES = "guide_contacts"
DIRECTORY = "help"  # the kind of the help directory, a room on the same floor
GUIDE_TEMPLATE = "guides/public/guide.html"
LIST_TEMPLATE = "guides/public/guide_list.html"
FLOW_TEMPLATE = "guides/public/flow.html"
FLOW = "flyt"  # the flowchart's address below its guide's, and its file's name


# The pack's files alone (checks, no database), or with the municipality's own edits (publication).
Reader = Callable[[str], dict[str, BaseModel]]


class GuideFault(Exception):
    """A guide has not passed the check and must not be published; the message names the fault."""


@dataclass(frozen=True)
class GuidePage:
    """A page for the website to bake: the template rendered with the context, at /raad/<slug>/.

    The list page has the slug "" and stands at /raad/. The path has the language's prefix first.
    """

    slug: str
    language: str
    title: str
    template_name: str
    context: dict[str, Any]

    @property
    def path(self) -> str:
        """Return the path below the root, e.g. /nn/raad/voksen/."""
        return f"{prefix_of(self.language)}/raad/" + (f"{self.slug}/" if self.slug else "")


@dataclass(frozen=True)
class CheckedGuide:
    """A guide's proof, and where the guide stands in the pack."""

    entry: Entry
    proof: Proof


def guides_checked(known: Known | None = None) -> list[CheckedGuide]:
    """Return the proof of every guide of the pack, by key."""
    world = known or known_now()
    return [
        CheckedGuide(entry, check(cast(GuideFile, entry.item), world))
        for _, entry in sorted(pack_entries(GUIDES).items())
    ]


def pack_check(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Give `content check` the errors of the guides; warnings are for `guides check`."""
    world = known_now()
    for entry in entries.values():
        for fault in check(cast(GuideFile, entry.item), world).errors:
            path = f" [path: {fault.path}]" if fault.path else ""
            yield entry.finding(f"{fault.rule}: {fault.message}{path}", *fault.location)


def known_now(read: Reader = pack_items) -> Known:
    """Return today's laws and contacts.

    Outside demo and test a law past its review date is an error, so that nothing built on it is
    published.
    """
    laws = cast("dict[str, Law]", read("laws"))
    facts = {
        key: LawFact(law.valid_from, law.valid_to, law.review_by, law.kind, law.threshold)
        for key, law in laws.items()
    }
    strict = str(settings.TRYGGVEI_MODE) == "production"
    contacts = _contacts("nb", read)
    services = read(DIRECTORY)
    with_number = {
        key for key, one in contacts.items() if one.instead or _has_number(services[one.key])
    }
    return Known(today(), facts, frozenset(contacts), frozenset(with_number), demo=not strict)


def roles_check(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Find roles that point to a service that the help directory does not have."""
    services = pack_items(DIRECTORY)
    for entry in entries.values():
        service = cast(ContactRole, entry.item).service
        if service not in services:
            yield entry.finding(f"the service {service!r} is not in the help directory", "service")


def public_guides(language: str) -> list[GuidePage]:
    """Return the guide pages in one language, the list page first; with the municipality's edits.

    Raises GuideFault when a guide breaks a rule: a bake then keeps the pages it has.
    """
    pages = [_page(guide, language) for guide in guides_to_publish().values()]
    return [_list_page(pages, language), *pages]


@noted
def guides_to_publish() -> dict[str, GuideFile]:
    """Return the guides by key, each held against every rule. Raises GuideFault."""
    world = known_now(items)
    guides = dict(sorted(cast("dict[str, GuideFile]", items(GUIDES)).items()))
    for key, guide in guides.items():
        fault = next(iter(check(guide, world).errors), None)
        if fault is not None:
            raise GuideFault(f"{key}: {fault}. Run `manage.py guides check` for the whole list.")
    return guides


def flow_pages(language: str) -> list[GuidePage]:
    """Return a page with the flowchart of each guide for employees. Raises GuideFault.

    What is drawn is drawn by the template, so that a page that stays costs no drawing.
    """
    return [_flow_page(guide, language) for guide in _for_employees()]


def flow_files() -> dict[str, bytes]:
    """Return the flowcharts as BPMN: file below the pages -> content. Raises GuideFault."""
    return {
        f"{_flow_path(guide, language)[1:-1]}.bpmn": bpmn_of(flowchart(guide, language))
        for language in LANGUAGES
        for guide in _for_employees()
    }


def flowchart(guide: GuideFile, language: str) -> Chart:
    """Return the flowchart of a guide in one language."""
    with translation.override(language):
        return chart_of(guide, _chart_words(language))


def _for_employees() -> list[GuideFile]:
    return [one for one in guides_to_publish().values() if one.audience is Audience.EMPLOYEE]


def _flow_path(guide: GuideFile, language: str) -> str:
    return f"{prefix_of(language)}/raad/{guide.id}/{FLOW}/"


def _flow_page(guide: GuideFile, language: str) -> GuidePage:
    chart = flowchart(guide, language)
    with translation.override(language):
        title = gettext("Flytskjema: %(guide)s") % {"guide": chart.title}
        words = _svg_words(unreviewed=bool(guide.unreviewed))
    path = _flow_path(guide, language)
    context = {
        "chart": chart,
        "words": words,
        "outline": outline_of(chart),
        "guide_path": path.removesuffix(f"{FLOW}/"),
        "bpmn_path": f"{path[:-1]}.bpmn",
        "language": language,
        "unreviewed": bool(guide.unreviewed),
    }
    return _with_path(f"{guide.id}/{FLOW}", language, title, FLOW_TEMPLATE, context)


def _page(guide: GuideFile, language: str) -> GuidePage:
    with translation.override(language):
        words = Words(language, _law_names(), _contacts(language, items), _time_limits())
        shown = show(guide, words)
    has_flow = guide.audience is Audience.EMPLOYEE
    context = {
        "guide": shown,
        "language": language,
        "unreviewed": bool(guide.unreviewed),
        "flow_path": _flow_path(guide, language) if has_flow else "",
    }
    return _with_path(guide.id, language, shown.title, GUIDE_TEMPLATE, context)


def _list_page(pages: list[GuidePage], language: str) -> GuidePage:
    with translation.override(language):
        title = gettext("Veiledere for ansatte")
    listed = [(page.path, page.title, page.context["guide"].intro) for page in pages]
    return _with_path("", language, title, LIST_TEMPLATE, {"guides": listed, "language": language})


def _with_path(
    slug: str, language: str, title: str, template: str, context: dict[str, Any]
) -> GuidePage:
    page = GuidePage(slug, language, title, template, context)
    page.context.update(title=title, path=page.path)
    return page


def _law_names() -> dict[str, LawLink]:
    acts = items("acts")
    named: dict[str, LawLink] = {}
    for key, law in cast("dict[str, Law]", items("laws")).items():
        act = str(getattr(acts.get(law.act), "name", law.act))
        named[key] = LawLink(f"{act} {law.section}", law.title)
    return named


def _contacts(language: str, read: Reader) -> dict[str, Contact]:
    """Return each contact that guides may use, by the guides' own key.

    A role means a service of the municipality; a service is its own contact too. Where there is no
    number yet, those whom the directory names instead stand in.
    """
    services = read(DIRECTORY)
    roles = cast("dict[str, ContactRole]", read(CONTACT_ROLES))
    meant = {key: key for key in services}
    meant |= {key: role.service for key, role in roles.items() if role.service in services}
    found: dict[str, Contact] = {}
    for key, service in meant.items():
        instead: tuple[Contact, ...] = ()
        if not _has_number(services[service]):
            others: list[str] = services[service].model_dump()["alternatives"]
            instead = tuple(
                Contact(one, _name(services[one], language))
                for one in others
                if one in services and _has_number(services[one])
            )
        found[key] = Contact(service, _name(services[service], language), instead)
    return found


def _has_number(service: BaseModel) -> bool:
    # The directory stands on the same floor: its schema is known here by its fields only.
    return service.model_dump(include={"number"})["number"] is not None


def _name(service: BaseModel, language: str) -> str:
    name = service.model_dump(include={"name"})["name"]
    return str(name.get(language) or name["nb"])


def _time_limits() -> dict[TimeLimit, str]:
    return {
        TimeLimit.NOW: gettext("Nå"),
        TimeLimit.WITHOUT_UNDUE_DELAY: gettext("Så fort du kan, uten å vente"),
        TimeLimit.SAME_DAY: gettext("I dag"),
        TimeLimit.NEXT_WORKING_DAY: gettext("Senest neste arbeidsdag"),
        TimeLimit.FOURTEEN_DAYS: gettext("Innen 14 dager"),
    }


def _chart_words(language: str) -> ChartWords:
    contacts = _contacts(language, items)
    services = items(DIRECTORY)
    return ChartWords(
        language=language,
        start=gettext("Start her"),
        ends=gettext("Gjør dette"),
        lanes=_lane_names(),
        limits=_time_limits(),
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
