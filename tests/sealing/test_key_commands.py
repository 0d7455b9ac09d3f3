"""The operator's words `manage.py keys …`: each may be repeated and says what to do next."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from tests.sealing.conftest import KeyUser
from tests.sealing.stand_ins import PASSPHRASE
from tryggvei.sealing import api
from tryggvei.sealing.epochs import KeyFolder


def said(*words: str) -> str:
    """Run `manage.py keys` and return what it says."""
    out = StringIO()
    call_command("keys", *words, stdout=out)
    return out.getvalue()


def test_init_twice_keeps_the_keys(folder: KeyFolder) -> None:
    before = folder.read()
    assert "Keys exist already" in said("init")
    assert folder.read() == before


def test_init_mends_a_lost_public_file(folder: KeyFolder) -> None:
    (folder.path / "public.json").unlink()
    with pytest.raises(api.KeysetError, match="keys init"):
        api.public_keyset()
    said("init")
    assert api.public_keyset() == folder.read().public_keyset()


def test_init_mends_a_damaged_public_file(folder: KeyFolder) -> None:
    for damage in ("", "{}", '{"format": 1, "primary": "x", "keys": [], "retired": []}'):
        (folder.path / "public.json").write_text(damage)
        with pytest.raises(api.SealError, match="keys init"):
            api.public_keyset()
    said("init")
    assert api.public_keyset() == folder.read().public_keyset()


def test_init_never_hides_that_private_keys_are_lost(folder: KeyFolder) -> None:
    (folder.path / "private.sealed").unlink()
    with pytest.raises(CommandError, match=r"Restore private\.sealed"):
        said("init")
    assert not (folder.path / "private.sealed").exists()


def test_list_shows_every_key_and_its_state(folder: KeyFolder, key_user: KeyUser) -> None:
    first = api.public_keyset().primary
    said("rotate", "--now")
    key_user(lambda key_id: 4 if key_id == first else 0)
    shown = said("list")
    assert "opens old messages, needed by 4" in shown
    assert "in use, needed by 0" in shown
    said("retire", "--key-id", first.upper(), "--force")
    assert f"{first}  MLKEM768-X25519" in said("list")
    assert "destroyed" in said("list")
    assert "matches the private keys" in said("list")


def test_list_finds_a_swapped_public_key(folder: KeyFolder) -> None:
    honest = (folder.path / "public.json").read_bytes()
    said("rotate", "--now")
    (folder.path / "public.json").write_bytes(honest)
    with pytest.raises(CommandError, match="does NOT match"):
        said("list")


def test_list_without_keys_says_how_to_make_them(folder: KeyFolder) -> None:
    for path in folder.path.iterdir():
        path.unlink()
    assert "keys init" in said("list")


def test_a_database_that_is_away_hides_no_key_and_destroys_none(
    folder: KeyFolder, key_user: KeyUser
) -> None:
    def count(_key_id: str) -> int:
        raise OperationalError("no such table")

    key_user(count)
    old = api.public_keyset().primary
    said("rotate", "--now")
    assert f"{old}  MLKEM768-X25519" in said("list")
    assert "unknown number" in said("list")
    with pytest.raises(CommandError, match="cannot be counted"):
        said("retire", "--key-id", old)
    assert folder.read().key(old) is not None


@pytest.mark.parametrize(
    ("words", "what_to_do"),
    [
        (("retire", "--key-id", "00000001"), "keys list"),
        (("rotate", "--suite", "RSA"), "invalid choice"),
        (("retire",), "--key-id"),
        ((), "required"),
    ],
)
def test_a_refusal_says_what_to_do(
    folder: KeyFolder, words: tuple[str, ...], what_to_do: str
) -> None:
    with pytest.raises(CommandError, match=what_to_do):
        said(*words)


def test_a_wrong_passphrase_is_one_clear_sentence(folder: KeyFolder, settings: object) -> None:
    settings.KEY_PASSPHRASE = PASSPHRASE[::-1]  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="Check TRYGGVEI_KEY_PASSPHRASE"):
        said("rotate")
