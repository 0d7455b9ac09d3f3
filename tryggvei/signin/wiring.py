"""The policies of pages that sign-in serves and does not own: allauth's."""

from tryggvei.access.api import Policy, policies_for_urlnames


def wire() -> None:
    """Give policies to the views that are not ours to decorate."""
    # For every signed-in person, but only just after she proved who she is.
    fresh = Policy(fresh=True)
    names = ("add_code", "add_passkey", "remove", "recovery_codes", "change_password")
    policies_for_urlnames({f"signin:{name}": fresh for name in names})
