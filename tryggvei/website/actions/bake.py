"""Bake: draw every page, write a whole folder of files, then move one symlink.

A reader sees the old or the new. Nothing is done while the pages are of just the content, code and
day of now (key.py). How the folders lie stands in kept.py, what is used again in earlier.py.
"""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.conf import settings

from tryggvei.contentpack.api import DEMO, waiting_items
from tryggvei.help_directory.api import services
from tryggvei.toolbox import clock
from tryggvei.toolbox.once import one_round
from tryggvei.ui.api import public_headers
from tryggvei.website import queries
from tryggvei.website.actions import kept, key, server
from tryggvei.website.actions.earlier import Earlier, earlier, made_text
from tryggvei.website.actions.kept import MADE, MANIFEST, PAGES, current_bake
from tryggvei.website.drawing import beside, pages
from tryggvei.website.rules import baking, server_files, waiting
from tryggvei.website.rules.baking import Job
from tryggvei.website.rules.waiting import Waiting

_PROGRESS_EVERY = 10  # pages
_COMPRESSED = (".html", ".txt", ".xml")  # prints and sound are compressed inside
_FRONT = "/"

Progress = Callable[[str], None]


class NotPublishable(Exception):
    """Not even the front page, or the pages with the numbers, may be shown. `waiting` says why."""

    def __init__(self, waiting: Sequence[Waiting]) -> None:
        super().__init__(f"{waiting[0].path} is not approved: {'; '.join(waiting[0].reasons)}")
        self.waiting = waiting


@dataclass(frozen=True)
class BakeResult:
    """What a bake did.

    pages: with an address; files: all of the bake; drawn: how many pages were drawn; written: files
    that were new on disk; changed: whether another bake is shown now; new_headers: whether the file
    server must be loaded again; waiting: pages that show an older form or only numbers, the most
    dangerous first.
    """

    bake_id: str
    pages: int
    files: int
    drawn: int = 0
    written: int = 0
    changed: bool = False
    new_headers: bool = False
    waiting: tuple[Waiting, ...] = ()


@dataclass
class _Made:
    """The files of a bake, and what is stored of how they were made."""

    files: dict[str, bytes] = field(default_factory=dict)
    key: str = ""
    good: dict[str, dict[str, str]] = field(default_factory=dict)
    waiting: tuple[Waiting, ...] = ()
    drawn: int = 0

    @property
    def text(self) -> str:
        """Return what is stored beside the pages."""
        return made_text(self.key, self.good, self.waiting)


def bake_all(
    progress: Progress = lambda _line: None, *, anew: bool = False, release: bool = False
) -> BakeResult:
    """Bring the pages up to the content and show them; nothing is done when they are.

    anew: draw and compress everything. release: bake though the pages are held after a roll-back,
    and hold them no more. Raises HeldBack, NotPublishable, LookupError when a page cannot be drawn,
    PackError when the pack is broken, NotReloaded; what was shown stays shown.
    """
    _refuse_when_held(release)
    root = kept.root_folder()
    before = earlier(current_bake())
    with one_round():
        as_it_is = not anew and before.is_of(key.key_now())
    made = None if as_it_is else _make(progress, before, anew=anew)
    with kept.alone(root):
        _refuse_when_held(release)  # somebody may have gone back while we drew
        if current_bake() != before.folder:  # another bake was quicker; ours may still be another
            before = earlier(current_bake())
        if made is None:
            _release(root, release)
            return _told(before)
        return _show(root, made, before, release=release)


def is_current() -> bool:
    """Return whether what is shown is what the pack says now. Draws everything; writes nothing."""
    before = earlier(current_bake())
    made = _make(lambda _line: None, before)
    return before.folder is not None and before.digests == baking.manifest(made.files)


def _show(root: Path, made: _Made, before: Earlier, *, release: bool) -> BakeResult:
    digests = baking.manifest(made.files)
    if before.folder and before.digests == digests and not kept.differences_of(before.folder):
        # The pages are the same; what they were made of may not be.
        kept.replace_durably(before.folder / MADE, made.text.encode())
        _release(root, release)
        return replace(_told(earlier(before.folder)), drawn=made.drawn)
    folder, written = _write(root, made, digests, before)
    try:
        new_headers = server.announce(root, folder)
    except server.NotReloaded:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    kept.point_to(root, folder)
    _release(root, release)
    kept.forget_old(root, folder)
    return replace(
        _told(earlier(folder)),
        drawn=made.drawn,
        written=written,
        changed=True,
        new_headers=new_headers,
    )


def _told(bake: Earlier) -> BakeResult:
    name = bake.folder.name if bake.folder else ""
    shown = sum(1 for file in bake.digests if file.endswith(f"/{baking.INDEX}"))
    return BakeResult(name, shown, len(bake.digests), waiting=bake.waiting)


def _refuse_when_held(release: bool) -> None:
    hold = kept.held()
    if hold is not None and not release:
        raise kept.HeldBack(hold)


def _release(root: Path, release: bool) -> None:
    if release:
        (root / kept.HELD).unlink(missing_ok=True)
        kept.sync(root)


def _make(progress: Progress, before: Earlier, *, anew: bool = False) -> _Made:
    """Return every file of the bake. All of it is drawn at one moment, from one reading."""
    with clock.standing_at(clock.now()):
        with one_round():
            begun = key.key_now()
            jobs = list(pages.every_job())
            doubled = baking.twice(jobs)
            if doubled:
                raise ValueError(f"two pages want the address {doubled[0]}")
            made = _drawn(jobs, progress, before, Earlier() if anew else before)
        # Read again: what somebody wrote while we drew is on some pages only.
        made.key = begun if key.key_now() == begun else ""
    return made


