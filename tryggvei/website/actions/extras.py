"""What is baked beside the pages: robots.txt, the sitemap, prints and sound.

Every file is a function of the content and the settings alone: the same in, the same bytes out.
"""

from collections.abc import Iterator

from django.conf import settings

from tryggvei.guides.api import flow_pages, public_guides
from tryggvei.website import queries
from tryggvei.website.actions.drawing import body_of
from tryggvei.website.actions.prints import print_files
from tryggvei.website.actions.sound import find_sound, make_sound, may_have_sound, stamp_recording
from tryggvei.website.rules import baking
from tryggvei.website.rules.page import LANGUAGES, Page, address_of
from tryggvei.website.rules.sitemap import sitemap
from tryggvei.website.rules.sound import CORE_READ, VOICES, sound_file


def extra_files() -> dict[str, bytes]:
    """Return file below the pages -> content, compressed twins of the texts included.

    Raises PackError, LookupError, and typst.TypstError when a print would not be PDF/UA-1.
    """
    origin = settings.PUBLIC_ORIGIN.rstrip("/")
    robots = baking.robots_text(f"{origin}/{baking.SITEMAP}")
    listed = sitemap(_pages_by_language(), origin)
    return {
        **baking.with_twins(baking.ROBOTS, robots.encode()),
        **baking.with_twins(baking.SITEMAP, listed.encode()),
        **print_files(),  # compressed inside already
        **_sounds(),  # the same
    }


def _pages_by_language() -> list[dict[str, str]]:
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
    return [*found, *guides.values()]


def make_missing_sounds() -> tuple[int, list[str]]:
    """Let the machine read every core page whose sound is missing or says something older.

    Returns how many were made, and the keys of core pages that have no sound because the language
    has no voice. Raises ToolsMissing when espeak-ng or opusenc is not installed.
    """
    made, silent = 0, []
    for page in _core_pages():
        body = body_of(page)
        if find_sound(page, body) is not None:
            continue
        if page.language not in VOICES:
            silent.append(page.key)
            continue
        make_sound(page, body)
        made += 1
    return made, silent


def stamp_recording_of(key: str) -> str:
    """Note that the recording of a page ("so/for-meg") says what the page says now; return its
    file. Raises LookupError for an unknown page or when nothing is recorded."""
    for page in _core_pages():
        if page.key == key:
            return str(stamp_recording(page, body_of(page)))
    raise LookupError(f"{key!r} is no core page that is offered")


def _sounds() -> dict[str, bytes]:
    found = {}
    for page in filter(may_have_sound, _core_pages()):
        sound = find_sound(page, body_of(page))
        if sound is not None:
            found[sound_file(page.language, page.id)] = sound.path.read_bytes()
    return found


def _core_pages() -> Iterator[Page]:
    for language in queries.offered_languages():
        for page in queries.pages(language).values():
            if page.id in CORE_READ:
                yield page
