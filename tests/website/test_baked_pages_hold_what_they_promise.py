"""The real pages as they are baked: small, neutral, whole, valid, and leading to no stranger."""

import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
from django.conf import settings
from django.test import override_settings

from tests.addresses import page_addresses
from tests.guides.pages import RESIDENT_GUIDES
from tryggvei.help_directory.api import Service, services
from tryggvei.toolbox.languages import BY_CODE, FIRST, Language, prefix_of
from tryggvei.toolbox.lix import lix
from tryggvei.ui.api import public_headers
from tryggvei.website import queries
from tryggvei.website.api import LANGUAGES, forbidden_words, pages
from tryggvei.website.rules import markdown
from tryggvei.website.rules.page import address_of

BUDGET = 10_000  # bytes of one answer, headers included: the first flight over TLS
DYNAMIC = {"/skriv/", "/svar/", "/ut"}


def guides_for_residents(pages: Iterable[str]) -> list[str]:
    """Return the addresses of the guides that somebody in danger may open."""
    return [address for address in pages if address.strip("/").split("/")[-1] in RESIDENT_GUIDES]


class Seen(HTMLParser):
    """What a page holds that matters here."""

    def __init__(self, html: str) -> None:
        """Read a whole page."""
        super().__init__()
        self.links: list[dict[str, str]] = []
        self.loads: list[str] = []
        self.sends: list[str] = []
        self.ids: set[str] = set()
        self.meta: list[str] = []
        self.levels: list[int] = []
        self.html: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Sort one element."""
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.add(found["id"])
        if tag == "html":
            self.html = found
        if tag == "a":
            self.links.append(found)
        elif tag == "meta":
            self.meta.append(found.get("content", ""))
        elif re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.loads += [found[name] for name in ("src", "srcset", "data") if name in found]
        self.sends += [found[name] for name in ("action", "formaction") if name in found]
        if tag == "link":
            self.loads.append(found.get("href", ""))


@pytest.fixture(scope="module")
def seen(baked_html: dict[str, str]) -> dict[str, Seen]:
    """Return what every page holds, by address."""
    return {address: Seen(html) for address, html in baked_html.items()}


def language_of(address: str) -> Language:
    """Return the language of a page's address."""
    first = address.split("/")[1]
    return BY_CODE[first] if first in BY_CODE and first != FIRST else BY_CODE[FIRST]


def own(addresses: dict[str, str]) -> dict[str, str]:
    """Return the pages of this room; the guides answer for theirs."""
    return {address: html for address, html in addresses.items() if "/raad/" not in address}


def test_every_page_is_baked_in_every_language(baked_html: dict[str, str]) -> None:
    for language in queries.offered_languages():
        assert {address_of(i, language) for i in pages(language)} <= set(baked_html)
    offered = queries.offered_languages()
    assert len(own(baked_html)) == sum(len(page_addresses(language)) for language in offered)


def test_the_languages_are_those_of_the_settings() -> None:
    assert tuple(code for code, _ in settings.LANGUAGES) == LANGUAGES
    assert LANGUAGES[0] == settings.LANGUAGE_CODE


@pytest.mark.promise(36, "Every page is one request of at most 10,000 bytes, headers included")
def test_every_page_is_one_small_request(
    bake: Path, baked_html: dict[str, str], seen: dict[str, Seen], figure: Callable[[str], None]
) -> None:
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: br\r\n"
    head += "Content-Length: 99999\r\nDate: Mon, 23 Nov 2026 08:00:00 GMT\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in public_headers().items())
    sizes = {
        address: len(head) + (bake / "pages" / address[1:] / "index.html.br").stat().st_size
        for address in (*own(baked_html), *guides_for_residents(baked_html))
    }
    assert {address: size for address, size in sizes.items() if size > BUDGET} == {}
    assert [address for address, page in seen.items() if page.loads] == []
    assert [address for address in own(baked_html) if seen[address].sends] == []
    assert {to for page in seen.values() for to in page.sends} == {
        f"{prefix_of(code)}/raad/svar/takk/" for code in LANGUAGES
    }
    figure(f"{len(sizes)} pages, front page {sizes['/']} B, largest {max(sizes.values())} B")


