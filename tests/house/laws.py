"""The laws of the house as functions over a source tree: each returns what breaks it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.places import ASSEMBLERS, GROUND, is_room, rooms

MODULE_LINES, FUNCTION_LINES, TEMPLATE_LINES, DOOR_LINES = 400, 60, 200, 80
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py", "util.py", "helper.py"}
# Where a queryset may begin: reads, writes, commands of the data layer, and ground rooms' inside.
OBJECTS_IN_ROOM = {"queries", "actions", "migrations"}
DOORS = {"staff", "public"}
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
LOG_METHODS = {"debug", "info", "warning", "error", "critical", "exception", "log"}
LOG_SAFE_CALLS = {"len", "type", "round"}


def modules(root: Path) -> Iterator[Path]:
    """Yield the package's Python files, migrations left out."""
    yield from (p for p in sorted((root / "tryggvei").rglob("*.py")) if "migrations" not in p.parts)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def long_modules(root: Path) -> list[str]:
    """Modules and templates over their hard stop."""
    found = [
        f"{p.relative_to(root)}: {n} lines"
        for base in ("tryggvei", "tests", "bench")
        for p in sorted((root / base).rglob("*.py"))
        if "migrations" not in p.parts
        and "node_modules" not in p.parts
        and (n := len(p.read_text().splitlines())) > MODULE_LINES
    ]
    found += [
        f"{p.relative_to(root)}: {n} lines, a front door has at most {DOOR_LINES}"
        for p in sorted((root / "tryggvei").glob("*/api.py"))
        if (n := len(p.read_text().splitlines())) > DOOR_LINES
    ]
    found += [
        f"{p.relative_to(root)}: {n} lines"
        for p in sorted((root / "tryggvei").rglob("templates/**/*.html"))
        if (n := len(p.read_text().splitlines())) > TEMPLATE_LINES
    ]
    return found


def long_functions(root: Path) -> list[str]:
    """Functions over 60 lines."""
    return [
        f"{p.relative_to(root)}:{node.lineno}: {node.name}"
        for p in modules(root)
        for node in ast.walk(_tree(p))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > FUNCTION_LINES
    ]


def forbidden_names(root: Path) -> list[str]:
    """Files whose name says nothing."""
    return [
        str(p.relative_to(root))
        for p in (root / "tryggvei").rglob("*.py")
        if p.name in FORBIDDEN_NAMES
    ]


def stray_objects(root: Path) -> list[str]:
    """`.objects` outside queries and actions: in rooms anywhere else, in ground rooms in doors."""
    found = []
    for path in modules(root):
        parts = path.relative_to(root / "tryggvei").with_suffix("").parts
        room, inside = parts[0], set(parts[1:])
        allowed = inside & OBJECTS_IN_ROOM if is_room(room) else not inside & DOORS
        if allowed or room in {"toolbox"}:
            continue
        found += [
            f"{path.relative_to(root)}:{node.lineno}"
            for node in ast.walk(_tree(path))
            if isinstance(node, ast.Attribute) and node.attr == "objects"
        ]
    return found


def signals_and_saves(root: Path) -> list[str]:
    """Overridden save()/delete() on a class, or a signal receiver."""
    found = []
    for path in modules(root):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.ClassDef) and path.stem == "models":
                found += [
                    f"{path.relative_to(root)}:{f.lineno}: {node.name}.{f.name}"
                    for f in node.body
                    if isinstance(f, ast.FunctionDef) and f.name in {"save", "delete"}
                ]
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                ("django.dispatch", "django.db.models.signals")
            ):
                found.append(f"{path.relative_to(root)}:{node.lineno}: signals")
    return found


_SAFE_ATTRIBUTES = {
    "pk",
    "id",
    "__name__",
    "name",
    "outcome",
    "key",
    "seq",
    "hash",
    "at",
    "error_class",
}
_SAFE_ENDINGS = ("_id", "count", "name", "seq", "seconds", "number", "day", "key", "kind")
_CODES = {"permission", "kind", "state", "lane"}  # enums of ours: `.value` of them is a code


_COUNTED = {("anchor", "number")}  # the how-manieth; any other `number` may be a telephone's


def _attribute_is_safe(node: ast.Attribute) -> bool:
    owner = getattr(node.value, "attr", getattr(node.value, "id", ""))
    if owner == "settings":
        return node.attr.endswith("_DIR")  # where to look; never a secret
    if node.attr == "value":
        return owner in _CODES
    if (owner, node.attr) in _COUNTED:
        return True
    return node.attr in _SAFE_ATTRIBUTES or node.attr.endswith("_id")


