"""What the invented returns must come to on the as-at date."""

from dataclasses import dataclass
from typing import Self

import pandas as pd

from lib.sources.published import published
from lib.synthetic.assumptions import (
    AS_AT,
    AUTHORITIES,
    CITY,
    CITY_INSIDE,
    CITY_OVER_20_MILES,
    CITY_UNACCOMPANIED,
    RESIDENTIAL,
    RESIDENTIAL_IN_BOROUGH,
)


@dataclass(frozen=True, kw_only=True)
class Target:
    """
    Children of one authority on the as-at date.

    ``looked_after`` is published, and so are ``unaccompanied``, ``inside`` the authority and
    ``over_20_miles``, but for the City's, which are withheld and assumed. The two about
    homes are assumed.
    """

    code: str
    looked_after: int
    unaccompanied: int
    inside: int
    over_20_miles: int
    residential: int
    residential_in_borough: int

    @classmethod
    def of(cls, code: str, figures: pd.Series) -> Self:
        """Take one authority's published figures, by (area, measure)."""
        assumed = {
            (CITY, "uasc_n"): CITY_UNACCOMPANIED,
            (CITY, "inside_la_n"): CITY_INSIDE,
            (CITY, "over20_n"): CITY_OVER_20_MILES,
        }

        def figure(measure: str) -> int:
            key = (code, measure)
            return assumed[key] if key in assumed else int(figures[key])

        return cls(
            code=code,
            looked_after=figure("looked_after_n"),
            unaccompanied=figure("uasc_n"),
            inside=figure("inside_la_n"),
            over_20_miles=figure("over20_n"),
            residential=RESIDENTIAL[code],
            residential_in_borough=RESIDENTIAL_IN_BOROUGH[code],
        )


def read_targets() -> tuple[Target, ...]:
    """Read the target of each of the eight, in the order of their codes."""
    table = published("children_looked_after")
    year = int(str(AS_AT)[:4])
    figures = (
        table[table["year"].eq(year) & table["value"].notna()]
        .set_index(["area_code", "measure"])["value"]
        .astype("int64")
    )
    return tuple(Target.of(code, figures) for code in AUTHORITIES)