@pytest.mark.promise(28, "No page fetches anything from anybody, or links to somebody unasked")
def test_no_page_fetches_or_leads_to_a_stranger(
    baked_html: dict[str, str], seen: dict[str, Seen]
) -> None:
    named = {str(service.website).split("/")[0] for service in _services() if service.website}
    for address in own(baked_html):
        for link in seen[address].links:
            href = link["href"]
            if href.startswith(("tel:", "sms:", "/", "#")):
                continue
            parts = urlsplit(href)
            assert parts.scheme == "https", (address, href)
            assert parts.hostname in named, (address, href)
            assert "noreferrer" in link.get("rel", ""), (address, href)
    shown = "\n".join(own(baked_html).values())
    assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", shown)


def test_the_pages_for_those_exposed_lead_to_no_other_site(seen: dict[str, Seen]) -> None:
    plain = ("/", "/for-meg/", "/for-andre/", "/hva-skjer/", "/spor/", "/i-tjenestene/", "/etter/")
    more = ("/digital-trygghet/", "/penger/", "/trygg-plan/", "/egne-valg/", "/telefoner/")
    for address in (*plain, *more, "/rettigheter/"):
        assert [a["href"] for a in seen[address].links if a["href"].startswith("http")] == []


def test_only_the_page_apart_leads_to_the_guide_apart(seen: dict[str, Seen]) -> None:
    for address, page in seen.items():
        here = {f"{language_of(address).prefix}/{part}" for part in ("endre/", "raad/stoppe/")}
        nav = {f"{one.prefix}/raad/stoppe/" for one in BY_CODE.values()}
        if address not in here:
            assert not nav & {link["href"] for link in page.links}, address


def test_only_the_front_page_leads_to_the_page_apart_and_it_tells_nothing_of_protection(
    baked_html: dict[str, str],
) -> None:
    for address, html in own(baked_html).items():
        main = html.split("<main", 1)[1].split("</main>", 1)[0]
        leads = set(re.findall(r'href="(/[^"]*)"', main))
        apart = {path for path in leads if path.endswith("/endre/")}
        assert bool(apart) == (address == f"{language_of(address).prefix}/"), address
        if address.endswith("/endre/"):
            assert leads == {f"{language_of(address).prefix}/raad/stoppe/"}, address
            assert "krisesenter" not in main.lower().replace("crisis centre", "krisesenter")


@pytest.mark.promise(30, "Titles and addresses are neutral in every language")
def test_titles_addresses_and_descriptions_are_neutral(
    baked_html: dict[str, str], seen: dict[str, Seen], figure: Callable[[str], None]
) -> None:
    words = forbidden_words()
    for address, html in baked_html.items():
        titles = re.findall(r"<title>(.*?)</title>", html, re.DOTALL)
        assert len(titles) == 1, address
        assert titles[0].strip(" –"), address
        for text in (address, titles[0], *seen[address].meta):
            assert words.found_in(text) == [], (address, text)
    figure(f"{len(baked_html)} pages, {len(words.languages)} languages of forbidden words: 0 found")


def test_each_title_of_a_language_is_its_own() -> None:
    for language in queries.offered_languages():
        titles = [page.title for page in pages(language).values()]
        assert len(set(titles)) == len(titles)


def test_every_link_and_anchor_leads_somewhere(
    bake: Path, baked_html: dict[str, str], seen: dict[str, Seen]
) -> None:
    for address, page in seen.items():
        for link in page.links:
            path, _, anchor = link["href"].partition("#")
            if not path:
                assert anchor in page.ids, (address, link)
            elif path.endswith(".pdf"):
                assert (bake / "pages" / path[1:]).is_file(), (address, path)
            elif path.startswith("/"):
                bare = path.removeprefix(language_of(path).prefix)
                assert path in baked_html or bare in DYNAMIC, (address, path)
                assert not anchor or anchor in seen[path].ids, (address, link)


def test_every_page_stays_in_its_language(seen: dict[str, Seen]) -> None:
    for address, page in seen.items():
        mine = language_of(address)
        for link in page.links:
            href = link["href"]
            if not href.startswith("/") or href == "/ut" or href.endswith((".pdf", ".opus")):
                continue
            theirs = language_of(href)
            if "hreflang" in link:
                assert link["hreflang"] == theirs.tag, (address, href)
            else:
                assert theirs == mine, (address, href)


def test_every_page_has_its_languages_and_says_its_own(
    baked_html: dict[str, str], seen: dict[str, Seen]
) -> None:
    for address, page in seen.items():
        mine = language_of(address)
        assert (page.html["lang"], page.html["dir"]) == (mine.tag, mine.direction), address
        nav = baked_html[address].split('<nav class="languages"', 1)[1].split("</nav>", 1)[0]
        offered = re.findall(r'<a href="([^"]+)" lang="([^"]+)" dir="([^"]+)"', nav)
        codes = [language_of(href).code for href, _tag, _direction in offered]
        assert codes == list(queries.offered_languages()), address
        for href, tag, direction in offered:
            assert (tag, direction) == (language_of(href).tag, language_of(href).direction)
            assert href in baked_html, (address, href)
        assert address in [href for href, _tag, _direction in offered]


