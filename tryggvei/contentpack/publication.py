"""What must be put right before pages are published."""

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel

from tryggvei.contentpack.kinds import Finding, PackKind, kinds
from tryggvei.contentpack.pack import pack_entries
from tryggvei.contentpack.review import Reviewed, ReviewState
from tryggvei.contentpack.store import items
from tryggvei.toolbox import clock

DEMO = "demo"


def blocking_findings(mode: str) -> list[Finding]:
    """Return what stops publication in a mode of the installation; in demo mode nothing does."""
    if mode == DEMO:
        return []
    found: list[Finding] = []
    for kind in kinds():
        if kind.blocks_publication and issubclass(kind.schema, Reviewed):
            entries = pack_entries(kind.name)
            places = {key: (entry.file, entry.line) for key, entry in entries.items()}
            found.extend(unfit_to_publish(kind, items(kind.name), places, clock.today()))
    return sorted(found)


def unfit_to_publish(
    kind: PackKind,
    effective: Mapping[str, BaseModel],
    places: Mapping[str, tuple[str, int]],
    today: date,
) -> list[Finding]:
    """Return the items of a kind that nobody has approved. Pure.

    A passed review date alone does not stop publication: a stop at midnight would also stop the
    correction. It is shown to editors instead (and the guides refuse an overdue law themselves).
    """
    found: list[Finding] = []
    for key, thing in effective.items():
        if isinstance(thing, Reviewed) and thing.unreviewed:
            file, line = places.get(key, (f"{kind.name}/{key}", 1))
            due = " and its review date has passed" if thing.state(today) is ReviewState.DUE else ""
            found.append(Finding(file, line, f"{key} is not reviewed{due}: {thing.unreviewed}"))
    return found
