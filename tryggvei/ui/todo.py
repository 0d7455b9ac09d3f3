"""«Dette venter på deg»: rooms offer what waits for a person, the staff home shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Todo:
    """One thing that waits. `text` and `url` never hold a name or what somebody told.

    due: when it must be done, None for no time limit; urgent: shown first and marked in words.
    """

    text: str
    url: str
    due: datetime | None = None
    urgent: bool = False
    count: int = 1


# ui lies below access and may not name its Viewer; rooms write their own provider's type.
Provider = Callable[[Any], Iterable[Todo]]
_providers: list[Provider] = []


def register_todo(provider: Provider) -> None:
    """Add a provider `(viewer) -> Todos`; call it in the room's apps.ready()."""
    if provider not in _providers:
        _providers.append(provider)


def todos_of(viewer: object) -> list[Todo]:
    """Return everything that waits for a viewer: urgent first, then by due time, then by text."""
    found = [todo for provider in _providers for todo in provider(viewer)]
    return sorted(found, key=lambda todo: (not todo.urgent, todo.due is None, _moment(todo)))


def _moment(todo: Todo) -> tuple[float, str]:
    return (todo.due.timestamp() if todo.due else 0.0, todo.text)
