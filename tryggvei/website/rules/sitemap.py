"""The list of pages for search engines, with each page's other languages. Pure."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

from tryggvei.toolbox.languages import FIRST
from tryggvei.toolbox.languages import language as language_of

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(groups: Sequence[Mapping[str, str]], origin: str) -> str:
    """Return the sitemap (sitemaps.org 0.9, with Google's xhtml:link for languages).

    groups: for each page its address by language code. origin: "https://..." without a path.
    No date stands here: a date of change would tell what the municipality is busy with.
    """
    lines = [_HEAD]
    for group in groups:
        alternates = _alternates(group, origin)
        for path in group.values():
            lines.append(f"<url><loc>{origin}{path}</loc>{alternates}</url>\n")
    lines.append("</urlset>\n")
    return "".join(lines)


def _alternates(group: Mapping[str, str], origin: str) -> str:
    if len(group) == 1:
        return ""
    # Easy-read bokmål has the tag of bokmål; a tag may name one address only.
    tags = {language_of(code).tag: path for code, path in reversed(list(group.items()))}
    tags |= {"x-default": group[FIRST]} if FIRST in group else {}
    if FIRST in group:
        tags[language_of(FIRST).tag] = group[FIRST]
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(origin + path)}/>'
        for tag, path in sorted(tags.items())
    )
