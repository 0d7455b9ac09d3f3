"""What rooms above want done when somebody's account is closed (they register it at start)."""

from collections.abc import Callable

_on_deactivate: list[Callable[[int], object]] = []


def register_on_deactivate(act: Callable[[int], object]) -> None:
    """Let `act(person_id)` run inside the closing of an account, such as ending its sessions."""
    if act not in _on_deactivate:
        _on_deactivate.append(act)


def run_on_deactivate(person_id: int) -> None:
    """Run everything registered; an error is raised, so that the account stays as it was."""
    for act in _on_deactivate:
        act(person_id)
