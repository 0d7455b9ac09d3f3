"""What each role may do, in words: the files of the roles beside the rooms' own descriptions."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from tryggvei.access.api import (
    Permission,
    RoleFile,
    RoleText,
    needs,
    permission_group,
    permission_label,
    role_files,
)


@dataclass(frozen=True)
class RoleInWords:
    """A role as a screen shows it; `with_people` are the permissions that reach residents."""

    name: str
    purpose: str
    administers: bool
    with_people: list[str]
    others: list[str]


def _text(text: RoleText) -> str:
    return str(getattr(text, (get_language() or "nb")[:2], text.nb))


def _said(permission: Permission) -> str:
    return f"{permission_group(permission)}: {permission_label(permission)}"


def _in_words(role: RoleFile) -> RoleInWords:
    with_people = [_said(one) for one in role.permissions if one.reaches_people]
    others = [_said(one) for one in role.permissions if not one.reaches_people]
    return RoleInWords(
        _text(role.name), _text(role.purpose), role.administers, sorted(with_people), sorted(others)
    )


@needs(Permission.ORGANISATION_PERSON_LIST)
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """List every role in force. It is about functions, never about who has them."""
    found = sorted((_in_words(role) for role in role_files().values()), key=lambda one: one.name)
    return render(request, "people/staff/roles.html", {"roles": found})
