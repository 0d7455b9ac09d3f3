"""Check symbols over base 32: a Reed-Solomon code that finds any four wrong symbols.

Arithmetic in GF(2**5) with x**5 + x**2 + 1; generator with the roots a, a**2, a**3, a**4. A code
word is at most 31 symbols long. Two neighbours that changed places are two wrong symbols.
(Reed and Solomon, "Polynomial codes over certain finite fields", 1960.)
"""

from collections.abc import Sequence

CHECK_SYMBOLS = 4
MAX_SYMBOLS = 31
_FIELD = 32
_POLYNOMIAL = 0b100101


def _tables() -> tuple[list[int], list[int]]:
    powers, logarithms = [0] * (2 * (_FIELD - 1)), [0] * _FIELD
    value = 1
    for exponent in range(_FIELD - 1):
        powers[exponent] = powers[exponent + _FIELD - 1] = value
        logarithms[value] = exponent
        value <<= 1
        if value & _FIELD:
            value ^= _POLYNOMIAL
    return powers, logarithms


_POWERS, _LOGARITHMS = _tables()


def _times(a: int, b: int) -> int:
    return 0 if 0 in (a, b) else _POWERS[_LOGARITHMS[a] + _LOGARITHMS[b]]


def _generator() -> list[int]:
    polynomial = [1]
    for root in range(1, CHECK_SYMBOLS + 1):
        shifted = [*polynomial, 0]
        for position, coefficient in enumerate(polynomial):
            shifted[position + 1] ^= _times(coefficient, _POWERS[root])
        polynomial = shifted
    return polynomial


_GENERATOR = _generator()


def check_symbols(data: Sequence[int]) -> list[int]:
    """Return the four check symbols of at most 27 data symbols, each 0-31."""
    if len(data) + CHECK_SYMBOLS > MAX_SYMBOLS:
        raise ValueError("too many symbols for this code")
    remainder = [*data, *([0] * CHECK_SYMBOLS)]
    for position in range(len(data)):
        lead = remainder[position]
        for offset, coefficient in enumerate(_GENERATOR):
            remainder[position + offset] ^= _times(coefficient, lead)
    return remainder[len(data) :]
