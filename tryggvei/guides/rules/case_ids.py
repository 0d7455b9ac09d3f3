"""What the lawyer's table is read with: who is bound by what, which offences are listed.

Source of the data: content/felles/case-ids.yaml. Pure: no file is read here.
"""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from tryggvei.guides.rules.schema import Claim

BOUND, HEALTH, PUBLIC = "bound", "health", "public"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sector(_Part):
    """Whom one works for. `public`: its people perform service or work for a public body."""

    id: str
    public: bool
    also: list[str] = []


class Profession(_Part):
    """What one works as. `bound`: by the duty to report a child whatever the sector.

    `section` is the parallel section (law id); `section_in` the sectors where it holds, all when
    empty; `groups` the workplaces that a law speaks of (school, kindergarten ...).
    """

    id: str
    bound: bool = False
    health: bool = False
    section: str | None = None
    section_in: list[str] = []
    groups: list[str] = []
    also: list[str] = []


class ClaimFilter(_Part):
    """A duty that binds only some, and what the others have instead."""

    claim: Claim
    who: list[str]
    otherwise: Claim | None = None


class LawFilter(_Part):
    """Laws, by the beginning of their id, that are a source only for some."""

    laws: str
    who: list[str]


class CaseIdsBody(_Part):
    """The data of case-ids.yaml, without its review mark."""

    sectors: list[Sector] = Field(min_length=1)
    professions: list[Profession] = Field(min_length=1)
    recipients: dict[str, str] = {}  # a contact of the guides -> its name in the table
    on_the_list: list[str] = []
    on_the_list_under_16: list[str] = []
    off_the_list: list[str] = []
    forced: list[str] = []
    dangerous_off_the_list: list[str] = []
    claims_only_for: list[ClaimFilter] = []
    laws_only_for: list[LawFilter] = []

    def profession(self, name: str) -> Profession | None:
        """Return the profession of a name or another word for it; None when it is not known."""
        return next((one for one in self.professions if name in (one.id, *one.also)), None)

    def sector(self, name: str) -> Sector | None:
        """Return the sector of a name or another word for it; None when it is not known."""
        return next((one for one in self.sectors if name in (one.id, *one.also)), None)

    def who(self, profession: Profession, sector: Sector) -> frozenset[str]:
        """Return the groups that somebody belongs to: bound, health, public, and workplaces."""
        groups = set(profession.groups)
        if sector.public:
            groups |= {PUBLIC, BOUND}
        if profession.bound:
            groups.add(BOUND)
        if profession.health:
            groups.add(HEALTH)
        return frozenset(groups)

    def section_for(self, profession: Profession, sector: Sector) -> str | None:
        """Return the parallel section that binds somebody, where the sector has it."""
        holds = not profession.section_in or sector.id in profession.section_in
        return profession.section if holds else None

    def recipient(self, contact: str) -> str:
        """Return the table's name of a contact of the guides."""
        return self.recipients.get(contact, contact)

    def claim_for(self, claim: Claim, who: frozenset[str]) -> Claim | None:
        """Return what a claim is to somebody: the same, another, or nothing."""
        for one in self.claims_only_for:
            if one.claim is claim and not who & set(one.who):
                return one.otherwise
        return claim

    def laws_for(self, laws: Iterable[str], who: frozenset[str]) -> list[str]:
        """Return the laws that are a source for somebody, in the order given."""
        return [
            law
            for law in laws
            if all(who & set(one.who) for one in self.laws_only_for if law.startswith(one.laws))
        ]

    def doubles(self) -> list[str]:
        """Return the names of professions and sectors, and the offences, that are said twice."""
        professions = [name for one in self.professions for name in (one.id, *one.also)]
        sectors = [name for one in self.sectors for name in (one.id, *one.also)]
        offences = [*self.on_the_list, *self.on_the_list_under_16, *self.off_the_list]
        twice = {
            name
            for names in (professions, sectors, offences)
            for name in names
            if names.count(name) > 1
        }
        return sorted(twice)
