"""The scripts: small, whole, in the policy by hash, and free of what they must not do."""

import base64
import gzip
import hashlib
import re
import shutil
import subprocess

import pytest

from tryggvei.ui import assets

SCRIPTS = {
    "leave": assets.leave_js,
    "send": assets.send_js,
    "finder": assets.finder_js,
    "search": assets.search_js,
}
WEIGHT = {"leave": 1_000, "send": 1_000, "finder": 1_300, "search": 1_300}  # bytes, gzip


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_light(name: str) -> None:
    assert len(gzip.compress(SCRIPTS[name]().encode(), 9)) < WEIGHT[name]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_in_the_policy_by_its_hash(name: str) -> None:
    digest = base64.b64encode(hashlib.sha256(SCRIPTS[name]().encode()).digest()).decode()
    assert f"'sha256-{digest}'" in assets.csp_for_public()


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_squeezed_script_is_whole(name: str) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node on this machine; the browser tests run the script itself")
    done = subprocess.run([node, "--check", "-"], input=SCRIPTS[name](), text=True, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_squeezed_script_bears_no_comment_of_ours(name: str) -> None:
    source = (assets.HERE / "scripts" / f"{name}.js").read_text()
    told = [line.strip() for line in source.splitlines() if line.strip().startswith("//")]
    assert told
    assert [line for line in told if line in SCRIPTS[name]()] == []


def test_scripts_write_no_history_and_open_no_window() -> None:
    every = "".join(script() for script in SCRIPTS.values())
    for forbidden in ("pushState", "replaceState", "window.open", "localStorage", "cookie", "eval"):
        assert forbidden not in every
    assert re.findall(r"https?:", every) == []


@pytest.mark.parametrize("name", ["finder", "search"])
def test_what_is_chosen_or_typed_stays_in_the_page(name: str) -> None:
    text = SCRIPTS[name]()
    for way_out in ("fetch", "XMLHttp", "sendBeacon", "Storage", "location", "history", "title"):
        assert way_out not in text
    for newer in ("=>", "let ", "const ", "`"):
        assert newer not in text, "the scripts keep to ES5"
