"""The bakes that are kept: which is shown, going back to one, and whether its files are whole.

BAKED_DIR/<id>/pages/...      index.html with .br and .gz, errors/<language>/404.html
BAKED_DIR/<id>/manifest.json  SHA-256 of every file but the next
BAKED_DIR/<id>/made.json      what it was made of (earlier.py)
BAKED_DIR/current             -> <id>, moved by rename(2), which is atomic (POSIX)
BAKED_DIR/held                there after a roll-back: nothing is baked until somebody says so
BAKED_DIR/server/             what the file server is given besides pages (server.py)
"""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from tryggvei.toolbox import clock, durable
from tryggvei.website.rules import baking

_SYNCED_AT_A_TIME = 32
_READABLE = 0o644

CURRENT = "current"
PAGES = "pages"
MANIFEST = "manifest.json"
MADE = "made.json"
HELD = "held"
KEPT = 10  # bakes to roll back to; unchanged files are shared, so one costs little
_ID = re.compile(r"(\d{8}T\d{12})-([0-9a-f]{12})")


class NothingToRollBackTo(Exception):
    """There is no bake older than the one that is shown."""


class UnknownBake(Exception):
    """No bake of this id is kept. The message names it."""


class Damaged(Exception):
    """A bake's files are not what its manifest says. `differences` names each."""

    def __init__(self, bake_id: str, differences: list[str]) -> None:
        super().__init__(f"{bake_id}: {len(differences)} files differ, first: {differences[0]}")
        self.differences = differences


class HeldBack(Exception):
    """Somebody has gone back to an older bake, and nothing is baked until she says so."""

    def __init__(self, held: "Hold") -> None:
        super().__init__(f"the pages are held at {held.bake_id}")
        self.held = held


@dataclass(frozen=True)
class Hold:
    """Which bake the pages are held at, and since when (aware, UTC)."""

    bake_id: str
    since: datetime


@dataclass(frozen=True)
class KeptBake:
    """One bake as `bake --list` shows it."""

    bake_id: str
    made: datetime
    pages: int
    is_shown: bool
    is_held: bool


def root_folder() -> Path:
    """Return the folder of the bakes, made if it was not there."""
    root = Path(settings.BAKED_DIR)
    root.mkdir(parents=True, exist_ok=True)
    return root


def current_bake() -> Path | None:
    """Return the folder of the bake that is shown, None before the first."""
    root = Path(settings.BAKED_DIR)
    try:
        return root / (root / CURRENT).readlink().name
    except OSError:
        return None


def kept_bakes() -> list[KeptBake]:
    """Return the bakes that can be shown, the newest first."""
    shown, hold = current_bake(), held()
    return [
        KeptBake(
            bake.name,
            _made(bake.name),
            sum(1 for name in manifest_of(bake) if name.endswith(f"/{baking.INDEX}")),
            bake == shown,
            hold is not None and hold.bake_id == bake.name,
        )
        for bake in reversed(bakes(root_folder()))
    ]


def roll_back(bake_id: str = "") -> str:
    """Show another kept bake, by default the one before; return its id. Nothing is baked afterwards
    until somebody releases the pages: what was taken away must not come back by itself.

    Raises NothingToRollBackTo, UnknownBake, Damaged (nothing is changed then).
    """
    root = root_folder()
    with alone(root):
        shown = current_bake()
        bake = _wanted(root, bake_id, shown)
        differences = differences_of(bake)
        if differences:
            raise Damaged(bake.name, differences)
        # Held first: if we are killed between the two, no tick bakes the fault again.
        told = json.dumps({"bake": bake.name, "since": clock.now().isoformat()})
        replace_durably(root / HELD, told.encode())
        point_to(root, bake)
        return bake.name


def _wanted(root: Path, bake_id: str, shown: Path | None) -> Path:
    if bake_id:
        found = [bake for bake in bakes(root) if bake.name == bake_id]
        if not found:
            raise UnknownBake(bake_id)
        return found[0]
    older = [bake for bake in bakes(root) if shown is None or bake.name < shown.name]
    if not older:
        raise NothingToRollBackTo
    return older[-1]


