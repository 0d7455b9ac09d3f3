"""The action cards that the invented leaders have made, through the real actions.

What is true of them today stands in data/cards.yaml, under `truth`.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from tryggvei.access.api import viewer_for
from tryggvei.guides.staff import CardKey, issue_card, own_contact, write_contacts
from tryggvei.organisation.api import person_by_email, units
from tryggvei.simulator.people import email_of
from tryggvei.simulator.stage import Stage
from tryggvei.toolbox.clock import OSLO, standing_at


def live(stage: Stage) -> Iterator[str]:
    """Let the leaders make their cards and change their numbers."""
    ids = {unit.name: unit.id for unit in units()}
    cards = 0
    for event in stage.told("cards")["happened"]:
        day = stage.today - timedelta(days=event["days"])
        with standing_at(datetime.combine(day, time(13, 20), OSLO)):
            cards += _happen(event, ids[event["unit"]])
    yield f"{cards} action cards made by the invented leaders"


def _happen(event: Mapping[str, Any], unit_id: int) -> int:
    viewer = viewer_for(person_by_email(email_of(event["by"])).id)
    if "numbers" in event:
        numbers = [own_contact(label, number) for label, number in event["numbers"].items()]
        write_contacts(viewer, unit_id, numbers)
        return 0
    for name in event["cards"]:
        card, _slash, role = name.partition("/")
        issue_card(viewer, unit_id, CardKey(card, role), event["language"])
    return len(event["cards"])
