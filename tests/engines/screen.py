"""A screen that nobody sees, and whose dots can be read: what a page draws, not what it says.

WebKitGTK may hold on to a page's picture while the page itself is long empty.
"""

import contextlib
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

BINARY = shutil.which("Xvfb") or ""
WIDTH, HEIGHT = 1300, 900
# Where only the page itself is, in a window of 1280 by 800 with or without a browser's bars. The
# mouse stands in the middle of a new screen, and is left out.
AREAS = ((60, 220, 600, 700), (700, 220, 1200, 700))
_PATIENCE = 20


class Screen:
    """A running screen: its name for programs, and the file that holds its dots."""

    def __init__(self, display: str, dots: Path) -> None:
        """Keep both."""
        self.display, self._dots = display, dots

    def colours(self) -> int:
        """Return how many colours the areas show."""
        data = self._dots.read_bytes()
        head = struct.unpack(">25I", data[:100])  # XWD: size of the head, row length, colour table
        start, row = head[0] + head[19] * 12, head[12]
        found: set[bytes] = set()
        for left, top, right, bottom in AREAS:
            for y in range(top, bottom, 2):
                line = data[start + y * row + left * 4 : start + y * row + right * 4]
                found.update(line[at : at + 3] for at in range(0, len(line), 4))
        return len(found)


@contextlib.contextmanager
def screen() -> Iterator[Screen]:
    """Start a screen of its own; Xvfb picks a free number and writes it to the pipe."""
    with TemporaryDirectory() as folder:
        read, write = os.pipe()
        command = [BINARY, "-displayfd", str(write), "-nolisten", "tcp", "-fbdir", folder]
        command += ["-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
        process = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        try:
            with os.fdopen(read) as pipe:
                number = pipe.readline().strip()
            if not number:
                raise RuntimeError("Xvfb did not start")
            yield Screen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            process.terminate()
            process.wait(timeout=_PATIENCE)