def _log_argument_is_safe(node: ast.expr) -> bool:
    match node:
        case ast.BoolOp():
            return all(_log_argument_is_safe(part) for part in node.values)
        case ast.IfExp():
            return _log_argument_is_safe(node.body) and _log_argument_is_safe(node.orelse)
        case ast.Attribute():
            return _attribute_is_safe(node)
        case ast.Call(func=ast.Name(id=name)):
            return name in LOG_SAFE_CALLS
        case ast.Name():
            return node.id.endswith(_SAFE_ENDINGS)
    return isinstance(node, ast.Constant)


def unsafe_logging(root: Path) -> list[str]:
    """A logger call that is given anything but ids, counts, names of classes and constants."""
    found = []
    for path in modules(root):
        for node in ast.walk(_tree(path)):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in LOG_METHODS
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in {"logger", "log", "LOGGER", "logging"}
            ):
                continue
            arguments = [*node.args, *(k.value for k in node.keywords)]
            bad = [a for a in arguments if not _log_argument_is_safe(a)]
            if bad or (isinstance(node.func, ast.Attribute) and node.func.attr == "exception"):
                found.append(f"{path.relative_to(root)}:{node.lineno}")
    return found


def _texts_of_gettext(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in GETTEXT:
                yield from node.args


def _unspoken(tree: ast.Module, in_rules: bool) -> Iterator[ast.AST]:
    """Docstrings, and the words by which a rule recognises a sentence: shown to nobody."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            if node.body and isinstance(node.body[0], ast.Expr):
                yield node.body[0]
        elif (
            isinstance(node, ast.Assign)
            and in_rules
            and all(re.fullmatch(r"_[A-Z_]+", getattr(t, "id", "")) for t in node.targets)
        ):
            yield node.value


def hard_coded_text(root: Path) -> list[str]:
    """Norwegian in Python outside gettext, and f-strings or concatenation inside gettext."""
    found = []
    for path in modules(root):
        tree, place = _tree(path), path.relative_to(root)
        texts = list(_texts_of_gettext(tree))
        found += [
            f"{place}:{text.lineno}: not a plain string"
            for text in texts
            if isinstance(text, ast.JoinedStr | ast.BinOp)
        ]
        if "commands" in path.parts:
            continue
        right = [*texts, *_unspoken(tree, path.parent.name == "rules")]
        known = {id(inner) for part in right for inner in ast.walk(part)}
        found += [
            f"{place}:{node.lineno}: {node.value[:30]!r}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in known
            and re.search(r"[æøåÆØÅ]", node.value)
            and " " in node.value.strip()
        ]
    return found


def empty_rooms(root: Path) -> list[str]:
    """A room without behaviour or without tests is a shell."""
    found = []
    for room in sorted(p for p in (root / "tryggvei").iterdir() if (p / "apps.py").exists()):
        if sum(1 for p in room.rglob("*.py") if p.name not in {"__init__.py", "apps.py"}) == 0:
            found.append(f"{room.name}: no behaviour")
        elif not any((root / "tests" / room.name).glob("test_*.py")):
            found.append(f"{room.name}: no tests")
    return found


_MAP = re.compile(r"^    ([a-z_ |]+?)(?:  +(.*))?$", re.MULTILINE)


def _mapped(text: str) -> set[str]:
    """Return the names on the map of a document: the first block of indented lines."""
    block = text[: text.index("-- ground")]
    return {name for line in _MAP.findall(block) for name in re.split(r"[ |]+", line[0]) if name}


def rooms_off_the_map(root: Path) -> list[str]:
    """A room that the maps in docs/house.md and README.md do not show, or that is not there."""
    there = {*rooms(root), *ASSEMBLERS}
    found = []
    for place, start in (("docs/house.md", "# The house"), ("README.md", "## The map")):
        text = (root / place).read_text()
        shown = _mapped(text[text.index(start) :])
        found += [f"{place}: {name} is not on the map" for name in sorted(there - shown)]
        found += [f"{place}: {name} is not there" for name in sorted(shown - there)]
    return found


def folders_that_are_neither(root: Path) -> list[str]:
    """A folder without apps.py that is no ground: code that no law of rooms would see."""
    known = {*rooms(root), *GROUND, *ASSEMBLERS}
    folders = {path.parent.name for path in (root / "tryggvei").glob("*/*.py")}
    gone = {name for name in GROUND | ASSEMBLERS if not (root / "tryggvei" / name).is_dir()}
    return [*sorted(folders - known), *sorted(gone)]


def words_of_the_makefile(root: Path) -> set[str]:
    """The words with a help text in the Makefile."""
    return set(re.findall(r"^([a-z]+):.*##", (root / "Makefile").read_text(), re.MULTILINE))
