"""Anchors: signed heads of the log, kept where the database's roles cannot write.

A chain shows every change inside it, but not that its newest rows were cut off, nor that the
whole of it was computed again. An anchor says: at this moment row N had this hash. It is signed
with Ed25519 (RFC 8032) and goes to three places: the file `anchors.log`, the process log (and so
to the journal and syslog), and whatever copies the municipality makes of them.
"""

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
    """A moment, the newest row at that moment, and its hash."""

    seq: int
    hash: str
    at: str

    def signed_octets(self) -> bytes:
        """Return what the signature covers; the newline cannot occur in any of the three."""
        return f"tryggvei-anchor-1\n{self.seq}\n{self.hash}\n{self.at}".encode()


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
    """Sign a head and append it to the anchors file, durable on return. Raises AnchorError."""
    anchor = Anchor(seq, head_hash, instant(at.astimezone(UTC)))
    signature = signing_key(keys_dir).sign(anchor.signed_octets()).hex()
    line = json.dumps({**anchor.__dict__, "signature": signature}, sort_keys=True)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    append_line(folder / ANCHORS_FILE, line)
    return anchor


def read_anchors(path: Path, key: Ed25519PublicKey) -> list[Anchor]:
    """Return the anchors of a file in the order written; an absent file holds none.

    Raises AnchorError, naming the line, when one is not signed with our key.
    """
    if not path.exists():
        return []
    anchors: list[Anchor] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            fields = json.loads(line)
            anchor = Anchor(int(fields["seq"]), str(fields["hash"]), str(fields["at"]))
            key.verify(bytes.fromhex(fields["signature"]), anchor.signed_octets())
        except (ValueError, KeyError, TypeError, InvalidSignature) as error:
            text = f"line {number} of {path} is not an anchor signed with our key"
            raise AnchorError(text) from error
        anchors.append(anchor)
    return anchors
