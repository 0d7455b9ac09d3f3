"""What was stored by any earlier release opens today, in our code and in two others'.

The layouts below are written out once more, on purpose without our parser: a change of format
that our code would follow silently breaks here.
"""

import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.sealing import other_implementations as other
from tryggvei.sealing import blind_index, fields, keyring, mailbox, private_keys
from tryggvei.sealing.context import SealContext, canonical_bytes
from tryggvei.sealing.epochs import KeyFolder
from tryggvei.sealing.keyset import PublicKeyset
from tryggvei.sealing.opening import open_blob
from tryggvei.sealing.receipt_code import parse_receipt_code
from tryggvei.sealing.suites import SuiteName

FOLDER = Path(__file__).parent / "vectors"
MESSAGES = sorted(path.stem for path in FOLDER.glob("message-*.json"))
FROZEN = {
    "case-v1": "5b2fa8ec59b1b05aa9aba14099b1f537",
    "key-files-v1": "c2af2559aa9b34807e5dd0a371cad9c2",
    "message-v1-mlkem768-x25519": "832a321f7e83e46f29828b8d450786a2",
    "message-v1-x25519": "db9d00713b20dffde0d11cbf234b4a2f",
    "reply-v1-x25519": "aec88b0ae57483c167de94147b358bae",
}
WRAP = {"X25519": 80, "MLKEM768-X25519": 1168}


def vector(name: str) -> dict[str, Any]:
    """Return one committed vector."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return loaded


def without_padding(padded: bytes) -> str:
    """Take a text out of its size class, by hand."""
    return padded[4 : 4 + int.from_bytes(padded[:4], "big")].decode()


def bound_by_hand(v: dict[str, Any]) -> bytes:
    """Write a message's canonical context as the decision record describes it."""
    form, box = v["form"].encode(), v["box"].encode()
    written: bytes = (
        b"tryggvei-seal\x01"
        + bytes(({"X25519": 1, "MLKEM768-X25519": 2}[v["suite"]],))
        + len(form).to_bytes(2, "big")
        + form
        + len(box).to_bytes(2, "big")
        + box
        + UUID(v["message_id"]).bytes
        + bytes.fromhex(v["key_id"])
    )
    return written


def test_every_suite_and_format_has_a_vector() -> None:
    assert {vector(name)["suite"] for name in MESSAGES} == {suite.value for suite in SuiteName}
    assert {path.stem for path in FOLDER.glob("*.json")} >= {
        "reply-v1-x25519",
        "case-v1",
        "key-files-v1",
    }


@pytest.mark.promise(11, "every stored message format opens in our code")
@pytest.mark.parametrize("name", MESSAGES)
def test_our_code_opens_the_message(name: str) -> None:
    v = vector(name)
    suite = SuiteName(v["suite"])
    key = suite, private_keys.private_key_from(suite, bytes.fromhex(v["private"]))
    context = SealContext(v["form"], v["box"], UUID(v["message_id"]))
    opened = open_blob(bytes.fromhex(v["blob"]), context, {v["key_id"]: key}.get)
    assert opened.decode() == v["plaintext"]
    assert private_keys.public_bytes_of(suite, bytes.fromhex(v["private"])).hex() == v["public"]
    code = {"X25519": 1, "MLKEM768-X25519": 2}[v["suite"]]
    assert canonical_bytes(context, 1, code, bytes.fromhex(v["key_id"])).hex() == v["context"]


def open_body(v: dict[str, Any], data_key: bytes) -> str:
    """Open the body with the standard library's HKDF and Tink's AES-GCM."""
    blob, bound = bytes.fromhex(v["blob"]), bound_by_hand(v)
    keys = other.hkdf(data_key, b"", b"tryggvei-seal-keys\x01" + bound, 64)
    assert hmac.compare_digest(keys[32:], blob[7:39])
    return without_padding(other.tink_aes_gcm(keys[:32], blob[39 + WRAP[v["suite"]] :], bound))


@pytest.mark.promise(11, "every stored message format opens in Tink")
@pytest.mark.parametrize("name", MESSAGES)
def test_tink_opens_the_message(name: str, figure: Callable[[str], None]) -> None:
    v = vector(name)
    blob = bytes.fromhex(v["blob"])
    tink_ciphertext = blob[:5] + blob[39 : 39 + WRAP[v["suite"]]]
    data_key = other.tink_open_prefixed(
        v["suite"],
        bytes.fromhex(v["private"]),
        bytes.fromhex(v["public"]),
        tink_ciphertext,
        bound_by_hand(v),
    )
    assert open_body(v, data_key) == v["plaintext"]
    figure(f"{name}: opened by cryptography and Tink")


