"""Anchors: signed heads of the log, kept where the database's roles cannot write.

A chain shows every change inside it, but not that its newest rows were cut off, nor that the
whole of it was computed again. An anchor says: at this moment row N had this hash. It is signed
with Ed25519 (RFC 8032) and goes to three places: the file `anchors.log`, the process log (and so
to the journal and syslog), and whatever copies the municipality makes of them.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tryggvei.audit.chain import instant
from tryggvei.toolbox.durable import append_line, create_file

KEY_FILE = "anchor.key"
ANCHORS_FILE = "anchors.log"


class AnchorError(Exception):
    """An anchor or its key cannot be used; the text says what to do."""


@dataclass(frozen=True)
class Anchor:
    """A moment, the newest row at that moment, and its hash; its own place among the anchors.

    `number` counts the lines of the file, and `prev` is the SHA-256 of the line before: an anchor
    that is taken away leaves a hole. The first numbered one covers all that stands before it.
    The former format had neither: number 0.
    """

    seq: int
    hash: str
    at: str
    number: int = 0
    prev: str = ""

    @property
    def moment(self) -> datetime:
        """Return when it was signed."""
        return datetime.fromisoformat(self.at)

    def signed_octets(self) -> bytes:
        """Return what the signature covers; the newline cannot occur in any of the fields."""
        what = f"{self.seq}\n{self.hash}\n{self.at}"
        if not self.number:
            return f"tryggvei-anchor-1\n{what}".encode()
        return f"tryggvei-anchor-2\n{self.number}\n{self.prev}\n{what}".encode()


@dataclass(frozen=True)
class AnchorLine:
    """One line of an anchors file: its number, what stands there, and the anchor if it is one.

    `before` is the SHA-256 of everything that stands before it in the file.
    """

    line: int
    raw: bytes
    anchor: Anchor | None
    before: str

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the line, in lower-case hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest()


def key_exists(keys_dir: Path) -> bool:
    """Return whether there is a key of anchors; it is made with the first of them."""
    return (keys_dir / KEY_FILE).exists()


def signing_key(keys_dir: Path) -> Ed25519PrivateKey:
    """Return the anchor key, made at first use with mode 600.

    Raises AnchorError when the file is no Ed25519 key, or others may read it.
    """
    path = keys_dir / KEY_FILE
    if not path.exists():
        _make_key(path)
    if path.stat().st_mode & 0o077:
        raise AnchorError(f"{path} can be read by others: run chmod 600 on it")
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as error:
        raise AnchorError(f"{path} is no key: restore it from the key backup") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise AnchorError(f"{path} is no Ed25519 key: restore it from the key backup")
    return key


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    create_file(path, pem)  # whoever comes first wins; nobody overwrites a key


def append_anchor(seq: int, head_hash: str, at: datetime, keys_dir: Path, folder: Path) -> Anchor:
    """Sign a head and append it to the anchors file, durable on return.

    Raises AnchorError, OSError when not the whole line could be written: then none of it is left.
    """
    key = signing_key(keys_dir)
    made: list[Anchor] = []

    def line_after(before: bytes) -> str:
        # Each line names the one before it: two processes must not both follow the same one.
        number, prev = _next_link(before, key.public_key())
        anchor = Anchor(seq, head_hash, instant(at.astimezone(UTC)), number, prev)
        signature = key.sign(anchor.signed_octets()).hex()
        made.append(anchor)
        return json.dumps({**anchor.__dict__, "signature": signature}, sort_keys=True)

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    append_line(folder / ANCHORS_FILE, line_after)
    return made[0]


def _next_link(before: bytes, key: Ed25519PublicKey) -> tuple[int, str]:
    """Return number and `prev` of the anchor that comes after what stands in the file."""
    numbered = [line for line in lines_of(before, key) if line.anchor and line.anchor.number]
    if not numbered:
        return before.count(b"\n") + 1, hashlib.sha256(before).hexdigest()
    last = numbered[-1]
    assert last.anchor is not None  # noqa: S101 - filtered above
    return last.anchor.number + 1, last.digest


def lines_of(octets: bytes, key: Ed25519PublicKey) -> list[AnchorLine]:
    """Return every line of an anchors file; a line that is not ours has no anchor."""
    found: list[AnchorLine] = []
    start = 0
    for number, raw in enumerate(octets.split(b"\n"), start=1):
        if raw:
            before = hashlib.sha256(octets[:start]).hexdigest()
            found.append(AnchorLine(number, raw, _anchor_in(raw, key), before))
        start += len(raw) + 1
    return found


def _anchor_in(raw: bytes, key: Ed25519PublicKey) -> Anchor | None:
    try:
        fields = json.loads(raw)
        anchor = Anchor(
            int(fields["seq"]),
            str(fields["hash"]),
            str(fields["at"]),
            int(fields.get("number", 0)),
            str(fields.get("prev", "")),
        )
        key.verify(bytes.fromhex(fields["signature"]), anchor.signed_octets())
        datetime.fromisoformat(anchor.at)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InvalidSignature):
        return None
    return anchor


def read_lines(path: Path, key: Ed25519PublicKey) -> list[AnchorLine]:
    """Return the lines of a file in the order written; an absent file holds none. OSError."""
    return lines_of(path.read_bytes(), key) if path.exists() else []
