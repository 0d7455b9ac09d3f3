"""An act without the permission does not run; an act without its row in the log does not stay."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.people import StandingPeople
from tryggvei.access.api import NotLogged, Permission, Viewer, act, viewer_for
from tryggvei.audit.api import Thing, listening, record
from tryggvei.audit.models import AuditEntry
from tryggvei.organisation.api import UnitKind, create_unit, units

pytestmark = pytest.mark.django_db
VERB = "plan:plan:read"


def _say(viewer: Viewer, verb: str = VERB) -> None:
    record(actor_id=viewer.person_id, verb=verb, thing=Thing("plan", "plan"))


@act(VERB, Permission.PLAN_PLAN_READ)
def logged(viewer: Viewer, word: str) -> str:
    _say(viewer)
    return word


@act(VERB, Permission.PLAN_PLAN_READ)
def silent(viewer: Viewer) -> None:
    create_unit(actor_id=None, name="Ny enhet", kind=UnitKind.SCHOOL)


@act("plan:plan:change", Permission.PLAN_PLAN_READ)
def outer(viewer: Viewer) -> None:
    logged(viewer, "x")
    _say(viewer, "plan:plan:change")


def test_an_act_that_is_allowed_and_logged_answers(people: StandingPeople) -> None:
    assert logged(viewer_for(people.celine.id), word="ja") == "ja"
    assert AuditEntry.objects.filter(verb=VERB).count() == 1


def test_an_act_without_the_permission_does_not_run(people: StandingPeople) -> None:
    with pytest.raises(PermissionDenied):
        logged(viewer_for(people.bjorn.id), "ja")
    assert not AuditEntry.objects.filter(verb=VERB).exists()


def test_an_act_that_leaves_no_row_leaves_nothing(people: StandingPeople) -> None:
    before, rows = len(units()), AuditEntry.objects.count()
    with pytest.raises(NotLogged):
        silent(viewer_for(people.celine.id))
    assert (len(units()), AuditEntry.objects.count()) == (before, rows)


def test_an_act_within_an_act_is_heard_by_both(people: StandingPeople) -> None:
    with listening() as heard:
        outer(viewer_for(people.celine.id))
    assert heard == [VERB, "plan:plan:change"]
