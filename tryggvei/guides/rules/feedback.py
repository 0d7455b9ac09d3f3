"""What a reader may say at the end of an employee's guide: a fixed answer, never a word of hers."""

from enum import StrEnum

from tryggvei.guides.rules.schema import Audience, GuideBody, StepType

# One address for every guide and end: what was answered lies in the body, never in the address.
# Two levels down, where no guide can stand.
ADDRESS = "/raad/svar/takk/"


class Answer(StrEnum):
    """Whether the end helped, or what was missing. No free text: it would hold people."""

    HELPED = "helped"
    NOT_HELPED = "not_helped"
    NUMBER = "number"  # a number that does not answer
    WORDS = "words"  # not understood
    SITUATION = "situation"  # my situation is not here
    OTHER = "other"


def feedback_address(guide: GuideBody, prefix: str) -> str:
    """Return where the ends of a guide send an answer to; "" for a guide that never asks.

    A resident's guide never asks: a press there would tell that she came to the end of it.
    """
    return prefix + ADDRESS if guide.audience is Audience.EMPLOYEE else ""


def asking_ends(guide: GuideBody) -> frozenset[str]:
    """Return the ends of a guide that ask; none for a resident's guide."""
    if guide.audience is not Audience.EMPLOYEE:
        return frozenset()
    ends = (key for key, step in guide.steps.items() if step.type is StepType.OUTCOME)
    return frozenset(ends)
