"""A column of JSON that gives back its keys in the order in which they were written."""

import json
from typing import Any

from django.db import models


class OrderedJSONField(models.TextField):  # type: ignore[type-arg] # takes no arguments when run
    """JSON as text. PostgreSQL's `jsonb` sorts the keys of an object, shortest first; the steps of
    a guide are such keys, and their order is the author's. Nothing searches inside these columns.
    """

    # For mypy's Django plugin: what may be assigned, and what is read.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, *_where: object) -> Any:
        """Return what was stored, its keys in the order of then."""
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: Any) -> str | None:
        """Return the text that is stored."""
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def to_python(self, value: Any) -> Any:
        """Return a value as it stands in Python; a fixture's text is read."""
        return json.loads(value) if isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str:
        """Return the text that a fixture holds."""
        return self.get_prep_value(self.value_from_object(obj)) or ""
