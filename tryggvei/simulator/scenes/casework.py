"""A year at the desk, drawn from a seed: who wrote, what came of it, and what is still waiting.

The dice decide here; the doing goes through the same actions as a real day, on a clock that
stands where the simulator puts it. What the dice decided is the truth that tests hold the house's
figures against.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from tryggvei.access.api import Viewer, viewer_for
from tryggvei.casework.api import (
    ContactRefusedError,
    Outcome,
    add_message,
    assign,
    note_attempt,
    read_case,
    register_case,
    reply,
    write_note,
)
from tryggvei.intake.api import (
    About,
    ClosingGround,
    Kind,
    Letter,
    Mailbox,
    OpeningGround,
    close_without_action,
    give_guidance,
    inbox_seen_by,
    open_message,
    receive,
    safe_contact_from,
)
from tryggvei.sealing.api import new_receipt_code, parse_receipt_code
from tryggvei.simulator.stage import BUSY_MONTH, Stage
from tryggvei.toolbox.clock import OSLO, now, standing_at

OPENING_RANGE = (9, 15)
KEEP_WAITING = 6  # the newest messages stay sealed, so that a newcomer has something to open


@dataclass
class Truth:
    """What really happened, by the dice."""

    enquiries_by_day: Counter[date] = field(default_factory=Counter)
    cases: int = 0
    guided: int = 0
    closed: int = 0
    waiting: int = 0
    codes: list[str] = field(default_factory=list)


def live(stage: Stage) -> Iterator[str]:
    """Let people write, and the desk take up what they wrote."""
    yield from Year(stage).run()


class Year:
    """One run of the year at the desk."""

    def __init__(self, stage: Stage) -> None:
        self.cast, self.today, self.per_day = stage.cast, stage.today, stage.per_day
        self.days = stage.days()
        self.dice = stage.dice("casework")
        self.stories = stage.told("stories")
        self.truth = stage.true(Truth)
        self.story = stage.story

    def run(self) -> Iterator[str]:
        """Live through the year up to yesterday; yield a line for each hundred enquiries."""
        letters = self.letters()
        total = len(letters)
        for number, (moment, story) in enumerate(letters, start=1):
            with standing_at(moment):
                code = self._write(story, number)
            self.truth.enquiries_by_day[moment.astimezone(OSLO).date()] += 1
            if total - number >= KEEP_WAITING:
                self._at_the_desk(moment, story, code)
            else:
                self.truth.waiting += 1
            if number % 100 == 0 or number == total:
                yield f"{number} of {total} enquiries lived through"
        self.story["codes"] = self.truth.codes[-3:]

    def letters(self) -> list[tuple[datetime, Mapping[str, Any]]]:
        """Return when somebody writes, and which story, drawn anew: nothing is done yet."""
        weights = [story["weight"] for story in self.stories["stories"]]
        plan = []
        for day in self.days:
            rate = self.per_day * (2.2 if day.month == BUSY_MONTH else 1)
            # People write all days of the week, and late; a sum of coins is close to Poisson.
            for _ in range(sum(self.dice.random() < rate / 6 for _coin in range(6))):
                minute = self.dice.randrange(7 * 60, 23 * 60)
                moment = datetime.combine(day, time(minute // 60, minute % 60), OSLO)
                story = self.dice.choices(self.stories["stories"], weights)[0]
                plan.append((moment.astimezone(UTC), story))
        return sorted(plan, key=lambda pair: pair[0])

    def _uuid(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    def _write(self, story: Mapping[str, Any], number: int) -> str:
        code, mailbox = "", None
        if self.dice.random() < story["dialogue"]:
            code = new_receipt_code()
            parsed = parse_receipt_code(code)
            mailbox = Mailbox(parsed.mailbox_id, parsed.public_key)
        place = self.dice.choice(self.stories["places"])
        letter = Letter(
            text=story["text"].replace("{sted}", place).strip(),
            about=About(story["about"]),
            contact=safe_contact_from(story["contact"]),
            mailbox=mailbox,
            form=f"simulated-{number}",
            written_at=now().isoformat(),
        )
        receive(letter, nonce=self._uuid())
        return code

    def _desk_moment(self, after: datetime, days: int) -> datetime:
        """Return a working moment at least some hours later: a weekday between nine and three."""
        day = after.astimezone(OSLO).date() + timedelta(days=days)
        while day.weekday() >= 5:
            day += timedelta(days=1)
        hour = self.dice.randrange(*OPENING_RANGE)
        return datetime.combine(day, time(hour, self.dice.randrange(60)), OSLO)

    def _at_the_desk(self, written: datetime, story: Mapping[str, Any], code: str) -> None:
        moment = self._desk_moment(written, self.dice.choice([1, 1, 1, 2, 3]))
        viewer = self._on_duty(moment)
        with standing_at(moment):
            waiting = inbox_seen_by(viewer).rows
            fresh = [row for row in waiting if row.opened_by_id is None]
            row = fresh[0]
            open_message(viewer, row.id, OpeningGround.ON_DUTY)
            if story["then"] == "guidance":
                give_guidance(viewer, row.id)
                self.truth.guided += 1
                return
            if story["then"] == "close":
                close_without_action(viewer, row.id, ClosingGround.NOT_A_REAL_ENQUIRY)
                self.truth.closed += 1
                return
            case_id = register_case(viewer, row.id)
            self.truth.cases += 1
        self._follow_up(viewer, case_id, moment, code)

    def _on_duty(self, moment: datetime) -> Viewer:
        with standing_at(moment):
            return viewer_for(self.dice.choice(self.cast.on_duty(moment.date())))

    def _follow_up(self, viewer: Viewer, case_id: UUID, moment: datetime, code: str) -> None:
        self._try_to_reach(viewer, case_id, moment)
        later = self._desk_moment(moment, self.dice.randrange(2, 9))
        if later.date() >= self.today:
            return
        with standing_at(later):
            write_note(viewer, case_id, self.dice.choice(self.stories["notes"]))
            if self.dice.random() < 0.4:
                coordinator = viewer_for(self.cast.coordinator)
                read_case(coordinator, case_id, "assessment")
                if coordinator.person_id != viewer.person_id and self.dice.random() < 0.5:
                    taker = self.dice.choice(self.cast.on_duty(later.date()))
                    assign(coordinator, case_id, taker, "assessment")
        if code:
            self._talk(viewer, case_id, later, code)

    def _try_to_reach(self, viewer: Viewer, case_id: UUID, moment: datetime) -> None:
        for days in range(6):
            when = self._desk_moment(moment, days)
            if when.date() >= self.today:
                return
            with standing_at(when):
                try:
                    note_attempt(
                        viewer,
                        case_id,
                        "phone",
                        self.dice.choice([Outcome.REACHED, Outcome.REACHED, Outcome.NO_ANSWER]),
                        self.dice.choice(self.stories["calls"]),
                    )
                except ContactRefusedError:
                    continue
                return

    def _talk(self, viewer: Viewer, case_id: UUID, moment: datetime, code: str) -> None:
        parsed = parse_receipt_code(code)
        mailbox = Mailbox(parsed.mailbox_id, parsed.public_key)
        with standing_at(moment):
            reply(viewer, case_id, self.dice.choice(self.stories["replies"]), "substitute")
        self.truth.codes.append(code)
        back = self._desk_moment(moment, 2)
        if back.date() >= self.today - timedelta(days=14) or self.dice.random() < 0.4:
            return
        with standing_at(back):
            letter = Letter(
                text=self.dice.choice(self.stories["followups"]),
                mailbox=mailbox,
                written_at=now().isoformat(),
            )
            receive(letter, nonce=self._uuid(), kind=Kind.DIALOGUE)
        with standing_at(back + timedelta(hours=3)):
            rows = [r for r in inbox_seen_by(viewer).rows if r.kind == "dialogue"]
            opened = open_message(viewer, rows[-1].id, OpeningGround.FOLLOWING_UP)
            add_message(viewer, opened.id, case_id)
