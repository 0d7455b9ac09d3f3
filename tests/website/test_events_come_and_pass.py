"""Events: the order, midnight, summer time, what is over, and a bake that follows the clock."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.website.conftest import FORBIDDEN, made_page, reasons, whole_set
from tryggvei.contentpack.api import check_pack
from tryggvei.toolbox.clock import OSLO, standing_at
from tryggvei.website.actions.kept import roll_back
from tryggvei.website.actions.ticks import bake_on_change
from tryggvei.website.api import current_bake
from tryggvei.website.drawing.placeholders import body_of
from tryggvei.website.rules.events import Event, coming, event_faults

EMPTY = "Ingen arrangementer er satt opp nå."


def words(text: str) -> dict[str, str]:
    """Return the same text in the three languages."""
    return {"nb": text, "nn": text, "en": text}


def plain(**changed: Any) -> dict[str, Any]:
    """Return what an event's file says, with some values changed."""
    values: dict[str, Any] = {
        "key": "apen-kveld",
        "title": words("Åpen kveld"),
        "date": date(2026, 11, 26),
        "starts": time(18),
        "ends": time(20),
        "place": words("Biblioteket"),
        "for_whom": words("alle"),
        "spoken": words("norsk"),
        "free": True,
        "interpreter": "ask",
        "unreviewed": "oppdiktet, bare i prøvene",
        "review_by": date(2027, 5, 23),
        "sources": ["oppdiktet"],
    }
    return values | changed


def event(**changed: Any) -> Event:
    """Return an invented event."""
    return Event.model_validate(plain(**changed))


def oslo(*parts: int) -> datetime:
    """Return an aware moment by the Norwegian clock."""
    return datetime(*parts, tzinfo=OSLO)  # type: ignore[misc,arg-type]


def keys(events: list[Event], now: datetime) -> list[str]:
    """Return the keys of what is to come."""
    return [found.key for found in coming(events, now)]


def test_the_next_one_comes_first_whatever_the_order_of_the_files() -> None:
    later = event(key="a", date=date(2026, 11, 27))
    same_day = event(key="b", starts=time(19), ends=time(21))
    first = event(key="c")
    twin = event(key="a-twin")
    assert keys([later, same_day, first, twin], oslo(2026, 11, 1)) == ["a-twin", "c", "b", "a"]


def test_an_event_is_shown_until_it_is_over() -> None:
    one = event()
    assert keys([one], oslo(2026, 11, 26, 19, 59)) == ["apen-kveld"]
    assert keys([one], oslo(2026, 11, 26, 20)) == []


def test_an_end_before_the_start_is_on_the_next_day() -> None:
    night = event(starts=time(22), ends=time(1))
    assert night.ends_at == oslo(2026, 11, 27, 1)
    assert keys([night], oslo(2026, 11, 27, 0, 30)) == ["apen-kveld"]
    new_year = event(date=date(2026, 12, 31), starts=time(22), ends=time(0))
    assert new_year.ends_at == oslo(2027, 1, 1)


def test_the_hour_that_comes_twice_counts_as_the_later_one() -> None:
    night = event(date=date(2026, 10, 24), starts=time(22), ends=time(2, 30))
    assert night.ends_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    across = event(date=date(2026, 10, 24), starts=time(23), ends=time(4))
    assert across.ends_at - across.starts_at == timedelta(hours=6)


def test_a_clock_time_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError, match="skipped"):
        event(date=date(2027, 3, 28), starts=time(2, 30), ends=time(4))
    across = event(date=date(2027, 3, 27), starts=time(23), ends=time(4))
    assert across.ends_at - across.starts_at == timedelta(hours=4)


@pytest.mark.parametrize(
    "changed",
    [
        {"starts": time(18, tzinfo=UTC)},
        {"place": {"nb": "Biblioteket"}},
        {"interpreter": "kanskje"},
        {"key": "Åpen kveld"},
        {"calendar": "file"},
        {"sources": []},
    ],
)
def test_an_event_that_says_too_little_or_too_much_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        event(**changed)


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        coming([], datetime(2026, 11, 26))  # noqa: DTZ001 - the fault itself


MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
EVENTS = st.lists(
    st.builds(
        lambda day, starts, ends: event(
            key=f"x{day.toordinal()}", date=day, starts=starts, ends=ends
        ),
        st.dates(date(2026, 1, 1), date(2027, 12, 31)),
        st.times().filter(lambda clock: clock.hour > 3),
        st.times(),
    ),
    max_size=6,
)


