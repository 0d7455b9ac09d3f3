"""Talking to the provider: discovery, the way there, the exchange of the code, the way out."""

import logging
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import reverse
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from joserfc.jws import JWSRegistry

from tryggvei.signin import locker
from tryggvei.signin.oidc.claims import ALGORITHMS, OidcRefused
from tryggvei.signin.rules import OIDC_LOGOUT

logger = logging.getLogger("tryggvei.signin")

TIMEOUT = 10  # seconds; a person waits
KEEP = 3600  # seconds that discovery and keys are kept
LARGEST_ANSWER = 512 * 1024
ENTRA_CONTEXT = re.compile(r"c[1-9]\d?")

_kept: dict[str, tuple[float, dict[str, Any]]] = {}


def is_configured() -> bool:
    """Return True when the installation names a provider and us as its client."""
    return bool(settings.OIDC["issuer"] and settings.OIDC["client_id"])


def levels() -> tuple[str, ...]:
    """Return the accepted levels of assurance; the setting may list several with commas."""
    wanted = settings.OIDC["required_acr"].split(",")
    return tuple(level.strip() for level in wanted if level.strip())


def issuer() -> str:
    """Return the provider's identifier, exactly as it is set."""
    return str(settings.OIDC["issuer"])


def our_name() -> str:
    """Return who we are at the provider."""
    return str(settings.OIDC["client_id"])


def _fetch(url: str, *, again: bool = False) -> dict[str, Any]:
    if not url.startswith("https://") and not settings.OIDC_ALLOW_HTTP:
        raise OidcRefused("provider", "the provider names an address without TLS")
    at, answer = _kept.get(url, (0.0, {}))
    if answer and not again and time.monotonic() - at < KEEP:
        return answer
    try:
        response = requests.get(url, timeout=TIMEOUT, allow_redirects=False)
        response.raise_for_status()
        if len(response.content) > LARGEST_ANSWER:
            raise OidcRefused("provider", "the provider's answer is too large")
        fetched = response.json()
    except (requests.RequestException, ValueError) as error:
        raise OidcRefused(
            "provider", f"no answer from the provider: {type(error).__name__}"
        ) from None
    if not isinstance(fetched, dict):
        raise OidcRefused("provider", "the provider's answer is no object")
    _kept[url] = (time.monotonic(), fetched)
    return fetched


