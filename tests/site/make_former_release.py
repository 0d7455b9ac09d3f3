"""Make the dump that the next release must bring up: `python tests/site/make_former_release.py`.

Run it in the tree of the release that is being made (its own manage.py is used), then commit
`tests/site/former_release.sql.gz` and `tests/site/released_migrations.json`. A few invented people
have worked a year with very few enquiries; most of the content pack is left out for size.
"""

import gzip
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
KEPT_ITEMS = 20


def digests(root: Path) -> dict[str, str]:
    """Return the digest of every migration in a tree."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((root / "tryggvei").glob("*/migrations/[0-9]*.py"))
    }


def main() -> None:
    """Write both files."""
    root = Path.cwd()
    with tempfile.TemporaryDirectory() as state:
        env = os.environ | {
            "TRYGGVEI_STATE_DIR": state,
            "TRYGGVEI_MODE": "test",
            "DJANGO_SETTINGS_MODULE": "tryggvei.site.settings.worker",
        }
        env.pop("DATABASE_URL", None)
        for words in (
            ["migrate", "-v", "0"],
            ["keys", "init"],
            ["content", "load"],
            ["simulate", "--per-day", "0.03"],
        ):
            subprocess.run([sys.executable, "manage.py", *words], env=env, cwd=root, check=True)
        with sqlite3.connect(Path(state) / "tryggvei.sqlite3") as database:
            database.execute(
                "DELETE FROM contentpack_contentitem WHERE rowid NOT IN"
                " (SELECT rowid FROM contentpack_contentitem ORDER BY length(pack) LIMIT ?)",
                [KEPT_ITEMS],
            )
            database.execute("DELETE FROM website_dailycount WHERE rowid % 20")
            sql = "\n".join(database.iterdump())
    with gzip.GzipFile(HERE / "former_release.sql.gz", "wb", mtime=0) as file:
        file.write(sql.encode())
    (HERE / "released_migrations.json").write_text(json.dumps(digests(root), indent=1) + "\n")


if __name__ == "__main__":
    main()
