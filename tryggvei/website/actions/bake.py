"""Bake: draw what has changed, write a whole folder of files, then move one symlink.

A reader sees the old or the new. How the folders lie stands in kept.py, what need not be drawn
again in reuse.py.
"""

import json
import os
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings

from tryggvei.contentpack.api import Finding, blocking_findings
from tryggvei.toolbox.ledger import one_round, taking_notes
from tryggvei.ui.api import public_headers
from tryggvei.website.actions import drawing, extras, kept, server, world
from tryggvei.website.actions.kept import MANIFEST, PAGES, current_bake
from tryggvei.website.actions.reuse import (
    INPUTS,
    Earlier,
    Inputs,
    earlier,
    given_to,
    inputs_text,
)
from tryggvei.website.rules import baking, server_files
from tryggvei.website.rules.baking import Job

_PROGRESS_EVERY = 10  # pages

Progress = Callable[[str], None]


class NotPublishable(Exception):
    """The pack holds texts that nobody has approved. `findings` says which."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} texts are not approved; first: {findings[0]}")
        self.findings = findings


@dataclass(frozen=True)
class BakeResult:
    """What a bake did.

    pages: with an address; files: all of the bake; drawn: the files of the pages that were drawn;
    reused: how many were not; written: files that were new on disk; changed: whether another bake
    is shown now; new_headers: whether the file server must be loaded again.
    """

    bake_id: str
    pages: int
    files: int
    written: int
    changed: bool
    drawn: tuple[str, ...] = ()
    reused: int = 0
    new_headers: bool = False


@dataclass
class _Made:
    files: dict[str, bytes]
    inputs: dict[str, Inputs] = field(default_factory=dict)
    drawn: list[str] = field(default_factory=list)
    pages: int = 0
    reused: int = 0
    world: str = ""


def bake_all(
    progress: Progress = lambda _line: None, *, anew: bool = False, release: bool = False
) -> BakeResult:
    """Bring the pages up to the content and show them; draw only what has changed.

    anew: draw everything. release: bake though the pages are held after a roll-back, and hold
    them no more. Raises HeldBack, NotPublishable outside demo mode when a text is not approved,
    PackError when the pack is broken, NotReloaded; what was shown stays shown.
    """
    _refuse_when_held(release)
    findings = blocking_findings(str(settings.TRYGGVEI_MODE))
    if findings:
        raise NotPublishable(findings)
    root = kept.root_folder()
    shown = current_bake()
    before = earlier(shown, kept.manifest_of(shown) if shown else {})
    made = _make(progress, Earlier() if anew else before)
    digests = baking.manifest(made.files)
    with kept.alone(root):
        _refuse_when_held(release)  # somebody may have gone back while we drew
        if current_bake() != shown:  # another bake was quicker; ours may still be another
            shown = current_bake()
            before = earlier(shown, kept.manifest_of(shown) if shown else {})
        if shown is not None and before.digests == digests and not _damaged(before, digests):
            # The pages are the same; what they were drawn from may not be.
            text = inputs_text(made.world, made.inputs).encode()
            if not (shown / INPUTS).exists() or (shown / INPUTS).read_bytes() != text:
                kept.replace_durably(shown / INPUTS, text)
            _release(root, release)
            return _told(made, shown)
        folder, written = _write(root, made, digests, before)
        try:
            new_headers = server.announce(root, folder)
        except server.NotReloaded:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        kept.point_to(root, folder)
        _release(root, release)
        kept.forget_old(root, folder)
    return replace(_told(made, folder), written=written, changed=True, new_headers=new_headers)


def is_current() -> bool:
    """Return whether what is shown is what the pack says now. Draws everything; writes nothing."""
    digests = baking.manifest(_make(lambda _line: None, Earlier()).files)
    before = current_bake()
    return before is not None and kept.manifest_of(before) == digests


def _told(made: _Made, bake: Path) -> BakeResult:
    drawn = tuple(made.drawn)
    return BakeResult(bake.name, made.pages, len(made.files), 0, False, drawn, made.reused)


def _refuse_when_held(release: bool) -> None:
    hold = kept.held()
    if hold is not None and not release:
        raise kept.HeldBack(hold)


def _release(root: Path, release: bool) -> None:
    if release:
        (root / kept.HELD).unlink(missing_ok=True)
        kept.sync(root)


def _damaged(before: Earlier, digests: dict[str, str]) -> bool:
    """Return whether any file that is shown is not what was written."""
    return any(before.content((name,)) is None for name in digests if name not in before.sound)


def _make(progress: Progress, before: Earlier) -> _Made:
    """Return every file of the bake: from the earlier one where that is the same, else drawn."""
    made = _Made({}, world=world.fingerprint())
    with one_round():
        jobs = list(drawing.every_job())
        doubled = baking.twice(jobs)
        if doubled:
            raise ValueError(f"two pages want the address {doubled[0]}")
        made.pages = sum(1 for job in jobs if not job.is_error)
        todo = [job for job in jobs if not _stays(job, before, made)]
        made.reused = len(jobs) - len(todo)
        _draw(todo, before, made, progress)
        made.files |= {f"{PAGES}/{name}": content for name, content in extras.extra_files().items()}
    if world.fingerprint() != made.world:
        made.world = ""  # our files changed while we drew: see world.py
    headers = public_headers()
    made.files |= {
        server.HEADERS: (json.dumps(headers, indent=1) + "\n").encode(),
        "headers.conf": server_files.nginx_headers(headers).encode(),
        "headers.caddy": server_files.caddy_headers(headers).encode(),
    }
    return made


def _names(job: Job) -> tuple[str, ...]:
    return tuple(f"{PAGES}/{name}" for name in baking.twins_of(job.file))


def _stays(job: Job, before: Earlier, made: _Made) -> bool:
    if not before.may_stay(job, made.world):
        return False
    content = before.content(_names(job))
    if content is None:
        return False
    made.files |= content
    made.inputs[job.file] = before.inputs[job.file]
    return True


def _draw(todo: list[Job], before: Earlier, made: _Made, progress: Progress) -> None:
    """Draw pages one by one; compress them meanwhile, on every core."""
    compressed: list[Future[dict[str, bytes]]] = []
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for number, job in enumerate(todo, start=1):
            with taking_notes() as notes:
                content = job.draw().encode()
            made.inputs[job.file] = Inputs(given_to(job), notes)
            made.drawn.append(job.file)
            names = _names(job)
            same = (
                made.world
                and made.world == before.world
                and before.digests.get(names[0]) == baking.digest(content)
            )
            twins = before.content(names) if same else None
            if twins is None:
                compressed.append(workers.submit(baking.with_twins, names[0], content))
            else:
                made.files |= twins
            if number % _PROGRESS_EVERY == 0 or number == len(todo):
                progress(f"Drawn {number} of {len(todo)} pages")
        for one in compressed:
            made.files |= one.result()


def _write(root: Path, made: _Made, digests: dict[str, str], before: Earlier) -> tuple[Path, int]:
    """Write a whole folder beside the others; unchanged files are hard links to the last one."""
    final = root / kept.new_id(digests)
    making = root / f".making-{final.name}"
    new: list[Path] = []
    making.mkdir()
    try:
        for name, content in made.files.items():
            target = making / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if before.digests.get(name) != digests[name] or not _linked(before, name, target):
                target.write_bytes(content)
                new.append(target)
        written = len(new)
        (making / MANIFEST).write_text(baking.manifest_text(digests))
        (making / INPUTS).write_text(inputs_text(made.world, made.inputs))
        folders = [making, *(path for path in making.rglob("*") if path.is_dir())]
        kept.sync_all([*new, making / MANIFEST, making / INPUTS, *folders])
        making.rename(final)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    kept.sync(root)
    return final, written


def _linked(before: Earlier, name: str, target: Path) -> bool:
    """Link a file of the earlier bake, if it has been read and is as it was written."""
    if before.folder is None or (name not in before.sound and before.content((name,)) is None):
        return False
    try:
        os.link(before.folder / name, target)
    except OSError:  # a file system without hard links: write it anew
        return False
    return True
