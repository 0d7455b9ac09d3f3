"""What is wrong with a file of anchors by itself: holes, gaps, lines that are not ours. Pure.

Anchors are due each hour. So one that is missing is a fault even where every one that is left
agrees with the log: whoever cuts the log must cut the anchors that saw it too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tryggvei.audit.anchors import Anchor, AnchorLine
from tryggvei.audit.chain import Fault

LATE = timedelta(hours=2)  # one missed hour may be a restart; two are a fault
CLOCKS_DIFFER = timedelta(minutes=5)
COPY_OLD = timedelta(hours=25)  # a copy is made each hour, or at the least each night


@dataclass(frozen=True)
class Moments:
    """When it is now, and when the first row of the log was written (None: the log is empty)."""

    now: datetime
    first_row: datetime | None


def anchors_of(lines: Sequence[AnchorLine]) -> list[Anchor]:
    """Return the anchors among the lines."""
    return [line.anchor for line in lines if line.anchor is not None]


def file_faults(lines: Sequence[AnchorLine], name: str, moments: Moments) -> Iterator[Fault]:
    """Yield every fault of one file: lines not ours, holes in the numbers, gaps in time."""
    earlier: AnchorLine | None = None
    for line in lines:
        if line.anchor is None:
            text = f"line {line.line} of {name} is not an anchor signed with our key"
            yield Fault(0, "anchors", text, f"line.{line.digest[:12]}")
            continue
        yield from _hole(earlier, line, name)
        yield from _gap(earlier, line)
        if line.anchor.moment > moments.now + CLOCKS_DIFFER:
            text = f"line {line.line} of {name} is dated in the future: {line.anchor.at}"
            yield Fault(line.anchor.seq, "future", text)
        earlier = line


def _hole(earlier: AnchorLine | None, line: AnchorLine, name: str) -> Iterator[Fault]:
    this = line.anchor
    last = earlier.anchor if earlier else None
    assert this is not None  # noqa: S101 - the caller has looked
    if earlier is None or last is None or not last.number:
        # The first of the numbered: it covers all that stands before it, and counts it.
        if this.number and (this.number != line.line or this.prev != line.before):
            text = f"anchors before number {this.number} were changed or taken out of {name}"
            yield Fault(this.seq, "missing", text)
    elif not this.number:
        text = f"line {line.line} of {name} has no number, after anchors that have one"
        yield Fault(this.seq, "anchors", text, f"line.{line.digest[:12]}")
    elif this.number != last.number + 1:
        text = f"after anchor {last.number} comes {this.number} in {name}: some are missing"
        yield Fault(this.seq, "missing", text)
    elif this.prev != earlier.digest:
        text = f"anchor {this.number} of {name} does not follow the line before it"
        yield Fault(this.seq, "missing", text)


def _gap(earlier: AnchorLine | None, line: AnchorLine) -> Iterator[Fault]:
    if earlier is None or earlier.anchor is None or line.anchor is None:
        return
    passed = line.anchor.moment - earlier.anchor.moment
    if passed > LATE:
        text = f"no anchor between {earlier.anchor.at} and {line.anchor.at}"
        yield Fault(line.anchor.seq, "gap", text, f"gap.{line.digest[:12]}")
    elif passed < timedelta(0):
        text = f"the anchor of {line.anchor.at} stands after that of {earlier.anchor.at}"
        yield Fault(line.anchor.seq, "order", text, f"order.{line.digest[:12]}")


def time_faults(anchors: Sequence[Anchor], moments: Moments, *, has_key: bool) -> Iterator[Fault]:
    """Yield what is wrong with where the anchors begin and end: absent, begun late, too old."""
    if moments.first_row is None:
        return
    if not anchors:
        if has_key:
            text = "there are rows and a key of anchors, but no anchor: the file was taken away"
            yield Fault(0, "absent", text)
        elif moments.now - moments.first_row > LATE:
            yield Fault(
                0, "late", "rows stand over two hours without any anchor: is the worker on?"
            )
        return
    if anchors[0].moment - moments.first_row > LATE:
        text = f"the first anchor is of {anchors[0].at}, over two hours after the first row"
        yield Fault(anchors[0].seq, "begin", text, "begin")
    if moments.now - anchors[-1].moment > LATE:
        text = f"the newest anchor is of {anchors[-1].at}, over two hours old: is the worker on?"
        yield Fault(anchors[-1].seq, "late", text)


def copy_faults(
    here: Sequence[AnchorLine], copy: Sequence[AnchorLine], moments: Moments
) -> Iterator[Fault]:
    """Yield what a copy kept elsewhere shows: anchors that no longer stand here, or its own age."""
    known = {line.raw for line in here}
    for line in copy:
        if line.anchor is not None and line.raw not in known:
            text = f"the anchor of {line.anchor.at} stands in the copy, and no longer here"
            yield Fault(line.anchor.seq, "missing", text)
    newest = max((anchor.moment for anchor in anchors_of(copy)), default=None)
    if newest is None or moments.now - newest > COPY_OLD:
        yield Fault(0, "copy", "the copy of the anchors is over a day old: is it still made?")
