from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tryggvei.disclosure import api as disclosure
from tryggvei.toolbox.clock import today


class IntakeConfig(AppConfig):
    name = "tryggvei.intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the ground rooms what the desk does here. The public face has none of them."""
        if settings.FACE == "public":
            self._ready_for_the_public()
            return
        from tryggvei.audit import api as audit  # noqa: PLC0415 - models must be loaded first
        from tryggvei.intake.actions.spool import drain  # noqa: PLC0415 - same
        from tryggvei.intake.queries import figures, inbox  # noqa: PLC0415 - same
        from tryggvei.intake.rules.desk import ClosingGround, OpeningGround  # noqa: PLC0415
        from tryggvei.jobs import api as jobs  # noqa: PLC0415 - same
        from tryggvei.sealing import api as sealing  # noqa: PLC0415 - same

        audit.register_verbs(
            {
                "intake:message:open": _("åpnet en melding"),
                "intake:message:register": _("knyttet en melding til saken"),
                "intake:message:guide": _("ga veiledning etter en melding"),
                "intake:message:close": _("avsluttet en melding uten mer oppfølging"),
                "intake:dialogue:reply": _("svarte i en samtale med kode"),
                "intake:dialogue:read": _("leste en samtale med kode"),
            }
        )
        audit.register_grounds(
            {
                OpeningGround.ON_DUTY.value: _("hadde ansvar for innboksen"),
                OpeningGround.FOLLOWING_UP.value: _("fulgte opp meldingen"),
                OpeningGround.OVERSIGHT.value: _("kontrollerte hvordan meldinger blir fulgt opp"),
                ClosingGround.SENT_TWICE.value: _("meldingen var sendt to ganger"),
                ClosingGround.NO_CONTENT.value: _("meldingen hadde ikke noe innhold"),
                ClosingGround.NOT_A_REAL_ENQUIRY.value: _("det var ikke en ekte henvendelse"),
            }
        )
        audit.register_case_things(inbox.case_things)
        sealing.register_key_users(figures.blobs_needing_key)
        # A short lease: a worker killed in the middle must not keep letters waiting; two may drain.
        jobs.register_tick(
            "intake.drain_spool", timedelta(minutes=1), drain, lease=timedelta(minutes=2)
        )
        jobs.register_tick(
            "sealing.rotate", timedelta(days=1), lambda: sealing.rotate_if_due(today())
        )
        disclosure.offer(
            disclosure.Indicator(
                key="enquiries",
                title=_("Henvendelser til TryggEst"),
                source=_("Skjemaet på nettsidene"),
                observe=figures.enquiries,
            )
        )

    @staticmethod
    def _ready_for_the_public() -> None:
        """Let the public face know our own signed forms (old browsers tell nothing else)."""
        from tryggvei.intake.public.nonces import is_our_form  # noqa: PLC0415 - models first
        from tryggvei.ui import api as ui  # noqa: PLC0415 - same

        ui.register_form_proof(is_our_form)
