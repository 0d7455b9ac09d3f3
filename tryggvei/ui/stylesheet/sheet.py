"""A style sheet as a small tree that can be pruned and written out tight."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import tinycss2

from tryggvei.ui.stylesheet.selectors import prune_list
from tryggvei.ui.stylesheet.used import Used

_READS = re.compile(r"var\(\s*(--[\w-]+)")
_TIGHT = re.compile(r"\s*([,;{}])\s*")
_ROUND_SLASH = re.compile(r"\s*/\s*")
# Print nothing of these: prefixes for browsers that know the plain name since 2022.
_OLD_PREFIXES = ("-moz-", "-webkit-mask", "-webkit-print-color-adjust")


@dataclass
class Rule:
    """A rule or at-rule. `head` is its selector or prelude; `parts` its contents in order."""

    head: str
    at: bool = False
    statement: bool = False
    parts: list["Rule | tuple[str, str]"] = field(default_factory=list)


def read(css: str, used: Used | None, *, skip_layers: Iterable[str] = ()) -> list[Rule]:
    """Return the sheet's rules, without what `used` shows cannot match; None keeps all.

    skip_layers: beginnings of layer names that are left out whole.
    """
    nodes = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return _rules(nodes, used, tuple(skip_layers))


def _rules(nodes: Iterable[Any], used: Used | None, skip: tuple[str, ...]) -> list[Rule]:
    found: list[Rule] = []
    for node in nodes:
        if node.type == "error":
            raise ValueError(f"CSS line {node.source_line}: {node.message}")
        rule = _rule(node, used, skip)
        if rule is not None:
            found.append(rule)
    return found


def _rule(node: Any, used: Used | None, skip: tuple[str, ...]) -> Rule | None:
    if node.type == "at-rule":
        prelude = value_text(node.prelude)
        if node.lower_at_keyword == "charset":
            return None
        if node.lower_at_keyword == "layer" and prelude.startswith(skip or ("\0",)):
            return None
        head = f"@{node.at_keyword} {prelude}".strip()
        if node.content is None:
            return Rule(head, at=True, statement=True)
        keyframes = node.lower_at_keyword.endswith("keyframes")
        return _with_parts(Rule(head, at=True), node.content, None if keyframes else used, skip)
    head = selector_text(node.prelude, used)
    return _with_parts(Rule(head), node.content, used, skip) if head else None


def selector_text(prelude: list[Any], used: Used | None) -> str:
    """Return a selector list as text, pruned when `used` is given."""
    return value_text(prelude) if used is None else prune_list(_bare(prelude), used)


def _bare(tokens: list[Any]) -> list[Any]:
    return [token for token in tokens if token.type != "comment"]


def _with_parts(rule: Rule, content: list[Any], used: Used | None, skip: tuple[str, ...]) -> Rule:
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            important = "!important" if node.important else ""
            if not node.name.startswith(_OLD_PREFIXES):
                rule.parts.append((node.name, value_text(node.value) + important))
        elif node.type == "error":
            raise ValueError(f"CSS line {node.source_line}: {node.message}")
        elif (inner := _rule(node, used, skip)) is not None:
            rule.parts.append(inner)
    return rule


def value_text(tokens: list[Any]) -> str:
    """Return tokens as the shortest text that means the same (blanks only)."""
    text = " ".join(tinycss2.serialize(_bare(tokens)).split())
    if '"' in text or "'" in text:
        return text
    text = _TIGHT.sub(r"\1", text).replace("( ", "(").replace(" )", ")").replace(": ", ":")
    return text if "calc" in text else _ROUND_SLASH.sub("/", text)


def drop_unread(rules: list[Rule]) -> list[Rule]:
    """Return the rules without properties and animations that nothing reads, and empty rules."""
    while True:
        read_names = {name for value in _values(rules) for name in _READS.findall(value)}
        before = sum(1 for _ in _values(rules))
        moved = " ".join(_values(rules, "animation"))
        rules = _kept(rules, read_names, moved)
        if sum(1 for _ in _values(rules)) == before:
            return rules


def without_images(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules without what reads an image, `data:` included: the CSP lets none in."""
    found: list[Rule] = []
    for rule in rules:
        parts = [
            part
            for part in rule.parts
            if isinstance(part, Rule) or not ("url(" in part[1] or part[0].startswith("mask"))
        ]
        inner = [without_images([part])[0] if isinstance(part, Rule) else part for part in parts]
        found.append(Rule(rule.head, rule.at, rule.statement, inner))
    return found


def _values(rules: Iterable[Rule], name: str = "") -> Iterator[str]:
    for rule in rules:
        for part in rule.parts:
            if isinstance(part, Rule):
                yield from _values([part], name)
            elif part[0].startswith(name):
                yield part[1]


def _kept(rules: Iterable[Rule], read_names: set[str], moved: str) -> list[Rule]:
    found: list[Rule] = []
    for rule in rules:
        parts: list[Rule | tuple[str, str]] = []
        for part in rule.parts:
            if isinstance(part, Rule):
                parts += _kept([part], read_names, moved)
            elif not part[0].startswith("--") or part[0] in read_names:
                parts.append(part)
        unused = rule.head.startswith("@keyframes ") and rule.head[11:] not in moved
        if (parts or rule.statement) and not unused:
            found.append(Rule(rule.head, rule.at, rule.statement, parts))
    return found


def write(rules: Iterable[Rule]) -> str:
    """Return the sheet as one line of text."""
    return "".join(_written(rule) for rule in rules)


def _written(rule: Rule) -> str:
    if rule.statement:
        return f"{rule.head};"
    parts = [
        _written(part) if isinstance(part, Rule) else f"{part[0]}:{part[1]};" for part in rule.parts
    ]
    text = "".join(parts)
    return f"{rule.head}{{{text.removesuffix(';')}}}"


def merged(rules: list[Rule]) -> list[Rule]:
    """Return the rules with neighbours of the same at-rule joined: same meaning, fewer bytes."""
    found: list[Rule] = []
    for rule in rules:
        last = found[-1] if found else None
        joins = last is not None and rule.at and not rule.statement and last.head == rule.head
        if last is not None and joins and not rule.head.startswith(("@font-face", "@page")):
            last.parts += rule.parts
        else:
            found.append(Rule(rule.head, rule.at, rule.statement, list(rule.parts)))
    return found
