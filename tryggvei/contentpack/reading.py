"""Read one pack file: YAML, or Markdown with YAML front matter, with a line for every value.

The pack is edited by hand by people who are not programmers, so a mistake must be told with file,
line and reason, and a file that is hostile or an accident (a huge file, an alias bomb, a bottomless
nesting) must be told too, not eat the memory.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 30

Location = tuple[str | int, ...]


class BadFile(Exception):
    """A file that cannot be read as a pack file. `line` counts from 1; `reason` is English."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True)
class Document:
    """What a file holds (`data`), the line of each value (`lines`), and Markdown text if any."""

    data: Any
    lines: dict[Location, int] = field(default_factory=dict)
    body: str | None = None
    body_line: int = 1

    def line_of(self, location: Location) -> int:
        """Return the line of a value, or of the nearest enclosing value that is known."""
        wanted = tuple(location)
        while wanted and wanted not in self.lines:
            wanted = wanted[:-1]
        return self.lines.get(wanted, 1)


class _PackLoader(yaml.CSafeLoader):
    """YAML without its traps: 02800 stays text, `no` is not False, 16:15 is not 975."""


_PackLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]{0,17})$", "-+0123456789"),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("timestamp", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "0123456789"),
):
    _PackLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first)
    )


def read_document(path: FilePath, *, markdown: bool = False) -> Document:
    """Read one pack file.

    Raises BadFile with the line and the reason when the file is missing, too large, not UTF-8, not
    YAML, or uses what the pack does not allow (anchors and aliases, double keys, deep nesting).
    """
    text = _text_of(path)
    if not markdown:
        return _parse(text, 0)
    front, body, body_line = _split_front_matter(text)
    document = _parse(front, 1)
    return Document(document.data, document.lines, body, body_line)


def _text_of(path: FilePath) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BadFile(
                1, f"the file has {size:,} bytes; a pack file may have {MAX_BYTES:,}. Split it."
            )
        raw = path.read_bytes()
    except OSError as error:
        raise BadFile(1, f"the file cannot be read ({error.strerror})") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadFile(line, "the file is not UTF-8 text; save it as UTF-8") from error


def _split_front_matter(text: str) -> tuple[str, str, int]:
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != "---":
        raise BadFile(1, "the file must begin with front matter between two lines of ---")
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == "---":
            return "".join(lines[1:number]), "".join(lines[number + 1 :]), number + 2
    raise BadFile(1, "the front matter is not closed: a second line of --- is missing")


def _parse(text: str, offset: int) -> Document:
    try:
        _refuse_what_the_pack_does_not_allow(text, offset)
        loader = _PackLoader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                raise BadFile(1 + offset, "the file is empty")
            lines = dict(_lines_of(node, (), offset))
            data = loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line + 1 if mark else 1) + offset
        raise BadFile(line, f"not valid YAML: {error.problem or error.context}") from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1 + offset
        raise BadFile(
            line, "a character that YAML does not allow (a control character?)"
        ) from error
    except ValueError as error:  # for example 2026-02-31
        raise BadFile(1 + offset, f"a value cannot be understood: {error}") from error
    return Document(data, lines)


def _refuse_what_the_pack_does_not_allow(text: str, offset: int) -> None:
    depth = 0
    documents = 0
    for event in yaml.parse(text, Loader=_PackLoader):
        line = (event.start_mark.line if event.start_mark else 0) + 1 + offset
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise BadFile(line, "anchors and aliases (& and *) are not used in the pack")
        if tag := getattr(event, "tag", None):
            raise BadFile(line, f"the tag {tag} is not used in the pack")
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise BadFile(line, "the file holds two YAML documents; a pack file holds one")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise BadFile(line, f"nested more than {MAX_DEPTH} levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _lines_of(node: yaml.Node, at: Location, offset: int) -> Iterator[tuple[Location, int]]:
    yield at, node.start_mark.line + 1 + offset
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            yield from _lines_of(child, (*at, index), offset)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key_node, child in node.value:
            line = key_node.start_mark.line + 1 + offset
            if not isinstance(key_node, yaml.ScalarNode):
                raise BadFile(line, "a key must be plain text")
            key = str(key_node.value)
            if key in seen:
                raise BadFile(line, f"the key {key!r} stands twice")
            seen.add(key)
            yield from _lines_of(child, (*at, key), offset)
            yield (*at, key), line  # the key's own line is where an editor looks
