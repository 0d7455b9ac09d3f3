"""Pages for those who need help: the order and the cautions that content must keep."""

import re

import pytest

from tests.website.conftest import made_page
from tryggvei.website.api import LANGUAGES, Page, pages
from tryggvei.website.rules import markdown
from tryggvei.website.rules.checks import FOR_CHILDREN

FOR_ME = {"kvinne", "mann", "mangfold", "eldre", "hjelp-i-hverdagen", "ny-i-norge", "ung"}
# In this order on each page: what happens, then the limits of silence, and the trace last
# (facts, content.md § 2; domain.md rule 13: the limits are told before the person tells).
LIMITS = {
    "nb": ("grunn til å tro", "sikkert eller mest sannsynlig"),
    "nn": ("grunn til å tru", "sikkert eller mest sannsynleg"),
    "en": ("reason to believe", "certain or most likely"),
}
FAULT = {"nb": "ikke din skyld", "nn": "ikkje di skuld", "en": "not your fault"}
# Leaving raises the danger (content.md § 3). A page that speaks of leaving must say so.
LEAVING = {
    "nb": (re.compile(r"tenker du på å (?:gå|dra)", re.I), "Faren kan bli større"),
    "nn": (re.compile(r"tenkjer du på å (?:gå|dra)", re.I), "Faren kan bli større"),
    "en": (re.compile(r"thinking about leaving", re.I), "danger can grow"),
}
# Never as advice: to confront, talk it out, gather proof, change every password (content.md § 3).
# An advice begins the sentence; "if you change ..." and "do not ..." warn, and are let through.
DANGEROUS = re.compile(
    r"^(?:(?:du|dere|de|you) (?:bør|kan|må|skal|should|can|must) )?(?:"
    r"konfronter\w*|snakke? ut|saml\w* bevis|ta\w* opptak|ta\w* skjermbilde\w*"
    r"|(?:bytte?|skifte?) (?:alle )?passord\w*|(?:fortell\w*|si) (?:det )?(?:til )?foreldrene først"
    r"|confront|talk it out|collect (?:proof|evidence)|take screenshots?"
    r"|change (?:all )?(?:your )?passwords|tell your parents first)"
    r"|parsamtale|parterapi|couple (?:talks|counselling|therapy)",
    re.IGNORECASE,
)
NOT = re.compile(r"(?<!\w)(?:ikke|ikkje|aldri|nei|not|never|no)(?!\w)", re.IGNORECASE)


def wrong(page: Page) -> list[str]:
    """Return what a page for somebody who needs help lacks, or says and must not."""
    faults = []
    keys = [each.key for each, _line in markdown.placeholders(page.body)]
    if keys[:2] != ["politi_nod", "medisinsk_nod"]:
        faults.append("does not begin with danger")
    if "hva-skjer" not in keys:
        faults.append("does not lead to what happens")
    if "spor" not in keys:
        faults.append("does not tell of traces")
    if FAULT[page.language] not in page.body:
        faults.append("does not say whose fault it is not")
    faults += [f"no limit: {words}" for words in LIMITS[page.language] if words not in page.body]
    return faults + careless(page)


def careless(page: Page) -> list[str]:
    """Return dangerous advice, and talk of leaving that does not tell of the danger."""
    faults = []
    speaks, must_say = LEAVING[page.language]
    if speaks.search(page.body) and must_say not in page.body:
        faults.append("speaks of leaving, not of its danger")
    for text, _line in markdown.texts(page.body):
        for sentence in re.split(r"(?<=[.!?])\s", text):
            said = DANGEROUS.search(sentence)
            if said and not NOT.search(sentence):
                faults.append(f"advice: {said[0]}")
    return faults


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page_id", sorted(FOR_ME))
def test_a_page_for_those_who_need_help_keeps_the_order(language: str, page_id: str) -> None:
    assert wrong(pages(language)[page_id]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_careless(language: str) -> None:
    assert {i: careless(page) for i, page in pages(language).items() if careless(page)} == {}


def test_what_those_exposed_read_leads_to_no_other_site(baked_html: dict[str, str]) -> None:
    readers = {"utsatte", "unge", FOR_CHILDREN}
    read = {
        ("" if language == "nb" else f"/{language}") + f"/{page_id}/"
        for language in LANGUAGES
        for page_id, page in pages(language).items()
        if readers & set(page.audience)
    }
    assert len(read) >= 3 * (len(FOR_ME) + 3)
    for address in read:
        assert re.findall(r'href="(https?:[^"]*)"', baked_html[address]) == [], address


def test_nobody_is_told_by_the_address_or_the_title_whom_they_love() -> None:
    for language in LANGUAGES:
        title = pages(language)["mangfold"].title
        assert not re.search(r"skeiv|homo|lesb|trans|queer|lgbt|gay", title, re.IGNORECASE)


SOUND = (
    "Ring [[tel:politi_nod]] eller [[tel:medisinsk_nod]]. Det er ikke din skyld.\n\n"
    "Les [[side:hva-skjer]]. Har vi grunn til å tro noe, sier vi det. Er det sikkert eller mest "
    "sannsynlig, hindrer vi det.\n\n"
    "## Tenker du på å gå?\n\nFaren kan bli større. Ikke snakk ut. Les [[side:spor]].\n"
)


def test_a_sound_page_has_no_fault() -> None:
    assert wrong(made_page(body=SOUND)) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("Ring [[tel:politi_nod]]", "Ring [[tel:vo_linjen]]", "does not begin with danger"),
        ("[[side:hva-skjer]]", "den", "does not lead to what happens"),
        ("[[side:spor]]", "den", "does not tell of traces"),
        ("ikke din skyld", "din skyld", "does not say whose fault it is not"),
        ("grunn til å tro", "mistanke om", "no limit: grunn til å tro"),
        ("sikkert eller mest sannsynlig", "mulig", "no limit: sikkert eller mest sannsynlig"),
        ("Faren kan bli større.", "Pakk en bag.", "speaks of leaving, not of its danger"),
        ("Ikke snakk ut.", "Be om en parsamtale.", "advice: parsamtale"),
        ("Ikke snakk ut.", "Dere bør snakke ut.", "advice: Dere bør snakke ut"),
        ("Ikke snakk ut.", "Bytt alle passord.", "advice: Bytt alle passord"),
        ("Ikke snakk ut.", "Konfronter ham.", "advice: Konfronter"),
    ],
)
def test_a_planted_fault_is_found(before: str, after: str, fault: str) -> None:
    assert before in SOUND.replace("\n", " ") or before in SOUND
    assert fault in wrong(made_page(body=SOUND.replace(before, after)))
