"""Reading a running process' whole memory through /proc, as a thief of that process would."""

from pathlib import Path

_CHUNK = 1 << 22
_OVERLAP = 256  # longer than any needle, so that none hides across two chunks


def _readable_regions(pid: int) -> list[tuple[int, int]]:
    regions = []
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        span, rights, *rest = line.split()
        if rights.startswith("r") and not (rest and rest[-1] in {"[vvar]", "[vsyscall]"}):
            start, end = (int(part, 16) for part in span.split("-"))
            regions.append((start, end))
    return regions


def found_in_memory(pid: int, needles: dict[str, bytes]) -> tuple[set[str], int]:
    """Return (names of the needles found, bytes searched) of a process that we may trace."""
    found: set[str] = set()
    searched = 0
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in _readable_regions(pid):
            for at in range(start, end, _CHUNK):
                try:
                    memory.seek(at)
                    piece = memory.read(min(_CHUNK + _OVERLAP, end - at))
                except (OSError, ValueError, OverflowError):
                    continue  # a region that the kernel does not let anybody read
                searched += len(piece)
                found |= {name for name, needle in needles.items() if needle in piece}
    return found, searched


def found_in_environment(pid: int, needles: dict[str, bytes]) -> set[str]:
    """Return the names of the needles found in the process' environment."""
    environment = Path(f"/proc/{pid}/environ").read_bytes()
    return {name for name, needle in needles.items() if needle in environment}


def open_files(pid: int) -> set[str]:
    """Return the names of the process' open files."""
    return {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()}
