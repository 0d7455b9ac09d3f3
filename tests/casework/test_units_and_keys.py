"""A permission counts in the unit that gave it, and no key of a standing case is destroyed."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace, TracebackType
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction

from tests.casework.conftest import CALL_ME, STORY
from tests.people import StandingPeople, employee
from tryggvei.access.api import Viewer, viewer_for
from tryggvei.casework.actions import registering
from tryggvei.casework.api import assign, read_case, register_case
from tryggvei.casework.models import Case
from tryggvei.intake.api import OpeningGround, open_message
from tryggvei.organisation.api import UnitKind, create_position, create_unit, give_position


@pytest.mark.promise(19, "a permission of one unit opens nothing in another")
def test_a_coordinator_elsewhere_does_not_assign_here(
    people: StandingPeople, aud: Viewer, write: Callable[..., UUID]
) -> None:
    message_id = write(CALL_ME)
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    case_id = register_case(aud, message_id)
    other = create_unit(actor_id=None, name="Et annet team", kind=UnitKind.TRYGGEST_TEAM)
    per = employee("Per", "per@provebygd.example", people.tryggest, "rådgiver", "tryggest_member")
    position = create_position(
        actor_id=None, unit_id=other.id, title="koordinator", role_id="tryggest_coordinator"
    )
    give_position(
        actor_id=None, person_id=per.id, position_id=position.id, from_date=date(2020, 1, 1)
    )
    with pytest.raises(PermissionDenied):
        assign(viewer_for(per.id), case_id, per.id, "substitute")


class _AnswerLost:
    """A transaction that stands, and whose answer never comes back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.inner = transaction.atomic(*args, **kwargs)

    def __enter__(self) -> None:
        self.inner.__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.inner.__exit__(kind, error, trace)
        if kind is None:
            raise OperationalError("the connection was lost after the commit")


def test_a_lost_answer_keeps_the_key_of_the_case(
    aud: Viewer, write: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = write(CALL_ME)
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    with monkeypatch.context() as patch:
        patch.setattr(registering, "transaction", SimpleNamespace(atomic=_AnswerLost))
        with pytest.raises(OperationalError):
            register_case(aud, message_id)
    assert read_case(aud, Case.objects.get().id).story == STORY
