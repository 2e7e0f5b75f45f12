"""How good the returns are: what of each authority's children is not known, and why."""

from collections import Counter
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.disclosure.release import Unreleased
from lib.domain.footprint import Footprint
from lib.ingest.load import Returns
from lib.ingest.placements import looked_after_children
from lib.sources.postcodes import PostcodeIndex
from lib.spatial.distance import distance_miles
from lib.units import METRES_PER_MILE_SSDA903, NEAR_MILES

QUESTIONS: Final = {
    "children": "Children looked after",
    "unaccompanied": "Unaccompanied, origin not asked for",
    "origin_missing": "Origin missing",
    "origin_not_locatable": "Origin not locatable",
    "placement_missing": "Placement postcode missing",
    "placement_not_locatable": "Placement not locatable",
    "distance_unknown": "Distance not known",
    "distance_rough": "Distance to the sector only",
    "either_side": "On either side of 20 miles",
    "overlapping": "Episodes that overlap",
    "broken_off": "Episodes with a gap, or left open",
    "refused": "Rows refused",
}
"""What is counted, by column. The first is of children on the as-at date, as are those up to
``either_side``; the last three are rows of the return."""

UNKNOWN: Final = tuple(QUESTIONS)[2:9]
"""Those in which something is not known that should be."""

OF_CHILDREN: Final = tuple(QUESTIONS)[1:9]
"""Those that are a part of the children looked after."""

OF_ROWS: Final = tuple(QUESTIONS)[9:]
"""Those that are rows of the return."""

_OF_FINDING: Final = {
    "episodes_overlap": "overlapping",
    "episode_repeated": "overlapping",
    "continuation_missing": "broken_off",
    "episode_before_missing": "broken_off",
    "episode_not_in_newest_file": "broken_off",
}
_ROUGH: Final = ("sector", "district")


def quality(returns: Returns, *, footprint: Footprint, postcodes: PostcodeIndex) -> Unreleased:
    """
    Count for each loaded authority what is missing, and what follows from it. Officers alone.

    Where a return gives only the sector of a postcode, or no directory holds the whole, the
    child stands in the middle of the sector. How far off the distance may be is the way from
    there to the farthest postcode of it, at both ends together.

    Returns
    -------
    Unreleased
        ``quality``: index GSS code; ``name``, the columns of `QUESTIONS` (int64), and
        ``error_miles`` (float64): the most by which one of the rough distances may be off,
        missing where there is none.
    """
    children = _children(looked_after_children(returns), returns, postcodes)
    by_authority = children.groupby("authority_code")
    counted = by_authority[[*OF_CHILDREN]].sum()
    counted["children"] = by_authority.size()
    counted["error_miles"] = by_authority["error_miles"].max()
    counted = counted.reindex(list(returns.authorities_loaded))
    table = counted.join(_rows(returns))[[*QUESTIONS, "error_miles"]]
    table[[*QUESTIONS]] = table[[*QUESTIONS]].fillna(0).astype("int64")
    table.insert(0, "name", [footprint.names[code] for code in table.index])
    return Unreleased(name="quality", table=table, for_officers_alone=True)


def _children(children: pd.DataFrame, returns: Returns, postcodes: PostcodeIndex) -> pd.DataFrame:
    """Flag what is not known of each child; ``error_miles`` where the distance is rough."""
    is_alone = children["child_key"].isin(returns.unaccompanied)
    origin, placement = children["origin_level"], children["placement_level"]
    miles = distance_miles(
        *(
            children[f"{end}_{axis}"].to_numpy(dtype=np.float64)
            for end in ("origin", "placement")
            for axis in ("easting", "northing")
        )
    )
    is_rough = (origin.isin(_ROUGH) | placement.isin(_ROUGH)).to_numpy() & ~np.isnan(miles)
    error = np.where(is_rough, _error_miles(children, postcodes), np.nan)
    return pd.DataFrame(
        {
            "authority_code": children["authority_code"],
            "unaccompanied": is_alone & (origin == "missing"),
            "origin_missing": ~is_alone & (origin == "missing"),
            "origin_not_locatable": origin == "not locatable",
            "placement_missing": placement == "missing",
            "placement_not_locatable": placement == "not locatable",
            "distance_unknown": ~is_alone & np.isnan(miles),
            "distance_rough": is_rough,
            "either_side": (miles - error <= NEAR_MILES) & (miles + error > NEAR_MILES),
            "error_miles": error,
        }
    )


def _error_miles(children: pd.DataFrame, postcodes: PostcodeIndex) -> npt.NDArray[np.float64]:
    """Add up how far off each end may be."""
    metres: npt.NDArray[np.float64] = np.zeros(len(children))
    for end in ("origin", "placement"):
        points = children[[f"{end}_easting", f"{end}_northing", f"{end}_level"]]
        points = points.set_axis(["easting", "northing", "level"], axis=1)
        metres += postcodes.spread_metres(points).fillna(0).to_numpy()
    return metres / METRES_PER_MILE_SSDA903


def _rows(returns: Returns) -> pd.DataFrame:
    """Count rows of each authority that overlap, that break off, and that were refused."""
    found: Counter[tuple[str | None, str]] = Counter()
    for finding in returns.findings:
        question = _OF_FINDING.get(finding.code)
        if question is not None:
            found[returns.authority_of(finding.file), question] += 1
    for file in returns.files:
        found[returns.authority_of(file.file), "refused"] += file.refused
    return pd.DataFrame(
        [[found[code, question] for question in OF_ROWS] for code in returns.authorities_loaded],
        index=list(returns.authorities_loaded),
        columns=list(OF_ROWS),
    )
