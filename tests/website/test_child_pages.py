"""Pages that a child reads alone: calm, easy, and leading to nothing but each other and help."""

import re

import pytest

from tests.website.conftest import made_page
from tryggvei.toolbox.lix import lix
from tryggvei.website.api import LANGUAGES, Page, pages
from tryggvei.website.rules import markdown
from tryggvei.website.rules.checks import FOR_CHILDREN

SET = {"barn", "barn-fortelle", "barn-hva-skjer"}
MAY_REACH = SET | {"hjem"}
MAY_CALL = {"politi_nod", "alarmtelefonen"}
LIX_BELOW = 25
WRITTEN_DOWN = re.compile(r"skriver ned|skriv ned|write down")
# Not for children: what makes the page itself frightening. Beginnings of words, three languages.
FRIGHTENING = re.compile(
    r"(?<!\w)(?:drap|drep|drept|død|daud|valdt|voldt|blod|blød|fengsel|kniv|våpen|straff"
    r"|kill|murder|dead|death|rape|blood|prison|knife|weapon|punish)",
    re.IGNORECASE,
)
# Nobody may promise a child to keep quiet; a sentence that says "ingen" or "not" promises nothing.
PROMISES = re.compile(
    r"(?:vi|eg|jeg|we|i) (?:lover|lovar|promise)|(?:holder|held|keep) det hemmeleg|blir hemmelig",
    re.IGNORECASE,
)


def unfit(page: Page) -> list[str]:
    """Return what makes a page unfit for a child who reads it alone."""
    text = "\n".join(text for text, _line in markdown.texts(page.body))
    found = markdown.placeholders(page.body)
    faults = [
        f"leads to {each.kind}:{each.key}"
        for each, _line in found
        if not (each.kind == "side" and each.key in MAY_REACH)
        and not (each.kind in {"tel", "service"} and each.key in MAY_CALL)
    ]
    faults += [f"leads to side:{onward}" for onward in page.more if onward not in MAY_REACH]
    faults += [f"leads to {target}" for target, _line in markdown.links_out(page.body)]
    if FOR_CHILDREN not in page.audience:
        faults.append("audience")
    measured = lix(markdown.running_text(page.body))
    if measured >= LIX_BELOW:
        faults.append(f"LIX {measured}")
    if not any(each.key == "alarmtelefonen" for each, _line in found):
        faults.append("no line for children")
    if not WRITTEN_DOWN.search(text):  # 116111.no: all contacts are recorded in writing
        faults.append("does not say that it is written down")
    faults += [f"frightening: {word}" for word in FRIGHTENING.findall(text)]
    faults += [f"promises silence: {words}" for words in PROMISES.findall(text)]
    first = markdown.placeholders(page.body)[:1]
    if [each.key for each, _line in first] != ["politi_nod"]:
        faults.append("does not begin with the police")
    return faults


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page_id", sorted(SET))
def test_a_page_for_children_is_fit_for_a_child(language: str, page_id: str) -> None:
    assert unfit(pages(language)[page_id]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_that_a_child_reads_alone_is_held_to_this(language: str) -> None:
    children = {i for i, page in pages(language).items() if FOR_CHILDREN in page.audience}
    assert children == SET


def test_the_pages_for_children_lead_to_each_other(baked_html: dict[str, str]) -> None:
    for language in LANGUAGES:
        prefix = "" if language == "nb" else f"/{language}"
        allowed = {f"{prefix}/"} | {f"{prefix}/{page_id}/" for page_id in SET}
        for page_id in SET:
            address = f"{prefix}/{page_id}/"
            main = baked_html[address].split("<main", 1)[1].split("</main>", 1)[0]
            leads = set(re.findall(r'href="(?!tel:)([^"]*)"', main))
            assert leads <= allowed, address
            assert len(leads - {address}) >= 2, address


def test_a_child_reads_that_it_is_not_at_fault_and_need_not_protect_anybody() -> None:
    for language, fault, protect in (
        ("nb", "ikke din skyld", "Du skal ikke passe på de voksne"),
        ("nn", "ikkje di skuld", "Du skal ikkje passe på dei vaksne"),
        ("en", "not your fault", "You should not look after the adults"),
    ):
        body = pages(language)["barn"].body
        assert fault in body, language
        assert protect in body, language


def test_a_child_reads_before_telling_that_nobody_can_promise_silence() -> None:
    for language, words in (
        ("nb", "kan ikke love å tie"),
        ("nn", "kan ikkje love å teie"),
        ("en", "cannot promise to keep quiet"),
    ):
        assert words in pages(language)["barn-fortelle"].body, language


SOUND = "Ring [[tel:politi_nod]].\n\nRing [[tel:alarmtelefonen]]. De skriver ned det du sier.\n"


def test_a_sound_page_has_no_fault() -> None:
    assert unfit(made_page(id="barn", audience=["barn"], body=SOUND)) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"body": SOUND + "\nSe [[side:for-meg]].\n"}, "leads to side:for-meg"),
        ({"body": SOUND + "\n[[skriv]]\n"}, "leads to skriv:"),
        ({"body": SOUND + "\nRing [[tel:vo_linjen]].\n"}, "leads to tel:vo_linjen"),
        ({"more": ["for-andre"]}, "leads to side:for-andre"),
        ({"audience": ["alle"]}, "audience"),
        ({"body": "Ring [[tel:politi_nod]].\n"}, "no line for children"),
        ({"body": SOUND.replace("skriver ned", "hører")}, "does not say that it is written down"),
        ({"body": SOUND + "\nNoen kan bli drept.\n"}, "frightening: drep"),
        ({"body": SOUND + "\nVi lover at ingen får vite det.\n"}, "promises silence: Vi lover"),
        ({"body": "Hei. " + SOUND[SOUND.index("\n") :]}, "does not begin with the police"),
        ({"body": SOUND + "\n" + "Barneverntjenesten undersøker omsorgssituasjonen. " * 9}, "LIX"),
    ],
)
def test_a_planted_fault_is_found(changed: dict[str, object], fault: str) -> None:
    page = made_page(**({"id": "barn", "audience": ["barn"], "body": SOUND} | changed))
    assert any(found.startswith(fault) for found in unfit(page)), unfit(page)
