"""A children's home whose beds are bought under a contract."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

MOST_BEDS: Final = 100
"""In one home: beyond it the number is a slip of the pen."""

OLDEST_YEARS: Final = 17


class Takes(StrEnum):
    """The children whom a home takes, by sex as the return has it."""

    ANY = "any"
    GIRLS = "girls"
    BOYS = "boys"


class Need(StrEnum):
    """What a child may need that not every home can meet."""

    SOLO = "solo"
    """To live without other children: the child fills the home."""


@dataclass(frozen=True, kw_only=True)
class BlockHome:
    """
    A home whose beds are bought under the contract.

    Parameters
    ----------
    postcode
        Where it would stand: an assumption until a home is named, and never the postcode
        of a home that exists. None stands it in the middle of its authority.
    age_min_years, age_max_years
        None takes the contract's.
    meets
        Needs that the home can meet. A home that meets none takes no child who has one.
    opens
        None takes its turn by ``Use.months_between_openings``.
    most_years_apart
        Between the youngest and the oldest child; None for any.
    """

    name: str
    authority_code: str
    beds: int
    postcode: str | None = None
    takes: Takes = Takes.ANY
    age_min_years: int | None = None
    age_max_years: int | None = None
    meets: frozenset[Need] = frozenset()
    opens: date | None = None
    most_years_apart: int | None = None

    def without_date(self) -> "BlockHome":
        """Leave out when it opens: the rest decides which children can have its beds."""
        return replace(self, opens=None)

    def faults(self) -> list[str]:
        """Say what makes it impossible."""
        said = []
        if not 1 <= self.beds <= MOST_BEDS:
            said.append(f"home {self.name!r} has {self.beds} beds; 1 to {MOST_BEDS} are possible")
        youngest = 0 if self.age_min_years is None else self.age_min_years
        oldest = OLDEST_YEARS if self.age_max_years is None else self.age_max_years
        if not 0 <= youngest <= oldest <= OLDEST_YEARS:
            said.append(
                f"`ages` of home {self.name!r} must be from 0 to {OLDEST_YEARS}, "
                "`from` not above `to`"
            )
        if self.most_years_apart is not None and not 0 <= self.most_years_apart <= OLDEST_YEARS:
            said.append(
                f"`most_years_apart` of home {self.name!r} is {self.most_years_apart}; "
                f"0 to {OLDEST_YEARS} are possible"
            )
        return said
