"""Adding and removing second factors, with their log rows."""

from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.usersessions.models import UserSession
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest

from tryggvei.audit.api import Thing, record
from tryggvei.signin.adapters import MFAAdapter
from tryggvei.signin.rules import ENROLLING, NEW_CODE_SECRET
from tryggvei.signin.sessions import METHODS, open_clocks
from tryggvei.toolbox.clock import now


def _log(user: AbstractBaseUser, verb: str) -> None:
    record(actor_id=user.pk, verb=verb, thing=Thing("person", str(user.pk)))


@transaction.atomic
def add_code_app(user: AbstractBaseUser, secret: str) -> Authenticator:
    """Add a code app with this secret, in place of an earlier one."""
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).delete()
    added: Authenticator = TOTP.activate(user, secret).instance
    _log(user, "signin:factor:add")
    return added


@transaction.atomic
def add_passkey(user: AbstractBaseUser, name: str, credential: dict[str, object]) -> Authenticator:
    """Add a passkey that WebAuthn has checked."""
    added: Authenticator = WebAuthn.add(user, name, credential).instance
    _log(user, "signin:factor:add")
    return added


@transaction.atomic
def remove_factor(request: HttpRequest, authenticator: Authenticator) -> bool:
    """Remove a factor; False when it is the last one, which must stay."""
    if not MFAAdapter().can_delete_authenticator(authenticator):
        return False
    user = authenticator.user
    delete_and_cleanup(request, authenticator)
    _log(user, "signin:factor:remove")
    return True


@transaction.atomic
def new_recovery_codes(user: AbstractBaseUser) -> list[str]:
    """Make ten new recovery codes in place of the old ones and return them, once."""
    Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
    made = RecoveryCodes.activate(user)
    made.mark_as_viewed()
    _log(user, "signin:recovery_codes:make")
    codes: list[str] = made.get_unused_codes()
    return codes


def finish_enrolment(request: HttpRequest, user: AbstractBaseUser, added: Authenticator) -> None:
    """Make the session of an invitation a whole one: its second factor is in place.

    The session gets a new key, as at every change of what it may do.
    """
    session = request.session
    session.pop(ENROLLING, None)
    session.pop(NEW_CODE_SECRET, None)
    session[METHODS] = [
        *session.get(METHODS, []),
        {"method": "mfa", "at": now().timestamp(), "type": str(added.type), "id": added.pk},
    ]
    session.cycle_key()
    open_clocks(session)
    UserSession.objects.create_from_request(request)
    _log(user, "signin:session:begin")