@dataclass
class _Plan:
    """What is done with each page: drawn, or kept in its last good form, or away.

    held: file -> why it waits; forms: file -> the files of its last good form, for those that have
    one; numbers: what is dialled today at each service.
    """

    jobs: list[Job]
    held: dict[str, tuple[str, ...]]
    forms: dict[str, dict[str, bytes]]
    numbers: dict[str, str]

    @property
    def waiting(self) -> list[Waiting]:
        """Return the pages that wait."""
        return [
            Waiting(job.path, self.held[job.file], job.file in self.forms, job.leads_to_help)
            for job in self.jobs
            if job.file in self.held
        ]

    def draw(self, job: Job) -> bytes:
        """Return a page, or what stands at its address while it is away."""
        away = job.file in self.held
        return (pages.draw_away(job.path) if away else job.draw()).encode()


def _drawn(jobs: list[Job], progress: Progress, before: Earlier, again: Earlier) -> _Made:
    """Return the pages that may be shown, and what stands in for those that wait.

    before: where a page that waits has its last good form; again: what need not be compressed.
    """
    plan = _planned(jobs, before)
    made = _Made(waiting=waiting.most_dangerous_first(plan.waiting))
    todo = [job for job in jobs if job.file not in plan.forms]
    made.drawn = len(todo)
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        compressed = []
        for number, job in enumerate(todo, start=1):
            compressed.append(_twins(f"{PAGES}/{job.file}", plan.draw(job), workers, again))
            if number % _PROGRESS_EVERY == 0 or number == len(todo):
                progress(f"Drawn {number} of {len(todo)} pages")
        away = {job.path for job in todo if job.file in plan.held}
        left = {name for job in jobs if job.file in plan.held for name in job.beside}
        for name, content in beside.files_beside(frozenset(left), frozenset(away)).items():
            compressed.append(_twins(f"{PAGES}/{name}", content, workers, again))
        for one in compressed:
            made.files |= one.result()
    for job in jobs:
        if job.file in plan.forms:
            made.files |= plan.forms[job.file]
            for name in job.beside:
                made.files |= before.files_of(name) or {}
    made.good = _good(plan, before)
    older = [form[f"{PAGES}/{file}"].decode() for file, form in plan.forms.items()]
    headers = server_files.admitting(public_headers(), older)
    made.files |= {
        server.HEADERS: (json.dumps(headers, indent=1) + "\n").encode(),
        "headers.conf": server_files.nginx_headers(headers).encode(),
    }
    return made


def _planned(jobs: list[Job], before: Earlier) -> _Plan:
    """Decide what becomes of each page. Raises NotPublishable when an error page, which is nothing
    but the numbers, would have to wait, or the front page has no good form to show."""
    unfit = waiting_items(str(settings.TRYGGVEI_MODE))
    numbers = _numbers()
    held = {job.file: found for job in jobs if (found := waiting.reasons(job, unfit))}
    forms = {
        job.file: form
        for job in jobs
        if job.file in held and (form := before.good_form(job.file, numbers))
    }
    plan = _Plan(jobs, held, forms, numbers)
    refused = [one for one in plan.waiting if one.path == _FRONT and not one.kept]
    refused += [
        Waiting(job.file, held[job.file]) for job in jobs if job.is_error and job.file in held
    ]
    if refused:
        raise NotPublishable(refused)
    return plan


def _good(plan: _Plan, before: Earlier) -> dict[str, dict[str, str]]:
    """Return the pages that are good, each with its numbers. In the demo none is: there a page may
    show what nobody has approved, and must not be kept when the house goes into production."""
    if settings.TRYGGVEI_MODE == DEMO:
        return {}
    good = {file: before.good[file] for file in plan.forms}
    for job in plan.jobs:
        if job.file not in plan.held and not job.is_error:
            shown = {key for kind, key in job.shows if kind == queries.DIRECTORY}
            good[job.file] = {one: plan.numbers[one] for one in sorted(shown)}
    return good


def _numbers() -> dict[str, str]:
    """Return what is dialled at each service of the directory today."""
    found = {}
    for name, service in services().items():
        numbers = [service.number, *service.other_numbers.values()]
        found[name] = " ".join(number.tel_uri for number in numbers if number is not None)
    return found


def _twins(
    name: str, content: bytes, workers: ThreadPoolExecutor, again: Earlier
) -> Future[dict[str, bytes]]:
    """Return a file with its compressed twins: of the earlier bake, else made on another core."""
    if not name.endswith(_COMPRESSED):
        return workers.submit(dict, {name: content})
    same = again.twins(name, content)
    if same is not None:
        return workers.submit(dict, same)
    return workers.submit(baking.with_twins, name, content, settings.BROTLI_QUALITY)


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
        (making / MADE).write_text(made.text)
        folders = [making, *(path for path in making.rglob("*") if path.is_dir())]
        kept.sync_all([*new, making / MANIFEST, making / MADE, *folders])
        making.rename(final)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    kept.sync(root)
    return final, written


def _linked(before: Earlier, name: str, target: Path) -> bool:
    """Link a file of the earlier bake, if it has been read and is as it was written."""
    if before.folder is None or (name not in before.sound and before.content(name) is None):
        return False
    try:
        os.link(before.folder / name, target)
    except OSError:  # a file system without hard links: write it anew
        return False
    return True
