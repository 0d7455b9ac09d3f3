"""What a link of the chain covers, and how a broken chain is told. Pure: no database.

The hash is SHA-256 over a fixed prefix and every field as a netstring (length in octets, colon,
UTF-8 text, comma), an absent value as "~". Lengths make the encoding unambiguous: no two
different rows give the same octets. `migrations/0002` computes the same in PostgreSQL.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

PREFIX = "tryggvei-audit-1"
GENESIS = "0" * 64


@dataclass(frozen=True)
class Link:
    """One row of the log as the chain sees it."""

    seq: int
    at: datetime
    actor_id: int | None
    verb: str
    thing_kind: str
    thing_id: str
    unit_id: int | None
    ground: str
    case_id: UUID | None
    prev_hash: str
    hash: str = ""


@dataclass(frozen=True)
class Fault:
    """Something wrong with the log: which row, what kind of wrong, one sentence for people.

    `key` names what somebody may answer for (the machine was off for a night); most have none.
    """

    seq: int
    kind: str
    text: str
    key: str = ""


def _netstring(value: object) -> bytes:
    if value is None:
        return b"~"
    octets = str(value).encode()
    return b"%d:%s," % (len(octets), octets)


def instant(at: datetime) -> str:
    """Return a moment as the chain writes it: UTC, microseconds, always 27 characters."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def link_hash(link: Link) -> str:
    """Return the hash a row must have, in lower-case hexadecimal."""
    fields = (
        link.seq,
        instant(link.at),
        link.actor_id,
        link.verb,
        link.thing_kind,
        link.thing_id,
        link.unit_id,
        link.ground,
        link.case_id,
        link.prev_hash,
    )
    covered = PREFIX.encode() + b"".join(_netstring(field) for field in fields)
    return hashlib.sha256(covered).hexdigest()


def chain_faults(links: Iterable[Link], head: tuple[int, str] | None) -> Iterator[Fault]:
    """Yield every fault of the rows in order of seq, and of the head kept beside them.

    Finds altered, removed, inserted, reordered and re-hashed rows. It cannot find a tail that
    was cut together with the head, nor a chain that was rewritten whole: anchors do.
    """
    expected, last_hash = 1, GENESIS
    for link in links:
        if link.seq != expected:
            yield Fault(expected, "removed", f"rows {expected} to {link.seq - 1} are missing")
        elif link.prev_hash != last_hash:
            text = f"row {link.seq} does not follow row {link.seq - 1}: one of them was re-hashed"
            yield Fault(link.seq, "rehashed", text)
        if link_hash(link) != link.hash:
            yield Fault(link.seq, "altered", f"row {link.seq} is not what was written")
        expected, last_hash = link.seq + 1, link.hash
    if head is None and expected > 1:
        yield Fault(expected - 1, "head", "the head of the log is missing")
    if head is not None and head != (expected - 1, last_hash):
        text = f"the log ends at row {expected - 1}, but its head says row {head[0]}"
        yield Fault(expected - 1, "head", text)


def anchor_faults(
    anchors: Iterable[tuple[int, str]], hashes: dict[int, str], last_seq: int
) -> Iterator[Fault]:
    """Yield a fault for each anchor (seq, hash) that the log no longer agrees with.

    `hashes` holds the log's hash of every anchored row that still exists.
    """
    for seq, anchored in anchors:
        if seq > last_seq:
            yield Fault(seq, "cut", f"the log ended at row {seq} or later, now at {last_seq}")
        elif hashes.get(seq) != anchored:
            yield Fault(seq, "rewritten", f"row {seq} is not the one that was anchored")
