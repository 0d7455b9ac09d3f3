"""Read guides, laws and contacts from the pack's files; no database, so the public face may."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from tryggvei.contentpack.api import (
    DEMO,
    Entry,
    Finding,
    Law,
    Reader,
    Shown,
    items,
    pack_entries,
    pack_items,
)
from tryggvei.guides.models import CaseIds, ContactRole, GuideFile
from tryggvei.guides.queries.shown import DIRECTORY, Asked, services_shown
from tryggvei.guides.rules.check import Proof, check, check_all
from tryggvei.guides.rules.columns import UNLISTED
from tryggvei.guides.rules.feedback import asking_ends, feedback_address
from tryggvei.guides.rules.findings import Known, LawFact
from tryggvei.guides.rules.graph import NotWalkable
from tryggvei.guides.rules.page import Contact, LawLink, Words, show
from tryggvei.guides.rules.schema import Audience, TimeLimit
from tryggvei.help_directory.api import Group, Service, services
from tryggvei.toolbox.clock import today
from tryggvei.toolbox.once import once
from tryggvei.ui.api import prefix_of

GUIDES = "guides"
CONTACT_ROLES = "guide_contacts"
CASE_IDS = "case_ids"
GUIDE_TEMPLATE = "guides/public/guide.html"
LIST_TEMPLATE = "guides/public/guide_list.html"


class GuideFault(Exception):
    """A guide has not passed the check and must not be published; the message names the fault."""


@dataclass(frozen=True)
class GuidePage:
    """A page for the website to bake: the template rendered with the context, at /raad/<slug>/.

    The list page has the slug "" and stands at /raad/. The path has the language's prefix first.
    `apart`: no list may lead to it. `shows`: the items of the pack whose words or numbers stand on
    it. `fault`: why it must not be published; it has no context then.
    """

    slug: str
    language: str
    title: str
    template_name: str
    context: dict[str, Any]
    apart: bool = False
    shows: frozenset[Shown] = frozenset()
    fault: str = ""

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
    entries = [entry for _, entry in sorted(pack_entries(GUIDES).items())]
    proofs = check_all([cast(GuideFile, entry.item) for entry in entries], world)
    return [CheckedGuide(entry, proof) for entry, proof in zip(entries, proofs, strict=True)]


def guides_apart() -> set[str]:
    """Return the keys of the guides of the pack that no list may lead to."""
    return {key for key, entry in pack_entries(GUIDES).items() if cast(GuideFile, entry.item).apart}


def pack_check(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Give `content check` the errors of the guides; warnings are for `guides check`."""
    proofs = check_all([cast(GuideFile, entry.item) for entry in entries.values()], known_now())
    for entry, proof in zip(entries.values(), proofs, strict=True):
        for fault in proof.errors:
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
    directory = services(read)
    with_number = {
        key
        for key, contact in contacts.items()
        if contact.instead or directory[contact.key].number is not None
    }
    shelters = {
        key
        for key, contact in contacts.items()
        if directory[contact.key].group is Group.EXPOSED  # those who shelter and advise them
    }
    return Known(
        today(),
        facts,
        frozenset(contacts),
        frozenset(with_number),
        frozenset(shelters),
        demo=not strict,
        words_of=_words_of_conditions(read),
    )


def case_ids(read: Reader = pack_items) -> CaseIds | None:
    """Return how the lawyer's table of cases is read; None when the pack does not say."""
    return cast("CaseIds | None", next(iter(read(CASE_IDS).values()), None))


def law_names(language: str) -> dict[str, str]:
    """Return, from the pack's files, what each section is called in plain words, by its id."""
    with translation.override(language):
        return {key: f"{law.name}: {law.title}" for key, law in _law_names(pack_items).items()}


def _words_of_conditions(read: Reader) -> dict[str, frozenset[str]]:
    """Return the words that conditions may use, for the columns that take them from data."""
    ids = case_ids(read)
    if ids is None:
        return {}
    professions = {name for one in ids.professions for name in (one.id, *one.also)}
    sectors = {name for one in ids.sectors for name in (one.id, *one.also)}
    offences = {*ids.on_the_list, *ids.on_the_list_under_16, *ids.off_the_list, UNLISTED}
    return {
        "profession": frozenset(professions),
        "sector": frozenset(sectors),
        "offence": frozenset(offences),
    }


