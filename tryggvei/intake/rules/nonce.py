"""How long a form may lie open before it is drawn again (with its text)."""

from datetime import datetime, timedelta

FORM_LIVES = timedelta(hours=12)


def is_expired(issued: datetime, now: datetime) -> bool:
    """Return whether a form is too old, or claims to be from the future by more than a minute."""
    return now - issued > FORM_LIVES or issued - now > timedelta(minutes=1)
