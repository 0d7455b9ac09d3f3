"""No log, no text: the row is committed before anything is decrypted."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection

from tests.casework.conftest import CALL_ME
from tryggvei.access.api import Viewer
from tryggvei.casework.actions import reading
from tryggvei.casework.api import read_case, register_case
from tryggvei.intake.api import OpeningGround, open_message
from tryggvei.sealing.api import keeper

pytestmark = pytest.mark.sqlite


class LogIsDownError(Exception):
    pass


@pytest.mark.promise(22, "a case is not shown when its log row cannot be written")
def test_without_a_log_row_nothing_is_decrypted(
    aud: Viewer, write: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = write(CALL_ME)
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    case_id = register_case(aud, message_id)
    asked: list[str] = []
    real = keeper()

    def fails(**_kwargs: object) -> None:
        raise LogIsDownError

    def notes(*args: object, **_kwargs: object) -> str:
        asked.append(str(args))
        return ""

    monkeypatch.setattr(reading, "record", fails)
    monkeypatch.setattr(type(real), "decrypt_field", notes)
    with pytest.raises(LogIsDownError):
        read_case(aud, case_id)
    assert asked == []


@pytest.mark.promise(22, "the log row is committed before the text is decrypted")
@pytest.mark.django_db(transaction=True)
def test_the_row_is_committed_when_the_key_is_asked_for(
    aud: Viewer, write: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = write(CALL_ME)
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    case_id = register_case(aud, message_id)
    kind = type(keeper())
    decrypt = kind.decrypt_field
    states: list[bool] = []

    def watched(self: object, *args: object) -> str:
        states.append(connection.in_atomic_block)
        return decrypt(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(kind, "decrypt_field", watched)
    read_case(aud, case_id)
    assert states
    assert not any(states)
