"""Which children each count is of: the attributes that the tables tell children apart by."""

from collections.abc import Hashable, Mapping
from typing import Final

from lib.answer.boroughs.groups import BANDS
from lib.disclosure.kinds import Whom
from lib.units import NEAR_MILES

UNKNOWN: Final = "unknown"
INSIDE, OUTSIDE = "inside", "outside"
ADJOINING, DISTANT = "adjoining", "distant"
NEAR, FAR = "near", "far"
YES, NO = "yes", "no"


def place(side: str, how: str) -> str:
    """Name a place outside a child's own borough, by side of the footprint's line."""
    return f"{side}, {how}"


OWN: Final = "own borough"
SIDE_OF_PLACE: Final = {
    OWN: INSIDE,
    **{place(side, how): side for side in (INSIDE, OUTSIDE) for how in (ADJOINING, DISTANT)},
    UNKNOWN: UNKNOWN,
}
"""Where a child lives, seen from its own borough, and the side of the line that it is on."""

REACHES: Final = (NEAR, FAR, UNKNOWN)
BAND_KEYS: Final = tuple(band.key for band in BANDS)
REACH_OF_BAND: Final = {
    **{band.key: NEAR if band.to_miles <= NEAR_MILES else FAR for band in BANDS},
    UNKNOWN: UNKNOWN,
}

ELSEWHERE: Final = "elsewhere outside"
"""All authorities outside to which no flow is large enough to be shown."""

AFTER: Final = {"today": "", "with_contract": "_after"}
"""What the names of the attributes that a contract can change end in."""

_CHANGING: Final = frozenset({"place", "side", "reach", "is_known", "band", "destination"})

OF_MEASURES: Final[Mapping[str, Whom]] = {
    "children": {},
    "in_footprint": {"side": [INSIDE]},
    "outside_footprint": {"side": [OUTSIDE]},
    "footprint_unknown": {"side": [UNKNOWN]},
    "in_borough": {"place": [OWN]},
    "outside_borough": {"place": [one for one in SIDE_OF_PLACE if one not in (OWN, UNKNOWN)]},
    "borough_unknown": {"place": [UNKNOWN]},
    "miles_20_or_less": {"reach": [NEAR]},
    "miles_over_20": {"reach": [FAR]},
    "distance_unknown": {"reach": [UNKNOWN]},
    "distant": {"place": [place(side, DISTANT) for side in (INSIDE, OUTSIDE)]},
    "not_distant": {"place": [OWN, *(place(side, ADJOINING) for side in (INSIDE, OUTSIDE))]},
    "distant_unknown": {"place": [UNKNOWN]},
    "distance_known": {"reach": [NEAR, FAR]},
    "outside_distance_known": {"side": [OUTSIDE], "reach": [NEAR, FAR]},
}
"""By the measure's name, as in `lib.answer.areas`."""


def at(when: str, whom: Whom) -> Whom:
    """Ask the same of children as they are today, or with the contract."""
    return {f"{key}{AFTER[when]}" if key in _CHANGING else key: of for key, of in whom.items()}


def each(rows: Mapping[str, Whom], columns: Mapping[str, Whom]) -> dict[tuple[Hashable, str], Whom]:
    """Lay out whom the cells of a table are of: those of the row who are those of the column."""
    return {
        (row, column): {**of_row, **of_column}
        for row, of_row in rows.items()
        for column, of_column in columns.items()
    }
