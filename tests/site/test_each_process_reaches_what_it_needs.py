"""Two users and one folder: what one may not do there is said at the start, not found by a letter.

Each row of the review's table is a folder made in one way; run by root, each process is tried as a
user of its own. (The whole house under three users: tests/drills/test_the_documented_layout.py.)
"""

import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import override_settings
from pytest_django import Settings

from tryggvei.site import checks, places, signing
from tryggvei.toolbox.durable import replace_file, shared_mode

PUBLIC, WORKER, SPOOL = 20001, 20002, 20003
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can take on other users")


@pytest.fixture
def state(settings: Settings) -> Iterator[Path]:
    """A state folder that other users reach (pytest's own folders are closed to them)."""
    base = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None
    folder = Path(tempfile.mkdtemp(dir=base))
    folder.chmod(0o755)
    settings.STATE_DIR = folder
    for name in ("KEYS", "KEYRING", "ANCHORS", "SPOOL", "BAKED"):
        setattr(settings, f"{name}_DIR", folder / name.lower())
    settings.STATIC_ROOT = folder / "static-root"
    yield folder
    shutil.rmtree(folder)


def _work(uid: int, groups: list[int], work: Callable[[], Any], answer: Any) -> None:
    os.setgroups(groups)
    os.setgid(uid)
    os.setuid(uid)
    try:
        answer.send(work())
    except OSError as error:
        answer.send(type(error).__name__)


def as_user(uid: int, groups: list[int], work: Callable[[], Any]) -> Any:
    """Return what some work gives in a process of another user, or the name of its OSError."""
    ours, theirs = multiprocessing.Pipe()
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=_work, args=(uid, groups, work, theirs))
    process.start()
    try:
        assert ours.poll(30)
        return ours.recv()
    finally:
        process.join(30)


def _faults(face: str) -> list[str]:
    return [fault for fault in places.faults(face) if "spool" in fault]


def _letter_passes(state: Path) -> bool:
    """Return whether a letter that the public user lays down is read and removed by the worker."""
    folder, path = state / "spool", state / "spool" / "x.sealed"

    def put() -> str:
        replace_file(path, b"letter", mode=shared_mode(folder))
        return "put"

    def take() -> bytes:
        content = path.read_bytes()
        path.unlink()
        return content

    if as_user(PUBLIC, [SPOOL], put) != "put":
        return False
    return bool(as_user(WORKER, [SPOOL], take) == b"letter")


@needs_root
@pytest.mark.promise(2, "users of one spool: what would not be delivered is refused at the start")
@pytest.mark.parametrize(
    ("owner", "group", "mode", "fits"),
    [
        (WORKER, WORKER, 0o750, False),  # made by the worker's first tick
        (PUBLIC, PUBLIC, 0o750, False),
        (PUBLIC, SPOOL, 0o750, False),
        (PUBLIC, SPOOL, 0o2750, False),
        (PUBLIC, SPOOL, 0o770, False),  # letters would belong to the writer's own group
        (PUBLIC, SPOOL, 0o3770, False),  # sticky: the worker may not remove them
        (WORKER, WORKER, 0o2770, False),  # a group that the public user is not in
        (0, SPOOL, 0o2770, True),
        (WORKER, SPOOL, 0o2770, True),
        (PUBLIC, SPOOL, 0o2770, True),
        (PUBLIC, WORKER, 0o2770, True),
    ],
)
def test_a_spool_that_two_users_cannot_share_is_refused(
    state: Path, owner: int, group: int, mode: int, *, fits: bool
) -> None:
    folder = state / "spool"
    folder.mkdir()
    os.chown(folder, owner, group)
    folder.chmod(mode)
    told = [
        as_user(PUBLIC, [SPOOL], lambda: _faults("public")),
        as_user(WORKER, [SPOOL], lambda: _faults("worker")),
    ]
    assert (told == [[], []]) is fits, told
    if fits:
        assert _letter_passes(state)
    assert list(folder.iterdir()) == []  # no probe is left


