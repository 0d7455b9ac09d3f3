"""What the house says to editors: states, needs, and the faults of the check in plain Norwegian.

The rules of the pages speak English, for the one who runs `content check`. Here each of their
sentences has its Norwegian one; a test holds that none is forgotten.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggvei.contentpack.api import ReviewState
from tryggvei.editorial.actions.publishing import Stop
from tryggvei.editorial.queries.listing import Need
from tryggvei.editorial.rules.workflow import Moved, State
from tryggvei.editorial.staff import guide_wording
from tryggvei.website.api import Fault

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
FIELDS = {
    "title": gettext_lazy("Tittel"),
    "heading": gettext_lazy("Overskrift"),
    "description": gettext_lazy("Beskrivelse"),
    "body": gettext_lazy("Tekst"),
    "doors_heading": gettext_lazy("Overskrift over dørene"),
    "doors": gettext_lazy("Dører"),
    "more": gettext_lazy("Les videre"),
    "audience": gettext_lazy("Hvem siden er for"),
    "outside": gettext_lazy("Nettsteder siden kan lenke til"),
    "sources": gettext_lazy("Kilder"),
    "translated_from": gettext_lazy("Hvilken bokmålstekst oversettelsen følger"),
}
# (the sentence of the rules, the sentence of the screen); %(1)s is the first group, and so on.
_FAULTS = (
    (r"the \w+ says '(.+)': it is seen", gettext_lazy("Ordet «%(1)s» synes i historikken.")),
    (r"the body has a # heading", gettext_lazy("Siden har alt en overskrift. Bruk ## i teksten.")),
    (
        r"the heading '(.+)' jumps from level (\d) to (\d)",
        gettext_lazy("Overskriften «%(1)s» hopper fra nivå %(2)s til %(3)s."),
    ),
    (
        r"LIX is (\d+); it must be under (\d+)",
        gettext_lazy("LIX er %(1)s. Den må være under %(2)s. Skriv kortere setninger og ord."),
    ),
    (
        r"'(.+)' looks like a phone number",
        gettext_lazy("«%(1)s» ligner et telefonnummer. Skriv [[tel:navn]] i stedet."),
    ),
    (r"HTML is not used", gettext_lazy("Du kan ikke bruke HTML.")),
    (
        r"a link is not https|the link to",
        gettext_lazy("En lenke må begynne med https og gå til et nettsted som står i feltet."),
    ),
    (
        r"a placeholder is not written",
        gettext_lazy("Doble klammer skrives slik: [[side:navn|tekst]]."),
    ),
    (
        r"\[\[(.+)\]\] may tell how those exposed",
        gettext_lazy("[[%(1)s]] kan røpe hvordan utsatte blir beskyttet. Den kan ikke stå her."),
    ),
    (r"only the front page leads to", gettext_lazy("Bare forsiden kan lenke til den siden.")),
    (r"no (?:other )?page '(.+)' in", gettext_lazy("Siden «%(1)s» finnes ikke på dette språket.")),
    (r"only the bokm.l page says", gettext_lazy("«Les videre» skrives bare på bokmål.")),
    (r"\[\[(.+?):\.\.\.\]\] needs a key", gettext_lazy("[[%(1)s]] mangler navn etter kolon.")),
    (r"\[\[(.+)\]\] takes no key", gettext_lazy("[[%(1)s]] skal stå uten navn.")),
    (r"\[\[(.+)\]\] takes no text", gettext_lazy("[[%(1)s]] skal stå uten egen tekst.")),
    (r"\[\[(.+?)\]\] is not a placeholder", gettext_lazy("[[%(1)s]] er ikke noe vi kjenner.")),
    (r"the help directory has no number '(.+)'", gettext_lazy("«%(1)s» har ikke noe nummer.")),
    (r"the help directory has no service '(.+)'", gettext_lazy("Tjenesten «%(1)s» finnes ikke.")),
    (r"there is no guide '(.+)' in", gettext_lazy("Veilederen «%(1)s» finnes ikke.")),
    (r"the doors are not those of", gettext_lazy("Dørene er ikke de samme som på bokmål.")),
    (
        r"placeholders differ from .*?: their count",
        gettext_lazy("Noen numre eller lenker står flere eller færre ganger enn på bokmål."),
    ),
    (
        r"placeholders differ from .*?: \[(.+)\]",
        gettext_lazy("Numre og lenker er ikke de samme som på bokmål: %(1)s"),
    ),
    (
        r"the headings are not those of",
        gettext_lazy("Overskriftene har ikke samme nivåer som på bokmål."),
    ),
    (
        r"a page that leads to help needs two",
        gettext_lazy("Siden fører til hjelp og må leses av to. Endre det i innholdspakken."),
    ),
)


@dataclass(frozen=True)
class Remark:
    """A fault as an editor reads it: the field of the form, the page, and what is wrong."""

    field: str
    page: str
    text: str


def said(reason: str) -> str:
    """Return a fault's sentence in Norwegian; the rules' own for one that nobody has put over."""
    of_guide = guide_wording.said(reason)
    if of_guide:
        return of_guide
    reason = re.sub(r"\('(\w+)', '([\w-]*)'\)", r"[[\1:\2]]", reason)
    for pattern, words in _FAULTS:
        match = re.search(pattern, reason)
        if match:
            groups = {str(place): text for place, text in enumerate(match.groups(), start=1)}
            return str(words) % groups
    return _("Sjekken sier: %(reason)s") % {"reason": reason}


def remarks(faults: Iterable[Fault]) -> list[Remark]:
    """Return faults as an editor reads them, with the line where the text has lines."""
    found = []
    for fault in faults:
        text = said(fault.reason)
        if fault.where == "body" and fault.line:
            text = _("Linje %(line)s: %(text)s") % {"line": fault.line + 1, "text": text}
        found.append(Remark(fault.where, fault.page, text))
    return found
