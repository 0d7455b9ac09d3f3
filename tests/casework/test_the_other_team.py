"""Another TryggEst team may do the same with its own cases, and nothing with these.

Whoever has no case permission at all is stopped at the door of each screen; these two are not,
so only the unit of the case holds them out.
"""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import Settings

from tests.audit.rows import no_row
from tests.casework.acts import ACTS
from tests.casework.conftest import CALL_ME, STORY
from tests.matrix.acts_stage import Act, Stage
from tests.people import StandingPeople, sign_in
from tryggvei.access.api import Permission, Viewer, routes, viewer_for
from tryggvei.casework.actions.registering import register_case
from tryggvei.casework.actions.vault import CaseNotFoundError
from tryggvei.casework.api import (
    Outcome,
    add_message,
    assign,
    cases_listed_for,
    note_attempt,
    prepare_contact,
    read_case,
    renew_terms,
    reply,
    write_note,
)
from tryggvei.casework.models import Case, CaseEntry
from tryggvei.casework.queries import case_numbers, counts_for
from tryggvei.casework.staff.todos import waiting
from tryggvei.intake.api import OpeningGround, SafeContact, open_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(
    people: StandingPeople, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Stage:
    return Stage(people, settings, monkeypatch, tmp_path)


@pytest.fixture
def case_id(aud: Viewer, write: Callable[..., UUID]) -> UUID:
    message_id = write(CALL_ME)
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    return register_case(aud, message_id)


OF_A_CASE = {name for route, name, _pattern in routes() if "case_id" in route}
DESK = [act for act in ACTS if act.view.startswith("casework:") and act.view in OF_A_CASE]


@pytest.mark.promise(19, "each act of the desk on another team's case answers as if it never was")
@pytest.mark.parametrize("act", DESK, ids=[f"{a.method}-{a.view}-{len(a.verbs)}" for a in DESK])
def test_each_act_on_another_teams_case_finds_nothing(act: Act, stage: Stage) -> None:
    ready = act.prepare(stage)
    lines = CaseEntry.objects.count()
    for person in (stage.people.eli, stage.people.frode):
        if act.view == "casework:assign" and person == stage.people.eli:
            continue  # a member gives no case to anybody, hers or others'
        client = sign_in(Client(), person)
        for path in (ready.path, ready.path.replace(str(Case.objects.get().id), str(uuid4()))):
            with no_row():
                answer = getattr(client, act.method.lower())(path, ready.data, follow=True)
            assert answer.status_code == 404
            assert STORY not in answer.content.decode()
    assert CaseEntry.objects.count() == lines


@pytest.mark.promise(19, "a message in another team's case answers as one that never was")
@pytest.mark.parametrize("tail", ["", "registrer/", "veiledet/", "avslutt/", "sak/{own}/"])
def test_a_message_in_another_teams_case_is_as_absent_as_an_unknown_one(
    people: StandingPeople, aud: Viewer, write: Callable[..., UUID], tail: str
) -> None:
    message_id, theirs = write(), write()
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    register_case(aud, message_id)
    eli = viewer_for(people.eli.id)
    open_message(eli, theirs, OpeningGround.ON_DUTY)
    own = register_case(eli, theirs)
    client = sign_in(Client(), people.eli)
    data = {"ground": "intake_no_content" if tail == "avslutt/" else OpeningGround.ON_DUTY.value}
    for asked in (message_id, uuid4()):
        url = f"/innboks/{asked}/{tail.format(own=own)}"
        assert client.post(url, data).status_code == 404
        if not tail:
            assert client.get(url).status_code == 404
    # Whoever may see the case sees that its message is finished.
    assert sign_in(Client(), people.aud).get(f"/innboks/{message_id}/").status_code == 200


@pytest.mark.promise(19, "lists, counts and numbers tell of the own team's cases only")
def test_lists_counts_and_numbers_are_of_the_own_team(
    people: StandingPeople, aud: Viewer, write: Callable[..., UUID], case_id: UUID
) -> None:
    Case.objects.filter(id=case_id).update(assigned_to=None)
    frode = viewer_for(people.frode.id)
    assert counts_for(aud) == {"unassigned": 1, "mine": 0}
    assert counts_for(frode) == {"unassigned": 0, "mine": 0}
    # Hers by name only, as after a move to the other team: still not a case of hers.
    Case.objects.filter(id=case_id).update(assigned_to_id=frode.person_id)
    assert cases_listed_for(frode).rows == ()
    assert cases_listed_for(frode, mine=True).rows == ()
    assert counts_for(frode)["mine"] == 0
    assert not [todo for todo in waiting(frode) if "saker" in todo.url]
    assert case_numbers(frode, {case_id}) == {}
    with pytest.raises(CaseNotFoundError):
        read_case(frode, case_id)
    number = Case.objects.get().number
    client = sign_in(Client(), people.frode)
    for address in ("/", "/saker/", "/saker/?vis=mine"):
        assert number not in client.get(address).content.decode()


@pytest.fixture
def reader(people: StandingPeople, aud: Viewer) -> Viewer:
    """Somebody who may read cases here and do everything with those of the other team."""
    here, there = people.tryggest.id, people.tryggest_south.id
    everything = viewer_for(people.frode.id).permissions
    pairs = {(there, permission) for permission in everything}
    pairs |= {(here, Permission.CASEWORK_CASE_READ), (here, Permission.CASEWORK_CASE_LIST)}
    return Viewer(
        person_id=people.frode.id,
        name="Frode",
        unit_ids=frozenset({here, there}),
        permissions=everything,
        unit_permissions=frozenset(pairs),
    )


CALL = ("phone", Outcome.NO_ANSWER, "", "substitute")
DOES: dict[str, Callable[[Viewer, UUID, UUID], object]] = {
    "reply": lambda v, case, _m: reply(v, case, "Er du trygg?", "substitute"),
    "prepare": lambda v, case, _m: prepare_contact(v, case, "substitute"),
    "attempt": lambda v, case, _m: note_attempt(v, case, *CALL),
    "renew": lambda v, case, _m: renew_terms(v, case, SafeContact(), "substitute"),
    "assign": lambda v, case, _m: assign(v, case, v.person_id, "substitute"),
    "add": lambda v, case, message: add_message(v, message, case),
}


@pytest.mark.promise(19, "who may only read in a unit does nothing else there")
@pytest.mark.parametrize("name", DOES)
def test_who_may_only_read_here_does_nothing_else_here(
    reader: Viewer, aud: Viewer, write: Callable[..., UUID], case_id: UUID, name: str
) -> None:
    message_id = write()
    lines = CaseEntry.objects.count()
    assert read_case(reader, case_id, "substitute").story == STORY
    with no_row(), pytest.raises(PermissionDenied):
        DOES[name](reader, case_id, message_id)
    assert CaseEntry.objects.count() == lines


def test_a_case_of_the_other_team_is_not_found_by_any_act(
    people: StandingPeople, case_id: UUID, write: Callable[..., UUID]
) -> None:
    frode, message_id = viewer_for(people.frode.id), write()
    acts: dict[str, Callable[[Viewer, UUID, UUID], object]] = {
        **DOES,
        "note": lambda v, case, _m: write_note(v, case, "hei", "substitute"),
    }
    for act in acts.values():
        with no_row(), pytest.raises(CaseNotFoundError):
            act(frode, case_id, message_id)
