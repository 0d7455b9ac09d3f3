"""The review mark that every published fact carries: who looked at it, when, and until when."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class ReviewState(StrEnum):
    """What an editor sees. DUE wins over UNREVIEWED: a passed date is the graver news."""

    REVIEWED = "reviewed"
    UNREVIEWED = "unreviewed"
    DUE = "due"


class ReviewMark(BaseModel):
    """That a person in a role (`by`) read the text against its source on a day (`date`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    date: date
    by: Text


class Reviewed(BaseModel):
    """Base of every pack schema whose text or facts are shown to people.

    Exactly one of `reviewed` and `unreviewed` is set; `unreviewed` says why nobody has approved it
    yet. `review_by` is the last day on which the mark counts. `sources` name where it was read.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    reviewed: ReviewMark | None = None
    unreviewed: Text | None = None
    review_by: date
    sources: Annotated[list[Text], Field(min_length=1)]

    @model_validator(mode="after")
    def _one_mark(self) -> "Reviewed":
        if (self.reviewed is None) == (self.unreviewed is None):
            raise ValueError("set exactly one of 'reviewed: {date, by}' and 'unreviewed: reason'")
        if self.reviewed and self.review_by < self.reviewed.date:
            raise ValueError("'review_by' lies before the day of the review")
        return self

    def state(self, today: date) -> ReviewState:
        """Return what the mark is worth on a day."""
        if today > self.review_by:
            return ReviewState.DUE
        return ReviewState.UNREVIEWED if self.unreviewed else ReviewState.REVIEWED
