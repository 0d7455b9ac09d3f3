"""Steps that many tests of sign-in take."""

import time
from typing import Any

from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.test import Client

from tryggvei.organisation.api import PersonInfo
from tryggvei.signin.factors import add_code_app as add_factor

PASSWORD = "kaffe-fjord-vindu-12"


def give_password(person: PersonInfo) -> None:
    """Set the person's password."""
    row = get_user_model().objects.get(pk=person.id)
    row.set_password(PASSWORD)
    row.save()


def add_code_app(person: PersonInfo) -> str:
    """Give the person a code app; return its secret."""
    secret = str(totp.generate_totp_secret())
    add_factor(get_user_model().objects.get(pk=person.id), secret)
    return secret


def code_now(secret: str, steps: int = 0) -> str:
    """Return the app's code now, or some steps of 30 seconds from now."""
    counter = int(time.time()) // 30 + steps
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def send_password(client: Client, person: PersonInfo, password: str = PASSWORD) -> Any:
    """Post e-mail and password as the sign-in page does."""
    return client.post("/konto/inn/", {"login": person.email, "password": password})


def log_in(client: Client, person: PersonInfo, secret: str) -> Any:
    """Take both steps; return the last answer."""
    send_password(client, person)
    return client.post("/konto/inn/kode/", {"code": code_now(secret)})
