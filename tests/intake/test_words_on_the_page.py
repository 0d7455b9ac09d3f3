"""What the page says before anybody writes, and how plainly (promises of the design, 5 and 7)."""

import html5lib
import pytest
from django.conf import settings

from tests.intake.journeys import drawn
from tests.public_face import Browser
from tryggvei.toolbox.lix import lix

pytestmark = pytest.mark.django_db
PAGES = ("/skriv/", "/skriv/takk/", "/svar/")
TEXT_TAGS = {"p", "li", "h1", "h2", "legend", "label", "summary"}


def _sentences(page: str) -> str:
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    main = next(node for node in tree.iter("main"))
    found = ["".join(node.itertext()).strip() for node in main.iter() if node.tag in TEXT_TAGS]
    return " ".join(text if text[-1:] in ".?!:" else f"{text}." for text in found if text)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_reads_easily(public_client: Browser, path: str) -> None:
    assert lix(_sentences(drawn(public_client, path))) < 40


def test_before_the_form_stands_who_reads_when_what_is_passed_on_and_what_if_urgent(
    public_client: Browser,
) -> None:
    before = _sentences(drawn(public_client).split("<form")[0] + "</main>")
    for word in ("fare nå", "Hvem leser", "Når", "taushetsplikt", "barnevernet", "drept"):
        assert word in before


@pytest.mark.promise(32, "no spelling check, no completion in any field")
@pytest.mark.parametrize("path", ["/skriv/", "/svar/"])
def test_no_field_is_remembered_or_sent_away(public_client: Browser, path: str) -> None:
    tree = html5lib.parse(
        drawn(public_client, path), treebuilder="etree", namespaceHTMLElements=False
    )
    assert next(tree.iter("form")).get("autocomplete") == "off"
    fields = [node for tag in ("input", "textarea") for node in tree.iter(tag)]
    assert fields
    for field in fields:
        assert field.get("autocomplete") == "off"
        assert field.get("maxlength") is None  # a browser would cut pasted text without a word
        if field.tag == "textarea" or field.get("type") == "text":
            assert field.get("spellcheck") == "false"


@pytest.mark.promise(37, "everything works with JavaScript off, in each language")
@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_the_form_is_sent_without_script_in_every_language(
    public_client: Browser, language: str
) -> None:
    from tests.intake.journeys import filled

    prefix = "" if language == "nb" else f"/{language}"
    page = drawn(public_client, f"{prefix}/skriv/")
    assert f'action="{prefix}/skriv/"' in page
    response = public_client.post(f"{prefix}/skriv/", filled(page))
    assert (response.status_code, response["Location"]) == (303, f"{prefix}/skriv/takk/")
    assert public_client.get(response["Location"]).status_code == 200


def test_an_old_browser_that_tells_nothing_of_where_it_sends_from_may_send_our_form() -> None:
    from django.test import RequestFactory

    from tryggvei.intake.public.nonces import is_our_form, new_nonce

    def request(nonce: str) -> object:
        return RequestFactory().post("/skriv/", {"nonce": nonce, "text": "x"})

    assert is_our_form(request(new_nonce().signed()))  # type: ignore[arg-type]
    assert not is_our_form(request("forged"))  # type: ignore[arg-type]
