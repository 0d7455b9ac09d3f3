"""What makes a session count as signed in, and how sessions are ended."""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from allauth.account.internal.flows import login as login_flow
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils.timezone import localtime

from tryggvei.signin.rules import ENROLLING, FRESH_AT, OPENED_AT, SEEN_AT, VIA_OIDC
from tryggvei.toolbox.clock import now

METHODS = login_flow.AUTHENTICATION_METHODS_SESSION_KEY
METHODS_USER = login_flow._AUTHENTICATION_METHODS_USER_SESSION_KEY
NO_ADDRESS = "0.0.0.0"  # noqa: S104 - not a bind: allauth's column may not be empty; see ADR 0009


@dataclass(frozen=True)
class Device:
    """One open session as its owner sees it. `id` is of the list, never the session key."""

    id: int
    browser: str
    opened_at: datetime
    seen_at: datetime | None
    is_this: bool


def open_clocks(session: SessionBase) -> None:
    """Start the idle and the absolute clock, and note that the person just proved herself."""
    at = now().timestamp()
    session[OPENED_AT] = session[SEEN_AT] = session[FRESH_AT] = at


def make_fresh(session: SessionBase) -> None:
    """Note that the person has just proved again who she is."""
    session[FRESH_AT] = now().timestamp()


def has_two_factors(session: SessionBase) -> bool:
    """Return True when this session's log-in had a second factor, here or at the provider."""
    records = session.get(METHODS)
    if not isinstance(records, list):
        return False
    return any(record.get("method") in {"mfa", VIA_OIDC} for record in records)


def came_by_oidc(session: SessionBase) -> bool:
    """Return True when the log-in was at the municipality's OpenID provider."""
    records = session.get(METHODS) or []
    return any(record.get("method") == VIA_OIDC for record in records)


def mark_session_signed_in(session: SessionBase, person_id: int, *, fresh: bool = True) -> None:
    """Give a session the marks of a whole two-factor log-in (for tests and the demo's drills).

    `fresh=False` leaves out the mark that dangerous steps ask for.
    """
    at = now().timestamp()
    session[METHODS] = [
        {"method": "password", "at": at},
        {"method": "mfa", "at": at, "type": "totp"},
    ]
    session[METHODS_USER] = str(person_id)
    open_clocks(session)
    session.pop(ENROLLING, None)
    if not fresh:
        del session[FRESH_AT]


def _store(session_key: str | None = None) -> SessionBase:
    store: SessionBase = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    return store


def devices_of(person_id: int, current_key: str | None) -> list[Device]:
    """Return the person's open sessions, the newest first; ended ones are swept away."""
    found = []
    for row in UserSession.objects.filter(user_id=person_id).order_by("-created_at"):
        session = _store(row.session_key)
        if not session.exists(row.session_key):
            row.delete()
            continue
        found.append(_device(row, session, current_key))
    return found


def _device(row: UserSession, session: SessionBase, current_key: str | None) -> Device:
    seen: Any = session.get(SEEN_AT)
    return Device(
        id=row.pk,
        browser=row.user_agent,
        opened_at=localtime(row.created_at),
        seen_at=localtime(datetime.fromtimestamp(seen, tz=row.created_at.tzinfo))
        if isinstance(seen, int | float)
        else None,
        is_this=row.session_key == current_key,
    )


def end_session(person_id: int, device_id: int) -> bool:
    """End one of the person's own sessions; False when it is not hers or already over."""
    row = UserSession.objects.filter(user_id=person_id, pk=device_id).first()
    if row is None:
        return False
    row.end()
    return True


def end_sessions_of(person_id: int, *, but_key: str | None = None) -> int:
    """End the person's sessions (all but one, when its key is given); return how many."""
    ended = 0
    for row in UserSession.objects.filter(user_id=person_id):
        if row.session_key != but_key:
            row.end()
            ended += 1
    return ended


def follow_new_key(old_key: str | None, new_key: str | None) -> None:
    """Let the device list follow a session that was given a new key."""
    UserSession.objects.filter(session_key=old_key).update(session_key=new_key)
