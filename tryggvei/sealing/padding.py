"""Length tells nothing: every text is filled up to a size class before it is sealed."""

from tryggvei.sealing.errors import SealError, TooLongError

MESSAGE_CLASS = 4096  # bytes; the smallest class of a message
LARGEST_DOUBLING = 5  # 4096 * 2**5 = 131,072 bytes
FIELD_CLASS = 64  # bytes; the smallest class of a case field
LARGEST_FIELD_DOUBLING = 14  # 64 * 2**14 = 1 MiB
_LENGTH_BYTES = 4
MAX_TEXT_BYTES = MESSAGE_CLASS * 2**LARGEST_DOUBLING - _LENGTH_BYTES


def size_classes(smallest: int = MESSAGE_CLASS, doublings: int = LARGEST_DOUBLING) -> list[int]:
    """Return the padded lengths that may occur, in bytes, smallest first."""
    return [smallest * 2**k for k in range(doublings + 1)]


def pad(text: bytes, smallest: int = MESSAGE_CLASS, doublings: int = LARGEST_DOUBLING) -> bytes:
    """Return length + text + zeros, as long as the smallest class that holds them.

    Raises TooLongError when no class does.
    """
    needed = len(text) + _LENGTH_BYTES
    for size in size_classes(smallest, doublings):
        if needed <= size:
            return (len(text).to_bytes(_LENGTH_BYTES, "big") + text).ljust(size, b"\0")
    raise TooLongError("the text is longer than a seal can hold")


def unpad(padded: bytes, smallest: int = MESSAGE_CLASS, doublings: int = LARGEST_DOUBLING) -> bytes:
    """Return the text of a padded block. Raises SealError for anything `pad` does not make."""
    if len(padded) not in size_classes(smallest, doublings):
        raise SealError
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    text, filling = padded[_LENGTH_BYTES:][:length], padded[_LENGTH_BYTES:][length:]
    if len(text) != length or filling.strip(b"\0"):
        raise SealError
    return text