def roles_check(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Find roles that point to a service that the help directory does not have."""
    directory = services(pack_items)
    for entry in entries.values():
        service = cast(ContactRole, entry.item).service
        if service not in directory:
            yield entry.finding(f"the service {service!r} is not in the help directory", "service")


def public_guides(language: str) -> list[GuidePage]:
    """Return the guide pages in one language, the list page first; with the municipality's edits.

    A guide that breaks a rule has a page with a fault: it stops that page and no other.
    """
    pages = [
        _faulty(guide, language, fault) if fault else _page(guide, language)
        for guide, fault in guides_with_faults()
    ]
    return [_list_page(pages, language), *pages]


@once
def guides_with_faults() -> tuple[tuple[GuideFile, str], ...]:
    """Return the guides by key, each held against every rule: its first fault, "" for none."""
    guides = dict(sorted(cast("dict[str, GuideFile]", items(GUIDES)).items()))
    proofs = check_all(list(guides.values()), known_now(items))
    return tuple(
        (guide, f"{key}: {proof.errors[0]}. Run `manage.py guides check`" if proof.errors else "")
        for (key, guide), proof in zip(guides.items(), proofs, strict=True)
    )


def guides_to_publish() -> dict[str, GuideFile]:
    """Return the guides by key. Raises GuideFault when one of them breaks a rule."""
    for _guide, fault in guides_with_faults():
        if fault:
            raise GuideFault(f"{fault} for the whole list.")
    return {guide.id: guide for guide, _none in guides_with_faults()}


def has_flow(guide: GuideFile) -> bool:
    """Return whether a guide has a flowchart: a picture of all of it is a map of what somebody may
    do, and one for residents would be read by whoever they must be safe from."""
    return guide.audience is Audience.EMPLOYEE


def flow_path(guide: GuideFile, language: str) -> str:
    """Return the address of a guide's flowchart, below the guide's own."""
    return f"{prefix_of(language)}/raad/{guide.id}/flyt/"


def guide_of(data: Mapping[str, Any]) -> GuideFile:
    """Return the guide that plain values make. Raises pydantic.ValidationError."""
    return GuideFile.model_validate(dict(data))


def proof_of(guide: GuideFile) -> Proof:
    """Return what the check says of a guide that is being written, in today's world."""
    return check(guide, known_now(items))


def drawn(guide: GuideFile, language: str) -> GuidePage:
    """Return the page of a guide that is being written. Raises LookupError while it has faults."""
    try:
        return _page(guide, language)
    except (NotWalkable, ValueError) as error:
        raise LookupError(str(error)) from error


def choices_of_contacts(language: str) -> dict[str, str]:
    """Return name by key of those whom a guide may name: roles first, then services without one."""
    contacts = _contacts(language, items)
    roles = cast("dict[str, ContactRole]", items(CONTACT_ROLES))
    meant = {role.service for role in roles.values()}
    first = {key: contacts[key].name for key in roles if key in contacts}
    rest = {key: one.name for key, one in contacts.items() if key not in meant | set(first)}
    return first | dict(sorted(rest.items(), key=lambda pair: pair[1]))


def choices_of_laws() -> dict[str, str]:
    """Return "act section: what it is about" by key, by name."""
    named = {key: f"{law.name}: {law.title}" for key, law in _law_names(items).items()}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def ends_that_ask() -> dict[str, frozenset[str]]:
    """Return, by guide, the ends that ask the reader whether it helped: of employees' guides."""
    return {
        key: asking_ends(guide)
        for key, guide in cast("dict[str, GuideFile]", items(GUIDES)).items()
        if asking_ends(guide)
    }


def _page(guide: GuideFile, language: str) -> GuidePage:
    with translation.override(language):
        laws, contacts = Asked(_law_names(items)), Asked(_contacts(language, items))
        shown = show(guide, Words(language, laws, contacts, time_limits()))
    context = {
        "guide": shown,
        "language": language,
        "unreviewed": bool(guide.unreviewed),
        "resident": guide.audience is Audience.RESIDENT,
        "feedback": feedback_address(guide, prefix_of(language)),
        "flow_path": flow_path(guide, language) if has_flow(guide) else "",
    }
    leads_on = services_shown(contacts[key] for key in tuple(contacts.keys_asked))
    shows = leads_on | {(GUIDES, guide.id), *(("laws", key) for key in laws.keys_asked)}
    page = GuidePage(guide.id, language, shown.title, GUIDE_TEMPLATE, context, guide.apart, shows)
    return with_path(page)


def _faulty(guide: GuideFile, language: str, fault: str) -> GuidePage:
    title = guide.title[language]
    return GuidePage(guide.id, language, title, GUIDE_TEMPLATE, {}, guide.apart, fault=fault)


def _list_page(pages: list[GuidePage], language: str) -> GuidePage:
    with translation.override(language):
        title = gettext("Råd steg for steg")
    listed: dict[bool, list[tuple[str, str, Any]]] = {True: [], False: []}
    shows: set[Shown] = set()
    for page in pages:
        # A guide that must not be published is not led to; what its address shows, it shows there.
        if not page.apart and not page.fault:
            intro = () if _waits(page) else page.context["guide"].intro
            listed[page.context["resident"]].append((page.path, page.title, intro))
            lines = [line for block in intro for line in block.lines]
            shows |= {(DIRECTORY, piece.tel) for line in lines for piece in line if piece.tel}
    context = {"residents": listed[True], "employees": listed[False], "language": language}
    page = GuidePage("", language, title, LIST_TEMPLATE, context, shows=frozenset(shows))
    return with_path(page)


def _waits(page: GuidePage) -> bool:
    """Return whether nobody has approved the guide's words: the list then gives its title only."""
    return str(settings.TRYGGVEI_MODE) != DEMO and page.context["unreviewed"]


def with_path(page: GuidePage) -> GuidePage:
    """Return the page, its context told its title and where it stands."""
    page.context.update(title=page.title, path=page.path)
    return page


def _law_names(read: Reader) -> dict[str, LawLink]:
    acts = read("acts")
    named: dict[str, LawLink] = {}
    for key, law in cast("dict[str, Law]", read("laws")).items():
        act = str(getattr(acts.get(law.act), "name", law.act))
        named[key] = LawLink(f"{act} {law.section}", law.title)
    return named


def contacts_now(language: str) -> dict[str, Contact]:
    """Return each contact that guides may use, edits included, by the guides' own key."""
    return _contacts(language, items)


def _contacts(language: str, read: Reader) -> dict[str, Contact]:
    """Return each contact that guides may use, by the guides' own key.

    A role means a service of the municipality; a service is its own contact too. Where there is no
    number yet, those whom the directory names instead stand in.
    """
    directory = services(read)
    contacts: dict[str, Contact] = {}
    for key, meant in services_meant(read).items():
        instead = tuple(
            Contact(other.key, other.name.in_language(language))
            for other in standing_in_for(meant, directory)
        )
        contacts[key] = Contact(meant.key, meant.name.in_language(language), instead)
    return contacts


def services_meant(read: Reader) -> dict[str, Service]:
    """Return what each key of a guide means here: a role's service, or the service itself."""
    directory = services(read)
    roles = cast("dict[str, ContactRole]", read(CONTACT_ROLES))
    by_role = {
        key: directory[role.service] for key, role in roles.items() if role.service in directory
    }
    return directory | by_role


def standing_in_for(service: Service, directory: Mapping[str, Service]) -> list[Service]:
    """Return whom to call where a service has no number yet; nobody stands in for one that has."""
    if service.number is not None:
        return []
    others = [directory[key] for key in service.alternatives if key in directory]
    return [other for other in others if other.number is not None]


def time_limits() -> dict[TimeLimit, str]:
    """Return what each time limit is called in the language of now."""
    return {
        TimeLimit.NOW: gettext("Nå"),
        TimeLimit.WITHOUT_UNDUE_DELAY: gettext("Så fort du kan, uten å vente"),
        TimeLimit.SAME_DAY: gettext("I dag"),
        TimeLimit.NEXT_WORKING_DAY: gettext("Senest neste arbeidsdag"),
        TimeLimit.FOURTEEN_DAYS: gettext("Innen 14 dager"),
    }
