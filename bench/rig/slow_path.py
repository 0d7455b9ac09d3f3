"""A path with a long way to go: two network namespaces, and a relay that holds every packet.

Needs root and /dev/net/tun (Linux). The kernel's own delay (netem) is not built into every kernel;
a TUN device at each end and a loop that waits is the same to TCP.
"""

import contextlib
import fcntl
import heapq
import os
import selectors
import shutil
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

NEAR, FAR = "tryggvei-near", "tryggvei-far"  # the reader's side, the server's side
SERVER = "10.77.0.2"  # inside the namespaces only
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
_PACKET = 65_536


def missing() -> str:
    """Return what this machine lacks to run a slow path, "" when nothing."""
    if os.geteuid() != 0:
        return "root (network namespaces)"
    if not Path("/dev/net/tun").exists():
        return "/dev/net/tun"
    return "" if shutil.which("ip") else "ip (Debian: iproute2)"


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


def _tun(name: str, namespace: str, address: str) -> int:
    """Make a TUN device, move its far end into a namespace, and return our end."""
    handle = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(handle, _TUNSETIFF, struct.pack("16sH22x", name.encode(), _IFF_TUN | _IFF_NO_PI))
    _ip("link", "set", name, "netns", namespace)
    _ip("-n", namespace, "addr", "add", f"{address}/24", "dev", name)
    _ip("-n", namespace, "link", "set", name, "up")
    _ip("-n", namespace, "link", "set", "lo", "up")
    return handle


def _relay(ends: tuple[int, int], hold: float, over: threading.Event) -> None:
    """Carry packets both ways, each `hold` seconds late, in the order they came."""
    waiting: list[tuple[float, int, int, bytes]] = []
    number = 0
    with selectors.DefaultSelector() as selector:
        for end, other in (ends, ends[::-1]):
            selector.register(end, selectors.EVENT_READ, other)
        while not over.is_set():
            patience = waiting[0][0] - time.monotonic() if waiting else 0.05
            for key, _event in selector.select(max(0.0, min(patience, 0.05))):
                with contextlib.suppress(BlockingIOError):
                    packet = os.read(key.fd, _PACKET)
                    number += 1
                    heapq.heappush(waiting, (time.monotonic() + hold, number, key.data, packet))
            while waiting and waiting[0][0] <= time.monotonic():
                _due, _number, end, packet = heapq.heappop(waiting)
                with contextlib.suppress(OSError):
                    os.write(end, packet)


@contextlib.contextmanager
def slow_path(round_trip: float) -> Iterator[None]:
    """Hold a path of `round_trip` seconds open between NEAR and FAR until the block ends."""
    _clear()
    ends: list[int] = []
    over = threading.Event()
    try:
        for namespace in (NEAR, FAR):
            _ip("netns", "add", namespace)
        ends.append(_tun("tryggveinear", NEAR, "10.77.0.1"))
        ends.append(_tun("tryggveifar", FAR, SERVER))
        relay = threading.Thread(
            target=_relay, args=((ends[0], ends[1]), round_trip / 2, over), daemon=True
        )
        relay.start()
        yield
        over.set()
        relay.join(timeout=2)
    finally:
        over.set()
        for end in ends:
            os.close(end)
        _clear()


def _clear() -> None:
    for namespace in (NEAR, FAR):
        subprocess.run(["ip", "netns", "del", namespace], capture_output=True, check=False)


def inside(namespace: str, command: list[str]) -> list[str]:
    """Return a command that runs in one of the namespaces."""
    return ["ip", "netns", "exec", namespace, *command]
