"""What rooms above want done when somebody's account is closed (Point.ACCOUNT_CLOSED)."""

from tryggvei.house.api import Point, offered


def run_on_deactivate(person_id: int) -> None:
    """Run what the rooms offer, such as the ending of sessions; an error is raised, so that the
    account stays as it was."""
    for act in offered(Point.ACCOUNT_CLOSED):
        act(person_id)
