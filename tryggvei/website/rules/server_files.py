"""What a file server is given besides the pages: headers and the way out, as nginx and Caddy read
them. Pure."""

import re
from collections.abc import Mapping, Sequence

POLICY = "Content-Security-Policy"
_MADE = "# Made by `manage.py bake` together with the pages: the hashes belong to them.\n"
_NAME = re.compile(r"[A-Za-z-]+")
_ADMITTED = ("style-src", "script-src")


def nginx_headers(headers: Mapping[str, str]) -> str:
    """Return an nginx file that sets the headers on every answer, errors too.

    Raises ValueError for a value that would mean something else to nginx than it says.
    """
    lines = [
        f"add_header {name} {_for_nginx(name, value)} always;" for name, value in headers.items()
    ]
    return _MADE + "".join(f"{line}\n" for line in lines)


def caddy_headers(headers: Mapping[str, str]) -> str:
    """Return a Caddy file that sets the headers. Raises ValueError as nginx_headers() does."""
    lines = (f"\t{name} {_for_caddy(name, value)}\n" for name, value in headers.items())
    return _MADE + "header {\n" + "".join(lines) + "}\n"


def nginx_leaving(neutral_url: str, clear: str) -> str:
    """Return what nginx answers to /ut: away, and a wish that the browser forgets."""
    return (
        f"{_MADE}add_header Clear-Site-Data {_for_nginx('Clear-Site-Data', clear)} always;\n"
        f"return 303 {_for_nginx('Location', neutral_url)};\n"
    )


def caddy_leaving(neutral_url: str, clear: str) -> str:
    """Return what Caddy answers to /ut."""
    return (
        f"{_MADE}header Clear-Site-Data {_for_caddy('Clear-Site-Data', clear)}\n"
        f"header Location {_for_caddy('Location', neutral_url)}\n"
        "respond 303\n"
    )


def united(kept: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return the newest headers, with a policy that admits what any of the bakes holds.

    kept: the headers of each bake, the newest first. A file server reads its headers when it is
    loaded, and pages can change, and change back, without it being loaded again. A style sheet or
    script of ours that an older bake holds is no stranger.
    """
    newest = dict(kept[0])
    policies = [_directives(headers.get(POLICY, "")) for headers in kept]
    whole = dict(policies[0])
    for name in _ADMITTED:
        if name in whole:
            admitted = [source for policy in policies for source in policy.get(name, [])]
            whole[name] = list(dict.fromkeys(admitted))
    newest[POLICY] = "; ".join(" ".join([name, *sources]) for name, sources in whole.items())
    return newest


def _directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


def _for_nginx(name: str, value: str) -> str:
    if re.search(r"[$\\\r\n]", value) or not _NAME.fullmatch(name):
        raise ValueError(f"the header {name} cannot be written for nginx")
    escaped = value.replace('"', '\\"')
    return f'"{escaped}"'


def _for_caddy(name: str, value: str) -> str:
    if re.search(r"[{}`\r\n]", value) or not _NAME.fullmatch(name):
        raise ValueError(f"the header {name} cannot be written for Caddy")
    return f"`{value}`"
