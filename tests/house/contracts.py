"""Contracts of import-linter that find their rooms in the tree instead of in a list.

A list is forgotten: a room that stands in none is held by no law, and nobody notices.
"""

from typing import Any, cast

from grimp import ImportGraph
from importlinter import ContractCheck
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.domain.imports import ModuleExpression

from tests.house.places import ON_THE_PUBLIC_FACE, is_room

PACKAGE = "tryggvei"


def rooms_of(graph: ImportGraph) -> list[str]:
    """Return the rooms of the work that the graph holds, as packages."""
    return sorted(
        package
        for package in graph.find_children(PACKAGE)
        if is_room(package.split(".")[1]) and graph.find_children(package)
    )


class InsideContract(LayersContract):
    """The layers inside a room, in every room, and no file without a place."""

    type_name = "inside"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Check every room of the tree."""
        mine = cast(Any, self)  # import-linter types a field as its description, not its value
        mine.containers = [ModuleExpression(room) for room in rooms_of(graph)]
        mine.exhaustive = True
        return super().check(graph, verbose)


class RulesContract(ForbiddenContract):
    """What every room's rules, and those listed, may not import."""

    type_name = "rules"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Check every room that has rules."""
        rules = {f"{room}.rules" for room in rooms_of(graph)} & graph.modules
        mine = cast(Any, self)
        mine.source_modules |= {ModuleExpression(one) for one in rules}
        return super().check(graph, verbose)


class PublicContract(ForbiddenContract):
    """What the public face may not reach: what is listed, and every room it does not run."""

    type_name = "public"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Check with every staff room of the tree."""
        staff = {room for room in rooms_of(graph) if room.split(".")[1] not in ON_THE_PUBLIC_FACE}
        mine = cast(Any, self)
        mine.forbidden_modules |= {ModuleExpression(one) for one in staff}
        return super().check(graph, verbose)
