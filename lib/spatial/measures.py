"""The four measures: in borough, in footprint, 20 miles or less, distant."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.domain.footprint import Footprint
from lib.spatial.authority_pairs import AuthorityPairs
from lib.spatial.distance import distance_miles
from lib.units import NEAR_MILES


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Children counted by each measure; the three parts of a measure are all of them."""

    children: int
    in_footprint: int
    outside_footprint: int
    footprint_unknown: int
    in_borough: int
    outside_borough: int
    borough_unknown: int
    miles_20_or_less: int
    miles_over_20: int
    distance_unknown: int
    distant: int
    not_distant: int
    distant_unknown: int
    median_miles: float | None


def measure(
    placements: pd.DataFrame, *, footprint: Footprint, neighbours: frozenset[frozenset[str]]
) -> pd.DataFrame:
    """
    Measure each placement.

    Parameters
    ----------
    placements
        As in ``lib.schemas.placements.PLACEMENTS``. Points in metres, EPSG:27700.
    footprint
        Its authorities are inside.
    neighbours
        Pairs of GSS codes of authorities that adjoin, on land or mid-river.

    Returns
    -------
    DataFrame
        As in ``lib.schemas.placements.MEASURED``, indexed and ordered as
        ``placements``. A measure is missing where it is not known: the distance and
        ``is_near`` without both points, the others without the placement's authority.
        A country outside England is in no borough and no footprint, and adjoins none.
    """
    miles = distance_miles(
        *(
            placements[f"{end}_{axis}"].to_numpy(dtype=np.float64)
            for end in ("origin", "placement")
            for axis in ("easting", "northing")
        )
    )
    pairs = AuthorityPairs.of(placements)
    is_in_borough = pairs.are_the_same()
    return placements.assign(
        distance_miles=miles,
        is_in_borough=pairs.spread(is_in_borough),
        is_in_footprint=pairs.spread(pairs.end_in(footprint.codes)),
        is_near=pd.arrays.BooleanArray(miles <= NEAR_MILES, np.isnan(miles)),
        is_distant=pairs.spread(~(is_in_borough | pairs.adjoin(neighbours))),
    )


def summarise(measured: pd.DataFrame) -> Measures:
    """
    Count the children by each measure.

    Parameters
    ----------
    measured
        As in ``lib.schemas.placements.MEASURED``; no rows are allowed.
    """
    in_footprint, outside, footprint_unknown = _parts(measured["is_in_footprint"])
    in_borough, outside_borough, borough_unknown = _parts(measured["is_in_borough"])
    near, far, distance_unknown = _parts(measured["is_near"])
    distant, not_distant, distant_unknown = _parts(measured["is_distant"])
    miles = measured["distance_miles"].dropna()
    return Measures(
        children=len(measured),
        in_footprint=in_footprint,
        outside_footprint=outside,
        footprint_unknown=footprint_unknown,
        in_borough=in_borough,
        outside_borough=outside_borough,
        borough_unknown=borough_unknown,
        miles_20_or_less=near,
        miles_over_20=far,
        distance_unknown=distance_unknown,
        distant=distant,
        not_distant=not_distant,
        distant_unknown=distant_unknown,
        median_miles=float(miles.median()) if len(miles) else None,
    )


def _parts(flags: pd.Series) -> tuple[int, int, int]:
    """How many are true, false, unknown."""
    true, unknown = int(flags.sum()), int(flags.isna().sum())
    return true, len(flags) - true - unknown, unknown
