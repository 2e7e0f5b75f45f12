"""A block contract as a value."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final, Self

from lib.domain.block_home import OLDEST_YEARS, BlockHome
from lib.domain.nomination import Nomination
from lib.domain.settings import SETTINGS, Part, Setting
from lib.domain.terms import Money, Use
from lib.errors import ConfigurationError

VERSION: Final = 2
"""Of the file. Version 1 held homes and ages alone, and is read as it always was."""

MOST_MONTHS: Final = 216
"""Eighteen years: no placement of a child began earlier."""

FULL_YEAR_AFTER_MONTHS: Final = 24
"""A full year begins this long after the last home should open: its beds have then filled up."""

MONTHS_A_YEAR: Final = 12

CHOOSES_CHILDREN: Final[dict[str, str]] = {
    "beds": "how many beds",
    "homes": "how many homes, and where",
    "ages": "the children's ages",
    "placed_within_months": "how recent a placement a bed could have taken the place of",
    "nomination": "how the beds are shared between the authorities",
}
"""What narrows the children who can have a bed: free in the officers' view alone."""


def usual_money() -> Money:
    """Every money setting at its default."""
    return Money(**_usual("money"))


def usual_use() -> Use:
    """Every setting of use at its default."""
    return Use(**_usual("use"))


def _usual(part: Part) -> dict[str, Any]:
    return {
        setting.attribute: setting.read(setting.default)
        for setting in SETTINGS.values()
        if setting.part == part
    }


