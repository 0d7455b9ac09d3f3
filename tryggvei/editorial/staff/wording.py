"""What the house says to editors: states, needs, and why a text was stopped.

What is wrong with a text is said by the room whose rule it breaks: a fault has its words.
"""

from django.utils.translation import gettext_lazy

from tryggvei.contentpack.api import ReviewState
from tryggvei.editorial.actions.publishing import Stop
from tryggvei.editorial.queries.listing import Need
from tryggvei.editorial.rules.workflow import Moved, State

STATES = {
    State.DRAFT: (gettext_lazy("Utkast"), "neutral"),
    State.SUBMITTED: (gettext_lazy("Venter på godkjenning"), "info"),
    State.RETURNED: (gettext_lazy("Sendt tilbake"), "warning"),
    State.APPROVED: (gettext_lazy("Godkjent, ikke vist"), "success"),
    State.SCHEDULED: (gettext_lazy("Vises senere"), "info"),
    State.STOPPED: (gettext_lazy("Stoppet"), "warning"),
    State.PUBLISHED: (gettext_lazy("Vist for alle"), "success"),
    State.WITHDRAWN: (gettext_lazy("Lagt bort"), "neutral"),
}
NEEDS = {
    Need.STOPPED: gettext_lazy("Teksten ble stoppet. Se hvorfor."),
    Need.APPROVE: gettext_lazy("Les og godkjenn, eller send tilbake."),
    Need.RETURNED: gettext_lazy("Sendt tilbake til deg. Se hva som må endres."),
    Need.PUBLISH: gettext_lazy("Godkjent. Vis den, eller velg et tidspunkt."),
    Need.CONTINUE: gettext_lazy("Utkast som du har skrevet i."),
}
MARKS = {
    ReviewState.REVIEWED: (gettext_lazy("Kontrollert"), "success"),
    ReviewState.UNREVIEWED: (gettext_lazy("Ikke kontrollert"), "warning"),
    ReviewState.DUE: (gettext_lazy("Fristen er gått ut"), "warning"),
}
STOPS = {
    Stop.TEXT: gettext_lazy("Siden er endret av andre etter at utkastet ble skrevet."),
    Stop.PACK: gettext_lazy("Innholdspakken har fått en nyere versjon av siden."),
    Stop.CHECK: gettext_lazy("Sjekken finner feil i teksten."),
    Stop.UNREAD: gettext_lazy("Ingen andre enn de som skrev den, har godkjent teksten."),
    Stop.UNMARKED: gettext_lazy(
        "Ingen har lest teksten mot kildene. Da ville hele nettstedet stått stille, også rettede "
        "telefonnumre. Send teksten tilbake og la en som kan, lese den mot kildene."
    ),
}
MOVED = {Moved.TEXT: STOPS[Stop.TEXT], Moved.PACK: STOPS[Stop.PACK]}
