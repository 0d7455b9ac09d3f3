"""Start-up checks: every view has a policy, and the policy is enforced."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

from tryggvei.access.policies import policy_of

MIDDLEWARE = "tryggvei.access.middleware.PolicyMiddleware"


def routes(
    resolver: URLResolver | None = None, route: str = "/", namespace: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Yield (route, "namespace:name" or "", pattern) of every view the settings serve."""
    resolver = resolver or get_resolver(settings.ROOT_URLCONF)
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry, here, inner)
        else:
            yield here, f"{namespace}{entry.name}" if entry.name else "", entry


def every_view_has_a_policy(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001 - Django's signature
    **kwargs: Any,  # noqa: ARG001
) -> list[CheckMessage]:
    """Return access.E001 for each view without a policy, E003 when no policy is enforced."""
    found: list[CheckMessage] = [
        Error(
            f"The view {pattern.lookup_str} at {route} declares no policy.",
            hint="Decorate it with access.api's needs, signed_in or open_to_all.",
            id="access.E001",
        )
        for route, name, pattern in routes()
        if policy_of(pattern.callback, name) is None
    ]
    if MIDDLEWARE not in settings.MIDDLEWARE:
        found.append(
            Error(
                "No view's policy is enforced.",
                hint=f"Add {MIDDLEWARE} to MIDDLEWARE.",
                id="access.E003",
            )
        )
    return found
