"""Each case has its own key outside the database; with that destroyed, it is unreadable."""

import shutil
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tryggvei.sealing import api
from tryggvei.sealing.epochs import KeyFolder
from tryggvei.sealing.fields import close_field, open_field
from tryggvei.sealing.keyring import Keyring

CASE, OTHER = UUID(int=1), UUID(int=2)
KEY = bytes(range(32))


@pytest.fixture
def keeper(folder: KeyFolder) -> api.Keeper:
    """Return a keeper that holds the keys of two cases."""
    keeper = api.keeper()
    keeper.create_case_key(CASE)
    keeper.create_case_key(OTHER)
    return keeper


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=2000))
def test_a_field_comes_back_whole_and_its_length_tells_little(text: str) -> None:
    blob = close_field(KEY, CASE, "note", text)
    assert open_field(KEY, CASE, "note", blob) == text
    size = len(blob) - 29
    assert size >= 64
    assert size & (size - 1) == 0


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_the_keeper_gives_back_what_it_was_given(keeper: api.Keeper, text: str) -> None:
    assert keeper.decrypt_field(CASE, "name", keeper.encrypt_field(CASE, "name", text)) == text


def test_a_field_opens_in_its_own_case_and_place_only(keeper: api.Keeper) -> None:
    blob = keeper.encrypt_field(CASE, "name", "Kari")
    for case, field in ((OTHER, "name"), (CASE, "phone"), (uuid4(), "name")):
        with pytest.raises(api.SealError):
            keeper.decrypt_field(case, field, blob)


def test_every_flipped_bit_of_a_field_is_refused(keeper: api.Keeper) -> None:
    blob = bytearray(keeper.encrypt_field(CASE, "name", "Kari"))
    for position in range(len(blob)):
        for bit in range(8):
            blob[position] ^= 1 << bit
            with pytest.raises(api.SealError):
                keeper.decrypt_field(CASE, "name", bytes(blob))
            blob[position] ^= 1 << bit


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x01" + bytes(12), bytes(93)])
def test_what_is_no_field_is_refused(keeper: api.Keeper, blob: bytes) -> None:
    with pytest.raises(api.SealError):
        keeper.decrypt_field(CASE, "name", blob)


def test_a_character_that_is_none_is_refused_not_crashed_on(keeper: api.Keeper) -> None:
    with pytest.raises(api.SealError):
        keeper.encrypt_field(CASE, "name", "\ud800")


def test_making_a_key_again_keeps_the_first(keeper: api.Keeper) -> None:
    blob = keeper.encrypt_field(CASE, "name", "Kari")
    keeper.create_case_key(CASE)
    assert keeper.decrypt_field(CASE, "name", blob) == "Kari"


def test_an_erased_case_is_unreadable_and_stays_so(keeper: api.Keeper) -> None:
    blob = keeper.encrypt_field(CASE, "name", "Kari")
    neighbour = keeper.encrypt_field(OTHER, "name", "Ola")
    keeper.destroy_case_key(CASE)
    keeper.destroy_case_key(CASE)
    with pytest.raises(api.SealError):
        keeper.decrypt_field(CASE, "name", blob)
    with pytest.raises(api.SealError):
        keeper.encrypt_field(CASE, "name", "Kari")
    with pytest.raises(api.SealError, match="erased"):
        keeper.create_case_key(CASE)
    assert keeper.decrypt_field(OTHER, "name", neighbour) == "Ola"


def test_no_byte_of_the_destroyed_key_is_left_in_the_keyring(
    keeper: api.Keeper, folder: KeyFolder
) -> None:
    ring = folder.path.parent / "keyring"
    (file,) = ring.rglob(f"{CASE.hex}.key")
    wrapped = file.read_bytes()
    hidden_copy = ring / "hard-link"
    hidden_copy.hardlink_to(file)
    keeper.destroy_case_key(CASE)
    assert not file.exists()
    assert wrapped[13:] not in hidden_copy.read_bytes()


def test_a_keyring_restored_over_an_erased_case_does_not_bring_it_back(
    keeper: api.Keeper, folder: KeyFolder, tmp_path: Path
) -> None:
    ring = folder.path.parent / "keyring"
    blob = keeper.encrypt_field(CASE, "name", "Kari")
    shutil.copytree(ring, tmp_path / "backup")
    keeper.destroy_case_key(CASE)
    shutil.copytree(tmp_path / "backup", ring, dirs_exist_ok=True)
    with pytest.raises(api.SealError):
        keeper.decrypt_field(CASE, "name", blob)


def test_an_old_database_without_its_keyring_is_unreadable(
    keeper: api.Keeper, folder: KeyFolder
) -> None:
    blob = keeper.encrypt_field(CASE, "name", "Kari")
    shutil.rmtree(folder.path.parent / "keyring")
    with pytest.raises(api.SealError):
        keeper.decrypt_field(CASE, "name", blob)


def test_a_case_key_moved_to_another_case_is_refused(tmp_path: Path) -> None:
    ring = Keyring(tmp_path)
    ring.create(CASE, KEY)
    moved = tmp_path / OTHER.hex[:2] / f"{OTHER.hex}.key"
    moved.parent.mkdir(exist_ok=True)
    moved.write_bytes((tmp_path / CASE.hex[:2] / f"{CASE.hex}.key").read_bytes())
    with pytest.raises(api.SealError):
        ring.read(OTHER, KEY)
    with pytest.raises(api.SealError):
        ring.read(CASE, bytes(32))


def test_key_files_are_for_their_owner_alone(keeper: api.Keeper, folder: KeyFolder) -> None:
    files = list((folder.path.parent / "keyring").rglob("*.key"))
    assert len(files) == 2
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)
