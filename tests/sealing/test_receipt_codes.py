"""A receipt code is strong, forgiving of how it is typed, and finds every small fault."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggvei.sealing.errors import BadReceiptCode
from tryggvei.sealing.receipt_code import (
    ALPHABET,
    RANDOM_SYMBOLS,
    new_receipt_code,
    parse_receipt_code,
)
from tryggvei.sealing.symbol_checksum import check_symbols

CODE = new_receipt_code()
SYMBOLS = CODE.replace("-", "")


def fault_of(typed: str) -> str:
    """Return the fault that the parser finds, or "" when it finds none."""
    try:
        parse_receipt_code(typed)
    except BadReceiptCode as error:
        return error.fault
    return ""


def test_a_code_has_130_random_bits_in_six_groups_of_five() -> None:
    assert re.fullmatch(rf"([{ALPHABET}]{{5}}-){{5}}[{ALPHABET}]{{5}}", CODE)
    assert RANDOM_SYMBOLS * 5 >= 128
    seen = {new_receipt_code() for _ in range(2000)}
    assert len(seen) == 2000
    for position in range(RANDOM_SYMBOLS):  # a symbol that stands still would be lost bits
        assert len({code.replace("-", "")[position] for code in seen}) == 32


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        SYMBOLS,
        "  " + " ".join(SYMBOLS) + "\n",
        CODE.replace("-", " – "),
        CODE.replace("-", "\u00a0"),
        CODE.replace("-", "."),
        CODE.replace("0", "O"),
        CODE.replace("0", "o"),
        CODE.replace("1", "I"),
        CODE.replace("1", "l"),
        CODE.replace("-", "\u200b-"),
    ],
    ids=[str(number) for number in range(11)],  # the code is new each run
)
def test_the_same_code_typed_in_other_ways_is_the_same_mailbox(typed: str) -> None:
    assert parse_receipt_code(typed).mailbox_id == parse_receipt_code(CODE).mailbox_id


def test_every_single_wrong_symbol_is_found() -> None:
    for position, right in enumerate(SYMBOLS):
        for wrong in ALPHABET.replace(right, ""):
            assert fault_of(SYMBOLS[:position] + wrong + SYMBOLS[position + 1 :]) == "checksum"


def test_every_two_symbols_that_changed_places_are_found() -> None:
    for one in range(len(SYMBOLS)):
        for other in range(one + 1, len(SYMBOLS)):
            mixed = list(SYMBOLS)
            mixed[one], mixed[other] = mixed[other], mixed[one]
            expected = "" if SYMBOLS[one] == SYMBOLS[other] else "checksum"
            assert fault_of("".join(mixed)) == expected


@given(
    st.dictionaries(st.integers(0, 29), st.integers(1, 31), min_size=1, max_size=4),
)
def test_one_to_four_wrong_symbols_are_always_found(changes: dict[int, int]) -> None:
    typed = list(SYMBOLS)
    for position, step in changes.items():
        typed[position] = ALPHABET[ALPHABET.index(typed[position]) ^ step]
    assert fault_of("".join(typed)) == "checksum"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "length"),
        (SYMBOLS[:-1], "length"),
        (SYMBOLS + "0", "length"),
        ("U" + SYMBOLS[1:], "symbol"),
        ("Æ" + SYMBOLS[1:], "symbol"),
        ("0" * 10_000, "length"),
    ],
    ids=[str(number) for number in range(6)],
)
def test_the_fault_says_what_to_tell_the_person(typed: str, fault: str) -> None:
    assert fault_of(typed) == fault


@given(st.text(max_size=300))
def test_anything_typed_is_a_code_or_a_bad_code(typed: str) -> None:
    assert fault_of(typed) in {"length", "symbol", "checksum"}


def test_a_code_object_shows_nothing_of_itself() -> None:
    code = parse_receipt_code(CODE)
    assert repr(code) == "ReceiptCode(…)"
    assert code.mailbox_id.hex() not in str(code)


def test_mailbox_name_and_key_tell_nothing_of_each_other() -> None:
    code = parse_receipt_code(CODE)
    assert code.mailbox_id != code.public_key
    assert code.mailbox_id != code.private_key.private_bytes_raw()


def slow_times(a: int, b: int) -> int:
    """Multiply in GF(32) bit by bit, without the tables of the module under test."""
    product = 0
    for bit in range(5):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(9, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product


@given(st.lists(st.integers(0, 31), min_size=26, max_size=26))
def test_a_code_word_is_zero_at_the_four_roots(data: list[int]) -> None:
    for root in (2, 4, 8, 16):
        value = 0
        for symbol in [*data, *check_symbols(data)]:
            value = slow_times(value, root) ^ symbol
        assert value == 0


def test_a_longer_word_than_the_code_protects_is_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        check_symbols([0] * 28)
