"""The desk's codes in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tryggvei.casework.rules import CaseState, EntryKind, Ground, Outcome, Refusal
from tryggvei.intake.api import ClosingGround, OpeningGround

STATE: Mapping[str, Promise] = {
    CaseState.NEW: _("Ny"),
    CaseState.FOLLOWED_UP: _("Følges opp"),
}
GROUND: Mapping[str, Promise] = {
    Ground.ASSIGNED: _("Har ansvar for saken"),
    Ground.ASSESSMENT: _("Vurderer saken sammen med den som har ansvar"),
    Ground.SUBSTITUTE: _("Vikar for den som har ansvar"),
    Ground.CONSULTED: _("Spurt om råd i saken"),
    Ground.ACCESS_REQUEST: _("Behandler et krav om innsyn"),
}
OPENING: Mapping[str, Promise] = {
    OpeningGround.ON_DUTY: _("Har vakt i innboksen"),
    OpeningGround.FOLLOWING_UP: _("Følger opp en henvendelse"),
    OpeningGround.OVERSIGHT: _("Kontrollerer at innboksen følges opp"),
}
CLOSING: Mapping[str, Promise] = {
    ClosingGround.SENT_TWICE: _("Samme henvendelse er kommet før"),
    ClosingGround.NO_CONTENT: _("Henvendelsen har ikke noe innhold"),
    ClosingGround.NOT_A_REAL_ENQUIRY: _("Dette er ikke en henvendelse til oss"),
}
ENTRY: Mapping[str, Promise] = {
    EntryKind.REGISTERED: _("Saken ble registrert"),
    EntryKind.ASSIGNED: _("Saken fikk ny ansvarlig"),
    EntryKind.NOTE: _("Notat"),
    EntryKind.CONTACT: _("Forsøk på kontakt"),
    EntryKind.REPLY: _("Svar sendt til koden"),
    EntryKind.MESSAGE: _("Ny melding fra den som skrev"),
}
OUTCOME: Mapping[str, Promise] = {
    Outcome.REACHED: _("Jeg fikk snakket med personen"),
    Outcome.NO_ANSWER: _("Ingen svarte. Jeg la ikke igjen beskjed"),
    Outcome.SOMEBODY_ELSE: _("En annen svarte. Jeg sa ikke hva det gjaldt"),
    Outcome.LINE_CUT: _("Samtalen ble brutt"),
}
REFUSAL: Mapping[str, Promise] = {
    Refusal.NOT_WANTED: _("Personen har ikke bedt om å bli kontaktet. Det skal vi respektere."),
    Refusal.NO_SAFE_WAY: _("Vi vet ikke om noen trygg måte. Ukjent betyr utrygt: Ikke ta kontakt."),
    Refusal.EXPIRED: _(
        "Det er mer enn to uker siden personen sa hva som er trygt. Det kan ha endret seg."
    ),
    Refusal.HOLIDAY: _(
        "I dag er en helligdag eller en dag da de fleste er hjemme. Det personen har sagt om dager "
        "og tider, gjelder vanlige uker. Vent til neste vanlige dag."
    ),
    Refusal.WRONG_DAY: _("I dag er ikke en av dagene personen har sagt er trygge."),
    Refusal.OFFICE_HOURS_ONLY: _(
        "Personen har ikke sagt hvilke klokkeslett som er trygge. Da tar vi bare kontakt mellom "
        "klokka 9 og 15. Er ingen dager nevnt, gjør vi det bare mandag til fredag."
    ),
}
