"""How the log, which lies below and knows ids only, names people: with position, as on a day."""

from datetime import date

from tryggvei.organisation.api import display_name, holdings_of


def name_and_position(person_id: int, on: date) -> str:
    """Return "Name, position" as it was on a day, for lists that people read."""
    name = display_name(person_id)
    titles = sorted({holding.position_title for holding in holdings_of(person_id, on)})
    return f"{name}, {' og '.join(titles)}" if titles else name
