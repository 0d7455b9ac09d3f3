"""What is baked beside the pages: robots.txt, the sitemap, prints and sound.

Every file is a function of the content and the settings alone: the same in, the same bytes out.
"""

from collections.abc import Iterator

from django.conf import settings

from tryggvei.guides.api import flow_pages, public_guides
from tryggvei.website import queries
from tryggvei.website.drawing.placeholders import body_of
from tryggvei.website.drawing.prints import print_files
from tryggvei.website.drawing.sound import find_sound, may_have_sound
from tryggvei.website.rules import baking
from tryggvei.website.rules.page import LANGUAGES, Page, address_of
from tryggvei.website.rules.sitemap import sitemap
from tryggvei.website.rules.sound import CORE_READ, sound_file


def files_beside(waiting: frozenset[str], away: frozenset[str]) -> dict[str, bytes]:
    """Return file below the pages -> content, without compressed twins.

    waiting: files that belong to pages that wait, left out. away: addresses where nothing but the
    numbers stands for now: the sitemap does not send anybody there.
    Raises PackError, LookupError, and typst.TypstError when a print would not be PDF/UA-1.
    """
    origin = settings.PUBLIC_ORIGIN.rstrip("/")
    found = {
        baking.ROBOTS: baking.robots_text(f"{origin}/{baking.SITEMAP}").encode(),
        baking.SITEMAP: sitemap(_pages_by_language(away), origin).encode(),
        **print_files(waiting),
        **_sounds(),
    }
    return {name: content for name, content in found.items() if name not in waiting}


def _pages_by_language(away: frozenset[str]) -> list[dict[str, str]]:
    """Return the address by language of every page, guide and flowchart; no form is listed."""
    offered = queries.offered_languages()
    ids = {page_id: None for code in offered for page_id in queries.pages(code)}
    found = [
        {code: address_of(page_id, code) for code in queries.page_languages(page_id)}
        for page_id in ids
    ]
    guides: dict[str, dict[str, str]] = {}
    for code in LANGUAGES:
        for guide in (*public_guides(code), *flow_pages(code)):
            guides.setdefault(guide.slug, {})[code] = guide.path
    shown = [
        {code: path for code, path in group.items() if path not in away}
        for group in (*found, *guides.values())
    ]
    return [group for group in shown if group]


def _sounds() -> dict[str, bytes]:
    found = {}
    for page in filter(may_have_sound, core_pages()):
        sound = find_sound(page, body_of(page))
        if sound is not None:
            found[sound_file(page.language, page.id)] = sound.path.read_bytes()
    return found


def core_pages() -> Iterator[Page]:
    """Yield the pages that may be read aloud, in every language offered."""
    for language in queries.offered_languages():
        for page in queries.pages(language).values():
            if page.id in CORE_READ:
                yield page
