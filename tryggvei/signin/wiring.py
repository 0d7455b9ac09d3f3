"""The policies of pages that sign-in serves and does not own: allauth\'s."""

from tryggvei.access.api import Permission, Policy, policies_for_urlnames


def _people_policies() -> dict[str, Policy]:
    """Return the policies of organisation's screens, whose room lies below `access`."""
    reading = Policy(permission=Permission.ORGANISATION_PERSON_LIST)
    changing = Policy(permission=Permission.ORGANISATION_HOLDER_CHANGE, fresh=True)
    readers = ("people", "person", "units")
    changers = (
        "new_person",
        "new_unit",
        "new_position",
        "give_position",
        "end_holding",
        "deactivate",
        "reactivate",
    )
    return {f"organisation:{name}": reading for name in readers} | {
        f"organisation:{name}": changing for name in changers
    }


def wire() -> None:
    """Give policies to the views that are not ours to decorate."""
    # For every signed-in person, but only just after she proved who she is.
    fresh = Policy(fresh=True)
    names = ("add_code", "add_passkey", "remove", "recovery_codes", "change_password")
    policies_for_urlnames({f"signin:{name}": fresh for name in names})
    policies_for_urlnames(_people_policies())
    policies_for_urlnames(
        {
            "audit:list": Policy(permission=Permission.AUDIT_ENTRY_LIST),
            "audit:case_access": Policy(permission=Permission.AUDIT_ACCESS_REPORT_MAKE, fresh=True),
        }
    )
