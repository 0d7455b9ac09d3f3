"""What the finder asks of a service is typed; a word that nobody knows is refused."""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.help_directory.services import WORDS, service_with
from tryggvei.contentpack.api import pack_items
from tryggvei.help_directory.rules import Group, Need, Service, Who


def test_what_is_not_said_is_not_known() -> None:
    plain = service_with()
    assert (plain.needs, plain.who, plain.ages, plain.languages) == ([], [], None, [])
    assert (plain.interpreter, plain.sign_language, plain.text_phone) == (None, None, None)


def test_what_is_said_is_kept() -> None:
    told = service_with(needs=["talk"], who=["queer"], ages={"from": 14}, languages=["no", "ar"])
    assert told.needs == [Need.TALK]
    assert told.who == [Who.QUEER]
    assert told.ages is not None
    assert (told.ages.from_, told.ages.to) == (14, None)


@pytest.mark.parametrize(
    "change",
    [
        {"needs": ["prat"]},
        {"who": ["alle"]},
        {"ages": {}},
        {"ages": {"from": 20, "to": 10}},
        {"ages": {"from": -1}},
        {"ages": {"from_": 3}},
        {"languages": ["norsk"]},
        {"hours": {"words": WORDS, "weekly": {"mon": [{"start": "09:00:30", "end": "10:00"}]}}},
    ],
    ids=str,
)
def test_what_nobody_would_understand_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        service_with(**change)


def test_every_service_that_the_finder_filters_says_what_it_is_for() -> None:
    without = [
        key
        for key, service in pack_items("help").items()
        if isinstance(service, Service)
        and service.group not in {Group.EMERGENCY, Group.USES_VIOLENCE}
        and not service.needs
    ]
    assert without == []
