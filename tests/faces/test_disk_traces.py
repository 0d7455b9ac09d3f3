"""What is left on the disk after a visit: addresses and neutral titles, never texts."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser import Neutral, Served, lasting_profile

pytestmark = pytest.mark.browser
TYPED, NAME, BODY = "SKREVETKANARI", "NAVNKANARI", "KANARIFUGL1"


def holding(folder: Path, word: str) -> list[str]:
    """Return the files of a profile that hold a word, as UTF-8 or UTF-16."""
    needles = (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"))
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if any(needle in data for needle in needles):
                found.append(str(path.relative_to(folder)))
    return found


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("xKANARIx".encode("utf-16-le"))
    (tmp_path / "b").write_bytes(b"xKANARIx")
    (tmp_path / "c").write_bytes(b"nothing")
    assert holding(tmp_path, "KANARI") == ["a", "b"]


@pytest.mark.promise(
    31, "Profile on disk after visit, typing, sending and leaving: no text of ours or theirs"
)
@pytest.mark.parametrize("ending", ["sent", "left"])
def test_no_text_is_left_in_the_profile(
    ending: str,
    playwright_driver: Playwright,
    profile: Path,
    neutral_site: Neutral,
    sample_site: Served,
    figure: Callable[[str], None],
) -> None:
    with lasting_profile(playwright_driver, profile, resolve=neutral_site.rule) as context:
        page = context.pages[0]
        page.goto(f"{sample_site.url}/side/1/")
        page.click("text=Skriv til oss")
        page.fill("textarea", TYPED)
        page.fill("#id_name", NAME)
        page.check("input[value=n]")
        if ending == "sent":
            page.click("button")
            page.wait_for_selector("h1:has-text('Takk')")
        time.sleep(3)  # the browser writes its session files every 2.5 seconds
        page.click(".leave")
        page.wait_for_url("https://neutral.example/", wait_until="commit")
        time.sleep(3)
    found = {word: holding(profile, word) for word in (TYPED, NAME, BODY)}
    assert holding(profile, "/side/1/"), (
        "the visit itself must be in the history, else we see nothing"
    )
    files = sum(1 for path in profile.rglob("*") if path.is_file())
    figure(f"{ending}: {files} profile files, texts found in {sum(map(len, found.values()))}")
    assert found == {TYPED: [], NAME: [], BODY: []}
