"""What a page holds, read by an HTML parser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

Baked = dict[str, str]
FOLDER = Path(__file__).parents[2] / "content" / "felles" / "guides"
PREFIXES = ("", "/nn", "/en")
GUIDE_PATHS = ("/raad/voksen/", "/nn/raad/voksen/", "/en/raad/voksen/")
RESIDENT_GUIDES = ("hvem-kan-hjelpe", "for-noen-andre", "stoppe")
APART = "stoppe"  # for the one who uses violence: no list leads there


def every_path() -> list[str]:
    """Return the path of every guide of the pack and of the lists, in every language."""
    slugs = [f"{file.stem}/" for file in FOLDER.glob("*.yaml")]
    return [f"{prefix}/raad/{slug}" for prefix in PREFIXES for slug in ["", *slugs]]


@dataclass
class Seen(HTMLParser):
    """Ids, links, elements and the title of a page; links inside links are a fault."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    nested_links: int = 0
    title: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element is, points to and loads."""
        values = {name: value or "" for name, value in attrs}
        self.elements.append(tag)
        self._open.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values.get("href", ""))
            self.nested_links += self._open.count("a") > 1
        self.loads += [values[name] for name in ("src", "srcset", "action") if name in values]
        if tag == "link":
            self.loads.append(values.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        """Close the element."""
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Gather the title's text."""
        if self._open and self._open[-1] == "title":
            self.title += data


def seen(html: str) -> Seen:
    """Return what a page holds."""
    found = Seen()
    found.feed(html)
    return found
