"""Read the pages, as the pack and the municipality's own edits have them, and what is wrong.

On the public face this touches no database: the edits are read from a file there.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from django.utils.translation import gettext

from tryggvei.contentpack.api import (
    Entry,
    Finding,
    PackError,
    Shown,
    UnknownKind,
    items,
    pack_items,
)
from tryggvei.disclosure.api import Observation, Period, count_days
from tryggvei.guides.api import ends_that_ask, guides_apart, guides_checked, public_guides
from tryggvei.help_directory.api import Service, services
from tryggvei.toolbox import clock
from tryggvei.toolbox.languages import prefix_of
from tryggvei.toolbox.once import once
from tryggvei.ui.api import owner
from tryggvei.website.rules.checks import Known, faults
from tryggvei.website.rules.events import Event, coming, event_faults
from tryggvei.website.rules.feedback import EndCounts, agenda
from tryggvei.website.rules.finder import CAN_WAIT
from tryggvei.website.rules.finder import LEFT_OUT as LEFT_OUT_OF_FINDER
from tryggvei.website.rules.nearness import meant_by, short_keys
from tryggvei.website.rules.page import (
    HOME,
    LANGUAGES,
    ForbiddenWords,
    Page,
    address_of,
    has_moved_on,
    is_stale,
    language_holding,
)
from tryggvei.website.rules.topics import LEFT_OUT, Target, Topics
from tryggvei.website.rules.topics import faults as topic_faults

PAGES = "pages"
FORBIDDEN_WORDS = "forbidden-words"
EVENTS = "events"
SEARCH = "search"
DIRECTORY = "help"
OWNER = "municipality"


def pages(language: str) -> dict[str, Page]:
    """Return the pages of a language by id, the front page first. Raises PackError."""
    found = [cast("Page", item) for item in items(PAGES).values()]
    mine = sorted(
        (page for page in found if page.language == language),
        key=lambda page: (page.id != HOME, page.id),
    )
    return {page.id: page for page in mine}


def offered_languages() -> tuple[str, ...]:
    """Return the codes of the languages that are shown, in the municipality's own order.

    The whole languages always; another only when the municipality has chosen it.
    """
    chosen = owner().languages
    return tuple(chosen) + tuple(code for code in LANGUAGES if code not in chosen)


def language_to_read(page_id: str, wanted: str) -> str:
    """Return the language that a page is read in by a reader of `wanted`. Raises PackError."""
    return language_holding(page_id, wanted, pages)


def heading_of(page_id: str, language: str) -> str:
    """Return the heading of a page. Raises KeyError when the language has no such page."""
    return pages(language)[page_id].heading


def read_next(page_id: str) -> list[str]:
    """Return the ids of the pages to read after a page: the first language says it for all."""
    first = pages(LANGUAGES[0]).get(page_id)
    return list(first.more) if first is not None else []


def has_changed_since(page_id: str, fingerprint: str) -> bool:
    """Return whether the page in the first language has changed since it had a fingerprint."""
    first = pages(LANGUAGES[0]).get(page_id)
    return first is not None and has_moved_on(first, fingerprint)


def page_languages(page_id: str) -> list[str]:
    """Return the languages offered that have a page. Raises PackError."""
    return [code for code in offered_languages() if page_id in pages(code)]


def stale_translations() -> list[str]:
    """Return the keys of translations whose bokmål page has changed since. Raises PackError."""
    first = pages(LANGUAGES[0])
    everything = [cast("Page", item) for item in items(PAGES).values()]
    return sorted(
        page.key
        for page in everything
        if page.is_translation and page.id in first and is_stale(page, first[page.id])
    )


def forbidden_words() -> ForbiddenWords:
    """Return the words that titles and addresses must not hold. Raises PackError."""
    return cast("ForbiddenWords", pack_items(FORBIDDEN_WORDS)[FORBIDDEN_WORDS])


def coming_events() -> list[Event]:
    """Return the events that are not over, next first. Raises PackError.

    The answer changes when an event is over, not with each second: the page is drawn anew then.
    """
    return coming([cast("Event", item) for item in items(EVENTS).values()], clock.now())


def municipality_name() -> str:
    """Return the municipality's own name, "" when the pack cannot tell; never raises."""
    try:
        found = pack_items(OWNER)
    except (PackError, UnknownKind):
        return ""
    return next((str(getattr(item, "name", "")) for item in found.values()), "")


@once
def guide_titles(language: str, listed: bool = False) -> dict[str, str]:
    """Return title by slug of the guides that are offered to the public.

    listed: leave out those that no list may lead to.
    """
    return {
        guide.slug: guide.title
        for guide in public_guides(language)
        if guide.slug and not (listed and guide.apart)
    }


def directory(whole: bool) -> dict[str, Service]:
    """Return the services of the finder by key, in the directory's order.

    whole: False leaves out the groups that can wait until office hours.
    """
    left_out = LEFT_OUT_OF_FINDER if whole else LEFT_OUT_OF_FINDER | CAN_WAIT
    return {key: one for key, one in services().items() if one.group not in left_out}


