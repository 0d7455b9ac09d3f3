"""What the check of a guide can find: a code for each fault, and its words. Pure.

A code is the id of the rule (see RULES), and after a dot which of its faults it is.
"""

from enum import StrEnum

from tryggvei.toolbox.wording import Words
from tryggvei.toolbox.wording import later as _


class Code(StrEnum):
    """Every fault that the check of a guide can find."""

    START = "start"
    LOOP = "loop"
    UNREACHABLE = "unreachable"
    UNKNOWN_STEP = "unknown-step"
    OUTCOME_LEADS_ON = "dead-end.outcome"
    ACT_LEADS_NOWHERE = "dead-end.act"
    QUESTION_ENDS = "dead-end.question"
    PATH_STOPS = "dead-end.path"
    NO_LANE = "lane.missing"
    LANE_OF_STAFF = "lane.resident"
    SAME_ANSWER = "same-answer"
    TIME_LIMIT = "time-limit"
    ONE_PRIMARY_ACT = "one-primary-act"
    RECORD_AT_END = "record-at-end"
    NO_TRACE_AT_END = "no-trace-at-end"
    LEADER_HAS_IT = "leader-ends.lane"
    LEADER_ALONE = "leader-ends.path"
    LEADER_FIRST = "leader-ends.act"
    CONTACT_OF_STEP = "contact-unknown.step"
    CONTACT_IN_TEXT = "contact-unknown.text"
    CONTACT_WITHOUT_NUMBER = "contact-without-number"
    SHELTER_OF_STEP = "apart.step"
    SHELTER_IN_TEXT = "apart.text"
    LEGAL_SOURCE = "legal-source"
    LAW_UNKNOWN = "law-unknown"
    LAW_NOT_IN_FORCE = "law-not-in-force"
    LAW_REVIEW_DUE = "law-review-due"
    THRESHOLD_WITHOUT_LAW = "thresholds.section"
    BOTH_THRESHOLDS = "thresholds.both"
    WORDS_OF_BOTH = "thresholds.words"
    THRESHOLD_OF_FACT = "thresholds.fact"
    DANGER_NOT_ASKED = "danger-first.question"
    DANGER_NOT_CALLED = "danger-first.call"
    CONTACT_AT_END = "contact-at-end"
    ASKED_TOO_LATE = "duty-right-consent.order"
    ASKED_TOO_EARLY = "duty-right-consent.before"
    CHILDREN_ASKED = "children-asked"
    CHILD_NOBODY = "child-report.nobody"
    CHILD_NO_REPORT = "child-report.missing"
    CHILD_NO_DUTY = "child-report.duty"
    CHILD_NO_CONTACT = "child-report.contact"
    GUARDIANS_BEFORE_ASKED = "guardians-first.report"
    GUARDIANS_ON_PATH = "guardians-first.path"
    GUARDIANS_IN_TEXT = "guardians-first.text"
    NOT_AVERTED = "duty-to-avert.missing"
    AVERTED_WRONGLY = "duty-to-avert.police"
    STAFF_SUSPECTED = "staff-suspected"
    SEVEN_QUESTIONS = "seven-questions"
    PATH_COUNT = "path-count"
    CONFRONTATION = "confrontation"
    LEAVES_TRACE = "leaves-trace"
    BARE_NUMBER = "bare-number"
    NUMBER_IN_ANSWER = "number-in-answer"
    PLACEHOLDER = "placeholder"
    NO_TEXT = "missing-text.none"
    TEXT_TOO_MANY = "missing-text.unknown"
    HARD_TO_READ = "hard-to-read"
    WHEN_MISSING = "when-missing"
    WHEN_COLUMN = "when-unknown.column"
    WHEN_EMPTY = "when-unknown.empty"
    WHEN_VALUE = "when-unknown.value"
    COVERS_OVERLAP = "covers-overlap"

    @property
    def rule(self) -> str:
        """Return the id of the rule."""
        return self.value.partition(".")[0]


# What a sentence may name besides the parameters: the step, and the place in the file.
PLACE = frozenset({"step", "place"})

_CONTACT = _("Kontakten «%(contact)s» finnes ikke i hjelperegisteret.")
_APART = _("Veilederen står for seg selv, men nevner «%(contact)s», som hjelper utsatte.")

