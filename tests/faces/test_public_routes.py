"""The public face serves what is listed in routes.py, and nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import environment_of, free_port
from tryggvei.faces.public.routes import ROUTES

ROOT = Path(__file__).resolve().parents[2]
WALK = """
import json, django
django.setup()
from django.urls import URLResolver, get_resolver
def walk(entries, before=""):
    for entry in entries:
        here = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, here)
        else:
            yield here, entry.callback.__module__
from django.conf import settings
print(json.dumps([sorted(walk(get_resolver().url_patterns)), settings.INSTALLED_APPS]))
"""
STAFF_ONLY = ("access", "audit", "casework", "organisation", "plan", "signin", "allauth", "django.")


def resolved(tmp_path: Path) -> tuple[list[tuple[str, str]], list[str]]:
    env = environment_of(tmp_path, free_port())
    env["DJANGO_SETTINGS_MODULE"] = "tryggvei.site.settings.public"
    env["PATH"] = os.environ["PATH"]
    done = subprocess.run(
        [sys.executable, "-c", WALK], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    routes, apps = json.loads(done.stdout)
    return [(route, module) for route, module in routes], apps


@pytest.mark.promise(20, "The public settings serve the listed routes and no staff route")
def test_the_resolver_of_the_public_settings_is_the_list(tmp_path: Path) -> None:
    routes, apps = resolved(tmp_path)
    listed = dict(ROUTES)
    assert sorted(route for route, _module in routes) == sorted(listed)
    for route, module in routes:
        assert module.startswith(listed[route]), route
    assert [app for app in apps if app.removeprefix("tryggvei.").startswith(STAFF_ONLY)] == []
