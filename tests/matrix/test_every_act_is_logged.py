"""Every view that changes something or shows somebody's data leaves its rows in the log.

The list of views comes from the resolver. A new view that stands in no table fails here.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from pytest_django import Settings

from tests.audit.rows import exactly_one_row, exactly_these_rows, no_row
from tests.casework.conftest import CALL_ME, STORY, TUESDAY_TEN
from tests.intake.keys import PASSPHRASE, cheap_keys
from tests.matrix.acts_stage import Act, Exempt, Stage
from tests.matrix.acts_tables import every_act, every_exempt, tables
from tests.matrix.test_every_route_for_every_role import ROUTES
from tests.people import STARTED, StandingPeople, sign_in
from tryggvei.access.api import role_files
from tryggvei.audit.api import Thing, is_named, record
from tryggvei.audit.models import AuditEntry
from tryggvei.organisation.api import PersonInfo, create_position, give_position
from tryggvei.organisation.api import people as everybody
from tryggvei.toolbox.clock import standing_at

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
ACTS, EXEMPT = every_act(), every_exempt()
EXEMPT_WAYS = [(row, method) for row in EXEMPT for method in row.methods]
POLICIES = {name: policy for _address, name, policy in ROUTES}
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)
SESSION = {"django_session", "usersessions_usersession"}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one set of real keys for all acts."""
    root = tmp_path_factory.mktemp("act-keys")
    cheap_keys(root, date(2026, 11, 1))
    return root


@pytest.fixture
def stage(
    people: StandingPeople,
    keys: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Stage]:
    """Return what acts need, on a Tuesday at ten."""
    settings.KEYS_DIR, settings.KEYRING_DIR = keys / "keys", keys / "keyring"
    settings.KEY_PASSPHRASE = PASSPHRASE
    with standing_at(TUESDAY_TEN):
        yield Stage(people, settings, monkeypatch, tmp_path)


def _ways_of_tables() -> Counter[tuple[str, str]]:
    """Count in how many tables each (view, method) stands; an act's several shapes are one."""
    acts = {(act.view, act.method) for act in ACTS}
    return Counter([*acts, *((row.view, method) for row, method in EXEMPT_WAYS)])


def _faults(house: set[tuple[str, str]], tables: Counter[tuple[str, str]]) -> Iterator[str]:
    """Yield what is wrong between what the house answers and what the tables name."""
    for view, method in sorted(house - set(tables)):
        yield f"{method} {view} is in no table: write an Act, or an Exempt with its reason"
    for view, method in sorted(set(tables) - house):
        yield f"{method} {view} is in a table, but the house does not answer it"
    for (view, method), count in tables.items():
        if count > 1:
            yield f"{method} {view} is both an Act and exempt"


def _ways_of_house(
    person: PersonInfo, methods: tuple[str, ...] = ("GET", "POST")
) -> set[tuple[str, str]]:
    """Ask every view which of the methods it answers at all, as one who may do everything.

    Whether an object of the address is there does not matter: a refused method is told first.
    """
    found = set()
    for address, name, policy in ROUTES:
        for method in methods:
            client = sign_in(Client(), person) if policy.sign_in else Client()
            status = client.generic(method, address).status_code
            assert status != 403 or not policy.sign_in, (name, method)
            if status != 405:
                found.add((name, method))
    return found


@pytest.fixture
def allmighty(people: StandingPeople) -> PersonInfo:
    """Return somebody who holds every role of the pack, as nobody should."""
    for role_id in role_files():
        position = create_position(
            actor_id=None, unit_id=people.tryggest.id, title=role_id, role_id=role_id
        )
        give_position(
            actor_id=None, person_id=people.aud.id, position_id=position.id, from_date=STARTED
        )
    return people.aud


@pytest.mark.promise(27, "no view is forgotten: each stands in the table of acts or of exemptions")
def test_every_view_stands_in_exactly_one_table(
    allmighty: PersonInfo, figure: Callable[[str], None]
) -> None:
    house, tables = _ways_of_house(allmighty), _ways_of_tables()
    assert list(_faults(house, tables)) == []
    assert {name for _address, name, _policy in ROUTES} == {view for view, _method in tables}
    logged = len(house) - len(EXEMPT_WAYS)
    figure(
        f"{len(ROUTES)} views answer {len(house)} ways to ask: {logged} logged in "
        f"{len(ACTS)} acts, {len(EXEMPT_WAYS)} exempt with a reason"
    )


def test_no_view_with_an_act_listens_to_other_methods(allmighty: PersonInfo) -> None:
    others = {view for view, _method in _ways_of_house(allmighty, ("PUT", "PATCH", "DELETE"))}
    # The second step leads anybody without a first step back, whatever the method.
    assert others & {act.view for act in ACTS} == {"mfa_authenticate"}


