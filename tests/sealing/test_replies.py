"""A reply opens for the holder of the code, in its own mailbox, as its own reply, only."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggvei.sealing.errors import SealError, TooLongError
from tryggvei.sealing.mailbox import open_reply, seal_to_mailbox
from tryggvei.sealing.padding import MAX_TEXT_BYTES, size_classes
from tryggvei.sealing.receipt_code import new_receipt_code, parse_receipt_code

MINE, HERS = (parse_receipt_code(new_receipt_code()) for _ in range(2))
REPLY = UUID(int=3)


@given(text=st.binary(max_size=5000), reply_id=st.uuids())
def test_a_reply_comes_back_whole_and_in_a_class_size(text: bytes, reply_id: UUID) -> None:
    blob = seal_to_mailbox(text, MINE.mailbox_id, MINE.public_key, reply_id)
    assert open_reply(MINE, reply_id, blob) == text
    assert len(blob) - 49 in size_classes()


def test_another_code_opens_nothing() -> None:
    blob = seal_to_mailbox(b"text", MINE.mailbox_id, MINE.public_key, REPLY)
    with pytest.raises(SealError):
        open_reply(HERS, REPLY, blob)


def test_a_reply_cannot_be_shown_as_another_reply() -> None:
    blob = seal_to_mailbox(b"text", MINE.mailbox_id, MINE.public_key, REPLY)
    with pytest.raises(SealError):
        open_reply(MINE, uuid4(), blob)


def test_a_reply_cannot_be_put_into_another_mailbox_of_the_same_key() -> None:
    blob = seal_to_mailbox(b"text", HERS.mailbox_id, MINE.public_key, REPLY)
    with pytest.raises(SealError):
        open_reply(MINE, REPLY, blob)


def test_a_flipped_bit_anywhere_is_refused() -> None:
    blob = bytearray(seal_to_mailbox(b"text", MINE.mailbox_id, MINE.public_key, REPLY))
    for position in [*range(80), *range(80, len(blob), 37), len(blob) - 1]:
        for bit in range(8):
            blob[position] ^= 1 << bit
            with pytest.raises(SealError):
                open_reply(MINE, REPLY, bytes(blob))
            blob[position] ^= 1 << bit


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x02" + bytes(4144), bytes(4145)])
def test_what_is_no_reply_is_refused(blob: bytes) -> None:
    with pytest.raises(SealError):
        open_reply(MINE, REPLY, blob)


@pytest.mark.parametrize(
    ("mailbox_id", "public_key"),
    [(b"short", MINE.public_key), (MINE.mailbox_id, b"short"), (MINE.mailbox_id, bytes(32))],
    ids=["short id", "short key", "zero key"],
)
def test_a_mailbox_that_is_none_is_refused(mailbox_id: bytes, public_key: bytes) -> None:
    with pytest.raises(SealError):
        seal_to_mailbox(b"text", mailbox_id, public_key, REPLY)


def test_a_reply_that_is_too_long_is_refused() -> None:
    with pytest.raises(TooLongError):
        seal_to_mailbox(b"x" * (MAX_TEXT_BYTES + 1), MINE.mailbox_id, MINE.public_key, REPLY)
