"""The built style sheets are current, small, deterministic, and load nothing; staff link theirs."""

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from django.core.management import call_command

from tryggvei.ui.stylesheet.build import (
    FORMS_FILE,
    LISTS_FILE,
    PUBLIC_FILE,
    READING_FILE,
    STYLES,
    VENDOR,
    WALK_FILE,
    all_built,
    staff_sheets,
)

VENDORED = [VENDOR, Path("tests/vendor").resolve()]


def test_the_committed_sheets_are_what_the_sources_make() -> None:
    call_command("build_css", check=True, verbosity=0)


def test_a_stale_sheet_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.management.base import CommandError

    from tryggvei.ui.management.commands import build_css

    made = {path: text + "a{}" for path, text in all_built().items()}
    monkeypatch.setattr(build_css, "all_built", lambda: made)
    with pytest.raises(CommandError, match=r"public\.css.*build_css"):
        call_command("build_css", check=True, verbosity=0)


def test_the_sheets_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import hashlib;from tryggvei.ui.stylesheet.build import all_built;"
        "print(hashlib.sha256(''.join(all_built().values()).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.name)
def test_vendored_files_are_those_of_the_manifest(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    listed = {entry["file"]: entry["sha256"] for entry in manifest["files"]}
    present = {path.name for path in folder.iterdir() if path.is_file()} - {"manifest.json"}
    assert present - {"__init__.py"} == set(listed)
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name


PUBLIC = [PUBLIC_FILE, READING_FILE, FORMS_FILE, LISTS_FILE, WALK_FILE]


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: path.name)
def test_a_public_sheet_loads_nothing(path: Path) -> None:
    text = path.read_text()
    assert "url(" not in text
    assert "@import" not in text
    assert "@font-face" not in text


@pytest.mark.parametrize("path", [*PUBLIC, *staff_sheets()], ids=lambda p: p.name)
def test_a_built_sheet_parses_without_faults(path: Path) -> None:
    def faults(nodes: list[object]) -> list[str]:
        return [str(node) for node in nodes if getattr(node, "type", "") == "error"]

    assert faults(tinycss2.parse_stylesheet(path.read_text())) == []


def test_every_custom_property_that_is_read_is_set_somewhere() -> None:
    import re

    staff = "".join(path.read_text() for path in staff_sheets())
    for name, text in [("staff", staff), *((path.name, path.read_text()) for path in PUBLIC)]:
        read = set(re.findall(r"var\((--[\w-]+)\)", text))
        given = set(re.findall(r"(--[\w-]+):", text))
        # The design system's own images are left out on the public face, and masks with them.
        missing = {one for one in read - given if one.startswith("--ds-") and "url" not in one}
        assert missing == set(), name


@pytest.mark.promise(
    36, "Weight: landing at most 30 KB compressed; ours: one request, 10,000 bytes"
)
def test_the_sheets_are_small() -> None:
    sizes = {path.name: len(gzip.compress(text.encode(), 9)) for path, text in all_built().items()}
    assert sizes["public.css"] <= 6_500
    assert sizes["public-reading.css"] <= 3_500
    assert sizes["public-lists.css"] <= 3_000
    assert sizes["public-walk.css"] <= 3_900
    assert sizes["public-forms.css"] <= 8_800


def test_the_staff_face_links_the_design_system_and_our_sheets_whole() -> None:
    sheets = staff_sheets()
    assert sheets[:2] == [VENDOR / "theme.css", VENDOR / "components.css"]
    public_alone = {"public", "flow-page", "lists", "walk"}
    assert {path.stem for path in sheets[2:]} == {p.stem for p in STYLES.glob("*")} - public_alone
    assert staff_weight() <= 36_000  # once: the browser keeps it


def test_what_the_staff_sheet_imports_is_served_and_kept_for_ever(
    settings: Any, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    whole = (tmp_path / names["ui/staff.css"]).read_text()
    for name in ("ui/designsystemet/theme.css", "ui/styles/desk.css"):
        imported = names[name].removeprefix("ui/")
        assert f'@import url("{imported}");' in whole  # the name tells of every byte in it
        assert (tmp_path / names[name]).is_file()


def staff_weight() -> int:
    """Return the bytes that a browser fetches for the staff face's style."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in staff_sheets())


def _declared(nodes: list[object]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for node in nodes:
        if getattr(node, "type", "") == "declaration":
            found.append((node.name, tinycss2.serialize(node.value).strip()))  # type: ignore[attr-defined]
        elif getattr(node, "content", None):
            inner = tinycss2.parse_blocks_contents(node.content)  # type: ignore[attr-defined]
            found += _declared(inner)
    return found


PHYSICAL = ("-left", "-right", "left", "right")


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.css")), ids=lambda path: path.name)
def test_our_own_css_knows_no_left_and_right(path: Path) -> None:
    nodes = tinycss2.parse_stylesheet(path.read_text(), skip_comments=True, skip_whitespace=True)
    declared = _declared(nodes)
    assert declared
    wrong = [
        f"{name}: {value}"
        for name, value in declared
        if name.endswith(PHYSICAL)
        or (name in {"float", "clear", "text-align"} and value in {"left", "right"})
        or (name in {"margin", "padding"} and len(value.split()) == 4)
    ]
    assert wrong == []


def test_the_physical_rule_can_fail() -> None:
    nodes = tinycss2.parse_stylesheet("a{b:c;@media x{d{margin-left:1px}}}")
    assert ("margin-left", "1px") in _declared(nodes)
