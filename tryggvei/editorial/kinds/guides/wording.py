"""What a guide's own words (ids, kinds, fields) are called on the screen.

A test holds that none is forgotten; what is new and has no words yet is shown as it is written.
"""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggvei.guides.api import StructuralChange, What, schema
from tryggvei.toolbox.wording import Plain

Words = dict[str, Promise]

LANGUAGES: Words = {
    "nb": gettext_lazy("bokmål"),
    "nn": gettext_lazy("nynorsk"),
    "en": gettext_lazy("engelsk"),
}
TYPES: Words = {
    schema.StepType.QUESTION: gettext_lazy("Et spørsmål med svar"),
    schema.StepType.ACT: gettext_lazy("Noe å gjøre på veien"),
    schema.StepType.OUTCOME: gettext_lazy("En slutt: dette gjør du nå"),
}
LANES: Words = {
    schema.Lane.EMPLOYEE: gettext_lazy("Den ansatte selv"),
    schema.Lane.RESIDENT: gettext_lazy("Innbyggeren selv"),
    schema.Lane.LEADER: gettext_lazy("En leder"),
    schema.Lane.TRYGGEST: gettext_lazy("TryggEst"),
    schema.Lane.BTI: gettext_lazy("BTI"),
    schema.Lane.CHILD_WELFARE: gettext_lazy("Barnevernet"),
    schema.Lane.POLICE: gettext_lazy("Politiet"),
    schema.Lane.HEALTH_EMERGENCY: gettext_lazy("Medisinsk nødhjelp"),
    schema.Lane.CRISIS_CENTRE: gettext_lazy("Krisesenteret"),
    schema.Lane.HELP_LINE: gettext_lazy("En hjelpetelefon"),
    schema.Lane.COUNTY_GOVERNOR: gettext_lazy("Statsforvalteren"),
}
KINDS: Words = {
    schema.Kind.DUTY: gettext_lazy("Plikt"),
    schema.Kind.RIGHT: gettext_lazy("Rett"),
    schema.Kind.CONSENT: gettext_lazy("Samtykke"),
    schema.Kind.INFORMATION: gettext_lazy("Bare råd"),
}
LIMITS: Words = {
    schema.TimeLimit.NOW: gettext_lazy("Nå"),
    schema.TimeLimit.WITHOUT_UNDUE_DELAY: gettext_lazy("Så fort du kan, uten å vente"),
    schema.TimeLimit.SAME_DAY: gettext_lazy("I dag"),
    schema.TimeLimit.NEXT_WORKING_DAY: gettext_lazy("Senest neste arbeidsdag"),
    schema.TimeLimit.FOURTEEN_DAYS: gettext_lazy("Innen 14 dager"),
}
GUARDIANS: Words = {
    schema.TellGuardians.NEVER: gettext_lazy("Nei, aldri"),
    schema.TellGuardians.NOT_BEFORE_ASKED: gettext_lazy(
        "Ikke før politiet eller barnevernet har sagt hvordan"
    ),
    schema.TellGuardians.YES: gettext_lazy("Ja, steget sier det til noen hjemme"),
    schema.TellGuardians.NOT_APPLICABLE: gettext_lazy("Gjelder ikke her"),
}
LEADERS: Words = {
    schema.TellLeader.NO: gettext_lazy("Nei"),
    schema.TellLeader.UNIT_LEADER: gettext_lazy("Ja, lederen på stedet"),
    schema.TellLeader.LEADER_ABOVE: gettext_lazy("Ja, en leder over enheten"),
}
TOPICS: Words = {
    schema.Topic.DANGER_NOW: gettext_lazy("Er noen i fare nå"),
    schema.Topic.CHILDREN: gettext_lazy("Er det barn der"),
    schema.Topic.OFFENCE: gettext_lazy("Skjer det noe straffbart som kan hindres"),
    schema.Topic.SUSPECTED: gettext_lazy("Hvem kan stå bak"),
    schema.Topic.DANGER_TO_HEALTH: gettext_lazy("Er det fare for liv eller helse"),
    schema.Topic.WISH: gettext_lazy("Hva vil personen selv"),
    schema.Topic.TARGET_GROUP: gettext_lazy("Hører personen til målgruppen"),
}
THRESHOLDS: Words = {
    schema.Threshold.CERTAIN_OR_MOST_LIKELY: gettext_lazy("Sikkert eller mest sannsynlig"),
    schema.Threshold.REASON_TO_BELIEVE: gettext_lazy("Grunn til å tro"),
}
FACTS: Words = {
    schema.Fact.ACUTE: gettext_lazy("Noen er i fare nå"),
    schema.Fact.CHILD_AT_RISK: gettext_lazy("Et barn kan være i fare"),
    schema.Fact.OFFENCE_TO_AVERT: gettext_lazy("Noe straffbart kan hindres"),
    schema.Fact.FAMILY_SUSPECTED: gettext_lazy("Noen hjemme kan stå bak"),
    schema.Fact.STAFF_SUSPECTED: gettext_lazy("En ansatt kan stå bak"),
    schema.Fact.DANGER_TO_HEALTH: gettext_lazy("Det er fare for liv eller helse"),
    schema.Fact.CONSENTS: gettext_lazy("Personen sier ja"),
    schema.Fact.REFUSES: gettext_lazy("Personen sier nei"),
    schema.Fact.NOT_ASKED: gettext_lazy("Personen er ikke spurt"),
    schema.Fact.CANNOT_DECIDE: gettext_lazy("Personen kan ikke velge selv"),
}
CLAIMS: Words = {
    schema.Claim.DUTY_TO_HELP: gettext_lazy("Plikten til å hjelpe en i fare"),
    schema.Claim.DUTY_TO_ALERT_EMERGENCY: gettext_lazy("Plikten til å varsle nødetatene"),
    schema.Claim.DUTY_TO_AVERT: gettext_lazy("Plikten til å hindre noe straffbart"),
    schema.Claim.DUTY_TO_REPORT_CHILD: gettext_lazy("Plikten til å melde til barnevernet"),
    schema.Claim.DUTY_TO_NOTIFY_MANAGEMENT: gettext_lazy("Plikten til å si fra til ledelsen"),
    schema.Claim.DUTY_TO_NOTIFY_SUPERVISION: gettext_lazy("Plikten til å si fra til tilsynet"),
    schema.Claim.DUTY_TO_ANSWER: gettext_lazy("Plikten til å svare barnevernet"),
    schema.Claim.RIGHT_TO_SHARE: gettext_lazy("Retten til å dele"),
    schema.Claim.RIGHT_TO_REPORT: gettext_lazy("Retten til å melde"),
}
FIELDS: Words = {
    "apart": gettext_lazy("Står for seg selv"),
    "title": gettext_lazy("Tittel"),
    "intro": gettext_lazy("Innledning"),
    "advice": gettext_lazy("Råd om samtalen"),
    "start": gettext_lazy("Første steg"),
    "sources": gettext_lazy("Kilder"),
    "covers": gettext_lazy("Tilfeller veilederen gjelder for"),
    "audience": gettext_lazy("Hvem veilederen er for"),
    "exposed": gettext_lazy("Hvem veilederen handler om"),
    "text": gettext_lazy("Tekst"),
    "why_we_ask": gettext_lazy("Hvorfor vi spør"),
    "why_this_answer": gettext_lazy("Hvorfor du får dette svaret"),
    "contacts": gettext_lazy("Hvem man kan ringe"),
    "label": gettext_lazy("Svar"),
    "next": gettext_lazy("Fører til"),
    "facts": gettext_lazy("Det svaret forteller"),
    "when": gettext_lazy("Tilfeller svaret gjelder for"),
    "primary": gettext_lazy("Det viktigste"),
    "type": gettext_lazy("Slags steg"),
    "lane": gettext_lazy("Hvem som handler"),
    "kind": gettext_lazy("Hva steget hviler på"),
    "laws": gettext_lazy("Lover"),
    "time_limit": gettext_lazy("Hvor fort"),
    "asks": gettext_lazy("Hva spørsmålet finner ut"),
    "thresholds": gettext_lazy("Grensen i loven"),
    "fulfils": gettext_lazy("Plikten eller retten steget oppfyller"),
    "tells_guardians": gettext_lazy("Får noen hjemme vite det?"),
    "tells_leader": gettext_lazy("Går steget gjennom en leder?"),
    "record": gettext_lazy("Ber om å skrive ned hvem man ringte, og når"),
    "answers": gettext_lazy("Svar"),
    "acts": gettext_lazy("Noe å gjøre"),
}
OF_VALUES: dict[str, Words] = {
    "type": TYPES,
    "lane": LANES,
    "kind": KINDS,
    "time_limit": LIMITS,
    "asks": TOPICS,
    "thresholds": THRESHOLDS,
    "fulfils": CLAIMS,
    "tells_guardians": GUARDIANS,
    "tells_leader": LEADERS,
    "facts": FACTS,
}
SAFEGUARDS: Words = {**FACTS, **TOPICS, **THRESHOLDS, **CLAIMS}
# What a fault is about, by the name of the parameter; laws, contacts and steps are the pack's own.
OF_PARAMETERS: dict[str, Words] = {
    "lane": LANES,
    "kind": KINDS,
    "earlier": KINDS,
    "threshold": THRESHOLDS,
    "fact": FACTS,
    "language": LANGUAGES,
    "safeguard": SAFEGUARDS,
}


