"""Start-up checks of sign-in: a half-configured provider must not look like a working one."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error


def provider_is_whole(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001 - Django's signature
    **kwargs: Any,  # noqa: ARG001
) -> list[CheckMessage]:
    """Return signin.E001-E003 when an OpenID provider is named but not safely set up."""
    config = settings.OIDC
    if not config["issuer"]:
        return []
    found: list[CheckMessage] = []
    if not config["issuer"].startswith("https://") and not settings.OIDC_ALLOW_HTTP:
        found.append(Error("TRYGGVEI_OIDC_ISSUER must begin with https://.", id="signin.E001"))
    if not config["client_id"] or not (config["client_secret"] or config["private_key_file"]):
        found.append(
            Error(
                "An OpenID provider is set, but not who we are there.",
                hint="Set TRYGGVEI_OIDC_CLIENT_ID, and TRYGGVEI_OIDC_CLIENT_SECRET or "
                "TRYGGVEI_OIDC_PRIVATE_KEY_FILE.",
                id="signin.E002",
            )
        )
    if not config["required_acr"].strip():
        found.append(
            Error(
                "An OpenID provider is set without a level of assurance.",
                hint="Set TRYGGVEI_OIDC_REQUIRED_ACR, for example idporten-loa-high.",
                id="signin.E003",
            )
        )
    return found
