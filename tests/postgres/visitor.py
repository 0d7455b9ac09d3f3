"""Somebody with a plain browser: follows links, keeps cookies, sends the forms she is shown."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
import requests

_CHOSEN = {"radio", "checkbox"}


def _text_of(node: Element) -> str:
    return re.sub(r"\s+", " ", "".join(node.itertext())).strip()


@dataclass
class Page:
    """What was answered."""

    url: str
    status: int
    html: str
    tree: Element = field(repr=False)

    @property
    def text(self) -> str:
        """Return what is written on the page."""
        return _text_of(self.tree)

    def address(self, pattern: str) -> str:
        """Return the address of the last link that looks like this."""
        found = [
            str(node.get("href"))
            for node in self.tree.iter("a")
            if re.fullmatch(pattern, str(node.get("href")))
        ]
        assert found, f"{self.url} has no link like {pattern}"
        return found[-1]

    def addresses(self, pattern: str) -> list[str]:
        """Return every link that looks like this."""
        links = (str(node.get("href")) for node in self.tree.iter("a"))
        return [link for link in links if re.fullmatch(pattern, link)]

    def form(self, button: str) -> Element:
        """Return the form whose button says this."""
        for form in self.tree.iter("form"):
            if any(_text_of(node) == button for node in form.iter("button")):
                return form
        raise AssertionError(f"{self.url} has no button {button!r}: {self.text[:400]}")

    def contents_of(self, form: Element) -> dict[str, Any]:
        """Return what a browser would send if nothing were filled in."""
        filled: dict[str, Any] = {}
        for node in form.iter("input"):
            if node.get("type") in _CHOSEN and node.get("checked") is None:
                continue
            if node.get("name"):
                filled[str(node.get("name"))] = node.get("value", "")
        for node in form.iter("textarea"):
            filled[str(node.get("name"))] = "".join(node.itertext())
        for node in form.iter("select"):
            options = list(node.iter("option"))
            marked = [option for option in options if option.get("selected") is not None]
            if options:
                filled[str(node.get("name"))] = (marked or options)[0].get("value", "")
        return filled


class Visitor:
    """One browser with cookies of its own."""

    def __init__(self, base: str) -> None:
        """Begin with an empty cookie jar at one face."""
        self.base = base
        self.session = requests.Session()
        self.session.trust_env = False
        self.pages = 0

    def get(self, path: str, status: int = 200) -> Page:
        """Open an address."""
        return self._page(self.session.get(urljoin(self.base, path), timeout=30), status)

    def press(self, page: Page, button: str, status: int = 200, **answers: Any) -> Page:
        """Fill in the form that has this button, press it, follow where it leads."""
        form = page.form(button)
        data = page.contents_of(form)
        unknown = set(answers) - {str(node.get("name")) for node in form.iter()}
        assert not unknown, f"the form of {button!r} has no {unknown}"
        answer = self.session.post(
            urljoin(page.url, form.get("action") or page.url),
            {**data, **answers},
            headers={"Sec-Fetch-Site": "same-origin", "Origin": self.base},
            timeout=30,
        )
        return self._page(answer, status)

    def close(self) -> None:
        """Close the browser."""
        self.session.close()

    def _page(self, answer: requests.Response, status: int) -> Page:
        self.pages += 1
        tree = html5lib.parse(answer.text, treebuilder="etree", namespaceHTMLElements=False)
        page = Page(answer.url, answer.status_code, answer.text, tree)
        assert page.status == status, f"{page.url}: {page.status}, not {status}: {page.text[:600]}"
        return page
