"""
What is not published, and so is assumed. The reasons stand in `geodata/synthetic/README.md`.

What is published (looked-after children, inside, over 20 miles, unaccompanied children,
homes and places) is read from `geodata/published` and stands nowhere in this package.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

AS_AT: Final = np.datetime64("2018-03-31")
HISTORY_FROM: Final = np.datetime64("2013-04-01")
"""The returns hold every episode that was open on this day or later, and no other."""

HISTORY_FROM_SCALED: Final = np.datetime64("2009-04-01")
"""The same for returns of England's size, which need a million episodes."""

CITY: Final = "E09000001"
AUTHORITIES: Final = (
    "E09000001", "E09000002", "E09000012", "E09000016",
    "E09000025", "E09000026", "E09000030", "E09000031",
)  # fmt: skip

RESIDENTIAL: Final = dict(zip(AUTHORITIES, (0, 28, 28, 19, 40, 13, 25, 17), strict=True))
"""Children in children's homes on the as-at date."""

RESIDENTIAL_IN_BOROUGH: Final = dict(zip(AUTHORITIES, (0, 3, 0, 3, 4, 4, 1, 3), strict=True))
"""Of these, in a home in their own borough."""

RESIDENTIAL_ARRIVALS: Final = dict(zip(AUTHORITIES, (0, 6, 2, 6, 2, 9, 1, 12), strict=True))
"""Children of the other seven authorities in the homes of each."""

RESIDENTIAL_IN_WALES: Final = 1

RESIDENTIAL_HABITS: Final = {
    "E10000016": 3.0,  # Kent
    "E10000012": 3.5,  # Essex
    "E06000035": 5.0,  # Medway
    "E06000033": 4.0,  # Southend-on-Sea
    "E06000034": 4.0,  # Thurrock
    "E09000004": 2.5,  # Bexley
    "E09000010": 2.5,  # Enfield
    "E09000014": 2.0,  # Haringey
}
"""How much more often than size and distance alone would tell a home there is used."""

CARER_HABITS: Final = {
    **RESIDENTIAL_HABITS,
    "E09000002": 2.5,  # Barking and Dagenham
    "E09000016": 2.5,  # Havering
    "E09000026": 2.0,  # Redbridge
    "E09000001": 0.02,  # City of London
    "E09000033": 0.05,  # Westminster
    "E09000007": 0.2,  # Camden
    "E09000019": 0.4,  # Islington
    "E09000020": 0.2,  # Kensington and Chelsea
}
"""The same for foster carers and others: fewer in the middle of London, more in the east."""

CITY_UNACCOMPANIED: Final = 8
CITY_INSIDE: Final = 0
CITY_OVER_20_MILES: Final = 0
"""The City's own figures are withheld, and nothing stands in for them but these."""

UNACCOMPANIED_INSIDE_SHARE: Final = 0.3

SIBLING_PAIRS_IN_HOMES: Final = 5
KEPT_PLACEMENTS: Final = 9
ASKED_TO_MOVE: Final = 14
SOLO: Final = 9
PAIRS_KEPT_APART: Final = 3
"""Children in homes on the as-at date, in needs.csv."""

AGE_BANDS_FROM_YEARS: Final = (0, 5, 11, 16)


@dataclass(frozen=True, kw_only=True)
class PlacementType:
    """
    How a kind of placement is used.

    ``shares`` are weights at the ages of :data:`AGE_BANDS_FROM_YEARS`; ``median_days`` and
    ``spread`` are of a log-normal length; ``leaves`` is the chance that care ends with it.
    ``providers`` are weights of PLACE_PROVIDER, in its order of drawing.
    """

    shares: tuple[float, float, float, float]
    median_days: float
    spread: float
    leaves: float
    providers: dict[str, float]


_FOSTER: Final = {"PR1": 0.5, "PR4": 0.42, "PR5": 0.08}
_OWN: Final = {"PR1": 1.0}

