"""The case keys: one file a case, outside the database, so that erasing a case is deleting a key.

A file holds version, nonce, and the case key under the master key (AES-256-GCM, associated data =
case id). Nothing is cached: what one process destroys, no other process can go on reading with.
The folder's backups must be kept apart from the database's and for at most 35 days (ADR 0004).
"""

import secrets
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tryggvei.sealing.errors import SealError
from tryggvei.sealing.guard import refuse_on_public_face
from tryggvei.toolbox.durable import create_file, destroy_file

refuse_on_public_face(__name__)

VERSION = 1
_NONCE_BYTES = 12
_CASE_KEY_BYTES = 32


class Keyring:
    """The folder of case keys under one master key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, case_id: UUID, kind: str) -> Path:
        # 256 folders: a folder with a hundred thousand files is slow to back up and to list.
        return self._folder / case_id.hex[:2] / f"{case_id.hex}.{kind}"

    def create(self, case_id: UUID, master: bytes) -> None:
        """Make the case's key; a key that is there already is kept.

        Raises SealError when the case's key was destroyed: an erased case never gets a new one,
        so that a late write cannot bring it back to life.
        """
        path = self._path(case_id, "key")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._path(case_id, "gone").exists():
            raise SealError("the case is erased: its key was destroyed")
        nonce = secrets.token_bytes(_NONCE_BYTES)
        wrapped = AESGCM(master).encrypt(
            nonce, secrets.token_bytes(_CASE_KEY_BYTES), _bound_to(case_id)
        )
        create_file(path, bytes((VERSION,)) + nonce + wrapped)

    def read(self, case_id: UUID, master: bytes) -> bytes:
        """Return the case's key. Raises SealError when there is none or it does not unwrap."""
        if self._path(case_id, "gone").exists():
            # A keyring restored from an old backup must not bring an erased case back.
            raise SealError
        try:
            raw = self._path(case_id, "key").read_bytes()
        except FileNotFoundError:
            raise SealError from None
        if not raw or raw[0] != VERSION:
            raise SealError
        nonce, wrapped = raw[1 : 1 + _NONCE_BYTES], raw[1 + _NONCE_BYTES :]
        try:
            return AESGCM(master).decrypt(nonce, wrapped, _bound_to(case_id))
        except (InvalidTag, ValueError):
            raise SealError from None

    def destroy(self, case_id: UUID) -> None:
        """Destroy the case's key for ever, durable on return. May be repeated."""
        gone = self._path(case_id, "gone")
        gone.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        create_file(gone, b"")  # first: killed after this line, the case is already shut
        destroy_file(self._path(case_id, "key"))


def _bound_to(case_id: UUID) -> bytes:
    return b"tryggvei-case-key" + bytes((VERSION,)) + case_id.bytes
