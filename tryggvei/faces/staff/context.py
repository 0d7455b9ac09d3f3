"""What every staff page knows: who is looking, the menu, and what kind of installation it is."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext

from tryggvei.access.api import viewer_of
from tryggvei.faces.staff.menu import address, menu_for
from tryggvei.sealing.api import keeper
from tryggvei.ui.api import owner


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return viewer (None when nobody is signed in), menu and the texts of header and footer."""
    found: dict[str, Any] = {
        "viewer": None,
        "menu": [],
        "municipality_name": owner().name,
        "demo_mode": settings.TRYGGVEI_MODE == "demo",
        "mode_text": _mode_text(str(settings.TRYGGVEI_MODE)),
        "key_level_text": _key_level_text(keeper().level),
    }
    # An error page may be drawn before the session was read: then there is nobody.
    if hasattr(request, "user"):
        try:
            viewer = viewer_of(request)
        except PermissionDenied:
            return found
        found["viewer"] = viewer
        found["menu"] = menu_for(viewer, request.path)
        found["account_url"] = address("signin:devices")
        found["logout_url"] = address("signin:sign_out")
    return found


def _key_level_text(level: int) -> str:
    if level == 0:
        return gettext("Nøkkelnivå 0: nøkkelfilen låses opp når tjenesten starter.")
    return gettext("Nøkkelnivå 1: nøklene ligger i en egen prosess.")


def _mode_text(mode: str) -> str:
    if mode == "production":
        return gettext("Tryggvei i drift.")
    if mode == "demo":
        return gettext("Tryggvei i demo. Alle personer er oppdiktet.")
    return gettext("Tryggvei i prøve.")