def test_headings_begin_at_one_and_never_jump(
    baked_html: dict[str, str], seen: dict[str, Seen]
) -> None:
    for address in own(baked_html):
        levels = seen[address].levels
        assert levels[0] == 1, address
        assert levels.count(1) == 1, address
        assert all(b <= a + 1 for a, b in pairwise(levels)), address


def test_every_page_is_valid_html(bake: Path) -> None:
    for file in sorted((bake / "pages").rglob("*.html")):
        html5lib.HTMLParser(strict=True).parse(file.read_text())


def test_every_page_begins_with_the_emergency_number(baked_html: dict[str, str]) -> None:
    for address, html in baked_html.items():
        first = re.search(r'href="(tel:[^"]+)"', html)
        assert first is not None, address
        assert first[1] == "tel:112", address


def test_every_number_is_isolated_from_the_direction_of_the_text(
    baked_html: dict[str, str],
) -> None:
    for address, html in own(baked_html).items():
        links = re.findall(r'<a href="tel:[^>]*>(.*?)</a>', html)
        assert links, address
        assert all(re.fullmatch(r'<bdi dir="ltr">[+\d ]+</bdi>', inner) for inner in links), address


def test_every_number_is_in_the_help_directory(seen: dict[str, Seen]) -> None:
    known = {n.tel_uri for s in _services() if s.number for n in [s.number]}
    known |= {n.tel_uri for s in _services() for n in s.other_numbers.values()}
    for address, page in seen.items():
        dialled = {link["href"] for link in page.links if link["href"].startswith("tel:")}
        assert dialled <= known, (address, dialled - known)


def test_an_unchecked_translation_says_so_with_the_numbers_first(
    baked_html: dict[str, str],
) -> None:
    for address, html in own(baked_html).items():
        main = html.split("<main", 1)[1]
        told = main.split("</p>", 1)[0]
        numbers = re.findall(r"tel:(\d+)", told)
        if language_of(address).code != FIRST:
            for_children = "/barn" in address and not address.endswith("/barn-hjemme/")
            line = "116111" if for_children else "116006"
            assert numbers[:2] == ["112", line], address
        else:
            assert "Denne oversettelsen" not in main, address
    codes = queries.offered_languages()
    marks = {page.unreviewed for code in codes for page in pages(code).values()}
    for address, html in own(baked_html).items():
        assert [mark for mark in marks if mark and mark in html] == [], address  # for editors only


def test_every_text_is_easy_to_read(figure: Callable[[str], None]) -> None:
    measured = {
        page.key: lix(markdown.running_text(page.body))
        for language in LANGUAGES
        for page in pages(language).values()
    }
    assert {key: value for key, value in measured.items() if value >= 40} == {}
    bokmaal = {key: value for key, value in measured.items() if key.startswith("nb/")}
    assert max(bokmaal.values()) <= 30
    figure(f"bokmål at most {max(bokmaal.values())}, all languages {max(measured.values())}")


def test_error_pages_give_the_numbers(bake: Path) -> None:
    for language in queries.offered_languages():
        for status in (404, 500, 503):
            html = (bake / f"pages/errors/{language}/{status}.html").read_text()
            assert {"tel:112", "tel:113", "tel:116006"} <= set(re.findall(r"tel:\d+", html))
            assert queries.municipality_name() in html


def test_no_help_page_gives_dangerous_advice(baked_html: dict[str, str]) -> None:
    for address, html in own(baked_html).items():
        for advice in ("parsamtale", "parterapi", "mekling", "ta opp samtalen", "skjermbilde"):
            if advice == "mekling" and address.endswith("/rettigheter/"):
                continue  # tells what the law says, and that one may be exempted
            assert advice not in html.lower(), (address, advice)


def test_the_headers_lie_beside_the_pages_they_belong_to(bake: Path) -> None:
    written = (bake / "headers.conf").read_text()
    for name, value in public_headers().items():
        escaped = value.replace('"', '\\"')
        assert f'add_header {name} "{escaped}" always;' in written


def _services() -> list[Service]:
    with override_settings(FACE="public"):  # straight from the files
        return list(services().values())
