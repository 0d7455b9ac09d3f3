"""What an ID token must say before we believe it. Pure: no Django, no network.

OpenID Connect Core 1.0, section 3.1.3.7; JSON Web Token Best Current Practices (RFC 8725).
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Signatures with a public key only: with "none" or a shared secret anybody could have signed.
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "RS384", "PS384", "ES384", "RS512", "PS512")
LEEWAY = 60  # seconds that two clocks may differ
OLDEST = 600  # seconds since the token was made; ours is fetched at once


class OidcRefused(Exception):
    """The log-in is refused. `reason` is one of the codes that the refusal page knows."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keep the code; the detail is for the operator's log and never holds a claim's value."""
        super().__init__(detail or reason)
        self.reason = reason


@dataclass(frozen=True)
class Expected:
    """What this log-in asked for. `fresh_since`: the person must have proved herself since."""

    issuer: str
    client_id: str
    nonce: str
    levels: tuple[str, ...]
    now: float
    fresh_since: float | None = None


@dataclass(frozen=True)
class Identity:
    """Who the provider says it is."""

    subject: str
    level: str
    verified_email: str


def believed(claims: Mapping[str, Any], expected: Expected) -> Identity:
    """Return the identity of a token whose signature is right. Raises OidcRefused."""
    if claims.get("iss") != expected.issuer:
        raise OidcRefused("token", "iss is another")
    _check_audience(claims, expected.client_id)
    _check_times(claims, expected.now)
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not hmac.compare_digest(
        nonce.encode(), expected.nonce.encode()
    ):
        raise OidcRefused("token", "nonce is missing or another")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise OidcRefused("token", "sub is missing or too long")
    if expected.fresh_since is not None:
        _check_fresh(claims, expected.fresh_since)
    return Identity(subject, _level(claims, expected.levels), _verified_email(claims))


def _check_audience(claims: Mapping[str, Any], client_id: str) -> None:
    audience = claims.get("aud")
    audiences = [audience] if isinstance(audience, str) else audience
    if not isinstance(audiences, Sequence) or client_id not in audiences:
        raise OidcRefused("token", "aud is not us")
    azp = claims.get("azp")
    if (azp is not None or len(audiences) > 1) and azp != client_id:
        raise OidcRefused("token", "azp is not us")


def _check_times(claims: Mapping[str, Any], now: float) -> None:
    expires, issued = _number(claims, "exp"), _number(claims, "iat")
    if expires <= now - LEEWAY:
        raise OidcRefused("token", "exp has passed")
    if issued > now + LEEWAY or issued < now - OLDEST:
        raise OidcRefused("token", "iat is in the future or too old")
    not_before = claims.get("nbf")
    if not_before is not None and _number(claims, "nbf") > now + LEEWAY:
        raise OidcRefused("token", "nbf is in the future")


def _check_fresh(claims: Mapping[str, Any], since: float) -> None:
    if _number(claims, "auth_time") < since - LEEWAY:
        raise OidcRefused("old", "auth_time is older than the question")


def _number(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise OidcRefused("token", f"{name} is missing or no number")
    return float(value)


def _level(claims: Mapping[str, Any], accepted: tuple[str, ...]) -> str:
    """Return the level of the log-in; missing counts as too low.

    `acr` is the standard's claim; `acrs` is Entra ID's list of met authentication contexts.
    """
    stated = claims.get("acrs")
    levels = [claims.get("acr"), *(stated if isinstance(stated, list) else [])]
    for level in levels:
        if isinstance(level, str) and level in accepted:
            return level
    raise OidcRefused("level", "acr is missing or not among the accepted")


def _verified_email(claims: Mapping[str, Any]) -> str:
    email = claims.get("email")
    if claims.get("email_verified") is True and isinstance(email, str):
        return email.strip().casefold()
    return ""
