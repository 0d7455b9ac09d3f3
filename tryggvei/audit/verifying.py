"""Verifying and anchoring the log of this installation."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from tryggvei.audit.anchor_chain import (
    CLOCKS_DIFFER,
    Moments,
    anchors_of,
    copy_faults,
    file_faults,
    time_faults,
)
from tryggvei.audit.anchors import (
    ANCHORS_FILE,
    KEY_FILE,
    Anchor,
    AnchorError,
    AnchorLine,
    append_anchor,
    key_exists,
    read_lines,
    signing_key,
)
from tryggvei.audit.chain import Fault, Link, anchor_faults, chain_faults
from tryggvei.audit.models import AuditEntry, AuditHead
from tryggvei.audit.recording import Thing, record
from tryggvei.toolbox.clock import now

logger = logging.getLogger("tryggvei.audit")

ANSWERED = "audit:fault:answer"
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
    number = anchor.number
    logger.info(
        "audit anchor number=%s seq=%s hash=%s at=%s",
        number,
        anchor.seq,
        anchor.hash,
        anchor.at,
    )
    return anchor


def anchor_tick() -> str:
    """Anchor once, for the worker; returns what to note about it."""
    anchor = anchor_now()
    return f"anchored row {anchor.seq}" if anchor else "the log is empty"


@dataclass(frozen=True)
class Report:
    """What a verification found: how many rows were read, the faults, and those answered for."""

    rows: int
    faults: list[Fault]
    answered: list[Fault]


def verify(copy: Path | None = None) -> tuple[int, list[Fault]]:
    """Return how many rows were read, and every fault of the log and its anchors."""
    report = verify_all(copy)
    return report.rows, report.faults


def verify_all(copy: Path | None = None) -> Report:
    """Read every row, every anchor, and the copy of the anchors if there is one.

    `copy` is a copy of the anchors file from elsewhere (mail, another host): whoever can write
    this host's files can cut the anchors here together with the log, but not the copy.
    """
    moments = Moments(
        now(), AuditEntry.objects.order_by("seq").values_list("at", flat=True).first()
    )
    lines, others, faults = _anchors(copy, moments)
    wanted = [*anchors_of(lines), *anchors_of(others)]
    # The head first, then the rows up to it: rows appended meanwhile are left for next time.
    head = AuditHead.objects.filter(pk=1).first()
    hashes: dict[int, str] = {}
    last = [0]
    links = _links(head.seq if head else None, {anchor.seq for anchor in wanted}, hashes, last)
    faults += list(chain_faults(links, (head.seq, head.hash) if head else None))
    faults += _past_the_head()
    pairs = sorted({(anchor.seq, anchor.hash) for anchor in wanted})
    faults += list(anchor_faults(pairs, hashes, last[0]))
    faults += _from_the_future(moments)
    answered = _answered_for()
    return Report(
        last[0],
        [fault for fault in faults if fault.key not in answered],
        [fault for fault in faults if fault.key in answered],
    )


def answer_for(key: str, copy: Path | None = None) -> Fault:
    """Write into the log that somebody knows why a fault is there; it is told of ever after.

    Only what an honest installation can meet has a key: a night without a worker, a clock set
    back, half a line. Raises LookupError when there is no such fault now.
    """
    fault = next((one for one in verify_all(copy).faults if one.key == key), None)
    if fault is None or not key:
        raise LookupError(key)
    record(actor_id=None, verb=ANSWERED, thing=Thing("audit_fault", key))
    return fault


def begin_late() -> None:
    """Anchor a log whose rows are old before its first anchor, and answer for that: for a demo.

    An invented year has no hourly anchors; without the answer its log would never be whole.
    """
    anchor_now()
    if any(fault.key == "begin" for fault in verify_all().faults):
        answer_for("begin")


def _answered_for() -> set[str]:
    rows = AuditEntry.objects.filter(verb=ANSWERED, thing_kind="audit_fault")
    return set(rows.values_list("thing_id", flat=True))


def _anchors(
    copy: Path | None, moments: Moments
) -> tuple[list[AnchorLine], list[AnchorLine], list[Fault]]:
    """Return the lines here, those of the copy, and what is wrong with both by themselves."""
    path = Path(settings.ANCHORS_DIR) / ANCHORS_FILE
    if not key_exists(Path(settings.KEYS_DIR)):
        if not path.exists() and copy is None:
            return [], [], list(time_faults([], moments, has_key=False))
        text = f"there is no {KEY_FILE}: no anchor can be checked. Restore it from the key backup"
        return [], [], [Fault(0, "anchors", text)]
    try:
        key = signing_key(Path(settings.KEYS_DIR)).public_key()
        lines = read_lines(path, key)
    except (AnchorError, OSError) as error:
        return [], [], [Fault(0, "anchors", str(error))]
    faults = list(file_faults(lines, path.name, moments))
    # A file whose lines were all changed is told of line by line, not as one that is gone.
    if not lines or anchors_of(lines):
        faults += time_faults(anchors_of(lines), moments, has_key=True)
    others: list[AnchorLine] = []
    if copy is not None:
        others, more = _compared(lines, copy, key, moments)
        faults += more
    return lines, others, faults


def _compared(
    lines: list[AnchorLine], copy: Path, key: Ed25519PublicKey, moments: Moments
) -> tuple[list[AnchorLine], list[Fault]]:
    if not copy.is_file():
        return [], [Fault(0, "copy", f"there is no copy of the anchors at {copy}")]
    try:
        others = read_lines(copy, key)
    except OSError as error:
        return [], [Fault(0, "copy", f"the copy cannot be read: {error}")]
    found = [*file_faults(others, str(copy), moments), *copy_faults(lines, others, moments)]
    return others, found


def _from_the_future(moments: Moments) -> list[Fault]:
    """Return a fault when a row is dated later than now: by a wrong clock, or by somebody."""
    ahead = AuditEntry.objects.filter(at__gt=moments.now + CLOCKS_DIFFER).order_by("seq")
    first = ahead.values_list("seq", flat=True).first()
    return [] if first is None else [Fault(first, "future", f"row {first} is dated in the future")]


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
