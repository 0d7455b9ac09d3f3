"""What is baked beside the pages: robots.txt, the sitemap, the prints and the sound.

Every file is a function of the content and the settings alone: the same in, the same bytes out.
"""

from django.conf import settings

from tryggvei.guides.api import public_guides
from tryggvei.website import queries
from tryggvei.website.actions.prints import print_files
from tryggvei.website.rules import baking
from tryggvei.website.rules.page import LANGUAGES, address_of
from tryggvei.website.rules.sitemap import sitemap


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
    }


def _pages_by_language() -> list[dict[str, str]]:
    """Return the address by language of every page and guide; the forms are not listed."""
    offered = queries.offered_languages()
    ids = {page_id: None for code in offered for page_id in queries.pages(code)}
    found = [
        {code: address_of(page_id, code) for code in queries.page_languages(page_id)}
        for page_id in ids
    ]
    guides: dict[str, dict[str, str]] = {}
    for code in LANGUAGES:
        for guide in public_guides(code):
            guides.setdefault(guide.slug, {})[code] = guide.path
    return [*found, *guides.values()]
