"""Every fault that a rule can give has an English and a Norwegian sentence with its parameters.

Found by walking the rules, so that a new fault without words, or with a parameter that its words
do not know, fails here and not on an editor's screen.
"""

import ast
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

from tryggvei.editorial.rules import reasons
from tryggvei.guides.rules import codes
from tryggvei.toolbox.wording import Params, Words, names_in
from tryggvei.website.rules import faults

PACKAGE = Path(__file__).parents[2] / "tryggvei"
Given = tuple[str, frozenset[str]]  # the member, and the names of its parameters

# enum: its words, what a sentence may name besides, and where faults are made of it
ROOMS: dict[type[StrEnum], tuple[Mapping[StrEnum, Words], frozenset[str], str]] = {
    faults.PageRule: (faults.WORDS, faults.PLACE, "website/rules contentpack/texts"),  # type: ignore[dict-item]
    codes.Code: (codes.WORDS, codes.PLACE, "guides/rules"),  # type: ignore[dict-item]
    reasons.Stopper: (reasons.WORDS, frozenset(), "editorial"),  # type: ignore[dict-item]
}
EVERY = [(enum, member) for enum in ROOMS for member in enum]


@lru_cache(maxsize=8)
def given(enum: type[StrEnum]) -> tuple[Given, ...]:
    """Return what every fault of the enum is made with, once for each place that makes one."""
    folders = [PACKAGE / name for name in ROOMS[enum][2].split()]
    return tuple(
        pair
        for folder in folders
        for path in sorted(folder.rglob("*.py"))
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for pair in _made_in(function, enum)
    )


def _made_in(function: ast.FunctionDef, enum: type[StrEnum]) -> Iterator[Given]:
    """Yield the faults of a function: a member beside its parameters in one call or one tuple."""
    assigned: dict[str, frozenset[str]] = {}
    loose = []  # members in a dict whose fault is made once for all of them
    by_variable = []
    for node in _in_order(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call) if _is(call):
                assigned[name] = _names(call)
            case ast.Call(func=ast.Name(id="BadPlaceholder"), args=[ast.Constant(value=code)]):
                if enum is faults.PageRule:
                    yield faults.PageRule(str(code)).name, _names(node)
            case ast.Dict(keys=keys):
                loose += [_member(key, enum) for key in keys if key]
            case ast.Call(args=parts, keywords=more):
                parts = [*parts, *(keyword.value for keyword in more)]
                yield from _pair(parts, assigned, enum)
                by_variable += _of_variable(parts)
            case ast.Tuple(elts=parts):
                yield from _pair(parts, assigned, enum)
    yield from ((name, names) for name in loose if name for names in by_variable)


def _of_variable(parts: list[ast.expr]) -> list[frozenset[str]]:
    """Return the parameters of a call that is made once for every code of a table."""
    if not any(isinstance(part, ast.Name) and part.id == "code" for part in parts):
        return []
    return [_names(part) for part in parts if isinstance(part, ast.Call) and _is(part)]


def _in_order(function: ast.FunctionDef) -> list[ast.stmt | ast.expr]:
    nodes = [node for node in ast.walk(function) if isinstance(node, ast.stmt | ast.expr)]
    return sorted(nodes, key=lambda node: (node.lineno, node.col_offset))


def _pair(
    parts: list[ast.expr], assigned: Mapping[str, frozenset[str]], enum: type[StrEnum]
) -> Iterator[Given]:
    members = [name for part in parts if (name := _member(part, enum))]
    names: frozenset[str] = frozenset()
    for part in parts:
        if isinstance(part, ast.Call) and _is(part):
            names = _names(part)
        elif isinstance(part, ast.Name) and part.id in assigned:
            names = assigned[part.id]
    for member in members:
        yield member, names


def _member(node: ast.expr, enum: type[StrEnum]) -> str:
    match node:
        case ast.Attribute(value=ast.Name(id=name), attr=member) if name == enum.__name__:
            return member
    return ""


def _is(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == Params.__name__


def _names(call: ast.Call) -> frozenset[str]:
    return frozenset(keyword.arg for keyword in call.keywords if keyword.arg)


@pytest.mark.parametrize(("enum", "member"), EVERY, ids=[str(member) for _enum, member in EVERY])
def test_both_sentences_name_what_the_rules_give(enum: type[StrEnum], member: StrEnum) -> None:
    words, place, _folder = ROOMS[enum]
    made = {names for name, names in given(enum) if name == member.name} - _besides(member)
    assert made, f"no rule gives {member!r}: take it away, or give it where it is found"
    for names in made:
        for sentence in (words[member].english, words[member].norwegian):
            assert names_in(sentence) - place == names, (member, sentence)


def _besides(member: StrEnum) -> set[frozenset[str]]:
    """Return what stands for no fault: the stand-in of a table that asks whether it is there."""
    return {frozenset()} if member is faults.PageRule.NO_PAGE else set()


@pytest.mark.parametrize("enum", ROOMS, ids=lambda enum: enum.__name__)
def test_no_words_are_left_of_a_fault_that_is_gone(enum: type[StrEnum]) -> None:
    assert set(ROOMS[enum][0]) == set(enum)


@pytest.mark.parametrize("language", ["nn", "en"])
@pytest.mark.parametrize(("enum", "member"), EVERY, ids=[str(member) for _enum, member in EVERY])
def test_a_sentence_keeps_its_places_in_every_language(
    enum: type[StrEnum], member: StrEnum, language: str
) -> None:
    norwegian = ROOMS[enum][0][member].norwegian
    with translation.override(language):
        translated = gettext(norwegian)
    assert names_in(translated) == names_in(norwegian)
    assert language == "nn" or translated != norwegian, "nobody has put it into English"


def test_a_fault_with_a_parameter_that_its_words_lack_would_be_found() -> None:
    source = "def rule():\n    params = Params(word=1)\n    yield Fault('p', PageRule.HTML, params)"
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert list(_made_in(function, faults.PageRule)) == [("HTML", frozenset({"word"}))]
    assert names_in(faults.WORDS[faults.PageRule.HTML].norwegian) != frozenset({"word"})
