"""One act: allowed, done and logged in one transaction, or not done at all."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tryggvei.access.permissions import Permission
from tryggvei.access.viewer import Viewer
from tryggvei.audit.api import listening

P = ParamSpec("P")
T = TypeVar("T")
Act = Callable[Concatenate[Viewer, P], T]


class NotLogged(RuntimeError):
    """An act came to its end without its row in the log; everything it did is taken back."""


def act(verb: str, permission: Permission) -> Callable[[Act[P, T]], Act[P, T]]:
    """Declare what a function of a room's `actions` does, and who may.

    The function takes the viewer first, asks the room's policies about the thing at hand, writes,
    and calls audit.api.record with the verb. Without the permission nothing runs; without the row
    nothing stays. Raises PermissionDenied, NotLogged.
    """

    def decorate(function: Act[P, T]) -> Act[P, T]:
        @wraps(function)
        def acting(viewer: Viewer, /, *args: P.args, **kwargs: P.kwargs) -> T:
            if not viewer.may(permission):
                raise PermissionDenied
            with transaction.atomic(), listening() as heard:
                result = function(viewer, *args, **kwargs)
                if verb not in heard:
                    raise NotLogged(verb)
            return result

        return acting

    return decorate
