"""«Dette venter på deg»: rooms offer what waits for a person, the staff home shows it."""

from dataclasses import dataclass
from datetime import datetime

from tryggvei.house.api import each, follow


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


def todos_of(viewer: object) -> list[Todo]:
    """Return everything that waits for a viewer: urgent first, then by due time, then by text.

    Rooms offer `(viewer) -> Todos` in their manifest. The viewer is an object here: ui lies below
    access and may not name its Viewer.
    """
    providers = [follow(package, path) for package, path in each(lambda room: room.todos)]
    found: list[Todo] = [todo for provider in providers for todo in provider(viewer)]
    return sorted(found, key=lambda todo: (not todo.urgent, todo.due is None, _moment(todo)))


def _moment(todo: Todo) -> tuple[float, str]:
    return (todo.due.timestamp() if todo.due else 0.0, todo.text)
