"""An unknown code and one that is not answered yet: the same bytes, the same time (promise 35)."""

import math
import os
import re
import statistics
import time
from collections.abc import Callable

import pytest

from tests.intake.journeys import drawn, filled, html_of
from tests.public_face import Browser
from tryggvei.sealing.api import new_receipt_code

pytestmark = pytest.mark.django_db

TRIES = int(os.environ.get("TRYGGVEI_TIMING", "250"))
NOISE = 4.5  # Welch's t at which side-channel work begins to believe in a difference
ROUNDS = 4


def _known_code(client: Browser) -> str:
    form = filled(drawn(client))
    form["code_end"] = form["code"][-4:]
    assert client.post("/skriv/", form).status_code == 303
    return str(form["code"])


def _masked(page: str) -> str:
    """Replace what must differ (the echoed code, the fresh nonce) by blanks of equal length."""
    return re.sub(
        r'(name="(?:code|nonce)" value=")([^"]*)',
        lambda found: found.group(1) + "_" * len(found.group(2)),
        page,
    )


@pytest.mark.promise(35, "unknown and unanswered codes: byte-identical pages")
def test_the_pages_are_the_same_byte_for_byte(public_client: Browser) -> None:
    known = _known_code(public_client)
    pages = [
        public_client.post("/svar/", {"code": code})
        for code in (known, new_receipt_code(), new_receipt_code())
    ]
    assert {page.status_code for page in pages} == {200}
    assert len({len(page.content) for page in pages}) == 1
    assert len({_masked(html_of(page)) for page in pages}) == 1
    assert len({tuple(sorted(page.headers.items())) for page in pages}) == 1


def _welch(one: list[float], other: list[float]) -> float:
    """Return Welch's t of two series, the slowest tenth of each left out (other work's noise)."""
    one, other = (sorted(series)[: int(len(series) * 0.9)] for series in (one, other))
    spread = statistics.variance(one) / len(one) + statistics.variance(other) / len(other)
    return abs(statistics.mean(one) - statistics.mean(other)) / math.sqrt(spread)


def _series(acts: list[Callable[[], object]]) -> list[list[float]]:
    """Time each act TRIES times, in turn, so that what disturbs the machine disturbs all alike."""
    seconds: list[list[float]] = [[] for _ in acts]
    for turn in range(TRIES):
        for place in range(len(acts)):
            which = (turn + place) % len(acts)
            begun = time.perf_counter()
            acts[which]()
            seconds[which].append(time.perf_counter() - begun)
    return seconds


def _never_told_apart(acts: list[Callable[[], object]]) -> tuple[float, float]:
    """Return (t of the two identical acts, t of the different one) of the first quiet round.

    A real difference shows in every round; noise does not.
    """
    for act in acts:
        act()
    for _ in range(ROUNDS):
        same, again, other = _series(acts)
        noise, found = _welch(same, again), _welch(same, other)
        if found < NOISE:
            return noise, found
    raise AssertionError(f"told apart by time in {ROUNDS} rounds of {TRIES}: t = {found:.1f}")


@pytest.mark.deep
@pytest.mark.promise(35, "timing: known or unknown code, right or wrong nonce")
def test_time_does_not_tell_a_known_code_from_an_unknown_one(
    public_client: Browser, figure: Callable[[str], None]
) -> None:
    known, unknown = _known_code(public_client), new_receipt_code()

    def ask(code: str) -> Callable[[], object]:
        return lambda: public_client.post("/svar/", {"code": code})

    noise, found = _never_told_apart([ask(unknown), ask(unknown), ask(known)])
    figure(f"{TRIES} tries: Welch t {found:.1f} (two identical series {noise:.1f}), bound {NOISE}")


@pytest.mark.deep
def test_time_does_not_tell_a_right_nonce_from_a_forged_one(public_client: Browser) -> None:
    form = {**filled(drawn(public_client)), "text": ""}
    forged = form["nonce"][:-1] + ("A" if form["nonce"][-1] != "A" else "B")

    def send(nonce: str) -> Callable[[], object]:
        return lambda: public_client.post("/skriv/", {**form, "nonce": nonce})

    other_forged = ("0" if forged[0] != "0" else "1") + forged[1:]
    _never_told_apart([send(forged), send(forged), send(other_forged)])
