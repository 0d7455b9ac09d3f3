"""Sign-in on the staff face."""

from datetime import timedelta

from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import EVERY_RIGHT, Grant, Point, Room, Tick
from tryggvei.signin.checks import provider_is_whole


class SigninConfig(AppConfig):
    """Two factors at every log-in, sessions that end, and nobody else's sessions."""

    name = "tryggvei.signin"
    room = Room(
        title=_("Innlogging"),
        about="two factors at every log-in, or the municipality's own identity provider",
        grants=(
            Grant(
                "signin:session:list_own", _("se hvor en selv er logget inn"), reaches_people=False
            ),
        ),
        verbs={
            "signin:factor:add": _("la til en måte å bekrefte innlogging på"),
            "signin:factor:remove": _("fjernet en måte å bekrefte innlogging på"),
            "signin:identity:link": _("koblet kontoen til kommunens innlogging"),
            "signin:invitation:make": _("laget en engangslenke for innlogging"),
            "signin:invitation:use": _("brukte en engangslenke for innlogging"),
            "signin:password:change": _("byttet passord"),
            "signin:recovery_codes:make": _("laget nye reservekoder"),
            "signin:limit:close": _("stengte for flere forsøk på å logge inn en stund"),
            "signin:session:begin": _("logget inn"),
            "signin:session:end": _("ble logget ut"),
            "signin:session:prove": _("bekreftet på nytt hvem de er"),
        },
        grounds={
            "selv": _("Personen gjorde det selv"),
            "stengt": _("Kontoen ble stengt"),
            "tid": _("Tiden var ute"),
            "ukjent": _("Økten var ikke gyldig"),
        },
        ticks=(Tick("signin:sweep", timedelta(hours=6), "sweeping.sweep"),),
        offers={Point.ACCOUNT_CLOSED: "sessions.end_sessions_of"},
        tables={
            "signin_invitation": EVERY_RIGHT,
            "signin_outsideidentity": EVERY_RIGHT,
            "signin_tally": EVERY_RIGHT,
        },
        help="innlogging.md",
        no_scene="Its log-ins are made with the people: simulator/people.py.",
    )

    def ready(self) -> None:
        """Register the start-up check, and the policies of views that are not ours to decorate."""
        register(provider_is_whole)
        # The gate needs tables loaded, hence not at the top.
        from tryggvei.signin.wiring import wire  # noqa: PLC0415

        wire()
