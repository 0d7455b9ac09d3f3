"""The guides for residents as plain values, to plant faults in, and a world in which they pass."""

from tests.guides.pages import FOLDER
from tests.guides.voksen import TODAY, Raw, law_fact
from tryggvei.contentpack.reading import read_document
from tryggvei.guides.models import GuideFile
from tryggvei.guides.rules.check import check
from tryggvei.guides.rules.findings import Finding, Known

# Who shelters and advises those exposed: group "exposed" of the help directory.
SHELTERS = frozenset({"krisesenter", "vo_linjen", "tryggest"})


def raw(slug: str) -> Raw:
    """Return a guide as its file has it; a test may spoil it."""
    data = read_document(FOLDER / f"{slug}.yaml").data
    assert isinstance(data, dict)
    return data


def found(data: Raw) -> tuple[Finding, ...]:
    """Check a guide, spoilt or not, in a world that knows every law and contact it names."""
    guide = GuideFile.model_validate(data)
    named = {key for step in guide.steps.values() for key in step.all_contacts}
    contacts = frozenset(named | SHELTERS)
    known = Known(
        today=TODAY,
        laws={law: law_fact(law) for step in guide.steps.values() for law in step.laws},
        contacts=contacts,
        with_number=contacts,
        shelters=SHELTERS,
        demo=False,
    )
    return check(guide, known).findings


def broken(data: Raw) -> set[str]:
    """Return the ids of the rules that a guide breaks."""
    return {finding.rule for finding in found(data)}
