"""Each verb that the code writes to the log can be read by the person concerned."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tryggvei.audit.api import is_named

PACKAGE = Path(__file__).resolve().parents[2] / "tryggvei"


def written_verbs() -> Iterator[tuple[str, str]]:
    """Yield (place, verb) of each `verb="..."` in a call, found by reading the code."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "verb":
                value = node.value
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield f"{path.relative_to(PACKAGE)}:{value.lineno}", value.value


@pytest.mark.promise(27, "every verb in the log has a sentence in plain words")
def test_every_verb_has_plain_words() -> None:
    verbs = list(written_verbs())
    assert len(verbs) >= 5
    assert [(place, verb) for place, verb in verbs if not is_named(verb)] == []
