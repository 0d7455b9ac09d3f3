"""The action cards that the invented leaders have made, through the real actions."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import yaml

from tryggvei.access.api import viewer_for
from tryggvei.guides.staff import CardKey, issue_card, own_contact, write_contacts
from tryggvei.organisation.api import person_by_email, units
from tryggvei.simulator.people import DATA, email_of
from tryggvei.toolbox.clock import OSLO, standing_at


def told() -> dict[str, Any]:
    """Return what data/cards.yaml tells: what happened, and what is true of it today."""
    loaded: dict[str, Any] = yaml.safe_load((DATA / "cards.yaml").read_text())
    return loaded


def make_cards(today: date) -> int:
    """Let the leaders make their cards and change their numbers; return how many cards."""
    ids = {unit.name: unit.id for unit in units()}
    made = 0
    for event in told()["happened"]:
        day = today - timedelta(days=event["days"])
        with standing_at(datetime.combine(day, time(13, 20), OSLO)):
            made += _happen(event, ids[event["unit"]])
    return made


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


def live(today: date) -> str:
    """Live the year of the cards; return what happened in a line."""
    return f"{make_cards(today)} action cards made by the invented leaders"
