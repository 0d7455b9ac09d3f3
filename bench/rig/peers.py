"""Peers to measure against, made from public packages in build/peers; nothing of them is kept.

- GOV.UK Frontend (npm): its page template with its way out, the same words as our front page.
- Wagtail (PyPI): a site as `wagtail start` makes it, its front page and all that it asks for.
"""

import gzip
import html
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import brotli

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "build" / "peers"
_DRAW = """
const nunjucks = require('nunjucks'), fs = require('fs');
const env = nunjucks.configure('node_modules/govuk-frontend/dist', {autoescape: true});
fs.writeFileSync('site/index.html', env.renderString(fs.readFileSync('page.njk', 'utf8'), {
  main: fs.readFileSync('main.html', 'utf8')}));
"""
_PAGE = """{% extends "govuk/template.njk" %}
{% from "govuk/components/exit-this-page/macro.njk" import govukExitThisPage %}
{% block pageTitle %}Help{% endblock %}
{% block head %}<link rel="stylesheet" href="/govuk-frontend.min.css">{% endblock %}
{% block beforeContent %}{{ govukExitThisPage({redirectUrl: "https://www.bbc.co.uk/weather"}) }}
{% endblock %}
{% block content %}{{ main | safe }}{% endblock %}
{% block bodyEnd %}<script type="module">
import {initAll} from '/govuk-frontend.min.js'; initAll()</script>{% endblock %}
"""
_RESULTS = {".html", ".css", ".js", ".svg", ".mjs", ".json"}


def _run(words: list[str], folder: Path, **more: str) -> None:
    subprocess.run(
        words, cwd=folder, env={**os.environ, **more}, check=True, capture_output=True, text=True
    )


def main_of(page: str) -> str:
    """Return the inside of a page's main element."""
    return page.split("<main", 1)[1].split(">", 1)[1].split("</main>", 1)[0]


def govuk(front_page: str) -> tuple[str, Path]:
    """Return name and folder of a GOV.UK page with the words of ours. Raises RuntimeError."""
    if not shutil.which("npm"):
        raise RuntimeError("npm is not installed")
    home = PEERS / "govuk"
    package = home / "node_modules" / "govuk-frontend"
    home.mkdir(parents=True, exist_ok=True)
    if not package.exists():
        (home / "package.json").write_text('{"private": true}')
        _run(["npm", "install", "--no-audit", "--no-fund", "govuk-frontend", "nunjucks"], home)
    site = home / "site"
    shutil.rmtree(site, ignore_errors=True)
    (site / "assets").mkdir(parents=True)
    built = package / "dist" / "govuk"
    for name in ("govuk-frontend.min.css", "govuk-frontend.min.js"):
        shutil.copy(built / name, site / name)
    shutil.copytree(built / "assets", site / "assets", dirs_exist_ok=True)
    (home / "page.njk").write_text(_PAGE)
    (home / "main.html").write_text(main_of(front_page))
    (home / "draw.js").write_text(_DRAW)
    _run(["node", "draw.js"], home)
    compress(site)
    version = json.loads((package / "package.json").read_text())["version"]
    return f"govuk-frontend {version}", site


def wagtail() -> tuple[str, Path, list[str]]:
    """Return name, project folder and the command that serves a new Wagtail site live."""
    home = PEERS / "wagtail"
    python = home / "venv" / "bin" / "python"
    if not (home / "peer" / "db.sqlite3").exists():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        _run([sys.executable, "-m", "venv", "venv"], home)
        _run([str(python), "-m", "pip", "install", "-q", "wagtail", "gunicorn", "whitenoise"], home)
        _run([str(home / "venv" / "bin" / "wagtail"), "start", "peer"], home)
        _run([str(python), "manage.py", "migrate"], home / "peer")
        _run([str(python), "manage.py", "collectstatic", "--no-input"], home / "peer")
    told = subprocess.run(
        [str(python), "-c", "import wagtail; print(wagtail.__version__)"],
        capture_output=True,
        text=True,
        check=True,
    )
    command = [str(home / "venv" / "bin" / "gunicorn"), "peer.wsgi", "--workers", "1"]
    return f"wagtail {told.stdout.strip()} (wagtail start)", home / "peer", command


def as_files(base: str, folder: Path) -> None:
    """Keep a live front page and what it asks for as files, compressed, as a publisher would."""
    shutil.rmtree(folder, ignore_errors=True)
    page = _fetched(f"{base}/")
    found = re.findall(rb'(?:href|src)="([^"#]+\.(?:css|js|svg|png|woff2|ico)[^"]*)"', page)
    (folder).mkdir(parents=True)
    (folder / "index.html").write_bytes(page)
    for link in found:
        address = urljoin(f"{base}/", html.unescape(link.decode()))
        if address.startswith(base):
            target = folder / urlsplit(address).path.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_fetched(address))
    compress(folder)


def _fetched(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
        return bytes(answer.read())


def compress(folder: Path) -> None:
    """Lay a Brotli and a gzip twin beside every text file."""
    for file in [path for path in folder.rglob("*") if path.suffix in _RESULTS]:
        content = file.read_bytes()
        file.with_name(file.name + ".br").write_bytes(brotli.compress(content, quality=11))
        file.with_name(file.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
