"""The staff frame: strict headers, a menu of what one may do, errors that tell little."""

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, override_settings
from django.urls import include, path

from tests.matrix.test_every_route_for_every_role import ROUTES
from tests.people import StandingPeople, sign_in
from tests.rooms import furnish
from tryggvei.access.api import open_to_all
from tryggvei.ui.api import Todo

pytestmark = pytest.mark.django_db


@open_to_all("a test of the page for faults")
def failing(request: HttpRequest) -> HttpResponse:
    """Fail."""
    raise RuntimeError("canary")


urlpatterns = [path("feil/", failing), path("", include("tryggvei.faces.staff.urls"))]
handler500 = "tryggvei.faces.staff.views.server_error"


def assert_strict(response: HttpResponseBase) -> None:
    policy = response["Content-Security-Policy"]
    for wanted in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
    ):
        assert wanted in policy
    assert "unsafe" not in policy
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.promise(40, "Staff: strict policy with Trusted Types on pages, refusals and faults")
@override_settings(ROOT_URLCONF="tests.faces.test_staff_shell")
@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/finnes-ikke/", 404), ("/logg/", 403), ("/feil/", 500)],
)
def test_every_answer_is_strict(
    address: str,
    status: int,
    client: Client,
    people: StandingPeople,
) -> None:
    sign_in(client, people.bjorn)
    client.raise_request_exception = False
    response = client.get(address)
    assert response.status_code == status
    assert_strict(response)
    assert "canary" not in response.content.decode()


@pytest.mark.promise(43, "Staff: of a fault, only its kind is in the log, never its words")
@override_settings(ROOT_URLCONF="tests.faces.test_staff_shell")
def test_the_log_of_a_fault_names_its_kind_only(
    client: Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    client.raise_request_exception = False
    caplog.set_level("DEBUG", logger="tryggvei")
    assert client.get("/feil/?q=canary").status_code == 500
    told = caplog.text + "".join(capfd.readouterr())
    assert "a staff view failed: RuntimeError" in told
    assert "canary" not in told
    assert "Traceback" not in told
    assert all(record.exc_info is None for record in caplog.records)


def test_the_anonymous_are_led_to_sign_in_with_strict_headers(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 302
    assert_strict(response)


def test_a_post_without_proof_of_origin_is_refused_and_gives_the_text_back(
    people: StandingPeople,
) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), people.aud)
    text = "En lang tekst som noen har skrevet med flid."
    response = client.post(
        f"/saker/{people.aud.public_id}/notat/",
        {"text": text, "password": "x" * 30, "csrfmiddlewaretoken": "y" * 32},
    )
    page = response.content.decode()
    assert response.status_code == 403
    assert text in page
    assert "x" * 30 not in page
    assert "y" * 32 not in page
    assert_strict(response)


@pytest.mark.promise(24, "no page of sign-in gives back what was typed into it")
def test_no_form_of_sign_in_is_given_back(people: StandingPeople) -> None:
    secret = "hemmelig-og-langt-nok-til-a-vises"
    names = ("password", "again", "code", "token", "credential", "login", "name", "note", "next")
    client = sign_in(Client(enforce_csrf_checks=True), people.aud)
    asked = [address for address, _name, _policy in ROUTES if address.startswith("/konto/")]
    assert len(asked) > 15
    for address in asked:
        answer = client.post(address, dict.fromkeys(names, secret))
        assert answer.status_code == 403, address
        assert secret not in answer.content.decode(), address


def test_the_menu_holds_what_the_viewer_may_do_and_nothing_else(
    client: Client,
    people: StandingPeople,
) -> None:
    sign_in(client, people.aud)
    page = client.get("/").content.decode()
    assert 'href="/innboks/"' in page
    assert 'href="/saker/"' in page
    assert 'href="/folk/"' not in page
    sign_in(client, people.bjorn)
    page = client.get("/").content.decode()
    assert 'href="/innboks/"' not in page
    assert 'href="/saker/"' not in page
    assert 'href="/" aria-current="page"' in page


def test_home_says_so_when_nothing_waits(
    client: Client,
    people: StandingPeople,
) -> None:
    sign_in(client, people.bjorn)
    assert "Ingenting venter på deg nå" in client.get("/").content.decode()


def test_home_shows_what_waits_urgent_first(
    client: Client,
    people: StandingPeople,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting = [Todo("Les rutinen", "/rutine/"), Todo("Svar på melding", "/svar/", urgent=True)]
    furnish(monkeypatch, keep=True, todos=(lambda _viewer: waiting,))
    sign_in(client, people.bjorn)
    page = client.get("/").content.decode()
    assert page.index("Svar på melding") < page.index("Les rutinen")
    assert "Haster" in page


@override_settings(TRYGGVEI_MODE="demo")
def test_the_demo_says_that_its_people_are_invented(
    client: Client,
    people: StandingPeople,
) -> None:
    sign_in(client, people.bjorn)
    assert "Dette er en demo med oppdiktede personer" in client.get("/").content.decode()


def test_outside_the_demo_there_is_no_such_banner(
    client: Client,
    people: StandingPeople,
) -> None:
    sign_in(client, people.bjorn)
    page = client.get("/").content.decode()
    assert "oppdikt" not in page
    assert "Nøkkelnivå 0" in page


def test_the_component_page_needs_its_permission(
    client: Client,
    people: StandingPeople,
) -> None:
    sign_in(client, people.bjorn)
    assert client.get("/komponenter/").status_code == 403
