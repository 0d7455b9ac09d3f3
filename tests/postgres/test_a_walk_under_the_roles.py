"""The whole house under the exact rights of its database roles: real processes, real pages.

The faces and the worker run as they do in production. A right that a screen needs and the list
does not give shows up here as a page that fails; a right too much is found by `dbroles check`.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest
from psycopg import sql

from tests.postgres.conftest import Scratch, server_or_skip
from tests.postgres.separated_house import (
    OWN_ROLE,
    SeparatedHouse,
    both_faces,
    free_port,
    running,
)
from tests.postgres.visitor import Page, Visitor
from tryggvei.toolbox.clock import today

# Roles belong to the whole server: these tests must not run beside each other.
pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("server_roles")]

STORY = "Søsteren min får ikke gå ut alene, og hun har sluttet å svare."
ANSWER = "Takk for at du skrev. Kan hun snakke i telefonen om dagen?"
BACK = "Ja, mellom ti og tolv."
NOTE = "Snakket med fastlegen om hvem som kan ringe."
UNHEARD = "Dette skrev jeg mens databasen var borte."
WORKER_JOBS = {
    "audit:anchor",
    "editorial.publish",
    "intake.drain_spool",
    "sealing.rotate",
    "signin:sweep",
    "website.bake",
    "website.voices",
}
RUNS = "SELECT name, ok, outcome FROM jobs_jobrun ORDER BY name"


@dataclass
class Place:
    """The served house, and everybody who has come through the door of the staff face."""

    house: SeparatedHouse
    inside: dict[str, Visitor] = field(default_factory=dict)
    residents: list[Visitor] = field(default_factory=list)

    def resident(self) -> Visitor:
        """Return somebody new on the public face."""
        self.residents.append(Visitor(self.house.public))
        return self.residents[-1]

    def employee(self, key: str) -> Visitor:
        """Return an employee, signed in with password and one-time code (a code works once)."""
        if key not in self.inside:
            self.inside[key] = _signed_in(self.house, f"{key}@demo.example")
        return self.inside[key]


def _signed_in(house: SeparatedHouse, email: str) -> Visitor:
    visitor = Visitor(house.staff)
    shown = visitor.get("/demo/")
    row = next(row for row in shown.tree.iter("tr") if email in "".join(row.itertext()))
    password, code = (str(node.text) for node in row.iter("code"))
    asked = visitor.press(visitor.get("/konto/inn/"), "Gå videre", login=email, password=password)
    home = visitor.press(asked, "Logg inn", code=code)
    assert home.url == f"{house.staff}/"
    return visitor


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeparatedHouse]:
    server = server_or_skip()
    state = tmp_path_factory.mktemp("separated-state")
    scratch = Scratch(f"tryggvei_walk_{uuid4().hex[:8]}", state)
    name = sql.Identifier(scratch.name)
    server.execute(sql.SQL("CREATE DATABASE {}").format(name))
    made = SeparatedHouse(
        scratch, f"http://127.0.0.1:{free_port()}", f"http://127.0.0.1:{free_port()}"
    )
    try:
        made.prepare()
        yield made
    finally:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
        server.close()


@pytest.fixture(scope="module")
def place(house: SeparatedHouse) -> Iterator[Place]:
    served = Place(house)
    with both_faces(house):
        yield served
        # First: a face waits for open connections before it ends.
        for visitor in [*served.inside.values(), *served.residents]:
            visitor.close()


@pytest.mark.promise(9, "with real enquiries on, no process starts under another role")
@pytest.mark.parametrize(
    ("face", "role"),
    [
        ("public", "tryggvei_staff"),
        ("staff", "tryggvei_public"),
        ("staff", "tryggvei_owner"),
        ("worker", "tryggvei_owner"),
    ],
)
def test_no_process_starts_under_another_role(house: SeparatedHouse, face: str, role: str) -> None:
    done = house.try_to_start(face, role)
    assert done.returncode == 78, done.stderr
    assert f"DATABASE_URL to the role {OWN_ROLE[face]}" in done.stderr


@pytest.mark.promise(25, "the worker anchors the log and does all else under the staff's role")
def test_the_worker_does_every_job_under_the_staff_role(house: SeparatedHouse) -> None:
    log = house.scratch.state_dir / "worker.log"
    with running(house.worker(), house.environment("worker"), log) as worker:
        deadline = time.monotonic() + 60
        while not _all_has_run(house):
            assert time.monotonic() < deadline, worker.said()
            time.sleep(0.1)
        assert "FAILED" not in worker.said()
    assert "The worker has stopped." in log.read_text()
    assert (house.scratch.state_dir / "anchors" / "anchors.log").exists()


def _all_has_run(house: SeparatedHouse) -> dict[str, str]:
    """Return what each job said of its last run, nothing while one has not run; none failed."""
    with house.scratch.connect() as server:
        rows = server.execute(RUNS).fetchall()
    assert [row for row in rows if row[1] is False] == []
    done = {name: said for name, ok, said in rows if ok}
    return done if set(done) == WORKER_JOBS else {}


def _tick_everything(house: SeparatedHouse) -> dict[str, str]:
    """Run every job once more, due or not; return what each said."""
    with house.scratch.connect() as server:
        server.execute("DELETE FROM jobs_jobrun")
    done = house.manage("tick")
    assert done.returncode == 0, done.stdout + done.stderr
    said = _all_has_run(house)
    assert said
    return said


@pytest.mark.promise(9, "the whole walk works under the two roles, and the rights stay the list's")
@pytest.mark.promise(25, "after the whole walk the log verifies under the staff's role")
def test_from_a_sealed_letter_to_a_clean_log(place: Place, figure: Callable[[str], None]) -> None:
    code = _a_resident_writes(place)
    case_url = _the_desk_makes_a_case(place)
    _she_reads_and_answers(place, code)
    _the_desk_reads_on(place, case_url)
    _the_coordinator_hands_it_over(place, case_url)
    _others_see_what_is_theirs(place, case_url)
    _the_people_administrator_changes_people(place)
    _the_editor_changes_a_page(place)
    _the_editor_confirms_a_number(place)
    _they_sign_out(place)
    rows = _the_log_is_whole(place.house)
    pages = sum(visitor.pages for visitor in [*place.inside.values(), *place.residents])
    figure(f"{pages} pages under the two roles, {rows} rows in the log, every one verified")


def _a_resident_writes(place: Place) -> str:
    writer = place.resident()
    page = writer.get("/skriv/")
    code = re.search(r"(?:[0-9A-Z]{5}-){5}[0-9A-Z]{5}", page.text)
    assert code
    thanks = writer.press(
        page, "Send meldingen", about="other", text=STORY, code_end=code.group()[-4:]
    )
    assert thanks.url.endswith("/skriv/takk/")
    assert place.house.spooled() == 0  # stored, not spooled
    return code.group()


def _open_newest(desk: Visitor, ground: str, text: str) -> Page:
    """Open what waits, the newest first, until the text is there: nothing tells them apart."""
    for link in reversed(desk.get("/innboks/").addresses(r"/innboks/[0-9a-f-]{36}/")):
        sealed = desk.get(link)
        assert text not in sealed.text
        opened = desk.press(sealed, "Åpne meldingen", ground=ground)
        if text in opened.text:
            return opened
    raise AssertionError("the message is not in the inbox")


def _the_desk_makes_a_case(place: Place) -> str:
    desk = place.employee("aud")
    opened = _open_newest(desk, "intake_on_duty", STORY)
    case = desk.press(opened, "Registrer som sak")
    assert re.fullmatch(rf"{place.house.staff}/saker/[0-9a-f-]{{36}}/", case.url)
    assert NOTE in desk.press(case, "Lagre notat", text=NOTE).text
    answered = desk.press(desk.get(case.url), "Send svar", text=ANSWER)
    assert ANSWER in answered.text
    assert case.url.removeprefix(place.house.staff) in desk.get("/saker/?vis=mine").html
    _she_says_what_is_safe(desk, case.url)
    return case.url


def _she_says_what_is_safe(desk: Visitor, case_url: str) -> None:
    """Write the terms anew as she says them, then note a call that follows them."""
    terms = desk.get(f"{case_url}trygg-kontakt/")
    desk.press(
        terms,
        "Lagre",
        said_today="on",
        wanted="yes",
        device_seen="no",
        channels_safe=["phone"],
        phone="40000000",
        days=["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        hours="Hele døgnet",  # or contact is refused whenever the suite runs outside office hours
    )
    prepared = desk.get(f"{case_url}kontakt/")
    desk.press(
        prepared,
        "Skriv i saken",
        read_hours="on",
        channel="phone",
        outcome="reached",
        text="Hun svarte.",
    )


def _she_reads_and_answers(place: Place, code: str) -> None:
    writer = place.resident()
    typed = code.lower().replace("-", " ")
    replies = writer.press(writer.get("/svar/"), "Vis svar", code=typed)
    assert ANSWER in replies.text
    thanks = writer.press(replies, "Send svaret", text=BACK)
    assert thanks.url.endswith("/skriv/takk/")


def _the_desk_reads_on(place: Place, case_url: str) -> None:
    desk = place.employee("aud")
    opened = _open_newest(desk, "intake_following_up", BACK)
    case = desk.press(opened, "Legg meldingen i saken")
    assert case.url == case_url
    assert BACK in case.text


def _the_coordinator_hands_it_over(place: Place, case_url: str) -> None:
    coordinator = place.employee("kari")
    asked = coordinator.get(case_url)
    assert STORY not in asked.text
    ground = next(
        str(node.get("value"))
        for node in asked.form("Åpne saken").iter("input")
        if node.get("name") == "ground"
    )
    case = coordinator.press(asked, "Åpne saken", ground=ground)
    assert STORY in case.text
    given = coordinator.press(case, "Gi saken videre")
    assert given.url == case_url


def _others_see_what_is_theirs(place: Place, case_url: str) -> None:
    lead = place.employee("ida")
    assert "Henvendelser til TryggEst" in lead.get("/plan/1.2.1/").text
    assert lead.get("/plan/").status == 200
    assert lead.get(case_url, status=403).status == 403
    officer = place.employee("per")
    assert "Aud Demosen" in officer.get("/logg/").text
    case_id = case_url.rstrip("/").rpartition("/")[2]
    asked = officer.get(f"/logg/innsyn/{case_id}/")
    report = officer.press(asked, "Lag listen", ground="own_request", safe="on")
    assert "Kari Eksempelvik" in report.text
    assert STORY not in report.text


def _the_people_administrator_changes_people(place: Place) -> None:
    administrator = place.employee("adam")
    person = administrator.press(
        administrator.get("/folk/ny/"),
        "Registrer",
        name="Prøve Prøvesen",
        email="prove@demo.example",
    )
    linked = administrator.press(
        administrator.get(person.address(r"/konto/ny-lenke/[0-9a-f-]{36}/")), "Lag lenken"
    )
    assert "Vises bare nå" in linked.text
    administrator.get("/folk/enheter/")
    giving = administrator.get(f"{person.url}stilling/")
    person = administrator.press(giving, "Gi stillingen")
    ending = administrator.get(person.address(rf".*{re.escape('/slutt/')}"))
    tomorrow = (today() + timedelta(days=1)).isoformat()
    person = administrator.press(ending, "Avslutt stillingen", on=tomorrow)
    person = administrator.press(administrator.get(f"{person.url}steng/"), "Steng kontoen")
    person = administrator.press(person, "Åpne kontoen igjen")
    assert "Prøve Prøvesen" in administrator.get("/folk/").text


def _the_editor_changes_a_page(place: Place) -> None:
    editor, page = place.employee("rita"), "pages/nb/om-planen"
    form = editor.get(f"/redigere/skriv/{page}/")
    editor.press(form, "Lagre utkastet", heading="Dette er kommunens plan")
    draft = editor.get(f"/redigere/side/{page}/")
    ready = editor.press(draft, "Klar til å vises", read="on")
    shown = editor.press(ready, "Vis teksten nå")
    assert "Publisert." in shown.text
    assert "Versjon 2" in shown.text


def _the_editor_confirms_a_number(place: Place) -> None:
    editor = place.employee("rita")
    editor.get("/innhold/")
    fact = editor.get("/innhold/se/help/vo_linjen/")
    confirmed = editor.press(fact, "Bekreft kontrollen", done="on")
    assert "Kontrollen er lagret" in confirmed.text
    said = _tick_everything(place.house)
    assert "pages" in said["website.bake"]  # what she confirmed has reached the pages
    assert "116 006" in place.resident().get("/for-meg/").text
    assert "Dette er kommunens plan" in place.resident().get("/om-planen/").text


def _they_sign_out(place: Place) -> None:
    """Sign out; the coordinator stays on duty, since a one-time code works once."""
    for visitor in [place.employee(key) for key in ("aud", "ida", "per", "adam", "rita")]:
        out = visitor.press(visitor.get("/konto/enheter/"), "Logg ut")
        assert "Du er logget ut" in out.text
        assert visitor.get("/").url != f"{place.house.staff}/"


def _the_log_is_whole(house: SeparatedHouse) -> int:
    done = house.manage("audit", "verify")
    assert done.returncode == 0, done.stderr
    assert house.manage_as_superuser("dbroles", "check").returncode == 0
    rows = re.search(r"(\d+) rows, every anchor agrees", done.stdout)
    assert rows
    return int(rows.group(1))


@pytest.mark.promise(2, "what is sent while the database is away is delivered by the worker")
def test_what_is_sent_while_the_database_is_away_is_delivered(place: Place) -> None:
    name = place.house.scratch.name
    writer, coordinator = place.resident(), place.employee("kari")
    coordinator.get("/saker/")
    with server_or_skip() as server:
        page = writer.get("/skriv/")
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        try:
            # Also the staff face's open connections: her next page must not be an error.
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            thanks = writer.press(page, "Send meldingen", text=UNHEARD)
            assert thanks.url.endswith("/skriv/takk/")
            assert place.house.spooled() == 1
        finally:
            server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    said = _tick_everything(place.house)
    assert said["intake.drain_spool"] == "delivered 1, unreadable 0, left 0"
    opened = _open_newest(coordinator, "intake_on_duty", UNHEARD)
    assert UNHEARD in opened.text
