"""Which folders are rooms: read from the tree, so that a new one cannot be forgotten anywhere.

A room is a folder of `tryggvei` with an `apps.py`. Two short lists say what is *not* a room of the
work: the ground below the gate, and what puts the rooms together. Every other folder is one, and
every law of the house holds in it from its first day.
"""

from pathlib import Path

GROUND = {
    *("access", "audit", "contentpack", "disclosure", "house", "jobs"),
    *("organisation", "sealing", "signin", "toolbox", "ui"),
}
ASSEMBLERS = {"site", "simulator", "faces"}
# The rooms that the public process runs; test_laws holds this to the settings.
ON_THE_PUBLIC_FACE = {"guides", "help_directory", "intake", "website"}


def is_room(name: str) -> bool:
    """Return whether a folder of this name is a room of the work, and not ground or assembler."""
    return name not in GROUND | ASSEMBLERS


def rooms(root: Path) -> list[str]:
    """Return the names of the rooms in a source tree."""
    return sorted(
        path.parent.name
        for path in (root / "tryggvei").glob("*/apps.py")
        if is_room(path.parent.name)
    )
