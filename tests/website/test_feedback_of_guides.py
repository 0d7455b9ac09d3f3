"""A press at the end of a guide is a number among others: no person, no day, nothing small."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.public_face import public_client, public_face
from tryggvei.guides.api import Feedback, ends_that_ask
from tryggvei.toolbox.clock import OSLO, standing_at
from tryggvei.website.actions import feedback
from tryggvei.website.api import Press, Presses, guide_feedback
from tryggvei.website.models import GuideFeedback
from tryggvei.website.rules.feedback import MOST_A_DAY, agenda, press_of

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=OSLO)
END = "outcome_staff"
URL = "/raad/svar/takk/"
SENT = {"s": f"voksen/{END}", "a": "not_helped"}
PRESS = Press("voksen", END, Feedback.NOT_HELPED)


@pytest.fixture
def presses(monkeypatch: pytest.MonkeyPatch) -> Presses:
    """Return an empty tally that the view counts in; nothing is written beside it."""
    mine, real = Presses(), feedback.note_press
    monkeypatch.setattr(
        "tryggvei.website.public.feedback.note_press",
        lambda guide, step, answer: real(guide, step, answer, mine),
    )
    monkeypatch.setattr(feedback, "_waiting", [])
    return mine


@pytest.fixture
def visitor() -> Iterator[Client]:
    with public_face():
        yield public_client()


def held(presses: Presses) -> dict[Press, int]:
    """Return all that a tally holds, small counts too."""
    return dict(presses._counts)


@pytest.mark.parametrize("prefix", ["", "/nn", "/en"])
def test_a_press_is_counted_and_leads_to_thanks(
    visitor: Client, presses: Presses, prefix: str
) -> None:
    answer = visitor.post(prefix + URL, SENT)
    assert (answer.status_code, answer["Location"]) == (303, prefix + URL)
    assert held(presses) == {PRESS: 1}
    page = visitor.get(answer["Location"])
    html = page.content.decode()
    assert page.status_code == 200
    assert "voksen" not in html
    assert not page.cookies
    assert f'href="{prefix}/raad/"' in html
    assert held(presses) == {PRESS: 1}, "to read the thanks counts nothing"


def test_what_is_missing_is_asked_for_and_counted_once(visitor: Client, presses: Presses) -> None:
    page = visitor.post("/nn" + URL, {**SENT, "a": "missing"})
    html = page.content.decode()
    assert page.status_code == 200
    assert f'name="s" value="voksen/{END}"' in html
    assert html.count('<button class="ds-button"') == 4
    assert "<textarea" not in html
    assert 'type="text"' not in html
    assert held(presses) == {}, "nothing is counted before it is known what is missing"
    for answer in ("number", "words", "situation", "other"):
        assert f'value="{answer}"' in html
        assert visitor.post("/nn" + URL, {**SENT, "a": answer}).status_code == 303
    assert sum(held(presses).values()) == 4


@pytest.mark.parametrize(
    "changed",
    [
        {"s": f"finnes-ikke/{END}"},
        {"s": "voksen/acute"},  # a question: nobody is asked there
        {"s": END},
        {"s": ""},
        {"s": "voksen/acute", "a": "missing"},
        {"a": "<script>"},
        {"a": "helped "},
        {"s": "x" * 500},
        {"s": "voksen/outcome_stæff"},
    ],
)
def test_nothing_but_the_guides_own_answers_is_taken_in(
    visitor: Client, presses: Presses, changed: dict[str, str]
) -> None:
    assert visitor.post(URL, {**SENT, **changed}).status_code == 400
    assert held(presses) == {}


def test_other_bodies_and_other_methods_are_refused(visitor: Client, presses: Presses) -> None:
    assert visitor.post(URL, "{}", content_type="application/json").status_code == 400
    assert visitor.post(URL, b"", content_type="multipart/form-data; boundary=x").status_code == 400
    assert visitor.post(URL).status_code == 400
    assert visitor.put(URL).status_code == 405
    assert held(presses) == {}


def test_a_foreign_page_is_refused_and_an_old_telephone_is_not(
    visitor: Client, presses: Presses, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.rooms import furnish
    from tryggvei.house.api import Point
    from tryggvei.website.public.feedback import is_feedback

    furnish(monkeypatch, keep=True, offers={Point.FORM_PROOF: is_feedback})
    assert visitor.post(URL, SENT, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    old = {"Sec-Fetch-Site": "", "Origin": "null"}
    assert visitor.post("/en" + URL, SENT, headers=old).status_code == 303
    assert visitor.post("/skriv/", {"text": "hei"}, headers=old).status_code == 403
    assert held(presses) == {PRESS: 1}


def test_only_ends_of_employees_guides_ask() -> None:
    ends = ends_that_ask()["voksen"]
    assert END in ends
    assert "acute" not in ends
    assert press_of("voksen", END, "helped", {"voksen": ends}) is not None
    assert press_of("voksen", END, "helped", {}) is None


def test_what_is_small_stays_in_memory_across_days_and_months() -> None:
    presses = Presses()
    assert presses.note(DAY, PRESS), "the first of a day: what waited may be written"
    for _ in range(3):
        assert not presses.note(DAY, PRESS)
    assert presses.take() == {}
    assert presses.note(DAY + timedelta(days=30), PRESS)
    assert presses.take() == {PRESS: 5}
    assert presses.take() == {}


def test_who_presses_without_stop_is_not_many_people() -> None:
    presses = Presses()
    for _ in range(500):
        presses.note(DAY, PRESS)
    presses.note(DAY + timedelta(days=1), PRESS)
    assert presses.take() == {PRESS: MOST_A_DAY + 1}


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(list(Feedback))), max_size=60))
def test_nothing_small_is_ever_taken_and_nothing_made_up(said: list[tuple[int, Feedback]]) -> None:
    presses, written = Presses(), dict.fromkeys(Feedback, 0)
    for number, (day, answer) in enumerate(sorted(said)):
        presses.note(DAY + timedelta(days=day), Press("voksen", END, answer))
        if number % 7 == 0:
            for press, count in presses.take().items():
                assert count >= 5
                written[press.answer] += count
    for answer, count in written.items():
        assert count <= sum(1 for _day, one in said if one is answer)


@pytest.mark.django_db
def test_the_table_holds_month_guide_end_answer_and_a_number(presses: Presses) -> None:
    assert {field.name for field in GuideFeedback._meta.get_fields()} == {
        "id", "month", "guide", "step", "answer", "count",
    }  # fmt: skip
    for _ in range(6):
        presses.note(DAY, PRESS)
    presses.note(DAY, Press("voksen", END, Feedback.HELPED))
    with standing_at(NOON):
        assert feedback.write_feedback(presses) == 1
    rows = GuideFeedback.objects.values_list("month", "guide", "step", "answer", "count")
    assert list(rows) == [("2026-11", "voksen", END, "not_helped", 6)]
    with pytest.raises(IntegrityError), transaction.atomic():
        GuideFeedback.objects.create(month="2026-11", guide="voksen", step=END, answer="x", count=4)


@pytest.mark.django_db
def test_rows_wait_for_a_database_that_is_away(
    presses: Presses, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        presses.note(DAY, PRESS)

    def away(_rows: object) -> None:
        raise DatabaseError

    with standing_at(NOON):
        with monkeypatch.context() as broken:
            broken.setattr(GuideFeedback.objects, "bulk_create", away)
            assert feedback.write_feedback(presses) == 0
        assert feedback.write_feedback(presses) == 1


@pytest.mark.django_db
def test_a_years_agenda_has_every_end_the_most_concern_first() -> None:
    for month, step, answer, count in (
        ("2026-01", END, "not_helped", 6), ("2026-11", END, "not_helped", 5),
        ("2026-11", "outcome_tryggest", "helped", 90), ("2025-12", "outcome_refuses", "words", 99),
        ("2026-03", "a_step_that_is_gone", "number", 7), ("2026-03", END, "not asked any more", 9),
    ):  # fmt: skip
        GuideFeedback.objects.create(
            month=month, guide="voksen", step=step, answer=answer, count=count
        )
    found = guide_feedback(2026)
    assert (found[0].step, found[0].counts) == (END, {Feedback.NOT_HELPED: 11})
    assert found[1].step == "a_step_that_is_gone"
    of_voksen = {one.step: one for one in found if one.guide == "voksen"}
    assert set(of_voksen) == ends_that_ask()["voksen"] | {"a_step_that_is_gone"}
    assert {(one.guide, one.step) for one in found} == {
        (guide, step) for guide, ends in ends_that_ask().items() for step in ends
    } | {("voksen", "a_step_that_is_gone")}
    refuses = of_voksen["outcome_refuses"]
    assert refuses.counts == {}, "another year's"
    assert agenda({}, []) == []
