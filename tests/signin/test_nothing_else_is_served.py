"""Of allauth only what we use is reachable, and everything says in plain words what it is."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse
from pytest_django import Settings

from tests.people import StandingPeople
from tests.signin.steps import add_code_app, give_password, send_password
from tryggvei.organisation.api import holdings_of, person_by_email
from tryggvei.signin import urls
from tryggvei.signin.api import demo_code, give_demo_login
from tryggvei.signin.checks import provider_is_whole
from tryggvei.toolbox.clock import today

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_reset_password",
        "account_set_password",
        "account_request_login_code",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_signup_webauthn",
        "usersessions_list",
    ],
)
def test_a_page_of_allauth_that_we_do_not_use_is_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def _paths(entries: list[URLPattern | URLResolver]) -> list[str]:
    found = []
    for entry in entries:
        if isinstance(entry, URLResolver):
            found += _paths(list(entry.url_patterns))
        else:
            found.append(str(entry.pattern))
    return found


def test_the_addresses_are_the_ones_we_have_decided_on() -> None:
    assert set(_paths(list(urls.urlpatterns))) == {
        "", "bekreft/", "enheter/", "fjern/<int:pk>/", "inn/", "inn/kode/", "inn/passnokkel/",
        "kodeapp/", "lenke/<str:token>/", "mangler/", "ny-lenke/<uuid:public_id>/",
        "oidc/start/", "oidc/tilbake/", "passnokkel/", "passord/", "reservekoder/", "slutt/",
        "stengt/", "ut/", "velg/",
    }  # fmt: skip


def test_sign_in_never_leads_out_of_the_house(people: StandingPeople) -> None:
    give_password(people.aud)
    add_code_app(people.aud)
    client = Client()
    page = client.get("/konto/inn/?next=https://evil.example/").content.decode()
    assert "evil.example" not in page


def test_without_a_provider_its_pages_lead_to_ordinary_sign_in() -> None:
    assert Client().get("/konto/oidc/start/")["Location"] == "/konto/inn/"
    assert Client().get("/konto/oidc/tilbake/?state=x&code=y").status_code == 403


def test_a_half_configured_provider_stops_the_start(settings: Settings) -> None:
    good = {
        "issuer": "https://idp.example",
        "client_id": "a",
        "client_secret": "b",
        "private_key_file": "",
        "required_acr": "idporten-loa-high",
    }
    cases = {
        "": {},
        "signin.E001": {"issuer": "http://idp.example"},
        "signin.E002": {"client_secret": ""},
        "signin.E003": {"required_acr": " "},
    }
    settings.OIDC_ALLOW_HTTP = False
    for expected, change in cases.items():
        settings.OIDC = good | change
        assert [error.id for error in provider_is_whole(None)] == ([expected] if expected else [])


def test_the_first_administrator_is_made_on_the_command_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(CommandError, match="--administrator"):
        call_command("invite", "ny@provebygd.example")
    for _run in range(2):
        call_command("invite", "ny@provebygd.example", name="Ny Nilsen", administrator=True)
    person = person_by_email("ny@provebygd.example")
    assert [one.role_id for one in holdings_of(person.id, today())] == ["people_administrator"]
    address = capsys.readouterr().out.strip().splitlines()[-1]
    path = "/konto/" + address.split("/konto/")[1]
    assert Client().get(path).status_code == 200


def test_demo_log_ins_work_and_are_refused_in_production(
    people: StandingPeople, settings: Settings
) -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    for _run in range(2):
        give_demo_login(people.aud.id, "demo-passord-her-1", secret)
    client = Client()
    send_password(client, people.aud, "demo-passord-her-1")
    code, seconds = demo_code(people.aud.id)
    assert 0 < seconds <= 30
    assert client.post("/konto/inn/kode/", {"code": code}).status_code == 302
    settings.TRYGGVEI_MODE = "production"
    with pytest.raises(Exception, match="demo only"):
        give_demo_login(people.aud.id, "demo-passord-her-1", secret)
