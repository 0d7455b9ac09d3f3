"""What the templates of a face use: the words that may stand in class and data attributes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
_WORD = re.compile(r"[A-Za-z][\w-]*")
_TAG = re.compile(r"<([a-z][a-z0-9]*)")
_COMPONENT = re.compile(r"['\" ]ds-[\w-]+")
_SHAPE = re.compile(r"\bflow(?:-[a-z]+)*")
_CALL = re.compile(r"{%\s*(?:include\s+\"ui/)?([a-z_]+)")
_FORM = re.compile(r"<form|{[{%][^}]*\bform\b")
# What the Markdown of the pages becomes, and what Django's form widgets draw.
_ALWAYS_TAGS = frozenset(
    {"html", "body", "main", "header", "footer", "nav", "h1", "h2", "h3", "h4", "p", "ul", "ol"}
    | {"li", "a", "strong", "em", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "hr"}
    | {"details", "summary", "input", "textarea", "select", "option", "optgroup", "label"}
    | {"legend", "fieldset", "button", "form", "time", "bdi", "svg"}
)
# Attributes that widgets, browsers and the placeholders of a text set, and no template spells out.
_ALWAYS_WORDS = frozenset(
    {"type", "radio", "checkbox", "text", "textarea", "select", "aria-invalid", "true"}
    | {"disabled", "readonly", "required", "open", "hidden", "size", "multiple", "dir", "rtl"}
    | {"lang", "aria-current", "data-color-scheme", "auto"}
)


# The lists have a sheet of their own, with the frame and the text of a page round them.
_LISTS = ("finder", "topics")
_FLOW_PAGES = ("flow", "_sheets")
_LIST_PAGES = (*_LISTS, "onward", "page", "unchecked")
# What base.html and the Markdown may hold, and these pages never do.
_FORM_WORDS = frozenset({"ds-alert", "not-sent"})
_NOT_IN_LISTS = frozenset({"table", "thead", "tbody", "tr", "th", "td", "blockquote", "hr", "form"})
_IN_WALK = frozenset({"form", "input", "button", "details", "summary"})
_NOT_IN_READING = frozenset({"table", "thead", "tbody", "tr", "th", "td", "blockquote", "hr"}) | {
    *("input", "textarea", "select", "option", "optgroup", "label", "legend", "fieldset"),
    *("button", "form", "details", "summary"),
}


@dataclass(frozen=True)
class Used:
    """Words and element names found; more than is truly used is harmless, less is not."""

    words: frozenset[str]
    tags: frozenset[str]


def _read(paths: Iterable[Path]) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(paths)]


def public_templates() -> list[Path]:
    """Return the templates of the public face: every one in a folder called `public`."""
    return [path for path in PACKAGE.rglob("templates/**/*.html") if "public" in path.parts[:-1]]


def used_by_public(*, forms: bool) -> Used:
    """Return what public templates use, the components that they call, and what code draws.

    forms: False leaves out the pages with a form to send, and how fields are drawn.
    """
    components = PACKAGE / "ui" / "templates" / "ui"
    elsewhere = {*_LISTS, *(_FLOW_PAGES if forms else ())}
    templates = [path for path in public_templates() if path.stem not in elsewhere]
    texts = [text for text in _read(templates) if forms or not _FORM.search(text)]
    texts.append((components.parent / "public" / "base.html").read_text(encoding="utf-8"))
    called = {name for text in texts for name in _CALL.findall(text)}
    texts += _read(
        path
        for name in called - {"" if forms else "error_summary"}
        if (path := components / f"{name}.html").is_file()
    )
    code = _read([*(PACKAGE / "website").rglob("*.py"), *(PACKAGE / "guides").rglob("*.py")])
    drawn = frozenset(_SHAPE.findall("".join(code)))  # the parts of a flowchart
    if forms:
        texts += _read((components / "forms").glob("*.html"))
        code += _read([PACKAGE / "ui" / "forms.py"])
    found = _used([*texts, *(" ".join(_COMPONENT.findall(text)) for text in code)])
    return found if forms else Used(found.words | drawn, found.tags | {"text"})


def used_by_lists() -> Used:
    """Return what the finder and the list of topics use: the frame, a page's text, and no more."""
    pages = PACKAGE / "website" / "templates" / "website" / "public"
    texts = _read(pages / f"{name}.html" for name in _LIST_PAGES)
    texts.append((PACKAGE / "ui" / "templates" / "public" / "base.html").read_text("utf-8"))
    found = _used(texts)
    return Used(found.words - _FORM_WORDS, found.tags - _NOT_IN_LISTS)


def used_by_reading() -> Used:
    """Return what pages that are only read use: the pack's pages but the lists, and error pages."""
    pages = [path for path in public_templates() if path.parts[-3] == "website"]
    texts = _read(path for path in pages if path.stem not in _LISTS)
    texts = [text for text in texts if "<form" not in text]
    texts += _read((PACKAGE / "ui" / "templates" / "public").glob("*.html"))
    code = _read((PACKAGE / "website" / "drawing").glob("*.py"))
    found = _used([*texts, *(" ".join(_COMPONENT.findall(text)) for text in code)])
    return Used(found.words - _FORM_WORDS, found.tags - _NOT_IN_READING)


def used_by_walk() -> Used:
    """Return what the page of a guide uses: a page that is read, with its questions and answers."""
    texts = _read(
        path
        for path in public_templates()
        if path.parts[-3] == "guides" and path.stem not in {"guide_list", *_FLOW_PAGES}
    )
    components = PACKAGE / "ui" / "templates"
    texts += _read([components / "public" / "base.html", components / "ui" / "page_header.html"])
    found = _used(texts)
    return Used(found.words - _FORM_WORDS, found.tags - (_NOT_IN_READING - _IN_WALK))


def _used(texts: Iterable[str]) -> Used:
    words: set[str] = set(_ALWAYS_WORDS)
    tags: set[str] = set(_ALWAYS_TAGS)
    for text in texts:
        words.update(_WORD.findall(text))
        tags.update(_TAG.findall(text))
    return Used(frozenset(words), frozenset(tags))
