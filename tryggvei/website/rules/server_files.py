"""What a file server is given besides the pages: headers and the way out, as nginx reads them.
Pure."""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

POLICY = "Content-Security-Policy"
_MADE = "# Made by `manage.py bake` together with the pages: the hashes belong to them.\n"
_NAME = re.compile(r"[A-Za-z-]+")
_INSIDE = re.compile(r"<(style|script)\b[^>]*>(.*?)</\1>", re.DOTALL)
_ADMITTED = ("style-src", "script-src")


def nginx_headers(headers: Mapping[str, str]) -> str:
    """Return an nginx file that sets the headers on every answer, errors too.

    Raises ValueError for a value that would mean something else to nginx than it says.
    """
    lines = [
        f"add_header {name} {_for_nginx(name, value)} always;" for name, value in headers.items()
    ]
    return _MADE + "".join(f"{line}\n" for line in lines)


def nginx_leaving(neutral_url: str, clear: str) -> str:
    """Return what nginx answers to /ut: away, and a wish that the browser forgets."""
    return (
        f"{_MADE}add_header Clear-Site-Data {_for_nginx('Clear-Site-Data', clear)} always;\n"
        f"return 303 {_for_nginx('Location', neutral_url)};\n"
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


def admitting(headers: Mapping[str, str], pages: Iterable[str]) -> dict[str, str]:
    """Return headers whose policy admits also the style sheets and scripts that pages hold.

    A page that shows its last good form may be of an older release than the headers.
    """
    held: dict[str, list[str]] = {"style-src": [], "script-src": []}
    for html in pages:
        for tag, text in _INSIDE.findall(html):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            held[f"{tag}-src"].append(f"'sha256-{digest}'")
    more = "; ".join(" ".join([name, *dict.fromkeys(found)]) for name, found in held.items())
    return united([headers, {POLICY: more}])


def _directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


def _for_nginx(name: str, value: str) -> str:
    if re.search(r"[$\\\r\n]", value) or not _NAME.fullmatch(name):
        raise ValueError(f"the header {name} cannot be written for nginx")
    escaped = value.replace('"', '\\"')
    return f'"{escaped}"'
