"""The roles that a position may carry: read from the content pack by name, never from code."""

from typing import Any

from django.utils.translation import get_language

from tryggvei.contentpack.api import items

KIND = "roles"  # registered by the room above that gives roles their permissions


def _in_language(text: Any) -> str:
    return str(getattr(text, (get_language() or "nb")[:2], text.nb))


def role_choices() -> list[tuple[str, str]]:
    """Return (id, name) of every role in force, by name, in the reader's language."""
    found = [(key, _in_language(role.name)) for key, role in _roles().items()]
    return sorted(found, key=lambda choice: choice[1].casefold())


def role_names() -> dict[str, str]:
    """Return the name of each role by its id, in the reader's language."""
    return dict(role_choices())


def _roles() -> dict[str, Any]:
    return dict(items(KIND))
