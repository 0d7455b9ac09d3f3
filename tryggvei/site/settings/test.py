"""The suite's settings: the staff face, a throw-away state folder, a fast password hasher."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("TRYGGVEI_MODE", "test")
os.environ.setdefault("TRYGGVEI_STATE_DIR", tempfile.mkdtemp(prefix="tryggvei-test-"))
os.environ.setdefault("TRYGGVEI_NEUTRAL_URL", "https://neutral.example/")

from tryggvei.site.settings.staff import *  # noqa: F403
from tryggvei.site.settings.staff import DATABASES, STATE_DIR, STATIC_ROOT

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: browser tests and drills share it between threads and processes.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(STATE_DIR) / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
