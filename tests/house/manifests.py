"""What must be true of the rooms' manifests, as functions: each returns what is wrong."""

import inspect
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, resolve, reverse

from tryggvei.access.api import Permission, policy_of
from tryggvei.access.db_rights import STAFF_ROLE, rights_list
from tryggvei.audit.recording import _VERB
from tryggvei.house.api import Room, follow
from tryggvei.house.reading import Rooms
from tryggvei.simulator.api import scenes

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = ROOT / "docs" / "bruker"


def _name(package: str) -> str:
    return package.removeprefix("tryggvei.").split(".")[0]


def _paths(room: Room) -> Iterator[object]:
    yield from room.todos
    yield from room.offers.values()
    yield from (tick.run for tick in room.ticks)
    yield from (indicator.observe for indicator in room.indicators)
    for kind in room.kinds:
        yield from (kind.schema, kind.check, kind.notes)
    if isinstance(room.grounds, str):
        yield room.grounds


def dead_paths(rooms: Rooms) -> list[str]:
    """A path that leads nowhere would fail on the day that somebody needs it."""
    found = []
    for package, room in rooms.items():
        told: list[tuple[str, Any]] = [(package, path) for path in _paths(room) if path]
        for below, path in told:
            try:
                follow(below, path)
            except ImportError as error:
                found.append(f"{package}: {path}: {error}")
    return found


def unsaid(rooms: Rooms) -> list[str]:
    """A room says what it is called and what it is for, and has a scene or a reason for none."""
    found = []
    for package, room in rooms.items():
        if not str(room.title).strip() or len(room.about.split()) < 3:
            found.append(f"{package}: no title, or nothing of what it is for")
        if (_name(package) in scenes()) == (len(room.no_scene.split()) >= 4):
            found.append(f"{package}: a scene in the demo, or why there is none: exactly one")
    return found


def odd_permissions(rooms: Rooms) -> list[str]:
    """Each permission is described by exactly one room, in words, and by the room it is named
    after (`ui` and `guides` describe what others show of them)."""
    told = Counter(grant.key for room in rooms.values() for grant in room.grants)
    found = [f"{one}: described {told[one]} times" for one in Permission if told[one] != 1]
    found += [f"{key}: no such permission" for key in sorted(set(told) - set(Permission))]
    for room in rooms.values():
        found += [
            f"{grant.key}: no words for it"
            for grant in room.grants
            if not str(grant.label).strip() or str(grant.label) == grant.key
        ]
    return found


def odd_verbs(rooms: Rooms) -> list[str]:
    """The log takes a verb only when it looks like one; its words are a sentence about a person."""
    return [
        f"{package}: {verb}"
        for package, room in rooms.items()
        for verb, words in room.verbs.items()
        if not _VERB.fullmatch(verb) or " " not in f"{words} " or not str(words).strip()
    ]


def verbs_without_words(rooms: Rooms) -> list[str]:
    """A room that lists what is done in it (`rules.Verb`) has words for each."""
    found = []
    for package, room in rooms.items():
        if find_spec(f"{package}.rules") is None:
            continue
        listed = getattr(import_module(f"{package}.rules"), "Verb", ())
        found += [f"{package}: {verb}" for verb in listed if verb not in room.verbs]
    return found


def unlabelled_kinds(rooms: Rooms) -> list[str]:
    """Employees read what a kind is called, never its English key."""
    return [
        f"{package}: {kind.name}"
        for package, room in rooms.items()
        for kind in room.kinds
        if not str(kind.label).strip() or str(kind.label) == kind.name
    ]


def odd_menu_lines(rooms: Rooms) -> list[str]:
    """A line leads to a view with a policy; who sees it follows from that policy alone."""
    found = []
    for package, room in rooms.items():
        for line in room.menu:
            try:
                view = resolve(reverse(line.url_name)).func
            except NoReverseMatch:
                found.append(f"{package}: {line.url_name} is no address")
                continue
            policy = policy_of(view, line.url_name)
            if policy is None or not policy.sign_in:
                found.append(f"{package}: {line.url_name} has no policy")
    return found


def missing_chapters(rooms: Rooms) -> list[str]:
    """A room that employees or residents meet has a chapter in the user documentation."""
    found = []
    for package, room in rooms.items():
        if room.help and not (CHAPTERS / room.help).is_file():
            found.append(f"{package}: docs/bruker/{room.help} is not there")
        if not room.help and (room.menu or room.address is not None):
            found.append(f"{package}: has screens and no chapter")
    return found


def undeclared_tables(rooms: Rooms) -> list[str]:
    """Each table of a room is declared by that room: nothing is open to staff by accident."""
    found = []
    listed = set(rights_list()[STAFF_ROLE].tables)
    for model in apps.get_models(include_auto_created=True):
        config, table = model._meta.app_config, model._meta.db_table
        if config is None or not config.name.startswith("tryggvei."):
            if table not in listed:
                found.append(f"{table}: not in access/db_rights.yaml")
        elif table not in rooms[config.name].tables:
            found.append(f"{table}: not in the manifest of {config.name}")
    mine = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    for package, room in rooms.items():
        found += [f"{package}: no table {name}" for name in sorted(set(room.tables) - mine)]
    return found


def odd_indicators(rooms: Rooms) -> list[str]:
    """A figure has a name and a source that a leader can read, and its key but once."""
    told = Counter(one.key for room in rooms.values() for one in room.indicators)
    found = [f"{key}: offered {times} times" for key, times in told.items() if times > 1]
    return found + [
        f"{package}: {one.key} without title or source"
        for package, room in rooms.items()
        for one in room.indicators
        if not str(one.title).strip() or not str(one.source).strip()
    ]


def wrong_hands(rooms: Rooms) -> list[str]:
    """What a room offers takes what it is asked with: one argument but for jobs and owners."""
    found = []
    for package, room in rooms.items():
        for tick in room.ticks:
            run = follow(package, tick.run)
            if [p for p in inspect.signature(run).parameters.values() if p.default is p.empty]:
                found.append(f"{package}: the job {tick.name} wants arguments")
        for todo in room.todos:
            if len(inspect.signature(follow(package, todo)).parameters) != 1:
                found.append(f"{package}: {todo} does not take a viewer")
    return found


def odd_addresses(rooms: Rooms) -> list[str]:
    """A room's address is a short path of its own, or the root."""
    told = [room.address for room in rooms.values() if room.address]
    found = [f"{one} is given twice" for one, times in Counter(told).items() if times > 1]
    return found + [one for one in told if not re.fullmatch(r"[a-z]+(-[a-z]+)*/", one)]


LAWS = (
    dead_paths,
    unsaid,
    odd_permissions,
    odd_verbs,
    verbs_without_words,
    unlabelled_kinds,
    odd_menu_lines,
    missing_chapters,
    undeclared_tables,
    odd_indicators,
    wrong_hands,
    odd_addresses,
)
