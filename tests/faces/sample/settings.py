"""The public face's own middleware and templates, with a handful of sample pages behind them."""

from pathlib import Path

from tryggvei.site.settings.public import *  # noqa: F403
from tryggvei.site.settings.public import TEMPLATES

INSTALLED_APPS = [
    "tryggvei.ui",
    "tryggvei.contentpack",
    "tryggvei.help_directory",
    "tryggvei.guides",
    "tryggvei.faces.public",
]
ROOT_URLCONF = "tests.faces.sample.urls"
TEMPLATES[0]["DIRS"] = [Path(__file__).resolve().parent / "templates"]
