"""What a bake is: files by address, their compressed twins, and the proof of them. Pure."""

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import brotli

from tryggvei.website.rules.page import SLUG

INDEX = "index.html"
ROBOTS = "robots.txt"
ERRORS = "errors"
SITEMAP = "sitemap.xml"
# (name in Accept-Encoding, ending), best first
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
MAX_ADDRESS = 300  # characters
_ADDRESS = re.compile(rf"/(?:{SLUG.pattern}/)*")
# What lies beside the pages: prints and sound, under names as plain as the addresses.
_BESIDE = re.compile(rf"/(?:{SLUG.pattern}/)*{SLUG.pattern}\.(?:pdf|opus)")
# What keeps its white space: the policy names style sheets and scripts by every byte of theirs.
_AS_IT_IS = re.compile(r"(<(style|script|pre|textarea)\b.*?</\2>)", re.DOTALL)
_LINE_ENDS = re.compile(r"[ \t\r]*\n\s*")
_QUALITY = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.ASCII)


@dataclass(frozen=True)
class BakedPage:
    """A page as it is stored: its path ("/nn/for-meg/") and its whole HTML."""

    path: str
    html: str


@dataclass(frozen=True)
class Job:
    """One page to make: its file below the pages' folder, and how.

    shows: kind and key of every item of the pack whose words or numbers stand on the page; while
    one of them waits for approval, so does the page. fault: another reason not to publish it.
    beside: files that belong to the page, such as its sound.
    """

    file: str
    draw: Callable[[], str]
    shows: frozenset[tuple[str, str]] = frozenset()
    fault: str = ""
    leads_to_help: bool = False
    beside: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Return True for an error page, which has no address."""
        return self.file.startswith(f"{ERRORS}/")

    @property
    def path(self) -> str:
        """Return the address of a page."""
        return f"/{self.file.removesuffix(INDEX)}"


def file_of(address: str) -> str | None:
    """Return the file of an address, relative to the pages' folder; None for anything unusual.

    Only small letters, digits and single hyphens between slashes are let through, so no address
    can name a parent folder, a hidden file, a NUL or another drive. A missing last slash is taken
    as written: a redirect would be one more row in the history.
    """
    if len(address) > MAX_ADDRESS:
        return None
    if address in {f"/{ROBOTS}", f"/{SITEMAP}"} or _BESIDE.fullmatch(address):
        return address[1:]
    whole = address if address.endswith("/") else f"{address}/"
    if not _ADDRESS.fullmatch(whole):
        return None
    return whole[1:] + INDEX


def error_file(status: int, language: str) -> str:
    """Return the file of an error page. Its name cannot be reached as an address."""
    return f"{ERRORS}/{language}/{status}.html"


def tight(html: str) -> str:
    """Return a page without empty lines and indents, which a browser reads as one space each.

    Templates leave many; on the longest pages they cost 70 bytes of the first flight of 10,000.
    """
    parts = _AS_IT_IS.split(html)  # text, kept block, its tag, text …
    return "".join(
        _LINE_ENDS.sub("\n", part) if place % 3 == 0 else part
        for place, part in enumerate(parts)
        if place % 3 != 2
    )


def twins_of(name: str) -> tuple[str, ...]:
    """Return a file and the names of its precompressed twins."""
    return (name, *(f"{name}{ending}" for _, ending in ENCODINGS))


def with_twins(name: str, content: bytes, quality: int) -> dict[str, bytes]:
    """Return a file and its precompressed twins. The same content gives the same bytes always."""
    return {
        name: content,
        f"{name}.br": bytes(brotli.compress(content, quality=quality, mode=brotli.MODE_TEXT)),
        f"{name}.gz": gzip.compress(content, compresslevel=9, mtime=0),
    }


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file, in hex."""
    return hashlib.sha256(content).hexdigest()


def manifest(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return file -> SHA-256, by name."""
    return {name: digest(files[name]) for name in sorted(files)}


def manifest_text(digests: Mapping[str, str]) -> str:
    """Return the manifest as it is stored; equal bakes give equal text."""
    return json.dumps({"files": dict(digests)}, indent=1, sort_keys=True) + "\n"


def fingerprint(digests: Mapping[str, str]) -> str:
    """Return 12 hex digits that name what a bake holds."""
    return digest(manifest_text(digests).encode())[:12]


def preferred_endings(accept_encoding: str) -> list[str]:
    """Return the endings to try in order, the plain file ("") last. `q=0` refuses an encoding."""
    accepted: dict[str, bool] = {}
    for part in accept_encoding[:1000].split(","):
        name, _, rest = part.strip().partition(";")
        quality = _QUALITY.fullmatch(rest.strip()) if rest.strip() else None
        accepted[name.strip().lower()] = quality is None or float(quality[1]) > 0
    return [ending for name, ending in ENCODINGS if accepted.get(name, False)] + [""]


def robots_text(sitemap: str) -> str:
    """Return robots.txt: found by those who search, but never the form, the answers or the exit.

    sitemap: the whole address of the list of pages.
    """
    refused = ("/skriv/", "/svar/", "/ut")
    return "\n".join(
        ["User-agent: *", *(f"Disallow: {path}" for path in refused), f"Sitemap: {sitemap}", ""]
    )


def twice(jobs: Iterable[Job]) -> list[str]:
    """Return the addresses that two pages want."""
    wanted = Counter(job.path for job in jobs)
    return sorted(path for path, times in wanted.items() if times > 1)
