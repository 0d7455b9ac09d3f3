"""Ready-made log-ins for the demo municipality. Refused in production."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured

from tryggvei.organisation.api import person
from tryggvei.signin import locker

PERIOD = 30  # seconds that one code is shown (RFC 6238)


def _only_in_demo() -> None:
    if settings.TRYGGVEI_MODE == "production":
        raise ImproperlyConfigured(
            "Ready-made log-ins are for the demo only. Make a one-time link: manage.py invite."
        )


def give_demo_login(person_id: int, password: str, totp_secret: str) -> None:
    """Give a person of the demo a password and a code app with a known secret (base32).

    Safe to run again. Raises ImproperlyConfigured in production.
    """
    _only_in_demo()
    row = get_user_model().objects.get(pk=person_id)
    # Comparing with no password at all takes as long as hashing one.
    if not (row.has_usable_password() and row.check_password(password)):
        row.set_password(password)
        row.save(update_fields=["password"])
    has = Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.TOTP).first()
    if has is None or locker.decrypt(has.data["secret"]) != totp_secret:
        Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.TOTP).delete()
        totp.TOTP.activate(row, totp_secret)


def demo_code(person_id: int) -> tuple[str, int]:
    """Return the code that a demo person's app shows now, and for how many seconds yet.

    Raises ImproperlyConfigured in production, LookupError when the person has no code app.
    """
    _only_in_demo()
    name = person(person_id).name
    app = Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.TOTP).first()
    if app is None:
        raise LookupError(f"{name} has no code app")
    at = int(time.time())
    value = totp.hotp_value(locker.decrypt(app.data["secret"]), at // PERIOD)
    return str(totp.format_hotp_value(value)), PERIOD - at % PERIOD
