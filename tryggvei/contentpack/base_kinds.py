"""The kinds that every room may lean on: the municipality, its languages, acts and sections."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.functional_validators import BeforeValidator

from tryggvei.contentpack.kinds import Entry, Finding
from tryggvei.contentpack.pack import pack_items
from tryggvei.contentpack.review import Reviewed, Text

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=80)]
OnOff = Annotated[bool, BeforeValidator(lambda value: {"on": True, "off": False}.get(value, value))]
HttpsUrl = Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+(?:/[^\s]*)?$")]


class Municipality(Reviewed):
    """Who this installation belongs to, and what it has chosen to offer."""

    key: Id
    name: Text
    short_name: Text
    number: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
    neutral_url: HttpsUrl
    website: HttpsUrl | None = None
    languages: Annotated[list[Id], Field(min_length=1)]
    dialogue: OnOff = False
    notes: Text | None = None


class Language(BaseModel):
    """A language that pages may be offered in. `name` is written in the language itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Id
    name: Text
    name_nb: Text
    direction: Literal["ltr", "rtl"] = "ltr"


class Act(BaseModel):
    """A statute. `in_force` false: adopted, but not in force in the copy that was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Id
    name: Text
    short: Text
    adopted: date | None = None
    number: int | None = None
    in_force: bool = True
    replaces: Text | None = None
    note: Text | None = None


class Threshold(StrEnum):
    """How sure one must be. The two of the duties are never merged."""

    CERTAIN_OR_MOST_LIKELY = "certain_or_most_likely"  # straffeloven § 196
    REASON_TO_BELIEVE = "reason_to_believe"  # barnevernsloven § 13-2 and its parallels
    NECESSARY = "necessary"  # helsepersonelloven § 31, forvaltningsloven § 13 b no. 7
    NONE = "none"


class LawKind(StrEnum):
    """What the section does to the reader."""

    DUTY = "duty"
    RIGHT = "right"
    OFFENCE = "offence"
    DEFINITION = "definition"
    DEADLINE = "deadline"


class Mark(StrEnum):
    """How well a fact is known: read in its source, remembered, or the municipality must say."""

    VERIFIED = "V"
    REMEMBERED = "R"
    CONFIRM = "C"


class Law(Reviewed):
    """One section of an act, retold in our own words: never shown as if it were the act."""

    id: Id
    act: Id
    section: Annotated[str, StringConstraints(pattern=r"^§ ?[0-9]")]
    title: Text
    kind: LawKind
    threshold: Threshold = Threshold.NONE
    bound: Text
    summary: Text
    covers: list[Text] = []
    replaces: Text | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    mark: Mark
    checked_on: date

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("'valid_to' lies before 'valid_from'")
        duty_thresholds = (Threshold.CERTAIN_OR_MOST_LIKELY, Threshold.REASON_TO_BELIEVE)
        if self.threshold in duty_thresholds and self.kind is not LawKind.DUTY:
            raise ValueError("this threshold belongs to a duty")
        return self

    def in_force(self, on: date) -> bool:
        """Return whether the section applies on a day."""
        late = self.valid_to is not None and on > self.valid_to
        return not late and (self.valid_from is None or on >= self.valid_from)


def check_laws(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Every section belongs to a known act that is in force, and its id begins with the act's."""
    acts = pack_items("acts")
    for entry in entries.values():
        law = entry.item
        if not isinstance(law, Law):
            continue
        act = acts.get(law.act)
        if not isinstance(act, Act):
            yield entry.finding(f"the act {law.act!r} is not in acts.yaml", "act")
        elif not act.in_force:
            yield entry.finding(f"the act {law.act!r} is not in force", "act")
        if not re.match(rf"{re.escape(law.act)}-", law.id):
            yield entry.finding(f"the id must begin with {law.act}-", "id")


def check_municipality(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """There is exactly one municipality, and its languages are known."""
    if len(entries) != 1:
        yield Finding("municipality.yaml", 1, f"{len(entries)} municipalities; there must be one")
    known = pack_items("languages")
    for entry in entries.values():
        for index, code in enumerate(getattr(entry.item, "languages", [])):
            if code not in known:
                yield entry.finding(f"the language {code!r} is unknown", "languages", index)
