"""Verifying and anchoring the log of this installation."""

import logging
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from tryggvei.audit.anchors import (
    ANCHORS_FILE,
    Anchor,
    AnchorError,
    append_anchor,
    read_anchors,
    signing_key,
)
from tryggvei.audit.chain import Fault, Link, anchor_faults, chain_faults
from tryggvei.audit.models import AuditEntry, AuditHead
from tryggvei.toolbox.clock import now

logger = logging.getLogger("tryggvei.audit")

ANCHOR_LATE = timedelta(hours=2)  # one missed tick may be a restart; two are a fault
_NAMES = [field.name for field in fields(Link)]


def anchor_now() -> Anchor | None:
    """Sign the newest row and write it outside the database; None while the log is empty.

    Raises AnchorError when the key cannot be used, OSError when the file cannot be written.
    """
    head = AuditHead.objects.filter(pk=1).first()
    if head is None:
        return None
    anchor = append_anchor(
        head.seq, head.hash, now(), Path(settings.KEYS_DIR), Path(settings.ANCHORS_DIR)
    )
    logger.info("audit anchor seq=%s hash=%s at=%s", anchor.seq, anchor.hash, anchor.at)
    return anchor


def anchor_tick() -> str:
    """Anchor once, for the worker; returns what to note about it."""
    anchor = anchor_now()
    return f"anchored row {anchor.seq}" if anchor else "the log is empty"


def verify(copy: Path | None = None) -> tuple[int, list[Fault]]:
    """Return how many rows were read, and every fault of the log and its anchors.

    `copy` is a copy of the anchors file from elsewhere (mail, another host): whoever can write
    this host's files can cut the anchors here together with the log, but not the copy.
    """
    wanted, faults = _anchors(copy)
    # The head first, then the rows up to it: rows appended meanwhile are left for next time.
    head = AuditHead.objects.filter(pk=1).first()
    hashes: dict[int, str] = {}
    last = [0]
    links = _links(head.seq if head else None, {anchor.seq for anchor in wanted}, hashes, last)
    faults += list(chain_faults(links, (head.seq, head.hash) if head else None))
    faults += _past_the_head()
    pairs = sorted({(anchor.seq, anchor.hash) for anchor in wanted})
    faults += list(anchor_faults(pairs, hashes, last[0]))
    faults += _late(wanted)
    return last[0], faults


def _anchors(copy: Path | None) -> tuple[list[Anchor], list[Fault]]:
    try:
        key = signing_key(Path(settings.KEYS_DIR)).public_key()
        anchors = read_anchors(Path(settings.ANCHORS_DIR) / ANCHORS_FILE, key)
        if copy is not None:
            anchors += read_anchors(copy, key)
    except AnchorError as error:
        return [], [Fault(0, "anchors", str(error))]
    return anchors, []


def _links(
    up_to: int | None, wanted: set[int], hashes: dict[int, str], last: list[int]
) -> Iterator[Link]:
    rows = AuditEntry.objects.order_by("seq")
    if up_to is not None:
        rows = rows.filter(seq__lte=up_to)
    for values in rows.values_list(*_NAMES).iterator(2000):
        link = Link(*values)
        if link.seq in wanted:
            hashes[link.seq] = link.hash
        last[0] = link.seq
        yield link


def _past_the_head() -> list[Fault]:
    """Return a fault when a row stands beyond the head: it did not come in by `record`."""
    newest = AuditEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
    head = AuditHead.objects.filter(pk=1).first()  # read after the row: honest heads only grow
    if head is None or newest <= head.seq:
        return []
    return [Fault(newest, "head", f"row {newest} stands beyond the head at row {head.seq}")]


def _late(anchors: list[Anchor]) -> list[Fault]:
    """Return a fault when rows have waited more than two hours for an anchor."""
    newest = max((anchor.seq for anchor in anchors), default=0)
    waiting = AuditEntry.objects.filter(seq__gt=newest).order_by("seq").values_list("seq", "at")
    first: tuple[int, datetime] | None = waiting.first()
    if first is None or now() - first[1] < ANCHOR_LATE:
        return []
    text = f"rows from {first[0]} on have no anchor for over two hours: is the worker running?"
    return [Fault(first[0], "late", text)]
