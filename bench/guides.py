"""How fast the guides are proved, and how much their pages weigh.

    .venv/bin/python bench/guides.py

The proof walks every path of every guide and holds it against every rule. Bytes are those of the
page alone, compressed as it is stored (Brotli 11), without the headers (about 980).
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a plain script: the package is not installed
os.environ.setdefault("TRYGGVEI_MODE", "demo")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tryggvei.site.settings.public")
os.environ.setdefault("TRYGGVEI_STATE_DIR", tempfile.mkdtemp(prefix="tryggvei-bench-"))

import brotli  # noqa: E402
import django  # noqa: E402

django.setup()

from tryggvei.contentpack.api import pack_items  # noqa: E402 - Django is set up first
from tryggvei.guides.queries import known_now  # noqa: E402
from tryggvei.guides.rules.check import check, check_all  # noqa: E402
from tryggvei.guides.rules.graph import Graph  # noqa: E402
from tryggvei.guides.rules.paths import every_path  # noqa: E402
from tryggvei.guides.rules.schema import GuideBody  # noqa: E402
from tryggvei.website.drawing.pages import every_job  # noqa: E402


def main() -> None:
    """Print paths walked and proved per second, and the bytes of each guide page in bokmål."""
    guides = cast("list[GuideBody]", list(pack_items("guides").values()))
    known = known_now()
    begun = time.perf_counter()
    walked = sum(1 for guide in guides for _ in every_path(Graph(guide)))
    walking = time.perf_counter() - begun
    for remembered in (check, check_all):
        getattr(remembered, "cache_clear", lambda: None)()
    begun = time.perf_counter()
    proofs = check_all(guides, known)
    proving = time.perf_counter() - begun
    paths = sum(proof.paths for proof in proofs)
    print(f"{len(guides)} guides, {sum(len(one.steps) for one in guides)} steps, {paths} paths")
    print(f"walked: {walked / walking:,.0f} paths/s")
    print(
        f"proved: {paths / proving:,.0f} paths/s, all guides in {proving:.2f} s (goal: under 5 s)"
    )
    weights = {
        job.path: len(brotli.compress(job.draw().encode(), quality=11))
        for job in every_job()
        if job.path.startswith("/raad/") and job.path != "/raad/"
    }
    for path, weight in sorted(weights.items(), key=lambda pair: -pair[1]):
        print(f"{weight:>7,} bytes  {path}")


if __name__ == "__main__":
    main()
