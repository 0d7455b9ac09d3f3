"""The rules of the way: walks at random never show an unread text, nor let a writer approve."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.tiers import examples
from tryggvei.editorial.rules.workflow import (
    OPEN,
    Basis,
    Moved,
    NotNow,
    State,
    Step,
    after,
    is_read,
    is_sensible_time,
    may_approve,
    may_take,
    moved,
)

PEOPLE = st.integers(1, 4)


class Way(RuleBasedStateMachine):
    """One text in the hands of four people who press every button there is."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State.DRAFT
        self.hands: set[int] = {1}
        self.approved_by: int | None = None
        self.needs_two = True
        self.read_by: set[int] = set()  # of the words as they stand now
        self.shown_unread = self.approved_by_writer = False

    def _step(self, step: Step) -> bool:
        try:
            self.state = after(self.state, step, needs_two=self.needs_two)
        except NotNow:
            assert not may_take(self.state, step)
            return False
        return True

    @rule(person=PEOPLE)
    def save(self, person: int) -> None:
        if self._step(Step.SAVE):
            self.hands.add(person)
            self.read_by.clear()

    @rule()
    def submit(self) -> None:
        self._step(Step.SUBMIT)

    @rule(person=PEOPLE)
    def approve(self, person: int) -> None:
        if may_approve(person, self.hands) and self._step(Step.APPROVE):
            self.approved_by = person
            self.read_by.add(person)
            self.approved_by_writer |= person in self.hands

    @rule(step=st.sampled_from([Step.RETURN, Step.TAKE_BACK]))
    def go_back(self, step: Step) -> None:
        if self._step(step):
            self.approved_by = None

    @rule(step=st.sampled_from([Step.SCHEDULE, Step.UNSCHEDULE, Step.STOP, Step.WITHDRAW]))
    def move(self, step: Step) -> None:
        self._step(step)

    @rule(two=st.booleans())
    def the_pack_changes_its_mind(self, two: bool) -> None:
        self.needs_two = two

    @precondition(lambda self: may_take(self.state, Step.PUBLISH))
    @rule()
    def publish(self) -> None:
        read = is_read(needs_two=self.needs_two, approved_by=self.approved_by, hands=self.hands)
        if read and self._step(Step.PUBLISH) and self.needs_two:
            self.shown_unread |= not (self.read_by - self.hands)

    @invariant()
    def nothing_is_shown_unread_and_no_writer_approves(self) -> None:
        assert not self.shown_unread
        assert not self.approved_by_writer


TestWay = Way.TestCase
TestWay.settings = settings(examples(300), stateful_step_count=40)


def test_what_is_shown_or_put_away_goes_nowhere() -> None:
    for state in (State.PUBLISHED, State.WITHDRAWN):
        assert state not in OPEN
        assert not [step for step in Step if may_take(state, step)]


def test_from_every_open_state_a_text_can_be_put_away_and_reach_the_readers() -> None:
    for start in OPEN:
        assert may_take(start, Step.WITHDRAW)
        reached, edge = {start}, [start]
        while edge:
            here = edge.pop()
            for step in Step:
                if may_take(here, step) and (there := after(here, step)) not in reached:
                    reached.add(there)
                    edge.append(there)
        assert State.PUBLISHED in reached, start


def test_a_page_for_one_person_is_ready_when_it_is_sent() -> None:
    assert after(State.DRAFT, Step.SUBMIT, needs_two=False) is State.APPROVED
    assert after(State.DRAFT, Step.SUBMIT) is State.SUBMITTED


@given(
    approved_by=st.none() | PEOPLE,
    hands=st.frozensets(PEOPLE, min_size=1),
)
def test_two_persons_means_a_second_one(approved_by: int | None, hands: frozenset[int]) -> None:
    read = is_read(needs_two=True, approved_by=approved_by, hands=hands)
    assert read == (approved_by is not None and approved_by not in hands)


@pytest.mark.parametrize(
    ("now", "what"),
    [
        (Basis("a", "p"), None),
        (Basis("b", "p"), Moved.TEXT),
        (Basis("a", "q"), Moved.PACK),
        (Basis("b", "q"), Moved.PACK),
    ],
)
def test_what_has_moved_is_told(now: Basis, what: Moved | None) -> None:
    assert moved(Basis("a", "p"), now) is what


def test_a_time_is_ahead_and_within_a_year() -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert is_sensible_time(now + timedelta(minutes=1), now)
    assert not is_sensible_time(now, now)
    assert not is_sensible_time(now + timedelta(days=366), now)