def test_each_view_stands_in_the_table_of_its_own_room() -> None:
    """What has no room's name is served by sign-in (allauth) or by the shell."""
    home = {"account": "signin", "mfa": "signin", "home": "faces", "ui": "faces"}
    odd = [
        f"{view} stands in tests/{room}/acts.py"
        for room, table in tables().items()
        for view in {row.view for name in ("ACTS", "EXEMPT") for row in getattr(table, name, [])}
        if home.get(re.split("[:_]", view)[0], view.split(":")[0]) != room
    ]
    assert odd == []


def test_a_new_view_a_gone_view_and_a_view_in_two_tables_are_found() -> None:
    new, gone, both = ("new:view", "POST"), ("gone:view", "GET"), ("home", "GET")
    faults = list(_faults({new, both}, Counter([gone, both, both])))
    found = [fault.split()[:2] for fault in faults]
    assert found == [["POST", "new:view"], ["GET", "gone:view"], ["GET", "home"]]


@pytest.mark.parametrize("times", [0, 2])
def test_a_missing_and_a_superfluous_row_are_found(times: int) -> None:
    expected = exactly_one_row("audit:entry:list", actor_id=1)
    expected.__enter__()
    for _time in range(times):
        record(actor_id=1, verb="audit:entry:list", thing=Thing("audit", "log"))
    with pytest.raises(AssertionError):
        expected.__exit__(None, None, None)


def test_several_rows_and_exemptions_have_a_reason_in_words() -> None:
    for act in ACTS:
        assert act.verbs, act.view
        assert all(is_named(verb) for verb in act.verbs), act.view
        assert len(act.verbs) == 1 or len(act.why.split()) >= 8, act.view
    for row in EXEMPT:
        assert len(row.reason.split()) >= 4, row.view


@pytest.mark.promise(27, "each act leaves exactly the rows that its table says, by its actor")
@pytest.mark.parametrize("act", ACTS, ids=[f"{a.method}-{a.view}-{len(a.verbs)}" for a in ACTS])
def test_an_act_leaves_exactly_its_rows(act: Act, stage: Stage) -> None:
    ready = act.prepare(stage)
    assert (resolve(ready.path).view_name, ready.method) == (act.view, act.method)
    if len(act.verbs) == 1:
        with exactly_one_row(act.verbs[0], actor_id=ready.actor_id):
            answer = ready.go()
    else:
        with exactly_these_rows(*act.verbs, actor_id=ready.actor_id):
            answer = ready.go()
    assert answer.status_code in {200, 302}


@pytest.mark.promise(27, "what leaves no row changes nothing and shows nobody's data")
@pytest.mark.parametrize(
    ("row", "method"), EXEMPT_WAYS, ids=[f"{method}-{row.view}" for row, method in EXEMPT_WAYS]
)
def test_an_exempt_view_changes_nothing_and_shows_nobody(
    row: Exempt, method: str, stage: Stage
) -> None:
    ready = row.prepare(stage, method)
    assert (resolve(ready.path).view_name, ready.method) == (row.view, method)
    with no_row(), CaptureQueriesContext(connection) as asked:
        answer = ready.go()
    # A page, or before the log-in also the way to it: not a refusal that would show nothing anyhow.
    assert answer.status_code == 200 or not POLICIES[row.view].sign_in
    written = {found[1] for query in asked if (found := WRITES.match(query["sql"]))}
    assert written <= SESSION | set(row.writes)
    page = answer.content.decode()
    told = [STORY[:20], str(CALL_ME["phone"]), str(CALL_ME["hours"])]
    others = [one.email for one in everybody() if one.id != ready.actor_id]
    assert [word for word in [*told, *others] if word in page] == []


@pytest.mark.promise(23, "a colleague's case is shown only on a ground, and the ground is logged")
def test_without_a_ground_a_colleagues_case_is_neither_shown_nor_logged(stage: Stage) -> None:
    hand, case_id = stage.by("tryggest_coordinator"), stage.case()
    asked = [
        hand.get("casework:case", case_id),
        hand.post("casework:case", case_id, ground="nysgjerrig"),
        hand.get("casework:contact", case_id),
        hand.get("casework:terms", case_id),
        hand.post("casework:note", case_id, text=""),
    ]
    for ready in asked:
        with no_row():
            page = ready.go().content.decode()
        assert not [word for word in (STORY[:20], str(CALL_ME["phone"])) if word in page]
    with exactly_one_row("casework:case:read", actor_id=hand.person.id):
        replace(hand.post("casework:case", case_id, ground="substitute"), follow=True).go()
    newest = AuditEntry.objects.order_by("-seq")[0]
    assert (newest.ground, newest.case_id) == ("substitute", case_id)
