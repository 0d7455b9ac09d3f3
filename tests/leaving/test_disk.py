"""What lies in the profile folder when the browser is closed: addresses, never texts."""

import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from tests.browser import Served
from tests.engines.journeys import TYPED, go_deep, leave
from tests.engines.neutral import CACHED, NeutralSite
from tests.engines.profiles import MOZLZ4, holding, unpack_lz4
from tests.engines.visit import rest
from tests.leaving.conftest import Opener, walk_of

NAME, SENT = "NAVNKANARI", "SENDTKANARI"


@pytest.mark.browser
@pytest.mark.promise(
    31, "Profile on disk after visit, typing, sending and leaving: no text of ours or theirs"
)
def test_no_text_is_left_in_the_profile(
    engine: str,
    opened: Opener,
    left_site: Served,
    neutral: NeutralSite,
    tmp_path: Path,
    figure: Callable[[str], None],
) -> None:
    walk = walk_of(left_site)
    profile = tmp_path / "profile"
    visit = opened(profile)
    visit.go(f"{left_site.url}/skriv/")
    visit.type("textarea", SENT)
    visit.type("#id_name", NAME)
    visit.click("input[value=n]")
    visit.click("main button")
    visit.until(lambda: "Vi har fått det du skrev" in visit.shown(), "said thanks")
    go_deep(visit, walk, neutral)
    rest(3.2)  # the browsers write their session files every second, or every 2.5
    leave(visit, "button", neutral)
    rest(1.5)
    visit.close()
    assert holding(profile, CACHED), "the neutral site's cached page is not found: we see nothing"
    if engine != "webkitgtk":  # the engine keeps no history; the browser round it does
        assert holding(profile, "/side/1/"), "the visit itself must be in the history"
    words = (TYPED, SENT, NAME, *walk.texts)
    found = {word: files for word in words if (files := holding(profile, word))}
    count = sum(1 for path in profile.rglob("*") if path.is_file())
    figure(f"{engine}: {count} profile files, texts found in {sum(map(len, found.values()))}")
    assert found == {}


@pytest.mark.parametrize("where", ["plain", "utf16", "mozlz4", "gzip", "brotli", "sqlite"])
def test_the_search_finds_what_is_there(where: str, tmp_path: Path) -> None:
    text = ("noe annet " * 50 + "KANARI" + " og mer" * 50).encode()
    path = tmp_path / "file"
    packed = {
        "plain": text,
        "utf16": b"x" + text.decode().encode("utf-16-le"),
        "mozlz4": MOZLZ4 + b"\0\0\0\0" + lz4_of_literals(text),
        "gzip": b"head" + gzip.compress(text) + b"tail",
        "brotli": brotli.compress(text) + b"tail",
    }
    if where == "sqlite":
        base = sqlite3.connect(path)
        base.execute("CREATE TABLE visits (page TEXT)")
        base.execute("INSERT INTO visits VALUES (?)", (text.decode(),))
        base.commit()
        base.close()
    else:
        path.write_bytes(packed[where])
    (tmp_path / "other").write_bytes(b"nothing")
    assert holding(tmp_path, "KANARI") == ["file"]
    assert holding(tmp_path, "KANARIFUGL") == []


def lz4_of_literals(text: bytes) -> bytes:
    """Pack the plainest way that the format allows."""
    more, rest_of = divmod(len(text) - 15, 255)
    return b"\xf0" + b"\xff" * more + bytes([rest_of]) + text


def test_lz4_pieces_that_reach_into_themselves_are_read() -> None:
    assert unpack_lz4(b"\x22ab\x02\x00\x10c") == b"ab" + b"ab" * 3 + b"c"


@pytest.mark.parametrize("block", [b"\x22ab\x09\x00", b"\x22ab\x02", b"\xf0\xff"])
def test_a_damaged_lz4_block_is_refused(block: bytes) -> None:
    with pytest.raises(ValueError, match="LZ4"):
        unpack_lz4(block)
