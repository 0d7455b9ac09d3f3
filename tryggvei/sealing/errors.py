"""What can go wrong with a seal, told in as few words as is safe."""

from typing import Literal

CodeFault = Literal["length", "symbol", "checksum"]


class SealError(Exception):
    """Something does not open, or cannot be sealed.

    A blob that does not open gives this error with one fixed sentence: which check failed would
    help only somebody who is trying blobs.
    """

    def __init__(self, message: str = "the seal does not open") -> None:
        super().__init__(message)


class TooLongError(SealError):
    """The text is longer than the largest size class; the sender must be told, not cut off."""


class KeysetError(SealError):
    """The installation's key files are missing or unusable; the message says what to do next.

    Written for the person who runs the installation: it names files, never key material.
    """


class NothingToIndexError(ValueError):
    """A value that is empty after normalisation: indexing it would make all empties equal."""


class BadReceiptCode(ValueError):
    """A typed receipt code that cannot be right; `fault` tells the form what to say.

    Telling is safe: the check digits are public arithmetic and know nothing of which codes exist.
    """

    def __init__(self, fault: CodeFault) -> None:
        super().__init__(f"not a receipt code: {fault}")
        self.fault: CodeFault = fault
