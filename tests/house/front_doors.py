"""An import-linter contract of our own: a room is entered through its front door, `api`."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck
from importlinter.application import output

# The toolbox is open shelves; faces, site and simulator assemble the house from its doors.
OPEN_SHELVES = {"toolbox"}
ASSEMBLERS = {"site", "simulator", "faces"}
ASSEMBLERS_MAY_USE = {"api", "public", "staff", "apps"}
PACKAGE = "tryggvei"


class FrontDoorsContract(Contract):
    """Every import between two rooms ends at `<room>.api`."""

    type_name = "front_doors"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002
        """Return the broken imports, each as (importer, imported)."""
        broken: list[tuple[str, str]] = []
        for importer in graph.modules:
            for imported in graph.find_modules_directly_imported_by(importer):
                if not self._through_the_door(importer, imported):
                    broken.append((importer, imported))
        return ContractCheck(kept=not broken, metadata={"broken": sorted(broken)})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import that goes past a front door."""
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} imports {imported}: use that room's api instead")

    @staticmethod
    def _through_the_door(importer: str, imported: str) -> bool:
        here, there = importer.split(".")[1:], imported.split(".")[1:]
        if not here or not there or not imported.startswith(PACKAGE + "."):
            return True
        room_here, room_there = here[0], there[0]
        if room_here == room_there or room_there in OPEN_SHELVES or room_there == "site":
            return True
        if len(there) == 1:
            return False
        if room_here in ASSEMBLERS:
            return room_there in ASSEMBLERS or there[1] in ASSEMBLERS_MAY_USE
        if room_there == "faces":
            return False
        return there[1] == "api"
