"""Every room has a manifest, and what it says is whole; each law catches a planted fault."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from tests.house import manifests
from tests.rooms import furnish
from tryggvei.access.api import Permission, permission_label
from tryggvei.house import reading
from tryggvei.house.api import Area, Grant, Indicator, Kind, Line, Room, Tick, rooms
from tryggvei.house.reading import Rooms

PLAN = "tryggvei.plan"


@pytest.mark.parametrize("law", manifests.LAWS, ids=lambda law: law.__name__)
def test_the_manifests_keep_the_law(law: Callable[[Rooms], list[str]]) -> None:
    assert law(rooms()) == []


FAULTS: list[tuple[str, Callable[[Rooms], list[str]], dict[str, object]]] = [
    ("a path to nothing", manifests.dead_paths, {"todos": ("staff.todos.gone",)}),
    ("a room without a title", manifests.unsaid, {"title": ""}),
    ("no scene and no reason", manifests.unsaid, {"no_scene": ""}),
    ("an unlabelled permission", manifests.odd_permissions, {"grants": ()}),
    (
        "a permission labelled with its key",
        manifests.odd_permissions,
        {"grants": (Grant("plan:plan:read", "plan:plan:read", reaches_people=False),)},
    ),
    ("a verb without words", manifests.odd_verbs, {"verbs": {"plan:measure:change": ""}}),
    ("a verb that the log refuses", manifests.odd_verbs, {"verbs": {"Plan endret": "endret"}}),
    (
        "a kind without a label",
        manifests.unlabelled_kinds,
        {"kinds": (Kind("plan", "", "plan/*.yaml", "rules.ActionPlan"),)},
    ),
    (
        "a menu line to nowhere",
        manifests.odd_menu_lines,
        {"menu": (Line(Area.PLAN, "Plan", "plan:gone"),)},
    ),
    (
        "a menu line to a page without sign-in",
        manifests.odd_menu_lines,
        {"menu": (Line(Area.PLAN, "Slutt", "signin:ended"),)},
    ),
    ("a chapter that is not there", manifests.missing_chapters, {"help": "finnes-ikke.md"}),
    ("screens without a chapter", manifests.missing_chapters, {"help": ""}),
    ("a table that is not there", manifests.undeclared_tables, {"tables": {"plan_gone": "SELECT"}}),
    (
        "a figure without a source",
        manifests.odd_indicators,
        {"indicators": (Indicator("x", "Tall", "", "rules.publish"),)},
    ),
    (
        "a job that wants arguments",
        manifests.wrong_hands,
        {"ticks": (Tick("plan.x", timedelta(days=1), "rules.whole_weeks"),)},
    ),
    (
        "a to-do that takes no viewer",
        manifests.wrong_hands,
        {"todos": ("queries.measure_seen_by",)},
    ),
    ("an address of another room", manifests.odd_addresses, {"address": "innhold/"}),
]


@pytest.mark.parametrize(
    ("law", "parts"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_law_names_the_planted_fault(
    law: Callable[[Rooms], list[str]], parts: dict[str, object]
) -> None:
    broken = {**rooms(), PLAN: replace(rooms()[PLAN], **parts)}  # type: ignore[arg-type]
    assert len(law(broken)) == 1


def test_a_table_that_its_room_forgets_is_named() -> None:
    casework = "tryggvei.casework"
    broken = {**rooms(), casework: replace(rooms()[casework], tables={})}
    assert len(manifests.undeclared_tables(broken)) == len(rooms()[casework].tables)


def test_a_room_without_a_manifest_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_read", [])
    monkeypatch.setattr(type(apps.get_app_config("plan")), "room", None)
    with pytest.raises(ImproperlyConfigured, match="plan has no `room"):
        rooms()


def test_a_permission_that_nobody_describes_is_held_to_reach_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not Permission.PLAN_PLAN_READ.reaches_people
    furnish(monkeypatch)
    assert Permission.PLAN_PLAN_READ.reaches_people


def test_two_rooms_cannot_describe_one_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    told = (Grant("plan:plan:read", "se planen", reaches_people=False),)
    furnish(monkeypatch, keep=True, grants=told)
    with pytest.raises(ImproperlyConfigured, match="plan:plan:read"):
        permission_label(Permission.PLAN_PLAN_READ)


def test_a_manifest_is_a_room_and_nothing_else() -> None:
    assert all(isinstance(room, Room) for room in rooms().values())
    assert len(rooms()) == len([c for c in apps.get_app_configs() if c.name.startswith("tryggvei")])
