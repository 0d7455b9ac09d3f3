"""The receipt code: what a person keeps to read an answer. 130 bits, and typing faults are found.

Six groups of five: 26 random symbols and four check symbols, in Crockford's base 32 (no I, L, O,
U). From the code alone follow the mailbox's name and its key pair (HKDF, RFC 5869); the code is
never stored, and nobody can find it again. 130 random bits need no slow hash (ASVS 5.0, 11.5.1).
"""

import secrets
import unicodedata
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tryggvei.sealing.errors import BadReceiptCode
from tryggvei.sealing.symbol_checksum import CHECK_SYMBOLS, check_symbols

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SYMBOLS = 26  # 26 * 5 = 130 bits; ASVS 5.0 asks for 128
GROUP = 5
_LENGTH = RANDOM_SYMBOLS + CHECK_SYMBOLS
_LOOKALIKES = str.maketrans("OIL", "011")
_SALT = b"tryggvei-receipt\x01"


@dataclass(frozen=True)
class ReceiptCode:
    """What follows from a code. mailbox_id: 32 bytes, the mailbox's name in the database.

    public_key: 32 bytes (X25519), goes to the team inside the sealed message. private_key opens
    the replies; it lives only while an answer is drawn.
    """

    mailbox_id: bytes
    public_key: bytes
    private_key: X25519PrivateKey = field(repr=False, compare=False)

    def __repr__(self) -> str:
        """Show nothing: whoever reads a mailbox's name in a log can fetch its sealed replies."""
        return "ReceiptCode(…)"


def _text(symbols: list[int]) -> str:
    return "".join(ALPHABET[symbol] for symbol in symbols)


def new_receipt_code() -> str:
    """Return a fresh code, e.g. six groups of five joined by hyphens."""
    data = [secrets.randbelow(len(ALPHABET)) for _ in range(RANDOM_SYMBOLS)]
    whole = _text([*data, *check_symbols(data)])
    return "-".join(whole[start : start + GROUP] for start in range(0, _LENGTH, GROUP))


def _cleaned(typed: str) -> str:
    """Return the symbols typed: any case, any spaces or dashes, O read as 0, I and L as 1."""
    upper = unicodedata.normalize("NFKC", typed).upper()
    kept = (c for c in upper if unicodedata.category(c)[0] not in "ZC" and not _is_dash(c))
    return "".join(kept).translate(_LOOKALIKES)


def _is_dash(character: str) -> bool:
    return unicodedata.category(character) == "Pd" or character in "\u2212._"


def parse_receipt_code(typed: str) -> ReceiptCode:
    """Return what follows from a typed code.

    Raises BadReceiptCode with fault "symbol" (a sign that no code has), "length" (too few or too
    many signs) or "checksum" (one to four signs are wrong; more are found but for 1 in a million).
    """
    code = _cleaned(typed[:200])
    if any(symbol not in ALPHABET for symbol in code):
        raise BadReceiptCode("symbol")
    if len(code) != _LENGTH:
        raise BadReceiptCode("length")
    symbols = [ALPHABET.index(symbol) for symbol in code]
    data, check = symbols[:RANDOM_SYMBOLS], symbols[RANDOM_SYMBOLS:]
    if check_symbols(data) != check:
        raise BadReceiptCode("checksum")
    secret = _text(data).encode()
    private_key = X25519PrivateKey.from_private_bytes(_derive(secret, b"mailbox key"))
    return ReceiptCode(
        mailbox_id=_derive(secret, b"mailbox name"),
        public_key=private_key.public_key().public_bytes_raw(),
        private_key=private_key,
    )


def _derive(secret: bytes, what_for: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=_SALT, info=what_for).derive(secret)