def held() -> Hold | None:
    """Return at which bake the pages are held, None when they follow the content.

    A file that cannot be read holds all the same: it is there because somebody went back.
    """
    try:
        text = (Path(settings.BAKED_DIR) / HELD).read_text()
    except FileNotFoundError:
        return None
    try:
        told = json.loads(text)
        return Hold(str(told["bake"]), datetime.fromisoformat(told["since"]))
    except (ValueError, KeyError, TypeError):
        return Hold("?", datetime.fromtimestamp(0, UTC))


def verify(bake_id: str = "") -> tuple[str, list[str]]:
    """Return a bake's id (by default the one that is shown) and what differs from its manifest.

    Raises UnknownBake.
    """
    shown = current_bake()
    if not bake_id and shown is None:
        raise UnknownBake("none is shown")
    bake = _wanted(root_folder(), bake_id or (shown.name if shown else ""), None)
    return bake.name, differences_of(bake)


def differences_of(bake: Path) -> list[str]:
    """Return each file that is missing, changed or not of the bake; none when it is whole."""
    digests = manifest_of(bake)
    made = _ID.fullmatch(bake.name)
    found = []
    if not digests or made is None or baking.fingerprint(digests) != made[2]:
        found.append(f"changed: {MANIFEST}")
    stored = {
        path.relative_to(bake).as_posix() for path in bake.rglob("*") if not path.is_dir()
    } - {MANIFEST, MADE}
    found += [f"missing: {name}" for name in sorted(set(digests) - stored)]
    found += [f"not of this bake: {name}" for name in sorted(stored - set(digests))]
    found += [
        f"changed: {name}"
        for name in sorted(stored & set(digests))
        if baking.digest((bake / name).read_bytes()) != digests[name]
    ]
    return found


def manifest_of(bake: Path) -> dict[str, str]:
    """Return file -> SHA-256 of a bake; nothing when its manifest cannot be read."""
    try:
        found = json.loads((bake / MANIFEST).read_text())["files"]
        return {str(name): str(value) for name, value in found.items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}


def bakes(root: Path) -> list[Path]:
    """Return whole bakes, oldest first: the id begins with the time."""
    return sorted(
        path
        for path in root.iterdir()
        if is_bake_id(path.name) and path.is_dir() and not path.is_symlink()
    )


def is_bake_id(name: str) -> bool:
    """Return whether a name is one that a bake can have."""
    return _ID.fullmatch(name) is not None


def new_id(digests: dict[str, str]) -> str:
    """Return the id of a bake made now: the time (UTC), and what it holds."""
    return f"{clock.now().strftime('%Y%m%dT%H%M%S%f')}-{baking.fingerprint(digests)}"


def _made(bake_id: str) -> datetime:
    return datetime.strptime(bake_id[:21], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)


def point_to(root: Path, bake: Path) -> None:
    """Show a bake: one rename, on disk before this returns."""
    link = root / f".{CURRENT}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(bake.name)
    link.replace(root / CURRENT)
    sync(root)


def forget_old(root: Path, shown: Path) -> None:
    """Delete the oldest bakes, and what a bake that was killed left. We hold the lock."""
    for bake in bakes(root)[:-KEPT]:
        if bake != shown:
            shutil.rmtree(bake, ignore_errors=True)
    for left in root.glob(".making-*"):
        shutil.rmtree(left, ignore_errors=True)


def replace_durably(target: Path, content: bytes) -> None:
    """Write a file in place of another; the file server may read it, as it may the pages."""
    durable.replace_file(target, content, _READABLE)


def sync(path: Path) -> None:
    """Bring a file's content, or a folder's names, to disk before this returns."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all(paths: Iterable[Path]) -> None:
    """Bring many files and folders to disk: side by side, since a disk takes many at a time."""
    with ThreadPoolExecutor(_SYNCED_AT_A_TIME) as workers:
        for _done in workers.map(sync, paths):
            pass


@contextmanager
def alone(root: Path, name: str = ".lock") -> Iterator[None]:
    """Let one at a time through; the lock goes with the process."""
    with (root / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
