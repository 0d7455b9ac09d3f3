"""Small faults as data: what is broken, which promise that breaks, which tests must notice.

A promise is held only when a test fails as soon as it is broken. Each file in `faults/` holds the
faults of one room; `python -m tests.planted` plants them one at a time (see __main__.py).
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent / "faults"
# Promises that the security study's list has no number for, each in one sentence.
NAMED = HERE.parent / "promises.yaml"


class PlantedFault(BaseModel):
    """One fault. `before` stands exactly once in `file`; `after` takes its place.

    tests: pytest node ids, each a file or a test of it. database: the only one on which the fault
    can be seen; left out, the tests run on SQLite. why: what somebody loses when this breaks.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{4,70}$")
    file: str
    before: str = Field(min_length=3)
    after: str
    promise: int | str
    tests: list[str] = Field(min_length=1)
    database: str = Field(default="sqlite", pattern="^(sqlite|postgres)$")
    why: str = Field(min_length=10)

    def planted_in(self, text: str) -> str:
        """Return the file's text with the fault. Raises ValueError when it does not fit."""
        found = text.count(self.before)
        if found != 1:
            raise ValueError(f"{self.id}: 'before' stands {found} times in {self.file}, not once")
        if self.before == self.after:
            raise ValueError(f"{self.id}: 'after' changes nothing")
        changed = text.replace(self.before, self.after)
        if self.file.endswith(".py"):
            ast.parse(changed)  # a module that cannot be read breaks no promise
        return changed


def every_fault(folder: Path = HERE) -> list[PlantedFault]:
    """Return all faults, by room and in order. Raises pydantic.ValidationError, ValueError."""
    found = [
        PlantedFault.model_validate(one)
        for path in sorted(folder.glob("*.yaml"))
        for one in yaml.safe_load(path.read_text())
    ]
    ids = [one.id for one in found]
    doubled = sorted({name for name in ids if ids.count(name) > 1})
    if doubled:
        raise ValueError(f"two faults have the same id: {', '.join(doubled)}")
    return found


def promises(root: Path = ROOT) -> set[int | str]:
    """Return what a fault may break: a number that some test holds, or a name of our own list."""
    named: dict[str, str] = yaml.safe_load(NAMED.read_text())
    numbers = {
        int(number)
        for path in sorted((root / "tests").rglob("test_*.py"))
        for number in re.findall(r"mark\.promise\(\s*(\d+)", path.read_text())
    }
    return numbers | set(named)


@dataclass(frozen=True)
class Misfit:
    """A fault that no longer belongs to the house as it is."""

    id: str
    reason: str


def misfits(faults: list[PlantedFault], root: Path = ROOT) -> Iterator[Misfit]:
    """Yield every fault whose file, text, tests or promise are not there any more."""
    known, tests_of = promises(root), dict[str, set[str]]()
    for fault in faults:
        if fault.promise not in known:
            yield Misfit(fault.id, f"no promise {fault.promise!r}")
        try:
            fault.planted_in((root / fault.file).read_text())
        except (OSError, ValueError, SyntaxError) as error:
            yield Misfit(fault.id, str(error))
        for node in fault.tests:
            path, _, name = node.partition("::")
            if path not in tests_of:
                tests_of[path] = _tests_in(root / path)
            if not tests_of[path] or (name and name.partition("[")[0] not in tests_of[path]):
                yield Misfit(fault.id, f"no test {node}")


def _tests_in(path: Path) -> set[str]:
    """Return the names of the tests in a file; none when there is no such file."""
    if not path.is_file():
        return set()
    return {
        node.name
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
