"""The policy of a view: declared beside it, enforced by PolicyMiddleware, checked at start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpResponseBase

from tryggvei.access.permissions import Permission

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
T = TypeVar("T")
_MARK = "tryggvei_policy"
_by_url_name: dict[str, "Policy"] = {}


@dataclass(frozen=True)
class Policy:
    """Who may use a view: everybody (with the reason why), the signed-in, or a permission."""

    permission: Permission | None = None
    sign_in: bool = True
    fresh: bool = False
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse a policy that says nothing or contradicts itself."""
        if not self.sign_in and (self.permission or self.fresh or not self.reason.strip()):
            raise ImproperlyConfigured("A view open to all needs a reason and nothing else.")

    @classmethod
    def open_to_all(cls, reason: str) -> "Policy":
        """Return the policy of a view that needs no sign-in; the reason is for the reviewer."""
        return cls(sign_in=False, reason=reason)


def _declare(policy: Policy) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        if hasattr(view, _MARK):
            raise ImproperlyConfigured("A view has one policy; this one already has another.")

        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(*args, **kwargs)

        setattr(wrapper, _MARK, policy)
        return cast(View, wrapper)

    return decorate


def needs(permission: Permission, *, fresh: bool = False) -> Callable[[View], View]:
    """Declare that a view needs a permission; `fresh`: signed in again within ten minutes."""
    return _declare(Policy(permission=permission, fresh=fresh))


def signed_in(view: View) -> View:
    """Declare that a view is for every signed-in person."""
    return _declare(Policy())(view)


def open_to_all(reason: str) -> Callable[[View], View]:
    """Declare that a view needs no sign-in, and why that is safe."""
    return _declare(Policy.open_to_all(reason))


def policies_for_urlnames(policies: Mapping[str, Policy]) -> None:
    """Give policies to views that are not ours to decorate, by "namespace:name".

    Raises ImproperlyConfigured when a name already has a different policy.
    """
    for name, policy in policies.items():
        if _by_url_name.setdefault(name, policy) != policy:
            raise ImproperlyConfigured(f"The URL name {name} is given two policies.")


def policy_of(view: Callable[..., Any], url_name: str = "") -> Policy | None:
    """Return the policy declared on a view, else the one given to its URL name, else None."""
    declared = getattr(view, _MARK, None)
    if isinstance(declared, Policy):
        return declared
    return _by_url_name.get(url_name)


def get_visible(found: T | None) -> T:
    """Return what a query for a viewer found; Http404 alike for "not there" and "not yours"."""
    if found is None:
        raise Http404
    return found
