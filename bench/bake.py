"""How fast the public pages are baked: all of them, and after one change.

    .venv/bin/python bench/bake.py

Bakes the pack as it is, and one as large as it is to become: 35 pages in the whole languages, the
core pages in every other. Times are of one process with a warm content pack, in a folder of its own
on this disk, with every file brought to disk (fsync). A change is one sentence of one page, and one
telephone number that few pages show.
"""

import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a plain script: the package is not installed
os.environ.setdefault("TRYGGVEI_MODE", "demo")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tryggvei.site.settings.public")
os.environ.setdefault("TRYGGVEI_STATE_DIR", tempfile.mkdtemp(prefix="tryggvei-bench-"))

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402 - Django is set up first
from django.test import override_settings  # noqa: E402

from tryggvei.contentpack.api import pack_entries  # noqa: E402
from tryggvei.contentpack.local_edits import write_edits  # noqa: E402
from tryggvei.toolbox import languages  # noqa: E402
from tryggvei.website.actions.bake import BakeResult, is_current  # noqa: E402
from tryggvei.website.api import bake_all  # noqa: E402

PAGES, CORE = 35, 8


def _timed(work: Callable[[], BakeResult]) -> tuple[float, float, BakeResult]:
    """Return seconds on the wall, seconds of processor, and what was baked."""
    begun, busy = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - begun, time.process_time() - busy, result


def _grown(content: Path) -> None:
    """Make the pack as large as it is to become: copies of its own pages under new names."""
    folder = content / "felles" / "pages"
    originals = sorted((folder / "nb").glob("*.md"))
    for code in languages.WHOLE:
        for number in range(PAGES - len(originals)):
            page = folder / code / originals[number % len(originals)].name
            if page.stem != "hjem":
                text = page.read_text().replace(f"id: {page.stem}", f"id: side-{number}", 1)
                (folder / code / f"side-{number}.md").write_text(text)
    others = [one.code for one in languages.ALL if not one.whole]
    for code in others:
        (folder / code).mkdir(exist_ok=True)
        for page in originals[:CORE]:
            if not (folder / code / page.name).exists():
                text = re.sub(r"^language: nb$", f"language: {code}", page.read_text(), flags=re.M)
                (folder / code / page.name).write_text(text)
    file = content / settings.TRYGGVEI_MUNICIPALITY / "municipality.yaml"
    offered = ", ".join(one.code for one in languages.ALL)
    file.write_text(
        re.sub(r"^languages: .*$", f"languages: [{offered}]", file.read_text(), flags=re.M)
    )


def _rare_number() -> str:
    """Return the key of a service with a number that few pages show."""
    shown = "".join(
        path.read_text()
        for path in (Path(settings.CONTENT_DIR) / "felles" / "pages" / "nb").glob("*.md")
    )
    known = pack_entries("help")
    with_number = [key for key in known if getattr(known[key].item, "number", None)]
    return min(
        (key for key in with_number if f"[[tel:{key}]]" in shown or f"[[service:{key}]]" in shown),
        key=lambda key: (shown.count(f":{key}]]"), key),
    )


def _measure(name: str) -> int:
    def tell(what: str, wall: float, busy: float, drawn: int) -> None:
        faster = f", {full / wall:.0f} times faster" if wall != full else ""
        print(f"  {what:<28} {wall:6.2f} s ({busy:5.2f} s processor), {drawn:>3} drawn{faster}")

    full, busy, result = _timed(bake_all)
    total = result.drawn
    print(f"{name}: {total} pages with error pages, {result.files} files,", end=" ")
    print(f"{total / full:.0f} pages/s, {total / busy:.0f} a second of processor")
    tell("all", full, busy, total)
    wall, busy, none = _timed(bake_all)
    tell("nothing changed", wall, busy, none.drawn)
    page = Path(settings.CONTENT_DIR) / "felles" / "pages" / "nb" / "spor.md"
    page.write_text(f"{page.read_text().rstrip()}\n\nKommunen følger planen.\n")
    wall, busy, one = _timed(bake_all)
    tell("one text", wall, busy, one.drawn)
    key = _rare_number()
    number = {"display": "99 99 99 99", "dial": "+4799999999"}
    values = pack_entries("help")[key].item.model_dump(mode="json", exclude_none=True)
    write_edits({"help": {key: {**values, "number": number}}})
    wall, busy, few = _timed(bake_all)
    tell(f"the number of {key}", wall, busy, few.drawn)
    right = is_current()
    print(f"  the same as when all is drawn: {'yes' if right else 'NO'}")
    return 0 if right else 1


def main() -> int:
    """Measure twice; return 1 when what was baked is not what drawing everything gives."""
    status = 0
    for name, grow in (("the pack", False), ("35 pages and 14 languages", True)):
        with tempfile.TemporaryDirectory() as folder:
            content = Path(folder) / "content"
            shutil.copytree(settings.CONTENT_DIR, content)
            if grow:
                _grown(content)
            state = Path(folder)
            with override_settings(CONTENT_DIR=content, STATE_DIR=state, BAKED_DIR=state / "baked"):
                status |= _measure(name)
    return status


if __name__ == "__main__":
    sys.exit(main())
