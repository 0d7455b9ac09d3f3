"""The answers of the form in words, the same on the form and at the desk."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tryggvei.intake.rules.letter import About
from tryggvei.intake.rules.safe_contact import Answer, Channel, IfCut, Weekday

ABOUT: Mapping[About, Promise] = {
    About.ME: _("Det gjelder meg"),
    About.OTHER: _("Jeg er bekymret for en annen"),
    About.USES_VIOLENCE: _("Jeg bruker vold, eller er redd for å gjøre det"),
}
ANSWER: Mapping[Answer, Promise] = {
    Answer.YES: _("Ja"),
    Answer.NO: _("Nei"),
    Answer.UNKNOWN: _("Vet ikke"),
}
CHANNEL: Mapping[Channel, Promise] = {
    Channel.PHONE: _("Ringe"),
    Channel.SMS: _("SMS"),
    Channel.EMAIL: _("E-post"),
    Channel.LETTER: _("Brev"),
    Channel.VISIT: _("Besøk"),
    Channel.OTHER: _("En annen måte, for eksempel gjennom helsestasjonen eller skolen"),
}
WEEKDAY: Mapping[Weekday, Promise] = {
    Weekday.MONDAY: _("Mandag"),
    Weekday.TUESDAY: _("Tirsdag"),
    Weekday.WEDNESDAY: _("Onsdag"),
    Weekday.THURSDAY: _("Torsdag"),
    Weekday.FRIDAY: _("Fredag"),
    Weekday.SATURDAY: _("Lørdag"),
    Weekday.SUNDAY: _("Søndag"),
}
IF_CUT: Mapping[IfCut, Promise] = {
    IfCut.NOTHING: _("Ikke gjør noe"),
    IfCut.CALL_BACK: _("Ring meg opp igjen"),
    IfCut.CALL_POLICE: _("Ring politiet"),
}