@given(EVENTS, MOMENTS)
def test_the_list_changes_when_an_event_is_over_and_not_before(
    events: list[Event], now: datetime
) -> None:
    until = min((event.ends_at for event in events if event.ends_at > now), default=None)
    if until is None:
        assert coming(events, now) == []
        return
    assert coming(events, until - timedelta(microseconds=1)) == coming(events, now)
    assert len(coming(events, until)) < len(coming(events, now))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"title": words("Foredrag om vold")}, "neutral words"),
        ({"title": words("Kveld") | {"en": "Evening on violence"}}, "neutral words"),
        ({"sign_up": words("Ring 66 93 23 10.")}, "no telephone number"),
        ({"place": words("Torget, ring 02800")}, "no telephone number"),
        ({"place": words("Torget\u202e")}, "hidden sign"),
    ],
)
def test_a_planted_fault_is_found(changed: dict[str, Any], reason: str) -> None:
    assert list(event_faults([event()], FORBIDDEN)) == []
    found = list(event_faults([event(**changed)], FORBIDDEN))
    assert found
    assert reason in found[0].reason


def test_the_list_stands_in_a_paragraph_of_its_own() -> None:
    assert reasons(whole_set(body="Ring.\n\n[[arrangementer]]\n\nRing.\n")) == []
    assert any(
        "is a block" in reason for reason in reasons(whole_set(body="Se [[arrangementer]]."))
    )
    assert any("is a block" in r for r in reasons(whole_set(body="Ring [[service:politi_nod]].")))


@pytest.fixture
def pack(small: Path) -> Path:
    """Return the events' folder of the small pack, without events."""
    events = small / "lillestrom" / "events"
    events.mkdir()
    return events


def plant(folder: Path, **changed: Any) -> None:
    """Write an invented event as a file."""
    values = plain(**changed)
    values |= {name: values[name].isoformat() for name in ("starts", "ends")}
    (folder / f"{values['key']}.yaml").write_text(yaml.safe_dump(values, allow_unicode=True))


def drawn(language: str = "nb", **parts: int) -> str:
    """Return the list as a page shows it at a moment of 26 November 2026, Norwegian clock."""
    moment = datetime(2026, 11, 26, tzinfo=OSLO).replace(**parts)  # type: ignore[arg-type]
    with standing_at(moment):
        return body_of(made_page(language=language, body="[[arrangementer]]\n"))


def test_a_page_says_plainly_that_there_is_nothing(pack: Path) -> None:
    assert EMPTY in drawn()
    plant(pack)
    assert EMPTY not in drawn(hour=12)
    assert EMPTY in drawn(hour=20)


def test_a_page_says_when_where_for_whom_and_what_it_costs(pack: Path) -> None:
    plant(pack, sign_up=words("Si fra i skranken."), free=False, interpreter="present")
    text = drawn()
    for said in (
        "Åpen kveld",
        "Torsdag 26. november 2026 kl.\u00a018.00–20.00",
        "Biblioteket",
        "For: alle. Språk: norsk. Det er tolk der. Det koster penger. Si fra i skranken.",
    ):
        assert said in text
    assert "Thursday 26 November 2026" in drawn("en")
    assert "Torsdag 26. november 2026 kl.\u00a018.00–20.00" in drawn("nn")


def test_what_is_off_says_so_and_words_are_never_markup(pack: Path) -> None:
    plant(pack, cancelled=True, title=words("<b>Åpen</b> kveld"))
    assert "Avlyst." in drawn()
    assert "&lt;b&gt;" in drawn()


def test_the_content_check_knows_events(pack: Path) -> None:
    plant(pack, title=words("Kveld om overgrep"))
    counts, findings = check_pack()
    assert counts["events"] == 1
    assert [found for found in findings if "events/apen-kveld.yaml" in found.file]


@pytest.mark.django_db
def test_the_worker_bakes_again_when_an_event_is_over_but_never_undoes_a_roll_back(
    pack: Path,
) -> None:
    plant(pack)
    plant(pack, key="neste", date=date(2026, 11, 27))
    with standing_at(oslo(2026, 11, 26, 12)):
        assert "pages" in bake_on_change()
        assert bake_on_change().endswith("no change")
    first = current_bake()
    with standing_at(oslo(2026, 11, 26, 20)):
        assert "pages" in bake_on_change()
        assert bake_on_change().endswith("no change")
    assert current_bake() != first
    roll_back()
    with standing_at(oslo(2026, 11, 27, 20)):
        assert bake_on_change().startswith("held at")
    assert current_bake() == first