def in_words(told: Mapping[str, Plain], names: Mapping[str, str]) -> Mapping[str, object]:
    """Return what a fault is about as people call it. `names`: of laws, contacts and steps."""
    return {name: _in_words(name, value, names) for name, value in told.items()}


def _in_words(name: str, value: Plain, names: Mapping[str, str]) -> object:
    if name in OF_PARAMETERS:
        return OF_PARAMETERS[name].get(str(value), value)
    if name in ("law", "contact", "to", "first", "one", "other"):
        return names.get(str(value), value)
    if name == "trail":
        return " → ".join(names.get(step, step) for step in str(value).split(" -> "))
    if name == "day":
        return date_format(date.fromisoformat(str(value)))
    return value


def structure_in_words(change: StructuralChange, titles: Mapping[str, str]) -> str:
    """Return what a structural change did, in a sentence without an end."""
    step = titles.get(change.step, change.step)
    part = change.part.removeprefix("answers.")
    told = {"step": step, "part": str(FIELDS.get(part, part))}
    if change.what is What.FIELD and not change.step:
        return _("Veilederen: %(part)s er endret") % told
    words = {
        What.STEP_ADDED: _("Nytt steg: «%(step)s»"),
        What.STEP_REMOVED: _("Steget «%(step)s» er tatt bort"),
        What.ANSWER_ADDED: _("«%(step)s» har fått et nytt svar"),
        What.ANSWER_REMOVED: _("«%(step)s» har mistet et svar"),
        What.LEADS_ELSEWHERE: _("«%(step)s» fører et annet sted"),
        What.ACTS: _("«%(step)s» har fått andre ting å gjøre"),
        What.FIELD: _("«%(step)s»: %(part)s er endret"),
    }[change.what]
    if change.what is What.FIELD and change.part.startswith("answers."):
        words = _("«%(step)s»: hva et svar forteller, er endret")
    return words % told
