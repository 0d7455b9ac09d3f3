"""What sign-in registers at start: words for the log, and the policies of its own pages."""

from django.utils.translation import gettext_lazy as _

from tryggvei.access.api import Permission, Policy, policies_for_urlnames
from tryggvei.audit.api import register_grounds, register_verbs
from tryggvei.jobs.api import register_tick
from tryggvei.organisation.api import register_on_deactivate
from tryggvei.signin.sessions import end_sessions_of
from tryggvei.signin.sweeping import EVERY, sweep


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
    """Register once, at start."""
    # For every signed-in person, but only just after she proved who she is.
    fresh = Policy(fresh=True)
    names = ("add_code", "add_passkey", "remove", "recovery_codes", "change_password")
    policies_for_urlnames({f"signin:{name}": fresh for name in names})
    policies_for_urlnames(_people_policies())
    register_on_deactivate(end_sessions_of)
    register_tick("signin:sweep", EVERY, sweep)
    register_verbs(
        {
            "signin:factor:add": _("la til en måte å bekrefte innlogging på"),
            "signin:factor:remove": _("fjernet en måte å bekrefte innlogging på"),
            "signin:identity:link": _("koblet kontoen til kommunens innlogging"),
            "signin:invitation:make": _("laget en engangslenke for innlogging"),
            "signin:invitation:use": _("brukte en engangslenke for innlogging"),
            "signin:password:change": _("byttet passord"),
            "signin:recovery_codes:make": _("laget nye reservekoder"),
            "signin:session:begin": _("logget inn"),
            "signin:session:end": _("ble logget ut"),
            "signin:session:prove": _("bekreftet på nytt hvem de er"),
        }
    )
    register_grounds(
        {
            "selv": _("Personen gjorde det selv"),
            "stengt": _("Kontoen ble stengt"),
            "tid": _("Tiden var ute"),
            "ukjent": _("Økten var ikke gyldig"),
        }
    )