@pytest.mark.promise(11, "the X25519 message format opens in pyhpke, a third implementation")
def test_pyhpke_opens_the_x25519_message(figure: Callable[[str], None]) -> None:
    v = vector("message-v1-x25519")
    wrapped = bytes.fromhex(v["blob"])[39 : 39 + 80]
    data_key = other.pyhpke_open(bytes.fromhex(v["private"]), wrapped, bound_by_hand(v))
    assert open_body(v, data_key) == v["plaintext"]
    figure("message-v1-x25519: opened by pyhpke too (pyhpke has no hybrid suite)")


@pytest.mark.promise(11, "the reply format opens in three implementations")
def test_three_implementations_open_the_reply() -> None:
    v = vector("reply-v1-x25519")
    code, reply_id = parse_receipt_code(v["receipt_code"]), UUID(v["reply_id"])
    assert (code.mailbox_id.hex(), code.public_key.hex()) == (v["mailbox_id"], v["public"])
    blob = bytes.fromhex(v["blob"])
    assert mailbox.open_reply(code, reply_id, blob).decode() == v["plaintext"]
    bound = b"tryggvei-reply\x01" + bytes.fromhex(v["mailbox_id"]) + reply_id.bytes
    private, public = bytes.fromhex(v["private"]), bytes.fromhex(v["public"])
    by_tink = other.tink_open_raw(private, public, blob[1:], bound)
    assert without_padding(by_tink) == v["plaintext"]
    assert without_padding(other.pyhpke_open(private, blob[1:], bound)) == v["plaintext"]


@pytest.mark.promise(11, "mailbox name and key follow from the code by plain HKDF")
def test_the_receipt_code_is_derived_by_plain_hkdf() -> None:
    v = vector("reply-v1-x25519")
    secret = v["receipt_code"].replace("-", "")[:26].encode()
    for info, expected in ((b"mailbox name", "mailbox_id"), (b"mailbox key", "private")):
        assert other.hkdf(secret, b"tryggvei-receipt\x01", info, 32).hex() == v[expected]


@pytest.mark.promise(11, "case keys and fields open in Tink")
def test_our_code_and_tink_open_case_key_and_field(tmp_path: Path) -> None:
    v = vector("case-v1")
    case_id, master, blob = UUID(v["case_id"]), *map(bytes.fromhex, (v["master"], v["blob"]))
    stored = tmp_path / case_id.hex[:2] / f"{case_id.hex}.key"
    stored.parent.mkdir()
    stored.write_bytes(bytes.fromhex(v["case_key_file"]))
    case_key = keyring.Keyring(tmp_path).read(case_id, master)
    assert fields.open_field(case_key, case_id, v["field"], blob) == v["plaintext"]
    key_bound = b"tryggvei-case-key\x01" + case_id.bytes
    assert other.tink_aes_gcm(master, stored.read_bytes()[1:], key_bound) == case_key
    field_bound = b"tryggvei-field\x01" + case_id.bytes + b"\x00\x04name"
    assert without_padding(other.tink_aes_gcm(case_key, blob[1:], field_bound)) == v["plaintext"]


def test_blind_indexes_stay_the_same() -> None:
    v = vector("case-v1")
    for kind, value, expected in v["blind_indexes"]:
        assert blind_index.blind_index(bytes.fromhex(v["index"]), kind, value).hex() == expected


def test_the_key_files_of_format_1_are_read(tmp_path: Path) -> None:
    v = vector("key-files-v1")
    (tmp_path / "private.sealed").write_text(v["private_file"])
    folder = KeyFolder(tmp_path, v["passphrase"])
    material = folder.read()
    assert {key.key_id: key.seed.hex() for key in material.keys} == v["seeds"]
    assert (material.master.hex(), material.index.hex()) == (v["master"], v["index"])
    assert [key.key_id for key in material.retired] == [v["retired"]]
    assert PublicKeyset.from_json(v["public_file"].encode()) == material.public_keyset()


@pytest.mark.promise(11, "a committed vector is never made again")
def test_the_committed_vectors_are_the_frozen_ones() -> None:
    """Add a line for a new format; a changed line means messages that can no longer be read."""
    for name, digest in FROZEN.items():
        raw = (FOLDER / f"{name}.json").read_bytes()
        assert hashlib.sha256(raw).hexdigest()[:32] == digest, name
    assert {path.stem for path in FOLDER.glob("*.json")} == set(FROZEN)
