"""Blobs have the size classes plus a constant, and no other sizes."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sealing.stand_ins import CONTEXT, material
from tryggvei.sealing.envelope import overhead, seal
from tryggvei.sealing.errors import SealError
from tryggvei.sealing.padding import MAX_TEXT_BYTES, pad, size_classes, unpad
from tryggvei.sealing.suites import SuiteName

KEYSETS = {suite: material(suite).public_keyset() for suite in SuiteName}


@pytest.mark.promise(12, "blobs have sizes 4096 * 2**k + constant only")
@given(
    length=st.one_of(
        st.integers(0, MAX_TEXT_BYTES),
        st.sampled_from([n - 4 + d for n in size_classes() for d in (-1, 0)]),
    ),
    suite=st.sampled_from(list(SuiteName)),
)
def test_every_blob_has_a_class_size(length: int, suite: SuiteName) -> None:
    size = len(seal(b"x" * length, CONTEXT, KEYSETS[suite]).blob) - overhead(suite)
    assert size in [4096, 8192, 16384, 32768, 65536, 131072]
    assert length + 4 <= size
    assert size == 4096 or length + 4 > size // 2


@pytest.mark.promise(12, "every text up to 4,092 bytes has one and the same size")
def test_all_short_texts_have_one_size(figure: Callable[[str], None]) -> None:
    sizes = {
        len(seal(b"x" * n, CONTEXT, KEYSETS[SuiteName.HYBRID]).blob) for n in range(0, 4093, 31)
    }
    assert len(sizes) == 1
    figure(f"1 size for texts up to 4,092 bytes: {sizes.pop()} bytes")


def test_the_constant_is_what_the_decision_says() -> None:
    assert overhead(SuiteName.X25519) == 147
    assert overhead(SuiteName.HYBRID) == 1235


@given(st.binary(max_size=5000))
def test_unpad_takes_back_what_pad_gave(text: bytes) -> None:
    assert unpad(pad(text)) == text


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"\0" * 4095,
        (5000).to_bytes(4, "big") + b"\0" * 4092,  # a length beyond the block
        (1).to_bytes(4, "big") + b"ab" + b"\0" * 4090,  # something behind the text
    ],
)
def test_unpad_refuses_what_pad_never_makes(block: bytes) -> None:
    with pytest.raises(SealError):
        unpad(block)
