"""The private key file tells nothing without its passphrase, and says what to do when it is bad."""

import json
from pathlib import Path

import pytest

from tests.sealing.stand_ins import PASSPHRASE, material
from tryggvei.sealing.epochs import KeyFolder
from tryggvei.sealing.errors import KeysetError
from tryggvei.sealing.private_file import Argon2Cost, read_private_file, write_private_file
from tryggvei.sealing.suites import SuiteName


def test_no_key_byte_stands_in_the_file(folder: KeyFolder) -> None:
    keys = folder.read()
    raw = b"".join(path.read_bytes() for path in folder.path.iterdir())
    for secret in (keys.master, keys.index, *(key.seed for key in keys.keys)):
        assert secret not in raw
        assert secret.hex().encode() not in raw


def test_keys_are_not_shown_when_printed(folder: KeyFolder) -> None:
    keys = folder.read()
    shown = repr(keys) + str(keys.keys[0])
    assert repr(keys.master) not in shown
    assert repr(keys.keys[0].seed) not in shown


@pytest.mark.parametrize("passphrase", ["another long passphrase", PASSPHRASE + " "])
def test_a_wrong_passphrase_opens_nothing(folder: KeyFolder, passphrase: str) -> None:
    with pytest.raises(KeysetError, match="TRYGGVEI_KEY_PASSPHRASE"):
        read_private_file(folder.path / "private.sealed", passphrase)


def test_an_empty_or_short_passphrase_is_refused(folder: KeyFolder) -> None:
    with pytest.raises(KeysetError, match="No key passphrase"):
        read_private_file(folder.path / "private.sealed", "")
    with pytest.raises(KeysetError, match="at least 16 characters"):
        write_private_file(folder.path / "new", folder.read(), "short")
    assert not (folder.path / "new").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("argon2id", {"passes": 2, "memory_kib": 64, "lanes": 1}),
        ("argon2id", {"passes": 1, "memory_kib": 2**30, "lanes": 1}),
        ("argon2id", {"passes": 1}),
        ("salt", "AAAAAAAAAAAAAAAAAAAAAA=="),
        ("nonce", "AAAAAAAAAAAAAAAA"),
        ("sealed", "AAAA"),
        ("format", 2),
    ],
)
def test_a_changed_file_is_refused_with_what_to_do(
    folder: KeyFolder, name: str, value: object
) -> None:
    path = folder.path / "private.sealed"
    document = json.loads(path.read_text())
    path.write_text(json.dumps({**document, name: value}))
    with pytest.raises(KeysetError, match=r"[Rr]estore|Update"):
        folder.read()


@pytest.mark.parametrize("raw", ["", "{}", "[]", "no json", '{"format": 1}', "[" * 100_000])
def test_a_file_of_something_else_is_refused(folder: KeyFolder, raw: str) -> None:
    (folder.path / "private.sealed").write_text(raw)
    with pytest.raises(KeysetError, match="damaged"):
        folder.read()


def test_the_cost_can_be_raised_without_losing_old_files(tmp_path: Path) -> None:
    keys = material(SuiteName.HYBRID)
    for passes in (1, 3):
        write_private_file(tmp_path / "f", keys, PASSPHRASE, Argon2Cost(passes, 128, 2))
        assert read_private_file(tmp_path / "f", PASSPHRASE) == keys


def test_real_installations_pay_the_full_cost() -> None:
    assert Argon2Cost() == Argon2Cost(passes=3, memory_kib=65536, lanes=4)
