"""Change a guide held as plain values (as a file or a database has it). Pure; nothing in place."""

import copy
from collections.abc import Mapping
from typing import Any

from tryggvei.guides.rules.schema import Lane, StepType, TellGuardians, arranged

Raw = dict[str, Any]


class CannotBeRemoved(Exception):
    """The step is the first one, or the steps that lead to it would have nowhere to go."""


def in_order(data: Mapping[str, Any]) -> Raw:
    """Return a guide whose `order` names its steps as they stand now."""
    return {**data, "order": list(data["steps"])}


def with_step(data: Mapping[str, Any], step_id: str, step: Raw) -> Raw:
    """Return the guide with one step as given."""
    return {**data, "steps": {**data["steps"], step_id: step}}


def with_new_step(data: Mapping[str, Any], kind: StepType, title: str, after: str) -> Raw:
    """Return the guide with an empty step after another; `title` in bokmål. No way leads to it yet.

    The step begins as the safest one of its type: nobody at home is told, and an end asks whom the
    reader called. Raises KeyError when there is no step `after`.
    """
    if after not in data["steps"]:
        raise KeyError(after)
    made: Raw = {"type": kind.value, "lane": Lane.EMPLOYEE.value, "title": {"nb": title}}
    if kind is not StepType.QUESTION:
        made["tells_guardians"] = TellGuardians.NEVER.value
    if kind is StepType.OUTCOME:
        made["record"] = True
    fresh = new_step_id(data)
    steps: Raw = {}
    for key, step in data["steps"].items():
        steps[key] = step
        if key == after:
            steps[fresh] = made
    return in_order({**data, "steps": steps})


def new_step_id(data: Mapping[str, Any]) -> str:
    """Return an id that no step has; it says nothing of what the step asks."""
    return _free("step", data["steps"])


def new_answer_id(step: Mapping[str, Any]) -> str:
    """Return an id that no answer of a step has."""
    return _free("answer", {answer["id"]: answer for answer in step.get("answers", [])})


def _free(stem: str, taken: Mapping[str, Any]) -> str:
    number = len(taken) + 1
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"


def without_step(data: Mapping[str, Any], step_id: str, instead: str) -> Raw:
    """Return the guide without a step; who came to it comes to `instead`.

    Raises KeyError for an unknown step, CannotBeRemoved for the first step, or when `instead` is
    the step itself.
    """
    if step_id not in data["steps"] or instead not in data["steps"]:
        raise KeyError(step_id)
    if step_id in (instead, data["start"]):
        raise CannotBeRemoved(step_id)
    steps = copy.deepcopy({key: step for key, step in data["steps"].items() if key != step_id})
    for step in steps.values():
        if step.get("next") == step_id:
            step["next"] = instead
        for answer in step.get("answers", []):
            if answer["next"] == step_id:
                answer["next"] = instead
    return in_order({**data, "steps": steps})


def merged(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[Raw, list[str]]:
    """Return what becomes of two versions that were both made from one, part by part.

    A part is a step, or a field of the guide. What one of them left alone is as the other has it.
    Out: the guide, and the parts (ids of steps, names of fields) that both have changed: those are
    as in `mine`, but a step that only `mine` took away stays, since the other found it worth a
    change.
    """
    both: list[str] = []

    def of(key: str, old: Any, one: Any, other: Any) -> Any:
        if one in (old, other):
            return other
        if other != old:
            both.append(key)
            return other if one is None else one
        return one

    steps: Raw = {}
    for key in dict.fromkeys([*mine["steps"], *theirs["steps"]]):
        versions = (one["steps"].get(key) for one in (base, mine, theirs))
        step = of(key, *versions)
        if step is not None:
            steps[key] = step
    names = (set(mine) | set(theirs)) - {"steps", "order"}
    fields = {key: of(key, base.get(key), mine.get(key), theirs.get(key)) for key in sorted(names)}
    kept = {key: value for key, value in fields.items() if value is not None}
    return in_order({**kept, "steps": steps}), both


def told_flat(
    data: Mapping[str, Any], titles: Mapping[str, str]
) -> dict[tuple[str | int, ...], str]:
    """Return every value of a guide as text by its place, to be held against another version.

    `titles`: what steps are called, by id; a way on is told by the title of where it leads, the
    same in both versions, so that a new title is one change and not one for each way to it.
    """
    data = arranged(dict(data))
    found: dict[tuple[str | int, ...], str] = {}
    for name in ("title", "intro"):
        found |= _told(data.get(name, {}), (name,))
    found |= _told(data.get("advice", []), ("advice",))
    found |= _told({"": titles.get(data["start"], data["start"])}, ("start",))
    found |= _told({"": "\n".join(data.get("sources", []))}, ("sources",))
    for step_id, step in data["steps"].items():
        place = ("steps", step_id)
        rest = {name: value for name, value in step.items() if name not in ("answers", "next")}
        found |= _told(rest, place)
        if step.get("next"):
            found[(*place, "next")] = titles.get(step["next"], step["next"])
        for answer in step.get("answers", []):
            of_answer = (*place, "answers", answer["id"])
            found |= _told(answer.get("label", {}), (*of_answer, "label"))
            found[(*of_answer, "next")] = titles.get(answer["next"], answer["next"])
            for name in ("facts", "when"):
                found |= _told({name: answer.get(name)}, of_answer)
    return {place: text for place, text in found.items() if text}


def titles_of(data: Mapping[str, Any], language: str = "nb") -> dict[str, str]:
    """Return what each step is called in a language, by id."""
    return {key: step["title"].get(language) or key for key, step in data["steps"].items()}


def _told(value: Any, place: tuple[str | int, ...]) -> dict[tuple[str | int, ...], str]:
    if isinstance(value, Mapping):
        found: dict[tuple[str | int, ...], str] = {}
        for key, one in value.items():
            found |= _told(one, (*place, key) if key else place)
        return found
    if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        found = {}
        for number, one in enumerate(value):
            found |= _told(one, (*place, number))
        return found
    if isinstance(value, list):
        return {place: "\n".join(str(one) for one in value)}
    if value in (None, "", False):
        return {}
    return {place: str(value)}
