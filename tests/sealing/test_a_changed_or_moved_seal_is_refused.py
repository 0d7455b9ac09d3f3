"""Bound ciphertext: moved, mixed or changed by one bit, a blob does not open."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from tests.sealing.stand_ins import CONTEXT, finder, material, with_second_key
from tryggvei.sealing.envelope import parse, seal
from tryggvei.sealing.errors import SealError
from tryggvei.sealing.opening import open_blob
from tryggvei.sealing.suites import SUITES, SuiteName

BOTH = pytest.mark.parametrize("suite", list(SuiteName))


@pytest.mark.slow
@BOTH
@pytest.mark.promise(10, "every single-bit flip of a blob is refused")
def test_every_single_bit_flip_is_refused(suite: SuiteName, figure: Callable[[str], None]) -> None:
    keys = material(suite)
    find = finder(keys)
    blob = bytearray(seal(b"one text", CONTEXT, keys.public_keyset()).blob)
    accepted, said = 0, set()
    for position in range(len(blob)):
        for bit in range(8):
            blob[position] ^= 1 << bit
            try:
                open_blob(bytes(blob), CONTEXT, find)
                accepted += 1
            except SealError as error:
                said.add(str(error))
            blob[position] ^= 1 << bit
    assert open_blob(bytes(blob), CONTEXT, find) == b"one text"
    assert accepted == 0
    assert said == {"the seal does not open"}  # no detail that helps an attacker
    figure(f"{suite}: 0 of {len(blob) * 8} flipped blobs opened")


@BOTH
@pytest.mark.promise(10, "another id, box, form, version or key is refused")
@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(CONTEXT, message_id=UUID(int=7)),
        replace(CONTEXT, box="other-team"),
        replace(CONTEXT, form="dialogue"),
        replace(CONTEXT, form="enquir", box="ytryggest"),
    ],
)
def test_a_blob_opens_in_no_other_place(suite: SuiteName, elsewhere: object) -> None:
    keys = material(suite)
    sealed = seal(b"text", CONTEXT, keys.public_keyset())
    with pytest.raises(SealError):
        open_blob(sealed.blob, elsewhere, finder(keys))  # type: ignore[arg-type]


@BOTH
def test_two_messages_cannot_change_places(suite: SuiteName) -> None:
    keys = material(suite)
    here, there = CONTEXT, replace(CONTEXT, message_id=UUID(int=9))
    one, other = (seal(b"x", context, keys.public_keyset()).blob for context in (here, there))
    for blob, context in ((one, there), (other, here)):
        with pytest.raises(SealError):
            open_blob(blob, context, finder(keys))


@BOTH
def test_the_parts_of_two_blobs_of_one_message_do_not_mix(suite: SuiteName) -> None:
    keys = material(suite)
    one, other = (seal(text, CONTEXT, keys.public_keyset()).blob for text in (b"a", b"b"))
    end_of_wrap = 39 + SUITES[suite].wrap_bytes
    for cut in (20, 39, end_of_wrap, end_of_wrap + 12, end_of_wrap + 500):
        with pytest.raises(SealError):
            open_blob(one[:cut] + other[cut:], CONTEXT, finder(keys))


@BOTH
@pytest.mark.parametrize("change", ["version", "key id", "suite", "shorter", "longer", "empty"])
def test_a_header_or_length_that_we_never_write_is_refused(suite: SuiteName, change: str) -> None:
    keys = with_second_key(material(suite), suite, "0badcafe")
    blob = seal(b"text", CONTEXT, keys.public_keyset()).blob
    other_suite = 3 - SUITES[suite].code
    changed = {
        "version": blob[:5] + b"\x02" + blob[6:],
        "key id": blob[:1] + bytes.fromhex("0badcafe") + blob[5:],
        "suite": blob[:6] + bytes((other_suite,)) + blob[7:],
        "shorter": blob[:-1],
        "longer": blob + b"\0",
        "empty": b"",
    }[change]
    with pytest.raises(SealError, match=r"^the seal does not open$"):
        open_blob(changed, CONTEXT, finder(keys))


def test_a_key_of_the_same_id_but_another_suite_is_refused() -> None:
    hybrid, plain = material(SuiteName.HYBRID), material(SuiteName.X25519)
    sealed = seal(b"text", CONTEXT, hybrid.public_keyset())
    with pytest.raises(SealError):
        open_blob(sealed.blob, CONTEXT, finder(plain))


def test_a_stranger_with_another_key_of_the_same_id_opens_nothing() -> None:
    ours, theirs = material(SuiteName.HYBRID), material(SuiteName.HYBRID)
    sealed = seal(b"text", CONTEXT, ours.public_keyset())
    with pytest.raises(SealError):
        open_blob(sealed.blob, CONTEXT, finder(theirs))


def test_the_data_key_is_committed_to() -> None:
    keys = material(SuiteName.X25519)
    blob = seal(b"text", CONTEXT, keys.public_keyset()).blob
    assert len(parse(blob).commitment) == 32
    with pytest.raises(SealError):
        open_blob(blob[:7] + bytes(32) + blob[39:], CONTEXT, finder(keys))
