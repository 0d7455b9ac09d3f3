"""The columns of the lawyer's table, and those that the engine derives from them.

A guide's `covers` and its answers' `when` speak of these columns. A value that cannot be known from
the row is never guessed: Inexpressible says which one, and why.

Sources: straffeloven § 196 (certain or most likely, on the list, still possible to avert),
barnevernsloven § 13-2 (reason to believe), forvaltningsloven § 13 b no. 7 (danger to life or
health).
"""

from collections.abc import Callable, Mapping

from tryggvei.guides.rules.case_ids import BOUND, HEALTH, CaseIdsBody, Profession, Sector
from tryggvei.guides.rules.schema import Condition

ADULT_FROM = 18  # barnevernsloven § 1-2
LISTED_UNDER = 16  # straffeloven § 196 on §§ 312 and 314
YES, NO, UNKNOWN = "y", "n", "unknown"
UNLISTED = "unlisted"

CLOSED: dict[str, tuple[str, ...]] = {
    "exposed": ("child", "youth", "adult", "elder"),
    "acute": (YES, NO),
    "belief": ("wonder", "reason_to_believe", "most_likely"),
    "can_be_averted": (YES, NO),
    "suspected": ("guardian", "partner", "relative", "staff", "leader", "other", UNKNOWN),
    "capacity": ("full", "reduced", "none", UNKNOWN),
    "consent": (YES, NO, UNKNOWN),
    "service_user": (YES, NO),
    "children_in_household": (YES, NO, UNKNOWN),
}
OPEN = ("profession", "sector", "age", "offence")  # many values: data, a number, a section
RAW = (
    *("case", "profession", "sector", "exposed", "age", "acute", "belief", "offence"),
    *("can_be_averted", "suspected", "capacity", "consent", "service_user"),
    "children_in_household",
)
_HOME = ("guardian", "partner", "relative", UNKNOWN)
_STAFF = ("staff", "leader")


class Inexpressible(Exception):
    """The row does not say what is needed, or no guide can hold it. The message says why."""


class Columns:
    """The values of one row, raw and derived. `row` has a value for each raw column but case."""

    def __init__(self, row: Mapping[str, str], ids: CaseIdsBody) -> None:
        self._row = row
        self._ids = ids

    def value(self, column: str) -> str:
        """Return the value of a column. Raises Inexpressible when the row does not tell it."""
        derive = DERIVED.get(column)
        if derive is not None:
            return YES if derive(self) else NO
        if column == "profession":
            return self.profession.id
        if column == "sector":
            return self.sector.id
        return self._row[column]

    def fit(self, condition: Condition) -> bool:
        """Return whether the row fits every column of a condition.

        A column that surely does not fit decides, whatever the others are. Raises Inexpressible
        when it hangs on a column that the row does not tell.
        """
        untold: Inexpressible | None = None
        for column, values in condition.items():
            try:
                value = self.value(column)
            except Inexpressible as error:
                untold = error
                continue
            if value not in values and value not in self._named(column, values):
                return False
        if untold is not None:
            raise untold
        return True

    def _named(self, column: str, values: list[str]) -> list[str]:
        if column == "profession":
            professions = (self._ids.profession(name) for name in values)
            return [one.id for one in professions if one is not None]
        if column == "sector":
            sectors = (self._ids.sector(name) for name in values)
            return [one.id for one in sectors if one is not None]
        return []

    @property
    def profession(self) -> Profession:
        """Return the profession. Raises Inexpressible when the data do not have it."""
        found = self._ids.profession(self._row["profession"])
        if found is None:
            name = self._row["profession"]
            raise Inexpressible(f"what binds the profession {name!r} is not in case-ids.yaml")
        return found

    @property
    def sector(self) -> Sector:
        """Return the sector. Raises Inexpressible when the data do not have it."""
        found = self._ids.sector(self._row["sector"])
        if found is None:
            name = self._row["sector"]
            raise Inexpressible(f"what binds the sector {name!r} is not in case-ids.yaml")
        return found

    @property
    def who(self) -> frozenset[str]:
        """Return the groups of law that the reader belongs to."""
        return self._ids.who(self.profession, self.sector)

    @property
    def age(self) -> int | None:
        """Return the age; None when the row has none."""
        return int(self._row["age"]) if self._row["age"] else None

    def is_(self, column: str, *values: str) -> bool:
        """Return whether a raw column has one of some values."""
        return self._row[column] in values

    @property
    def minor(self) -> bool:
        """Under 18; a child without an age is. Raises Inexpressible for a youth without an age."""
        if self.age is not None:
            return self.age < ADULT_FROM
        if self.is_("exposed", "youth"):
            raise Inexpressible("a youth without an age may be under or over 18; give the age")
        return self.is_("exposed", "child")

    @property
    def listed(self) -> bool:
        """On the list of straffeloven § 196. Raises Inexpressible for a section not in the data."""
        offence = self._row["offence"]
        if offence in self._ids.on_the_list:
            return True
        if offence in self._ids.on_the_list_under_16:
            if self.age is None and self.minor:
                raise Inexpressible(
                    f"§ {offence} is listed only under {LISTED_UNDER}; give the age"
                )
            return self.age is not None and self.age < LISTED_UNDER
        if offence != UNLISTED and offence not in self._ids.off_the_list:
            raise Inexpressible(f"whether § {offence} is listed in § 196 is not in case-ids.yaml")
        return False

    @property
    def believes(self) -> bool:
        """At least reason to believe."""
        return self.is_("belief", "reason_to_believe", "most_likely")

    @property
    def avert(self) -> bool:
        """The duty of straffeloven § 196: most likely, possible to avert, and listed."""
        most_likely = self.is_("belief", "most_likely")
        return most_likely and self.is_("can_be_averted", YES) and self.listed

    @property
    def avert_in_doubt(self) -> bool:
        """The duty to avert would hold if it were most likely; it is not known to be."""
        in_doubt = not self.is_("belief", "most_likely")
        return in_doubt and self.is_("can_be_averted", YES) and self.listed

    @property
    def child_at_risk(self) -> bool:
        """Reason to believe about a minor, or about somebody at home where a child lives."""
        if not self.believes:
            return False
        if self.is_("children_in_household", YES) and self.is_("suspected", *_HOME):
            return True
        return self.minor

    @property
    def danger_to_health(self) -> bool:
        """Danger to life or health that can be averted, now or by reason to believe."""
        if self.is_("acute", YES):
            return True
        if not self.believes or self.is_("can_be_averted", NO):
            return False
        return self.is_("offence", *self._ids.dangerous_off_the_list) or self.listed

    @property
    def forced(self) -> bool:
        """Forced marriage, marriage with a child, or genital mutilation."""
        return self.is_("offence", *self._ids.forced)


DERIVED: dict[str, Callable[[Columns], bool]] = {
    "minor": lambda row: row.minor,
    "staff": lambda row: row.is_("suspected", *_STAFF),
    "forced": lambda row: row.forced,
    "listed": lambda row: row.listed,
    "believes": lambda row: row.believes,
    "avert": lambda row: row.avert,
    "avert_in_doubt": lambda row: row.avert_in_doubt,
    "child_at_risk": lambda row: row.child_at_risk,
    "danger_to_health": lambda row: row.danger_to_health,
    "bound": lambda row: BOUND in row.who,
    "health": lambda row: HEALTH in row.who,
}
