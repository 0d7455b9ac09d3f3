"""Flowcharts that no guide has yet: like a guide but larger, and any small one at all."""

import random  # noqa: TID251 - seeded, so that a fault can be found again
from itertools import count

from hypothesis import strategies as st

from tryggvei.guides.rules.flow.chart import START, Box, Chart, Crossing, Shape, Way

LANES = (
    "Du som er ansatt",
    "Lederen",
    "BTI",
    "TryggEst",
    "Barnevernet",
    "Politiet",
    "Ambulanse og legevakt",
    "Statsforvalteren",
)
QUESTIONS = (
    "Er noen i fare nå?",
    "Er det sikkert eller mest sannsynlig at noe av dette skjer eller vil skje?",
    "Må du dele noe for å hindre fare for liv eller helse?",
    "Hva sier personen selv?",
)
ACTS = (
    "Ring 112 selv, nå",
    "Meld fra til barnevernet selv",
    "Drøft saken med TryggEst-koordinatoren uten å si hvem det gjelder",
    "Skriv ned det du så og hørte",
)
ANSWERS = (
    "Ja",
    "Nei",
    "Jeg vet ikke",
    "En ansatt eller leder i en tjeneste",
    "Ja, og jeg har grunn til å tro at et barn blir eller vil bli mishandlet, eller får alvorlig "
    "for lite omsorg",
)
NOTES = ("", "Plikt · Nå", "Plikt · Så fort du kan, uten å vente", "Gjør dette · I dag")
_BTI_AND_TRYGGEST = {2, 3}


def chart_of(lanes: list[int], names: int, ends: list[tuple[int, int]], seed: int) -> Chart:
    """Return a chart of boxes by their lanes and ways by the numbers of their boxes.

    A box with one way on is an act, one with more is a question, one with none is an outcome.
    """
    chance = random.Random(seed)
    ways_on = [sum(source == number for source, _ in ends) for number in range(len(lanes))]
    boxes = [Box(START, Shape.START, lanes[0], "Start her")]
    for number, (lane, many) in enumerate(zip(lanes, ways_on, strict=True)):
        shape = (Shape.OUTCOME, Shape.ACT)[many] if many < 2 else Shape.QUESTION
        title = chance.choice(QUESTIONS if shape is Shape.QUESTION else ACTS)
        note = "" if shape is Shape.QUESTION else chance.choice(NOTES)
        urgent = note.endswith("Nå")
        at = number + 1
        boxes.append(Box(f"s{number}", shape, lane, title, note, urgent, at, f"steg-{at}", title))
    answers = count()
    ways = [Way(START, "s0")]
    for source, target in ends:
        asked = ways_on[source] > 1
        ways.append(
            Way(
                f"s{source}",
                f"s{target}",
                chance.choice(ANSWERS) if asked else "",
                f"a{next(answers)}" if asked else "",
                _crossing(lanes[source], lanes[target]),
            )
        )
    return Chart(
        "prove", 1, "nb", "En veileder til prøve", LANES[:names], tuple(boxes), tuple(ways)
    )


def _crossing(lane: int, other: int) -> Crossing:
    if lane == other:
        return Crossing.NONE
    return Crossing.RELAY if {lane, other} == _BTI_AND_TRYGGEST else Crossing.HANDOVER


def like_a_guide(steps: int, names: int, seed: int) -> Chart:
    """Return a chart as guides are: question after question, with acts and outcomes beside."""
    chance = random.Random(seed)
    questions = max(2, round(steps * 0.3))
    acts = round(steps * 0.35)
    asked_after = sorted(chance.randrange(questions - 1) for _ in range(acts))
    order: list[tuple[str, int]] = []
    for question in range(questions):
        order.append(("question", question))
        order += [("act", question) for after in asked_after if after == question]
    order += [("outcome", min(questions - 1, int(questions * chance.random() ** 0.5)))
              for _ in range(steps - questions - acts)]  # fmt: skip
    at = {kind_of: number for number, kind_of in enumerate(order) if kind_of[0] == "question"}
    lanes: list[int] = []
    ends: list[tuple[int, int]] = []
    for number, (kind, question) in enumerate(order):
        stays = kind == "question" or (kind == "act" and chance.random() < 0.6)
        lanes.append(0 if stays else chance.randrange(names))
        mine = at["question", question]
        following = at.get(("question", question + 1), len(order) - 1)
        if kind == "question":
            ends.append((mine, following))
            continue
        ends.append((mine, number))
        if kind == "act":
            ends.append((number, following))
    ends += [(at["question", questions - 1], number) for number in (len(order) - 2,)]
    return chart_of(lanes, names, list(dict.fromkeys(ends)), seed)


@st.composite
def small_charts(draw: st.DrawFn) -> Chart:
    """Return any chart of up to a dozen steps, however odd its ways and lanes."""
    steps = draw(st.integers(2, 12))
    names = draw(st.integers(1, 4))
    lanes = [draw(st.integers(0, names - 1)) for _ in range(steps)]
    ends: list[tuple[int, int]] = []
    for number in range(1, steps):
        open_ones = [n for n in range(number) if sum(a == n for a, _ in ends) < 5]
        ends.append((draw(st.sampled_from(open_ones)), number))
    for _ in range(draw(st.integers(0, 6))):
        source = draw(st.integers(0, steps - 2))
        if sum(a == source for a, _ in ends) < 5:
            ends.append((source, draw(st.integers(source + 1, steps - 1))))
    return chart_of(lanes, names, ends, draw(st.integers(0, 9)))