@dataclass(frozen=True, kw_only=True)
class Contract:
    """
    What the partnership would buy, from whom it would be used, and for how much.

    ``sources`` holds, for each setting that is public, where it is published.
    ``assumptions`` holds, for each that is not, the reason why this value was
    taken; every page that shows the value shows the reason. A setting that
    the file explains nowhere has the reason of `lib.domain.settings`, or, where the file
    sets another value than the default, is said to be an assumption without a reason.
    """

    name: str
    homes: tuple[BlockHome, ...]
    age_min_years: int
    age_max_years: int
    placed_within_months: int
    nomination: Nomination = field(default_factory=Nomination)
    money: Money = field(default_factory=usual_money)
    use: Use = field(default_factory=usual_use)
    assumptions: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Freeze the reasons as well."""
        for name in ("assumptions", "sources"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    @property
    def beds(self) -> int:
        """Beds in all homes together."""
        return sum(home.beds for home in self.homes)

    @property
    def chooses(self) -> tuple[object, ...]:
        """All that decides which children can have a bed. Money and time do not."""
        homes = tuple(home.without_date() for home in self.homes)
        ages = (self.age_min_years, self.age_max_years)
        return homes, ages, self.placed_within_months, self.nomination

    def without_places(self) -> Self:
        """Leave out where the homes stand, and their names, which may say it."""
        homes = (
            replace(home, name=f"Home {number}", postcode=None)
            for number, home in enumerate(self.homes, 1)
        )
        return replace(self, homes=tuple(homes))

    def with_places_of(self, other: Self) -> Self:
        """Give the homes the names and postcodes of another contract's, which has as many."""
        homes = (
            replace(home, name=its.name, postcode=its.postcode)
            for home, its in zip(self.homes, other.homes, strict=True)
        )
        return replace(self, homes=tuple(homes))

    @property
    def opening_months(self) -> tuple[float, ...]:
        """When each home should open, in months after the beginning."""
        planned = []
        for turn, home in enumerate(self.homes):
            if home.opens is None:
                planned.append(float(turn * self.use.months_between_openings))
            else:
                days = (home.opens - self.use.begins).days
                planned.append(max(days, 0) * MONTHS_A_YEAR / 365.25)
        return tuple(planned)

    @property
    def months(self) -> int:
        """Months of the term."""
        return MONTHS_A_YEAR * self.money.term_years

    @property
    def full_year(self) -> slice:
        """Months, from 0, of the year that stands for a full one; the last of a short term."""
        first = min(self._settled_month, self.months - MONTHS_A_YEAR)
        return slice(first, first + MONTHS_A_YEAR)

    @property
    def is_too_short_for_a_full_year(self) -> bool:
        """Whether the term ends before all beds have been open and filled up for a whole year."""
        return self._settled_month > self.months - MONTHS_A_YEAR

    @property
    def _settled_month(self) -> int:
        """The month, from 0, by which the last home has filled up, and been open for a year."""
        latest = self.use.opening_delay_months.high + MONTHS_A_YEAR
        return math.ceil(max(self.opening_months) + max(FULL_YEAR_AFTER_MONTHS, latest))

    def value(self, setting: Setting) -> object:
        """Give a setting's value."""
        return getattr(getattr(self, setting.part), setting.attribute)

    def explained(self, key: str) -> str:
        """Say where a setting's value comes from, or that it is an assumption and why."""
        if key in self.sources:
            return self.sources[key]
        return self.assumptions.get(key, "")

    def checked(self) -> Self:
        """
        Give the contract back, if it can be carried out.

        Raises
        ------
        ConfigurationError
            Naming each setting, what was found, and what is wanted.
        """
        faults = self.faults()
        if faults:
            raise ConfigurationError("The contract: " + "; ".join(faults) + ".")
        return self

    def faults(self) -> list[str]:
        """Say what makes it impossible."""
        said = []
        if not self.homes:
            said.append("`homes` is empty")
        for home in self.homes:
            said += home.faults()
        names = [home.name for home in self.homes]
        said += [
            f"{names.count(name)} homes are named {name!r}; each wants a name of its own"
            for name in dict.fromkeys(names)
            if names.count(name) > 1
        ]
        said += self._too_late()
        if not 0 <= self.age_min_years <= self.age_max_years <= OLDEST_YEARS:
            said.append(f"`ages` must be from 0 to {OLDEST_YEARS}, `from` not above `to`")
        if not 1 <= self.placed_within_months <= MOST_MONTHS:
            said.append(
                f"`placed_within_months` is {self.placed_within_months}; "
                f"1 to {MOST_MONTHS} are possible"
            )
        both = sorted(self.sources.keys() & self.assumptions.keys())
        said += [f"{key!r} stands in both `sources` and `assumptions`" for key in both]
        if (self.money.discount is None) == (self.money.price_pence_per_bed_week is None):
            said.append("either `discount` or `price` must be set, and not both")
        return said

    def _too_late(self) -> list[str]:
        """Say which homes' own dates lie after the contract's end."""
        years = self.money.term_years
        return [
            f"home {home.name!r} opens on {home.opens}; the contract begins on {self.use.begins} "
            f"and runs for {years} year{'s' if years > 1 else ''}, and a date before its end is "
            "possible"
            for home, month in zip(self.homes, self.opening_months, strict=True)
            if home.opens is not None and month >= self.months
        ]


def with_reasons(contract: Contract) -> Contract:
    """Give every setting that nothing explains its reason, or say that it has none."""
    explained = contract.sources.keys() | contract.assumptions.keys()
    added = {
        key: f"Assumption ({what}): the contract's file gives neither a source nor a reason."
        for key, what in CHOOSES_CHILDREN.items()
        if key not in explained
        and not (key == "nomination" and contract.nomination == Nomination())
    }
    sources = dict(contract.sources)
    if "nomination" not in explained and contract.nomination == Nomination():
        added["nomination"] = (
            "Assumption: one pool, in which any authority may nominate for any bed. No public "
            "document says how the beds are shared."
        )
    for key, setting in SETTINGS.items():
        if key in explained:
            continue
        if contract.value(setting) != setting.read(setting.default):
            added[key] = f"Assumption ({setting.label.lower()}): set by whoever made this contract."
        elif setting.is_public:
            sources[key] = setting.why
        else:
            added[key] = setting.why
    return replace(contract, assumptions={**contract.assumptions, **added}, sources=sources)