PLACEMENT_TYPES: Final[dict[str, PlacementType]] = {
    code: PlacementType(
        shares=shares, median_days=days, spread=spread, leaves=leaves, providers=providers
    )
    for code, shares, days, spread, leaves, providers in (
        ("U6", (0.60, 0.52, 0.46, 0.22), 115, 1.2, 0.16, _FOSTER),
        ("U4", (0.05, 0.20, 0.15, 0.06), 800, 0.8, 0.30, _FOSTER),
        ("U5", (0.02, 0.02, 0.00, 0.00), 300, 1.0, 0.50, _OWN),
        ("U1", (0.03, 0.06, 0.05, 0.02), 500, 0.9, 0.45, _OWN),
        ("U3", (0.12, 0.10, 0.07, 0.03), 150, 0.9, 0.45, _OWN),
        ("P1", (0.06, 0.05, 0.04, 0.03), 200, 1.0, 0.60, {"PR0": 1.0}),
        ("A3", (0.01, 0.00, 0.00, 0.00), 240, 0.5, 0.95, _OWN),
        ("A5", (0.01, 0.00, 0.00, 0.00), 240, 0.5, 0.95, _OWN),
        ("A6", (0.05, 0.01, 0.00, 0.00), 240, 0.5, 0.95, _OWN),
        ("R3", (0.04, 0.00, 0.00, 0.01), 90, 0.5, 0.30, {"PR4": 0.7, "PR5": 0.3}),
        ("R2", (0.005, 0.00, 0.005, 0.01), 40, 0.8, 0.10, {"PR3": 1.0}),
        ("K2", (0.00, 0.035, 0.10, 0.075), 345, 0.95, 0.14, {}),
        ("K1", (0.00, 0.00, 0.006, 0.006), 80, 0.5, 0.05, {"PR2": 1.0}),
        ("R1", (0.00, 0.004, 0.008, 0.01), 300, 0.9, 0.15, {"PR4": 0.8, "PR5": 0.2}),
        ("S1", (0.00, 0.004, 0.008, 0.004), 500, 0.7, 0.15, {"PR4": 0.6, "PR5": 0.4}),
        ("R5", (0.00, 0.00, 0.006, 0.03), 60, 0.7, 0.25, {"PR3": 1.0}),
        ("H5", (0.00, 0.00, 0.01, 0.48), 200, 0.8, 0.12, {"PR4": 0.85, "PR5": 0.15}),
        ("P2", (0.00, 0.00, 0.00, 0.05), 220, 0.8, 0.25, {"PR1": 0.5, "PR4": 0.5}),
        ("T4", (0.003, 0.003, 0.006, 0.006), 4, 0.3, 0.00, {"PR4": 1.0}),
        ("Z1", (0.002, 0.002, 0.004, 0.008), 40, 0.9, 0.30, {"": 1.0}),
    )
}
"""Children who did not come alone."""

UNACCOMPANIED_TYPES: Final[dict[str, PlacementType]] = {
    code: PlacementType(
        shares=(share, share, share, share),
        median_days=days, spread=0.9, leaves=leaves, providers=providers,
    )
    for code, share, days, leaves, providers in (
        ("U6", 0.50, 260, 0.03, _FOSTER),
        ("U4", 0.03, 700, 0.03, _FOSTER),
        ("H5", 0.38, 300, 0.03, {"PR4": 0.85, "PR5": 0.15}),
        ("P2", 0.06, 240, 0.03, {"PR4": 1.0}),
        ("K2", 0.03, 188, 0.03, {}),
    )
}  # fmt: skip
"""Unaccompanied asylum-seeking children."""

SHARE_STAYING_IN_HOMES: Final = 0.30
"""Chance that the next placement after a children's home is another one."""

SHARE_RETURNING_TO_CARE: Final = 0.06

AGE_AT_ENTRY_YEARS: Final = (
    (0, 1, 0.16),
    (1, 5, 0.16),
    (5, 10, 0.16),
    (10, 16, 0.34),
    (16, 18, 0.18),
)
"""From, below, share of the children who start to be looked after."""

UNACCOMPANIED_AGE_AT_ENTRY_YEARS: Final = (
    (13, 15, 0.08),
    (15, 16, 0.22),
    (16, 17, 0.37),
    (17, 18, 0.33),
)

WEEKLY_COST_SPREAD_BETWEEN_HOMES: Final = 0.22
WEEKLY_COST_SPREAD_BETWEEN_CHILDREN: Final = 0.08
WEEKLY_COST_SOLO_FACTOR: Final = 1.4
WEEKLY_COST_RISE_PER_YEAR: Final = 0.03
