"""What a keeper of keys does for the rooms, wherever the keys are kept."""

from typing import Protocol
from uuid import UUID

from tryggvei.sealing.context import SealContext
from tryggvei.sealing.envelope import SealedBlob


class Keeper(Protocol):
    """Opens seals and holds the case keys. The caller writes the audit row first, always."""

    @property
    def level(self) -> int:
        """Return how far the keys are from the staff process: 0 in it, 1 in one of their own."""

    def open_sealed(self, blob: bytes, context: SealContext) -> bytes:
        """Return the text of a sealed message. Raises SealError."""

    def reseal(self, blob: bytes, context: SealContext) -> SealedBlob:
        """Seal a message anew to the key in use, without showing it. Raises SealError."""

    def create_case_key(self, case_id: UUID) -> None:
        """Make the case's key; repeating keeps it. Raises SealError for an erased case."""

    def encrypt_field(self, case_id: UUID, field: str, plaintext: str) -> bytes:
        """Return the blob of one field of one case. Raises SealError without a case key."""

    def decrypt_field(self, case_id: UUID, field: str, blob: bytes) -> str:
        """Return the text of a field. Raises SealError: changed, moved, or the case is erased."""

    def destroy_case_key(self, case_id: UUID) -> None:
        """Make every field of the case unreadable for ever. May be repeated."""

    def blind_index(self, kind: str, value: str) -> bytes:
        """Return 32 bytes, equal for equal values; kind: name, phone, national_id.

        Raises NothingToIndexError (a ValueError) for a value with nothing in it.
        """
