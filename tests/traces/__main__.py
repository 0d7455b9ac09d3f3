"""`make traces`: measure all three engines and write docs/traces.md and docs/traces.json."""

import os
import sys
import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser import ROOT, free_port, prepare, serve
from tests.engines.choose import ENGINES, missing
from tests.engines.neutral import neutral_site
from tests.traces.measure import measure
from tests.traces.report import broken, digest, write


def main() -> int:
    """Return 0 when the report was written and holds what we promise."""
    lacks = " ".join(filter(None, (missing(engine) for engine in ENGINES)))
    if lacks:
        sys.stderr.write(f"make traces needs every engine: apt-get install {lacks}\n")
        return 69
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    told: dict[str, Any] = {
        "made": datetime.now(UTC).date().isoformat(),
        "tryggvei": version,
        "leave_js": digest(),
        "engines": [],
    }
    with tempfile.TemporaryDirectory() as work, sync_playwright() as driver:
        folder = Path(work)
        with neutral_site(folder) as neutral:
            port, state = free_port(), folder / "state"
            state.mkdir()
            prepare(state, port, TRYGGVEI_NEUTRAL_URL=neutral.url)
            with serve(
                "tryggvei.site.wsgi_public", state, port, TRYGGVEI_NEUTRAL_URL=neutral.url
            ) as site:
                for engine in ENGINES:
                    sys.stdout.write(f"{engine} …\n")
                    sys.stdout.flush()
                    found = measure(engine, driver, site, neutral, folder / engine)
                    told["engines"].append(found)
    write(told)
    faults = broken(told)
    sys.stdout.write("".join(f"BROKEN {fault}\n" for fault in faults))
    sys.stdout.write("docs/traces.md and docs/traces.json are written\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