def metadata() -> dict[str, Any]:
    """Return the provider's discovery document, kept for an hour. Raises OidcRefused."""
    found = _fetch(issuer().rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != issuer():
        raise OidcRefused("provider", "the provider calls itself by another name than the setting")
    return found


def _endpoint(name: str) -> str:
    address = metadata().get(name)
    if not isinstance(address, str):
        raise OidcRefused("provider", f"the provider has no {name}")
    if not address.startswith("https://") and not settings.OIDC_ALLOW_HTTP:
        raise OidcRefused("provider", f"{name} has no TLS")
    return address


def return_address() -> str:
    """Return our address that the provider sends people back to, as registered there."""
    return settings.STAFF_ORIGIN.rstrip("/") + reverse("signin:oidc_return")


def _session() -> OAuth2Session:
    config = settings.OIDC
    if config["private_key_file"]:
        key, algorithm = _private_key(config["private_key_file"])
        session = OAuth2Session(
            config["client_id"],
            key,
            token_endpoint_auth_method="private_key_jwt",  # noqa: S106 - a method's name
            redirect_uri=return_address(),
            code_challenge_method="S256",
        )
        # The issuer as audience: a statement for one provider is worth nothing at another.
        session.register_client_auth_method(
            PrivateKeyJWT(issuer(), headers={"kid": key.thumbprint()}, alg=algorithm)
        )
        return session
    return OAuth2Session(
        config["client_id"],
        config["client_secret"],
        token_endpoint_auth_method="client_secret_basic",  # noqa: S106 - a method's name
        redirect_uri=return_address(),
        code_challenge_method="S256",
    )


def _private_key(path: str) -> tuple[RSAKey | ECKey, str]:
    try:
        text = Path(path).read_text()
    except OSError:
        raise ImproperlyConfigured(
            "TRYGGVEI_OIDC_PRIVATE_KEY_FILE cannot be read. Check the path and its rights."
        ) from None
    for kind, algorithm in ((RSAKey, "RS256"), (ECKey, "ES256")):
        try:
            return kind.import_key(text), algorithm
        except (JoseError, ValueError, TypeError):
            continue
    raise ImproperlyConfigured("TRYGGVEI_OIDC_PRIVATE_KEY_FILE holds no RSA or EC key in PEM.")


def way_there(*, state: str, nonce: str, verifier: str, prove: bool) -> str:
    """Return the address to send the person to. Raises OidcRefused when there is no provider."""
    scopes = metadata().get("scopes_supported") or []
    extra: dict[str, str] = {"acr_values": " ".join(levels()), "nonce": nonce, "ui_locales": "nb"}
    contexts = [level for level in levels() if ENTRA_CONTEXT.fullmatch(level)]
    if contexts:  # Entra ID knows levels as authentication contexts, asked for in `claims`
        wanted = '{"id_token":{"acrs":{"essential":true,"value":"%s"}}}'
        extra["claims"] = wanted % contexts[0]
    if prove:
        extra |= {"prompt": "login", "max_age": "0"}
    url, _ = _session().create_authorization_url(
        _endpoint("authorization_endpoint"),
        state=state,
        code_verifier=verifier,
        scope="openid email" if "email" in scopes else "openid",
        **extra,
    )
    return str(url)


def exchange(code: str, verifier: str) -> str:
    """Return the ID token that the code is good for. Raises OidcRefused."""
    try:
        token = _session().fetch_token(
            _endpoint("token_endpoint"),
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            timeout=TIMEOUT,
        )
    except (AuthlibBaseError, requests.RequestException, ValueError) as error:
        raise OidcRefused("provider", f"the code was not taken: {type(error).__name__}") from None
    found = token.get("id_token")
    if not isinstance(found, str):
        raise OidcRefused("token", "the provider sent no ID token")
    return found


def signed_claims(id_token: str) -> dict[str, Any]:
    """Return the claims of a token with a right signature by the provider. Raises OidcRefused."""
    stated = metadata().get("id_token_signing_alg_values_supported") or ["RS256"]
    registry = JWSRegistry(
        algorithms=[name for name in ALGORITHMS if name in stated], strict_check_header=False
    )
    address = _endpoint("jwks_uri")
    for again in (False, True):  # a key we do not know yet may be a new one
        try:
            keys = KeySet.import_key_set(_fetch(address, again=again))  # type: ignore[arg-type]
            return dict(jwt.decode(id_token, key=keys, registry=registry).claims)
        except (JoseError, ValueError) as error:
            if again:
                raise OidcRefused("token", f"signature: {type(error).__name__}") from None
    raise OidcRefused("token", "signature")  # pragma: no cover - the loop always ends above


def keep_for_sign_out(request: HttpRequest, id_token: str) -> None:
    """Keep the token, locked, for the day's sign-out: providers ask for it as a hint."""
    request.session[OIDC_LOGOUT] = locker.encrypt(id_token)


def sign_out_url(request: HttpRequest) -> str:
    """Return the provider's sign-out address, or "" when the log-in was local or it has none."""
    kept = request.session.get(OIDC_LOGOUT)
    if not kept or not is_configured():
        return ""
    try:
        address = metadata().get("end_session_endpoint")
        hint = locker.decrypt(kept)
    except (OidcRefused, locker.LockerError):
        logger.warning("the provider's sign-out is not within reach; signed out here only")
        return ""
    if not isinstance(address, str):
        return ""
    query = {
        "id_token_hint": hint,
        "client_id": settings.OIDC["client_id"],
        "post_logout_redirect_uri": settings.STAFF_ORIGIN.rstrip("/") + reverse("signin:ended"),
    }
    return f"{address}?{urlencode(query)}"