@needs_root
def test_a_spool_that_nobody_made_is_refused_where_the_state_folder_is_closed(state: Path) -> None:
    for uid, face in ((PUBLIC, "public"), (WORKER, "worker")):
        (fault,) = as_user(uid, [], partial(_faults, face))
        assert fault == f"{state / 'spool'} is missing"
    assert _faults("public") == []  # by one user alone it is made at first use


@needs_root
@pytest.mark.parametrize(
    ("face", "setting", "name"),
    [
        (face, place.setting, place.name)
        for face, declared in places.PLACES.items()
        for place in declared
        if isinstance(place.does, places.Does)
    ],
)
def test_each_declared_place_is_tried(state: Path, face: str, setting: str, name: str) -> None:
    for declared in places.PLACES[face]:
        if isinstance(declared.does, places.Does):
            path = declared.path()
            (path.parent if declared.name.count(".") else path).mkdir(parents=True, exist_ok=True)
            if not path.exists():
                path.write_text("{}")
    for path in [state, *state.rglob("*")]:
        os.chown(path, WORKER, WORKER)
        path.chmod(0o700 if path.is_dir() else 0o600)
    state.chmod(0o755)
    assert as_user(WORKER, [], lambda: list(places.faults(face))) == []
    target = Path(getattr(django_settings, setting)) / name
    os.chown(target, 0, 0)
    first, *_ = as_user(WORKER, [], lambda: list(places.faults(face)))
    assert str(target) in first


@needs_root
@pytest.mark.parametrize(
    ("face", "setting", "name"),
    [
        (face, place.setting, place.name)
        for face, declared in places.PLACES.items()
        for place in declared
        if isinstance(place.does, places.Never)
    ],
)
def test_a_power_that_a_process_should_not_have_is_found(
    state: Path, face: str, setting: str, name: str
) -> None:
    for declared in places.PLACES[face]:
        folder = declared.path() if "." not in declared.name else declared.path().parent
        folder.mkdir(parents=True, exist_ok=True)
    for file in ("private.sealed", "anchor.key"):
        (state / "keys" / file).write_text("x")
        (state / "keys" / file).chmod(0o600)
    for folder in [state, *(path for path in state.rglob("*") if path.is_dir())]:
        folder.chmod(0o711)
    assert as_user(PUBLIC, [], lambda: list(places.powers(face))) == []
    target = Path(getattr(django_settings, setting)) / name
    target.chmod(0o777 if target.is_dir() else 0o644)
    found = as_user(PUBLIC, [], lambda: list(places.powers(face)))
    assert any(str(target) in power and face in power for power in found), found


def test_a_power_stops_real_enquiries_only_unless_the_risk_is_accepted(state: Path) -> None:
    (state / "keys").mkdir()
    (state / "keys" / "private.sealed").write_text("x")
    with override_settings(FACE="public", INTAKE="on", RISK_ACCEPTED_BY=""):
        assert any("private.sealed" in text for text in checks._power_errors())
    with override_settings(FACE="public", INTAKE="on", RISK_ACCEPTED_BY="Ola Nordmann"):
        assert list(checks._power_errors()) == []
    with override_settings(FACE="public", INTAKE="demo", RISK_ACCEPTED_BY=""):
        assert list(checks._power_errors()) == []


def test_a_fault_stops_the_start_whoever_has_accepted_what(state: Path) -> None:
    with override_settings(FACE="staff", INTAKE="demo", RISK_ACCEPTED_BY="Ola Nordmann"):
        (message,) = checks.check_installation(None)
        assert message.id == "site.E002"
        assert "manage.py collectstatic" in message.msg
        with pytest.raises(SystemExit) as stopped:
            checks.refuse_unsafe_start()
    assert stopped.value.code == 78


def test_equal_signing_keys_are_found_though_no_process_sees_both(state: Path) -> None:
    with override_settings(FACE="worker", SECRET_KEY="the staff's own"):
        signing.leave_fingerprint()
    assert (state / "keys" / signing.FILE).stat().st_mode & 0o777 == 0o644
    assert "the staff's" not in (state / "keys" / signing.FILE).read_text()
    with override_settings(FACE="public", SECRET_KEY="the staff's own"):
        (error,) = checks._key_errors()
        assert "sign as the staff face" in error
    with override_settings(FACE="public", SECRET_KEY="another"):
        assert list(checks._key_errors()) == []