def service_for(key: str) -> Service:
    """Return the service that a page means by a key. Raises LookupError.

    The shared pages are for any municipality, so they say "krisesenter": the municipality's own
    "krisesenter_romerike" answers to that.
    """
    return services()[key_of_service(key)]


def key_of_service(key: str) -> str:
    """Return the whole key of the service that a page means by a key. Raises LookupError."""
    return meant_by(key, services())


def service_shows(key: str) -> set[Shown]:
    """Return the services that are named where one is: without a number, the others to ring."""
    known = services()
    others = known[key].alternatives if known[key].number is None else []
    return {(DIRECTORY, one) for one in (key, *map(key_of_service, others))}


def owner_shows() -> set[Shown]:
    """Return the item that names the municipality."""
    return {(OWNER, key) for key in pack_items(OWNER)}


def topics(language: str) -> Topics | None:
    """Return the everyday words of a language, None when nobody has written any yet."""
    return cast("Topics | None", items(SEARCH).get(language))


def _named(language: str) -> list[tuple[str, str, str]]:
    """Return id, heading and title of every page: the list of topics needs no more of them."""
    return [(page.id, page.heading, page.title) for page in pages(language).values()]


def topic_targets(language: str) -> dict[str, Target]:
    """Return what the list of topics may lead to, by id: pages, guides, and the form."""
    found = {
        page_id: Target(heading, address_of(page_id, language), title)
        for page_id, heading, title in _named(language)
        if page_id not in LEFT_OUT
    }
    for slug, title in guide_titles(language, listed=True).items():
        found[f"raad/{slug}"] = Target(title, f"{prefix_of(language)}/raad/{slug}/")
    found["skriv"] = Target(gettext("Skriv til oss"), address_of("skriv", language))
    return found


def check_topics(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Give `content check` the faults of the everyday words, each at its line."""
    for key, entry in entries.items():
        found = cast("Topics", entry.item)
        # Not topic_targets: that needs guides without fault, which have a check of their own.
        targets = {page for page in pages(found.language) if page not in LEFT_OUT} | {"skriv"}
        listed = {checked.entry.key for checked in guides_checked()} - guides_apart()
        targets |= {f"raad/{key}" for key in listed}
        for page_id, reason in topic_faults(key, found, targets):
            yield entry.finding(reason, *(("pages", page_id) if page_id else ("language",)))


def known() -> Known:
    """Return what the pages' placeholders may point at."""
    directory = services()
    meant = {key: directory[meant_by(key, directory)] for key in short_keys(directory)}
    return Known(
        numbers={key for key, service in meant.items() if service.number is not None},
        services=set(meant),
        guides={checked.entry.key for checked in guides_checked()},
        offered=offered_languages(),
        guides_apart=guides_apart(),
    )


def check_pages(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Give `content check` the faults of the pages, each at its line."""
    all_pages = {key: cast("Page", entry.item) for key, entry in entries.items()}
    for fault in faults(all_pages, forbidden_words(), known()):
        found = entries[fault.page].finding(fault.reason, fault.where)
        yield Finding(found.file, found.line + fault.line, found.reason)


def check_events(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Give `content check` the faults of the events, each at its line."""
    events = [cast("Event", entry.item) for entry in entries.values()]
    for fault in event_faults(events, forbidden_words()):
        yield entries[fault.event].finding(fault.reason, fault.where)


def note_pages(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Give `content check` the translations that no longer follow their bokmål page."""
    for key, entry in entries.items():
        page = cast("Page", entry.item)
        first = entries.get(f"{LANGUAGES[0]}/{page.id}")
        if page.is_translation and first and is_stale(page, cast("Page", first.item)):
            reason = f"{key} was made from an older {first.key}: `manage.py translations` tells how"
            yield entry.finding(reason, "translated_from")


def opened(periods: Sequence[Period], unit: str) -> list[Observation]:
    """Return how many pages were opened in each period."""
    return _opened(periods, unit, but=())


def opened_in_other_languages(periods: Sequence[Period], unit: str) -> list[Observation]:
    """Return the same for pages in another language than bokmål, as far as the language is kept."""
    return _opened(periods, unit, but=("", LANGUAGES[0]))


def guide_feedback(year: int) -> list[EndCounts]:
    """Return what was said of each end of the employees' guides in a year, the most concern first.

    What fewer than five said is not there: nobody has stored it.
    """
    from tryggvei.website.models import GuideFeedback  # noqa: PLC0415 - apps.py reads this file first

    rows = GuideFeedback.objects.filter(month__startswith=f"{year:04d}-")
    return agenda(ends_that_ask(), rows.values_list("guide", "step", "answer", "count"))


def _opened(periods: Sequence[Period], unit: str, but: tuple[str, ...]) -> list[Observation]:
    from tryggvei.website.models import DailyCount  # noqa: PLC0415 - apps.py reads this file first

    rows = DailyCount.objects.exclude(language__in=but).filter(
        day__gte=min(period.first for period in periods),
        day__lte=max(period.last for period in periods),
    )
    return count_days(rows.values_list("day", "count"), periods, unit, "website_dailycount")
