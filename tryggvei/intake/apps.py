"""The sealed enquiry, the spool, the dialogue behind a code."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import EVERY_RIGHT, Grant, Indicator, Point, Room, Tick
from tryggvei.intake.rules.desk import ClosingGround, OpeningGround


class IntakeConfig(AppConfig):
    """The room in which what somebody tells is received and kept shut."""

    name = "tryggvei.intake"
    room = Room(
        title=_("Henvendelser"),
        about="the sealed enquiry, the spool, the dialogue behind a code, sealed messages",
        grants=(
            Grant(
                "intake:inbox:list",
                _("se at det er kommet meldinger, uten innholdet"),
                reaches_people=True,
            ),
            Grant("intake:message:open", _("åpne meldinger"), reaches_people=True),
        ),
        verbs={
            "intake:message:open": _("åpnet en melding"),
            "intake:message:register": _("knyttet en melding til saken"),
            "intake:message:guide": _("ga veiledning etter en melding"),
            "intake:message:close": _("avsluttet en melding uten mer oppfølging"),
            "intake:dialogue:reply": _("svarte i en samtale med kode"),
            "intake:dialogue:read": _("leste en samtale med kode"),
        },
        grounds={
            OpeningGround.ON_DUTY: _("hadde ansvar for innboksen"),
            OpeningGround.FOLLOWING_UP: _("fulgte opp meldingen"),
            OpeningGround.OVERSIGHT: _("kontrollerte hvordan meldinger blir fulgt opp"),
            ClosingGround.SENT_TWICE: _("meldingen var sendt to ganger"),
            ClosingGround.NO_CONTENT: _("meldingen hadde ikke noe innhold"),
            ClosingGround.NOT_A_REAL_ENQUIRY: _("det var ikke en ekte henvendelse"),
        },
        # A short lease: a worker killed in the middle must not keep letters waiting; two may drain.
        ticks=(
            Tick(
                "intake.drain_spool",
                timedelta(minutes=1),
                "actions.spool.drain",
                lease=timedelta(minutes=2),
            ),
        ),
        offers={
            Point.CASE_THINGS: "queries.inbox.case_things",
            Point.KEY_USERS: "queries.figures.blobs_needing_key",
            Point.FORM_PROOF: "public.nonces.is_our_form",
        },
        indicators=(
            Indicator(
                "enquiries",
                _("Henvendelser til TryggEst"),
                _("Skjemaet på nettsidene"),
                "queries.figures.enquiries",
            ),
        ),
        tables={
            "intake_inboxentry": EVERY_RIGHT,
            "intake_sealedmessage": "SELECT INSERT UPDATE(waiting)",
            "intake_sealedreply": EVERY_RIGHT,
            "intake_sentreply": EVERY_RIGHT,
        },
        help="skrive-til-oss.md",
        no_scene="It is lived with the desk's: simulator/scenes/casework.py.",
    )
