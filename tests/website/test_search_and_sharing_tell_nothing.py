"""Search engines and share cards: every page found in its language, no word that tells."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from django.conf import settings

from tryggvei.toolbox.languages import BY_CODE
from tryggvei.website.api import forbidden_words
from tryggvei.website.queries import offered_languages
from tryggvei.website.rules.sitemap import sitemap

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def listed(bake: Path) -> dict[str, dict[str, str]]:
    """Return for each address of the sitemap its alternates by language tag."""
    tree = ET.parse(bake / "pages/sitemap.xml")  # noqa: S314 - our own
    found = {}
    for url in tree.getroot().findall("s:url", NS):
        named = url.findall("x:link", NS)
        links = {link.get("hreflang", ""): link.get("href", "") for link in named}
        found[str(url.findtext("s:loc", "", NS))] = links
    return found


def test_the_sitemap_lists_every_page_and_nothing_else(
    bake: Path, baked_html: dict[str, str]
) -> None:
    origin = settings.PUBLIC_ORIGIN
    assert {address.removeprefix(origin) for address in listed(bake)} == set(baked_html)
    assert "/skriv" not in (bake / "pages/sitemap.xml").read_text()
    assert "/svar" not in (bake / "pages/sitemap.xml").read_text()


def test_every_page_names_its_other_languages_both_ways(bake: Path) -> None:
    found = listed(bake)
    tags = {BY_CODE[code].tag for code in offered_languages()}
    assert set(found[f"{settings.PUBLIC_ORIGIN}/"]) == {*tags, "x-default"}
    for address, links in found.items():
        # Easy-read bokmål has bokmål's tag, which names the bokmål page.
        assert (address in links.values()) is ("/lettlest/" not in address)
        for other in links.values():
            assert found[other] == links  # hreflang counts only when both sides say it


def test_robots_points_at_the_sitemap_and_still_refuses_the_forms(bake: Path) -> None:
    lines = (bake / "pages/robots.txt").read_text().splitlines()
    assert f"Sitemap: {settings.PUBLIC_ORIGIN}/sitemap.xml" in lines
    assert {"Disallow: /skriv/", "Disallow: /svar/", "Disallow: /ut"} <= set(lines)


def test_easy_reading_does_not_take_the_tag_of_bokmaal() -> None:
    made = sitemap([{"nb": "/x/", "lettlest": "/lettlest/x/", "ar": "/ar/x/"}], "https://a.example")
    assert made.count('hreflang="nb" href="https://a.example/x/"') == 3
    assert 'href="https://a.example/lettlest/x/"' not in made
    assert "<loc>https://a.example/lettlest/x/</loc>" in made
    assert made.count('hreflang="ar"') == 3
    assert set(re.findall(r'hreflang="([^"]+)"', made)) <= {"x-default", *BY_CODE}


def test_a_share_card_is_neutral_and_takes_nothing_from_the_text(
    baked_html: dict[str, str], bake: Path
) -> None:
    words = forbidden_words()
    pages = [*baked_html.values(), (bake / "pages/errors/nb/404.html").read_text()]
    for html in pages:
        card = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', html))
        # The description is there so that no app fills it with the first lines of the page.
        assert set(card) == {"title", "site_name", "description"}
        assert all(card.values())
        assert words.found_in(" ".join(card.values())) == []
        assert len({card["site_name"], card["description"]}) == 1
        assert 'name="description"' not in html
        assert "application/ld+json" not in html
