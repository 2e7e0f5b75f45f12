"""What each year's return changed in the code sets, as overlays on those of 2016-17.

`lib.domain.codes` holds the union: a return of any year is read with all codes. Source:
`ssda903_guide` in `geodata/sources.toml`. Where the guides of two years differ on when a code
began, the year given here may be one off: whoever asks leaves a year on either side.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lib.domain import codes

FIRST_YEAR, LAST_YEAR = 2017, 2026
"""The years whose returns are read, each by the 31 March that ends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What the return of the year that ends on 31 March ``year`` added and left out, by column."""

    year: int
    added: Mapping[str, frozenset[str]]
    left_out: Mapping[str, frozenset[str]]


OVERLAYS: Final = (
    Overlay(
        year=2019,
        added={
            "REC": frozenset({"E45", "E46", "E47", "E48"}),
            "REASON_PLACE_CHANGE": frozenset({"CUSTOD"}),
        },
        left_out={"REC": frozenset({"E43", "E44"})},
    ),
    Overlay(
        year=2025,
        added={"SEX": frozenset({"M", "F", "U"}), "PLACE": frozenset({"K3"})},
        left_out={"SEX": frozenset({"1", "2"}), "PLACE": frozenset({"H5", "P2"})},
    ),
    Overlay(
        year=2026,
        added={"PLACE": frozenset({"Z11", "Z12", "Z13", "Z14"})},
        left_out={"PLACE": frozenset({"Z1"})},
    ),
)

_UNION: Final[Mapping[str, frozenset[str]]] = {
    "PLACE": frozenset(codes.PLACEMENT_TYPES),
    "REC": codes.REASONS_EPISODE_CEASED,
    "REASON_PLACE_CHANGE": codes.REASONS_FOR_PLACEMENT_CHANGE,
    "SEX": frozenset(codes.SEXES),
}
"""The columns whose codes have changed, with all codes that they ever had."""


def codes_of(column: str, year: int) -> frozenset[str]:
    """
    Give the codes that a column has in the return of the year that ends on a 31 March.

    Parameters
    ----------
    column
        One whose codes have changed since 2016-17: PLACE, REC, REASON_PLACE_CHANGE or SEX.
    """
    found = _UNION[column]
    for overlay in OVERLAYS:
        found -= (overlay.left_out if year >= overlay.year else overlay.added).get(column, _NONE)
    return found


def years_of(column: str, code: str) -> tuple[int, int] | None:
    """
    Tell the first and last year of a code that has come or gone; None of one that has always been.

    Returns
    -------
    tuple of int
        `FIRST_YEAR` or `LAST_YEAR` where it was there before, or still is.
    """
    years = [year for year in range(FIRST_YEAR, LAST_YEAR + 1) if code in codes_of(column, year)]
    found = min(years, default=FIRST_YEAR), max(years, default=LAST_YEAR)
    return None if found == (FIRST_YEAR, LAST_YEAR) else found


_NONE: Final[frozenset[str]] = frozenset()
