"""How two guides differ, with a name for each difference that an editor understands."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tryggvei.editorial.kinds.base import NamedChanges
from tryggvei.editorial.kinds.guides import wording
from tryggvei.editorial.rules.wording import changes
from tryggvei.guides.api import choices_of_contacts, choices_of_laws, editing

Place = tuple[str | int, ...]
# Between the parts of a place, when it is a name for a while: in no id of a step or an answer.
_BETWEEN = "\N{BULLET}"


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> NamedChanges:
    """Return how two guides differ, step by step, in the new order."""
    titles = {**editing.titles_of(old), **editing.titles_of(new)} if old else editing.titles_of(new)
    before = editing.told_flat(old, titles) if old else {}
    after = editing.told_flat(new, titles)
    places: dict[str, Place] = {
        _BETWEEN.join(str(part) for part in place): place for place in [*after, *before]
    }
    names = {"contacts": choices_of_contacts("nb"), "laws": choices_of_laws()}

    def by_name(flat: Mapping[Place, str]) -> dict[str, str]:
        return {
            name: _in_words(place, flat[place], names)
            for name, place in places.items()
            if place in flat
        }

    return [
        (_name(places[change.name], titles), change)
        for change in changes(by_name(before), by_name(after), tuple(places))
    ]


def _in_words(place: Place, text: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return a value as people read it: ids of lists by their names, a yes as a yes."""
    last = str(place[-1])
    known: Mapping[str, object] | None = names.get(last) or wording.OF_VALUES.get(last)
    if known is not None:
        return "\n".join(str(known.get(line, line)) for line in text.split("\n"))
    return _("Ja") if text == "True" else text


def _name(place: Place, titles: Mapping[str, str]) -> str:
    parts = [str(part) for part in place]
    language = wording.LANGUAGES.get(parts[-1])
    if language is not None:
        parts.pop()
    field = str(wording.FIELDS.get(_field_of(parts), _field_of(parts)))
    if parts[0] == "steps":
        field = f"«{titles.get(parts[1], parts[1])}»: {field}"
    return f"{field}, {language}" if language is not None else field


def _field_of(parts: list[str]) -> str:
    """Return the field that a place is about: of the guide, of a step, of an answer or an act."""
    if parts[0] != "steps":
        return parts[0]
    if parts[2] in ("answers", "acts") and len(parts) > 4:
        return parts[4] if parts[4] != "text" else "acts"
    return parts[2]
