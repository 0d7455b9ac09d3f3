"""A sealed text opens whole, under the context it was sealed for."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sealing.stand_ins import CONTEXT, finder, material
from tryggvei.sealing.context import FORMS, SealContext, canonical_bytes
from tryggvei.sealing.envelope import seal
from tryggvei.sealing.errors import SealError, TooLongError
from tryggvei.sealing.opening import open_blob
from tryggvei.sealing.padding import MAX_TEXT_BYTES
from tryggvei.sealing.suites import SuiteName

KEYS = {suite: material(suite) for suite in SuiteName}
FINDERS = {suite: finder(keys) for suite, keys in KEYS.items()}
KEYSETS = {suite: keys.public_keyset() for suite, keys in KEYS.items()}

contexts = st.builds(
    SealContext,
    form=st.sampled_from(sorted(FORMS)),
    box=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=50),
    message_id=st.uuids(),
)


@given(text=st.binary(max_size=9000), context=contexts, suite=st.sampled_from(list(SuiteName)))
def test_any_text_comes_back_whole(text: bytes, context: SealContext, suite: SuiteName) -> None:
    sealed = seal(text, context, KEYSETS[suite])
    assert open_blob(sealed.blob, context, FINDERS[suite]) == text
    assert sealed.key_id == KEYSETS[suite].primary


@given(one=contexts, other=contexts)
def test_two_contexts_never_give_the_same_bytes(one: SealContext, other: SealContext) -> None:
    same = canonical_bytes(one, 1, 1, b"abcd") == canonical_bytes(other, 1, 1, b"abcd")
    assert same == (one == other)


def test_the_longest_text_fits_and_one_byte_more_is_refused() -> None:
    keyset = KEYSETS[SuiteName.HYBRID]
    longest = b"x" * MAX_TEXT_BYTES
    sealed = seal(longest, CONTEXT, keyset)
    assert open_blob(sealed.blob, CONTEXT, FINDERS[SuiteName.HYBRID]) == longest
    with pytest.raises(TooLongError):
        seal(longest + b"x", CONTEXT, keyset)


@pytest.mark.parametrize(
    "context",
    [
        SealContext("unknown", "tryggest", UUID(int=1)),
        SealContext("enquiry", "", UUID(int=1)),
        SealContext("enquiry", "x" * 201, UUID(int=1)),
        SealContext("enquiry", "\ud800", UUID(int=1)),
    ],
)
def test_a_context_out_of_bounds_is_refused(context: SealContext) -> None:
    with pytest.raises(SealError):
        seal(b"text", context, KEYSETS[SuiteName.HYBRID])


def test_the_same_text_never_gives_the_same_blob() -> None:
    keyset = KEYSETS[SuiteName.X25519]
    assert len({seal(b"same", CONTEXT, keyset).blob for _ in range(50)}) == 50