WORDS: dict[Code, Words] = {
    Code.START: Words(
        "the first step %(first)r does not exist",
        _("Veilederen begynner på steget «%(first)s», som ikke finnes."),
    ),
    Code.LOOP: Words(
        "the walk can go in a circle: %(trail)s",
        _("Veien går i ring: %(trail)s."),
    ),
    Code.UNREACHABLE: Words(
        "no answer leads to the step %(step)r",
        _("Ingen svar fører til dette steget."),
    ),
    Code.UNKNOWN_STEP: Words(
        "the step %(step)r leads to %(to)r, which does not exist",
        _("En vei fører til steget «%(to)s», som ikke finnes."),
    ),
    Code.OUTCOME_LEADS_ON: Words(
        "the outcome %(step)r leads on; an outcome ends the walk",
        _("En slutt kan ikke føre videre."),
    ),
    Code.ACT_LEADS_NOWHERE: Words(
        "the act %(step)r must lead to one next step, and has no answers",
        _("Et råd på veien må føre videre til ett steg."),
    ),
    Code.QUESTION_ENDS: Words(
        "the question %(step)r must have two answers or more, and no 'next'",
        _("Et spørsmål må ha minst to svar."),
    ),
    Code.PATH_STOPS: Words(
        "the path stops at %(step)r, which is not an outcome",
        _("Veien stopper her, men steget er ingen slutt."),
    ),
    Code.NO_LANE: Words(
        "the step %(step)r does not say who acts; set 'lane'",
        _("Steget sier ikke hvem som handler."),
    ),
    Code.LANE_OF_STAFF: Words(
        "the step %(step)r is for a resident, and its lane is %(lane)s",
        _("Steget er for en innbygger, men sier at en annen handler: %(lane)s."),
    ),
    Code.SAME_ANSWER: Words(
        "two answers of %(step)r have the id %(answer)r",
        _("To svar har samme navn: «%(answer)s»."),
    ),
    Code.TIME_LIMIT: Words(
        "%(step)r has the time limit %(limit)r (known: %(known)s)",
        _("Vi kjenner ikke fristen «%(limit)s». Vi har %(known)s."),
    ),
    Code.ONE_PRIMARY_ACT: Words(
        "the outcome %(step)r has %(count)s primary acts; it must have one",
        _("En slutt må ha nøyaktig én ting som er det viktigste. Denne har %(count)s."),
    ),
    Code.RECORD_AT_END: Words(
        "the outcome %(step)r does not ask whom the reader called, and when",
        _("Slutten må be om å skrive ned hvem man ringte, og når."),
    ),
    Code.NO_TRACE_AT_END: Words(
        "the outcome %(step)r asks a resident to note whom she called",
        _("Slutten ber en innbygger om å notere noe."),
    ),
    Code.LEADER_HAS_IT: Words(
        "the outcome %(step)r leaves the matter with a leader; the duty is personal",
        _("Slutten overlater saken til en leder. Plikten er personlig."),
    ),
    Code.LEADER_ALONE: Words(
        "%(step)r ends with a leader and nobody else; the duty is personal",
        _("Det er aldri nok å si det til en leder. Plikten er personlig."),
    ),
    Code.LEADER_FIRST: Words(
        "the primary act of %(step)r is to tell a leader; a duty is personal",
        _("Det viktigste ved slutten kan ikke være å si fra til en leder. Plikten er personlig."),
    ),
    Code.CONTACT_OF_STEP: Words(
        "%(step)r names the contact %(contact)r, not in the help directory", _CONTACT
    ),
    Code.CONTACT_IN_TEXT: Words(
        "%(place)s has [[tel:%(contact)s]], which is not in the help directory", _CONTACT
    ),
    Code.CONTACT_WITHOUT_NUMBER: Words(
        "%(step)r names %(contact)r, which has no number and nobody instead",
        _("«%(contact)s» har ikke noe nummer, og ingen andre er satt i stedet."),
    ),
    Code.SHELTER_OF_STEP: Words("%(step)r names %(contact)r, who shelters those exposed", _APART),
    Code.SHELTER_IN_TEXT: Words(
        "%(place)s has [[tel:%(contact)s]], who shelters those exposed", _APART
    ),
    Code.LEGAL_SOURCE: Words(
        "%(step)r speaks of a %(kind)s and names no section that gives one",
        _("Steget må ha en lov som gir det som steget hviler på: %(kind)s."),
    ),
    Code.LAW_UNKNOWN: Words(
        "%(step)r refers to %(law)r, which is not among the laws",
        _("Loven «%(law)s» finnes ikke i listen over lover."),
    ),
    Code.LAW_NOT_IN_FORCE: Words(
        "%(step)r refers to %(law)r, not in force on %(day)s",
        _("«%(law)s» gjelder ikke %(day)s."),
    ),
    Code.LAW_REVIEW_DUE: Words(
        "%(step)r refers to %(law)r, due for review since %(day)s",
        _("«%(law)s» skulle vært kontrollert på nytt innen %(day)s."),
    ),
    Code.THRESHOLD_WITHOUT_LAW: Words(
        "%(step)r asks for %(threshold)s and names no section that sets it",
        _("Steget spør om en grense, men nevner ingen lov som setter den: %(threshold)s."),
    ),
    Code.BOTH_THRESHOLDS: Words(
        "the question %(step)r asks for both thresholds at once",
        _("De to grensene i loven må ikke blandes. Hvert spørsmål har sin egen."),
    ),
    Code.WORDS_OF_BOTH: Words(
        "the text of %(step)r speaks of both thresholds in one question",
        _("Teksten snakker om begge grensene i loven i ett spørsmål. De må ikke blandes."),
    ),
    Code.THRESHOLD_OF_FACT: Words(
        "%(step)r finds %(fact)s and must have the one threshold %(threshold)s",
        _("Et svar sier «%(fact)s». Da må spørsmålet ha denne grensen alene: %(threshold)s."),
    ),
    Code.DANGER_NOT_ASKED: Words(
        "the first question does not ask for danger now",
        _("Fare må være det første spørsmålet."),
    ),
    Code.DANGER_NOT_CALLED: Words(
        "after danger, %(step)r does not tell the reader to call for help herself",
        _("Etter fare må veien føre rett til at leseren selv ringer et nødnummer."),
    ),
    Code.CONTACT_AT_END: Words(
        "the primary act of %(step)r names no contact",
        _("Det viktigste ved slutten må navngi noen å ringe."),
    ),
    Code.ASKED_TOO_LATE: Words(
        "%(step)r asks about %(kind)s after a question about %(earlier)s",
        _(
            "Plikt må komme før rett, og rett før samtykke. Her kommer «%(kind)s» etter "
            "«%(earlier)s»."
        ),
    ),
    Code.ASKED_TOO_EARLY: Words(
        "%(step)r asks about %(kind)s, and %(earlier)s was not asked before",
        _(
            "Plikt må komme før rett, og rett før samtykke. Her kommer «%(kind)s», men "
            "«%(earlier)s» mangler."
        ),
    ),
    Code.CHILDREN_ASKED: Words(
        "the path to %(step)r never asks for children",
        _("En vei spør aldri om det er barn der."),
    ),
    Code.CHILD_NOBODY: Words(
        "a child is at risk, and the path names nobody of child welfare",
        _("Et barn kan være i fare, og veien nevner ingen i barnevernet."),
    ),
    Code.CHILD_NO_REPORT: Words(
        "a child is at risk, and the path has no report",
        _("Et barn kan være i fare, og veien har ikke et steg for å melde til barnevernet."),
    ),
    Code.CHILD_NO_DUTY: Words(
        "%(step)r reports a child, but not as a duty",
        _("Steget melder til barnevernet, men ikke som en plikt."),
    ),
    Code.CHILD_NO_CONTACT: Words(
        "%(step)r does not name child welfare as contact",
        _("Steget melder til barnevernet, men har ikke barnevernet som kontakt."),
    ),
    Code.GUARDIANS_BEFORE_ASKED: Words(
        "%(step)r must say that guardians are not told before asked",
        _("Steget må si at ingen hjemme får vite noe før barnevernet eller politiet er spurt."),
    ),
    Code.GUARDIANS_ON_PATH: Words(
        "%(step)r tells those at home on this path",
        _("Ingen hjemme må få vite noe når noen hjemme kan stå bak."),
    ),
    Code.GUARDIANS_IN_TEXT: Words(
        "%(place)s can be read as advice to tell somebody at home: %(said)r",
        _("Teksten kan leses som et råd om å si noe til noen hjemme: «%(said)s»"),
    ),
    Code.NOT_AVERTED: Words(
        "an offence can be averted, and the path does not",
        _("Noe straffbart kan hindres, og veien har ikke et steg for det."),
    ),
    Code.AVERTED_WRONGLY: Words(
        "%(step)r must be a duty and name the police",
        _("Steget som skal hindre noe straffbart, må være en plikt og ha politiet som kontakt."),
    ),
    Code.STAFF_SUSPECTED: Words(
        "%(step)r goes through the unit's leader where staff are suspected",
        _("Når en ansatt kan stå bak, må ingen steg gå gjennom lederen på stedet."),
    ),
    Code.SEVEN_QUESTIONS: Words(
        "the path asks %(count)s questions",
        _("En vei kan ha sju spørsmål. Denne har %(count)s."),
    ),
    Code.PATH_COUNT: Words(
        "the guide has more than %(most)s paths; make it smaller",
        _("Veilederen har mer enn %(most)s veier. Da kan ikke alle prøves."),
    ),
    Code.CONFRONTATION: Words(
        "%(place)s reads as advice to confront, mediate or promise silence: %(said)r",
        _("Teksten kan leses som et råd om å konfrontere, mekle eller love å tie: «%(said)s»"),
    ),
    Code.LEAVES_TRACE: Words(
        "%(place)s reads as advice to leave a trace that can be found: %(said)r",
        _("Teksten ber en innbygger om å skrive eller lagre noe: «%(said)s»"),
    ),
    Code.BARE_NUMBER: Words(
        "%(place)s has the number %(number)r typed in; write [[tel:key]]",
        _("Skriv aldri et telefonnummer. Skriv [[tel:navn]] i stedet for «%(number)s»."),
    ),
    Code.NUMBER_IN_ANSWER: Words(
        "%(place)s holds a phone number; say it in the question's text",
        _("Et svar kan ikke ha et telefonnummer. Skriv det i teksten."),
    ),
    Code.PLACEHOLDER: Words(
        "%(place)s has double brackets that are no number; write [[tel:key]]",
        _("Doble klammer skrives slik: [[tel:navn]]."),
    ),
    Code.NO_TEXT: Words(
        "%(place)s has no text in %(language)r",
        _("Teksten mangler på et språk: %(language)s."),
    ),
    Code.TEXT_TOO_MANY: Words(
        "%(place)s has a text in %(language)r, not a language here",
        _("Veilederen har ikke dette språket: %(language)s."),
    ),
    Code.HARD_TO_READ: Words(
        "%(place)s has LIX %(lix)s; it must be under %(stop)s",
        _("Teksten er for tung å lese. LIX er %(lix)s og må være under %(stop)s."),
    ),
    Code.WHEN_MISSING: Words(
        "the guide covers rows of the case table, and the answer %(answer)r of %(step)r does not "
        "say when it is given",
        _("Svaret «%(answer)s» sier ikke hvilke tilfeller det gjelder."),
    ),
    Code.WHEN_COLUMN: Words(
        "%(place)s names %(column)r, no column of the case table",
        _("Et vilkår bruker «%(column)s», som ikke er en kolonne i tabellen over tilfeller."),
    ),
    Code.WHEN_EMPTY: Words(
        "%(place)s names %(column)r without a value",
        _("Et vilkår sier ingen verdi for «%(column)s»."),
    ),
    Code.WHEN_VALUE: Words(
        "%(place)s: %(column)r is never %(value)r",
        _("Et vilkår sier at «%(column)s» er «%(value)s». Det er den aldri."),
    ),
    Code.COVERS_OVERLAP: Words(
        "the guides %(one)r and %(other)r can cover the same row of the table",
        _("To veiledere svarer på de samme tilfellene: «%(one)s» og «%(other)s»."),
    ),
}
