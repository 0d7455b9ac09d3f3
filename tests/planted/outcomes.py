"""What came of planted faults, and the page that tells it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

NOTICED, UNNOTICED, BROKEN, NOT_TRIED = "noticed", "unnoticed", "broken", "not tried"


@dataclass(frozen=True)
class Outcome:
    """What came of one fault: which test noticed it, or why none could."""

    id: str
    promise: int | str
    outcome: str
    told: str = ""
    seconds: float = 0.0


def page(outcomes: Sequence[Outcome], on: str) -> str:
    """Return the Markdown page: for each promise, how many faults were planted and noticed."""
    by: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        by[str(one.promise)].append(one)
    head = (
        "# Faults planted on purpose\n\nMade by `make deep`; do not edit. "
        "Promises by number as in promises.md, by name as in\n`tests/planted/promises.yaml`. A "
        "promise is held when a test fails as soon as it is broken.\n\n"
        f"Run on {on}: {sum(o.outcome == NOTICED for o in outcomes)} of {len(outcomes)} noticed.\n"
        "\n| promise | planted | noticed | not noticed, or not tried |\n| --- | --- | --- | --- |\n"
    )
    rows = []
    for promise in sorted(by, key=lambda one: (not one.isdigit(), one.zfill(4))):
        mine = by[promise]
        left = [f"{o.id} ({o.outcome})" for o in mine if o.outcome != NOTICED]
        cells = [promise, len(mine), len(mine) - len(left), ", ".join(left) or "–"]
        rows.append("| " + " | ".join(map(str, cells)) + " |")
    return head + "\n".join(rows) + "\n"
