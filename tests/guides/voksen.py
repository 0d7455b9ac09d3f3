"""The real guide as plain values, to plant faults in, and a world in which it passes."""

import copy
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from tryggvei.contentpack.reading import read_document
from tryggvei.guides.models import GuideFile
from tryggvei.guides.rules.check import Proof, check
from tryggvei.guides.rules.findings import Known, LawFact

TODAY = date(2026, 11, 23)
FILE = Path(__file__).parents[2] / "content" / "felles" / "guides" / "voksen.yaml"

Raw = dict[str, Any]


@lru_cache(maxsize=1)
def _read() -> Raw:
    data = read_document(FILE).data
    assert isinstance(data, dict)
    return data


def raw() -> Raw:
    """Return the guide as its file has it; a copy that a test may spoil."""
    return copy.deepcopy(_read())


def guide(data: Raw | None = None) -> GuideFile:
    """Return the guide, or a spoilt one, as the engine reads it."""
    return GuideFile.model_validate(data or raw())


def world(**changes: Any) -> Known:
    """Return a world that knows every law and contact of the real guide."""
    real = guide()
    laws = {law for step in real.steps.values() for law in step.laws}
    contacts = {key for step in real.steps.values() for key in step.all_contacts}
    facts: Raw = {
        "today": TODAY,
        "laws": {law: law_fact(law) for law in laws},
        "contacts": frozenset(contacts),
        "with_number": frozenset(contacts),
        "demo": False,
    }
    return Known(**{**facts, **changes})


def law_fact(law_id: str, **changes: Any) -> LawFact:
    """Return a section that is in force and reviewed, of the kind that its id says."""
    facts: Raw = {
        "valid_from": date(2020, 1, 1),
        "valid_to": None,
        "review_by": date(2027, 5, 1),
        "kind": "right" if law_id.startswith(("fvl-", "hpl-22", "hpl-23")) else "duty",
        "threshold": THRESHOLDS.get(law_id, "none"),
    }
    return LawFact(**{**facts, **changes})


THRESHOLDS = {
    "strl-196": "certain_or_most_likely",
    "bvl-13-2": "reason_to_believe",
    "hpl-33": "reason_to_believe",
    "opplaeringslova-24-3": "reason_to_believe",
    "barnehageloven-46": "reason_to_believe",
}


def proof(data: Raw, known: Known | None = None) -> Proof:
    """Check a spoilt guide in the world of the real one."""
    return check(guide(data), known or world())


def rules_broken(data: Raw, known: Known | None = None) -> set[str]:
    """Return the ids of the rules that a spoilt guide breaks."""
    return {finding.rule for finding in proof(data, known).findings}
