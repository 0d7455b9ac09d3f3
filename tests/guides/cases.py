"""The pack's guides and word list, and a row of the lawyer's table, for tests of the case table."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.guides.voksen import FILE
from tryggvei.contentpack.reading import read_document
from tryggvei.guides.models import CaseIds, GuideFile
from tryggvei.guides.rules.cases import Decided, decide
from tryggvei.guides.rules.schema import GuideBody

FOLDER = FILE.parent
TABLE = FOLDER / "cases.csv"
IDS_FILE = Path(FOLDER.parent) / "case-ids.yaml"

# An adult, competent, alone, hurt by her partner, and it can happen again.
ROW: dict[str, str] = {
    "profession": "hjemmesykepleier",
    "sector": "municipal",
    "exposed": "adult",
    "age": "40",
    "acute": "n",
    "belief": "reason_to_believe",
    "offence": "282",
    "can_be_averted": "y",
    "suspected": "partner",
    "capacity": "full",
    "consent": "n",
    "service_user": "n",
    "children_in_household": "n",
}


@lru_cache(maxsize=1)
def ids() -> CaseIds:
    """Return the word list of the pack."""
    return CaseIds.model_validate(read_document(IDS_FILE).data)


@lru_cache(maxsize=1)
def guides() -> tuple[GuideBody, ...]:
    """Return every guide of the shared pack."""
    files = sorted(FOLDER.glob("*.yaml"))
    return tuple(GuideFile.model_validate(read_document(one).data) for one in files)


def row(**changes: str) -> dict[str, str]:
    """Return ROW with changes."""
    assert set(changes) <= set(ROW)
    return {**ROW, **changes}


def answer(**changes: Any) -> Decided:
    """Decide a changed row."""
    return decide(row(**changes), guides(), ids())


def duties(**changes: str) -> set[str]:
    """Return the duties of a changed row."""
    return set(answer(**changes).values["duties"])
