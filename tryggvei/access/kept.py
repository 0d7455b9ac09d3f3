"""What somebody had typed when her form could not go through: handed back, never lost.

An allowlist: only forms of work give anything back, those whose view needs a permission, and
none of sign-in's, which hold passwords, codes and one-time tokens. A name that sounds like a
secret is left out on every page.
"""

import re
from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve

from tryggvei.access.policies import policy_of

SECRET = re.compile(r"token|pass(word|ord)|secret|credential|(^|[-_])(again|code|pin)$", re.I)
LONG = 20  # characters; what is shorter is quickly typed again


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return (name, value) of every field that may be handed back, in the order sent."""
    match = _match(request)
    if request.method != "POST" or match is None or "signin" in match.app_names:
        return []
    policy = policy_of(match.func, match.view_name)
    if policy is None or policy.permission is None:
        return []
    return list(_open_fields(request))


def kept_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields that took time to write, to be shown on a page and copied from it."""
    return [(name, value) for name, value in kept_fields(request) if len(value) > LONG]


def _open_fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if not SECRET.search(name):
            yield from ((name, value) for value in values)


def _match(request: HttpRequest) -> ResolverMatch | None:
    if request.resolver_match is not None:
        return request.resolver_match
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None
