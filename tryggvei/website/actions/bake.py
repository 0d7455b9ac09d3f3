"""Write a bake: a whole folder of files, then one symlink moved. A reader sees the old or the new.

BAKED_DIR/<id>/pages/...      index.html with .br and .gz, errors/<language>/404.html
BAKED_DIR/<id>/manifest.json  SHA-256 of every file
BAKED_DIR/<id>/headers.conf   the headers for a file server; the CSP hashes belong to the pages
BAKED_DIR/current             -> <id>, moved by rename(2), which is atomic (POSIX)
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tryggvei.contentpack.api import Finding, blocking_findings
from tryggvei.toolbox import clock
from tryggvei.ui.api import public_headers
from tryggvei.website.actions import drawing, extras
from tryggvei.website.queries import offered_languages
from tryggvei.website.rules import baking

CURRENT = "current"
PAGES = "pages"
MANIFEST = "manifest.json"
HEADERS = "headers.conf"
KEPT = 5  # bakes to roll back to; also the time a slow reader has to finish
_PROGRESS_EVERY = 10  # pages

Progress = Callable[[str], None]


class NotPublishable(Exception):
    """The pack holds texts that nobody has approved. `findings` says which."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} texts are not approved; first: {findings[0]}")
        self.findings = findings


class NothingToRollBackTo(Exception):
    """There is no bake older than the one that is shown."""


@dataclass(frozen=True)
class BakeResult:
    """What a bake did: its id, pages, files, files that were new, and whether anything changed."""

    bake_id: str
    pages: int
    files: int
    written: int
    changed: bool


def bake_all(progress: Progress = lambda _line: None) -> BakeResult:
    """Draw everything and show it. Does nothing when what is shown is already the same.

    Raises NotPublishable outside demo mode when a text is not approved, PackError when the pack
    is broken; what was shown stays shown.
    """
    findings = blocking_findings(str(settings.TRYGGVEI_MODE))
    if findings:
        raise NotPublishable(findings)
    files, pages = _drawn(progress)
    digests = baking.manifest(files)
    root = Path(settings.BAKED_DIR)
    root.mkdir(parents=True, exist_ok=True)
    with _alone(root):
        before = current_bake()
        if before is not None and _manifest_of(before) == digests:
            return BakeResult(before.name, pages, len(files), 0, changed=False)
        made, written = _write(root, files, digests, before)
        _point_to(root, made)
        _forget_old(root, made)
    return BakeResult(made.name, pages, len(files), written, changed=True)


def is_current() -> bool:
    """Return whether what is shown is what the pack says now. Writes nothing."""
    files, _pages = _drawn(lambda _line: None)
    before = current_bake()
    return before is not None and _manifest_of(before) == baking.manifest(files)


def roll_back() -> str:
    """Show the bake before the one that is shown; return its id. Raises NothingToRollBackTo."""
    root = Path(settings.BAKED_DIR)
    root.mkdir(parents=True, exist_ok=True)
    with _alone(root):
        shown = current_bake()
        older = [bake for bake in _bakes(root) if shown is None or bake.name < shown.name]
        if not older:
            raise NothingToRollBackTo
        _point_to(root, older[-1])
        return older[-1].name


def current_bake() -> Path | None:
    """Return the folder of the bake that is shown, None before the first."""
    root = Path(settings.BAKED_DIR)
    try:
        return root / (root / CURRENT).readlink().name
    except OSError:
        return None


def _drawn(progress: Progress) -> tuple[dict[str, bytes], int]:
    pages = []
    for page in drawing.every_page():
        pages.append(page)
        if len(pages) % _PROGRESS_EVERY == 0:
            progress(f"Drawn {len(pages)} pages")
    doubled = baking.twice(pages)
    if doubled:
        raise ValueError(f"two pages want the address {doubled[0]}")
    files: dict[str, bytes] = {}
    for page in pages:
        name = baking.file_of(page.path)
        if name is None:
            raise ValueError(f"the address {page.path!r} cannot be baked")
        files |= _in_pages(name, page.html.encode())
    for language in offered_languages():
        for status in drawing.ERRORS:
            html = drawing.draw_error(status, language)
            files |= _in_pages(error_file(status, language), html.encode())
    files |= {f"{PAGES}/{name}": content for name, content in extras.extra_files().items()}
    files[HEADERS] = baking.nginx_headers(public_headers()).encode()
    return files, len(pages)


def error_file(status: int, language: str) -> str:
    """Return the file of an error page. Its name cannot be reached as an address."""
    return f"errors/{language}/{status}.html"


def _in_pages(name: str, content: bytes) -> dict[str, bytes]:
    return {f"{PAGES}/{file}": data for file, data in baking.with_twins(name, content).items()}


def _write(
    root: Path, files: Mapping[str, bytes], digests: Mapping[str, str], before: Path | None
) -> tuple[Path, int]:
    """Write a whole folder beside the others; unchanged files are hard links to the last one."""
    stamp = clock.now().strftime("%Y%m%dT%H%M%S%f")
    final = root / f"{stamp}-{baking.fingerprint(digests)}"
    making = root / f".making-{final.name}"
    old = _manifest_of(before) if before is not None else {}
    written = 0
    making.mkdir()
    try:
        for name, content in files.items():
            target = making / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if (
                before is None
                or old.get(name) != digests[name]
                or not _linked(before, name, target)
            ):
                _write_durably(target, content)
                written += 1
        _write_durably(making / MANIFEST, baking.manifest_text(digests).encode())
        for folder in (making, *(path for path in making.rglob("*") if path.is_dir())):
            _sync_folder(folder)
        making.rename(final)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    _sync_folder(root)
    return final, written


def _linked(before: Path, name: str, target: Path) -> bool:
    try:
        os.link(before / name, target)
    except OSError:  # a file system without hard links, or the file is gone: write it anew
        return False
    return True


def _write_durably(target: Path, content: bytes) -> None:
    with target.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _point_to(root: Path, bake: Path) -> None:
    link = root / f".{CURRENT}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(bake.name)
    link.replace(root / CURRENT)
    _sync_folder(root)


def _forget_old(root: Path, shown: Path) -> None:
    for bake in _bakes(root)[:-KEPT]:
        if bake != shown:
            shutil.rmtree(bake, ignore_errors=True)
    for left in root.glob(".making-*"):  # of a bake that was killed; we hold the lock
        shutil.rmtree(left, ignore_errors=True)


def _bakes(root: Path) -> list[Path]:
    """Return whole bakes, oldest first: the id begins with the time."""
    return sorted(
        path
        for path in root.iterdir()
        if path.is_dir() and not path.is_symlink() and not path.name.startswith(".")
    )


def _manifest_of(bake: Path) -> dict[str, str]:
    try:
        found = json.loads((bake / MANIFEST).read_text())["files"]
    except (OSError, ValueError, KeyError):
        return {}
    return {str(name): str(value) for name, value in found.items()}


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let one bake at a time through; the lock goes with the process."""
    with (root / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
