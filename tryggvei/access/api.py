"""The front door of the gate: permissions, viewers, and the policies of views."""

from tryggvei.access.acting import NotLogged, act
from tryggvei.access.checks import routes
from tryggvei.access.kept import kept_texts
from tryggvei.access.middleware import FRESH_SECONDS, is_fresh
from tryggvei.access.permissions import Permission, permission_group, permission_label
from tryggvei.access.policies import (
    Policy,
    get_visible,
    needs,
    open_to_all,
    policies_for_urlnames,
    policy_of,
    signed_in,
)
from tryggvei.access.roles import RoleFile, RoleText, permissions_of, role_files
from tryggvei.access.viewer import Viewer, viewer_for, viewer_of

__all__ = [
    "FRESH_SECONDS",
    "NotLogged",
    "Permission",
    "Policy",
    "RoleFile",
    "RoleText",
    "Viewer",
    "act",
    "get_visible",
    "is_fresh",
    "kept_texts",
    "needs",
    "open_to_all",
    "permission_group",
    "permission_label",
    "permissions_of",
    "policies_for_urlnames",
    "policy_of",
    "role_files",
    "routes",
    "signed_in",
    "viewer_for",
    "viewer_of",
]
