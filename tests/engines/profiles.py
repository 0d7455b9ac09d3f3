"""Reading a browser's profile folder as somebody with the device in hand would, or better."""

import contextlib
import shutil
import sqlite3
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import brotli

MOZLZ4 = b"mozLz40\0"
SQLITE = b"SQLite format 3\0"
_CODES = ("utf-8", "utf-16-le", "utf-16-be")
GZIP = b"\x1f\x8b\x08"
MOST = 32_000_000  # bytes that one compressed piece may grow to
MOST_PACKED = 1_000_000  # bytes of one brotli piece that are read
_CHROMIUM_ENTRY = struct.pack("<Q", 0xFCFB6D1BA7725C30)


def holding(folder: Path, *words: str) -> list[str]:
    """Return the files of a profile that hold any of the words, plain or packed, in UTF-8 or 16."""
    return files_with(folder, [holds(*words)])[0]


def files_with(folder: Path, questions: Sequence[Callable[[bytes], Any]]) -> list[list[str]]:
    """Return, for each question, the files of a profile in which it says yes to any layer."""
    answers: list[list[str]] = [[] for _ in questions]
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            open_questions = set(range(len(questions)))
            for data in layers(path):
                for number in [n for n in open_questions if questions[n](data)]:
                    answers[number].append(str(path.relative_to(folder)))
                    open_questions.discard(number)
    return answers


def holds(*words: str) -> Callable[[bytes], bool]:
    """Return a question for `files_with`: is any of the words here?"""
    needles = [word.encode(code) for word in words for code in _CODES]
    return lambda data: any(needle in data for needle in needles)


def layers(path: Path) -> Iterator[bytes]:
    """Yield a file's bytes, and what lies inside them if it is packed in a way we know."""
    try:
        data = path.read_bytes()
    except OSError:
        return
    yield data
    if data.startswith(MOZLZ4):
        with contextlib.suppress(ValueError):
            yield unpack_lz4(data[12:])
    elif data.startswith(SQLITE):
        yield from _cells(path)
    else:
        yield from _gzipped(data)
        yield from _brotli(data)


def _gzipped(data: bytes) -> Iterator[bytes]:
    """Cached answers are kept as they travelled, with something before and after them."""
    at = data.find(GZIP)
    while at >= 0:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj(31).decompress(data[at:], MOST)
        at = data.find(GZIP, at + 1)


def _brotli(data: bytes) -> Iterator[bytes]:
    """Brotli has no mark: look where Firefox (first byte) and Chromium (after the key) put it."""
    starts = {0}
    if data.startswith(_CHROMIUM_ENTRY) and len(data) > 24:
        starts.add(24 + struct.unpack_from("<I", data, 12)[0])
    for start in starts:
        found = _unbrotli(data[start : start + MOST_PACKED])
        if found:
            yield found


def _unbrotli(data: bytes) -> bytes:
    """Return what can be unpacked. What follows the packed part stops the reader, and the step it
    stands in is lost: so the step that fails is taken again byte for byte."""
    whole = 0
    for step in (4096, 1):
        reader, found, size = brotli.Decompressor(), [], 0
        try:
            found.append(reader.process(data[:whole]))
            for at in range(whole, len(data), step):
                found.append(reader.process(data[at : at + step]))
                size += len(found[-1])
                if reader.is_finished() or size > MOST:
                    return b"".join(found)
                whole = at + step if step > 1 else whole
        except brotli.error:
            pass
    return b"".join(found)


def _cells(path: Path) -> Iterator[bytes]:
    """Every value of every table: a long text may be cut in pieces in the file itself."""
    with tempfile.TemporaryDirectory() as folder:
        for part in path.parent.glob(f"{path.name}*"):
            if part.is_file():
                shutil.copy(part, folder)
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(sqlite3.connect(Path(folder) / path.name)) as base,
        ):
            base.text_factory = bytes
            names = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for (name,) in names:
                with contextlib.suppress(sqlite3.Error):
                    quoted = name.decode().replace('"', '""')
                    for row in base.execute(f'SELECT * FROM "{quoted}"'):
                        yield b"\0".join(cell for cell in row if isinstance(cell, bytes))


def unpack_lz4(block: bytes) -> bytes:
    """Return what an LZ4 block holds. Raises ValueError when it is damaged or far too big."""
    found, at = bytearray(), 0
    try:
        while at < len(block):
            token = block[at]
            size, at = _length(block, at + 1, token >> 4)
            found += block[at : at + size]
            at += size
            if at >= len(block):
                break
            back = block[at] | block[at + 1] << 8
            size, at = _length(block, at + 2, token & 15)
            if not 0 < back <= len(found) or len(found) + size > MOST:
                raise ValueError("not an LZ4 block")
            for _ in range(size + 4):  # one by one: a piece may reach into itself
                found.append(found[-back])
    except IndexError:
        raise ValueError("the LZ4 block is cut short") from None
    return bytes(found)


def _length(block: bytes, at: int, size: int) -> tuple[int, int]:
    if size == 15:
        while True:
            size += block[at]
            at += 1
            if block[at - 1] != 255:
                break
    return size, at
