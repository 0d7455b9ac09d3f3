"""`[[service:krisesenter]]` in a shared page is the municipality's own centre."""

from dataclasses import dataclass

import pytest

from tryggvei.website.rules.nearness import meant_by, short_keys


@dataclass(frozen=True)
class FakeService:
    """What is asked of a service."""

    scope: str
    number: str | None = None


DIRECTORY = {
    "politi": FakeService("national", "02800"),
    "politi_nod": FakeService("national", "112"),
    "atv": FakeService("national"),
    "atv_sted": FakeService("local"),
    "krisesenter_sted": FakeService("local", "66"),
    "familievern": FakeService("national"),
    "familievern_sted": FakeService("local", "67"),
    "tryggest": FakeService("local"),
    "legevakt_nord": FakeService("local", "1"),
    "legevakt_sor": FakeService("local", "2"),
}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("politi", "politi"),
        ("krisesenter", "krisesenter_sted"),
        ("krisesenter_sted", "krisesenter_sted"),
        ("familievern", "familievern_sted"),
        ("atv", "atv"),
        ("tryggest", "tryggest"),
    ],
)
def test_the_nearest_with_a_number_answers(asked: str, answer: str) -> None:
    assert meant_by(asked, DIRECTORY) == answer


@pytest.mark.parametrize("asked", ["legevakt", "ingen"])
def test_a_tie_or_an_unknown_key_is_refused(asked: str) -> None:
    with pytest.raises(LookupError):
        meant_by(asked, DIRECTORY)


def test_only_answered_beginnings_may_be_used() -> None:
    assert short_keys(DIRECTORY) == set(DIRECTORY) | {"krisesenter"}
