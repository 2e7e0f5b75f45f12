"""Where the postcodes of each authority lie: the evidence for boundaries outside London."""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.spatial import cKDTree

from lib.sources.build.packages import require_python_package
from lib.sources.postcode_package import AUTHORITIES_PACKAGE, POSTCODES_PACKAGE, package_table

_NEIGHBOURS: Final = 6
_AGREEING: Final = 5


def upper_tier_postcodes() -> pd.DataFrame:
    """
    Read the postcodes of Great Britain with their upper-tier authority.

    Returns
    -------
    DataFrame
        Columns ``easting``, ``northing`` (metres, EPSG:27700) and ``code``: the GSS code
        of an English upper-tier authority, or of Scotland or Wales. A row a postcode;
        postcodes without a position are left out.
    """
    require_python_package(POSTCODES_PACKAGE)
    require_python_package(AUTHORITIES_PACKAGE)
    table = package_table(lambda _share, _what: None)
    postcodes = table.postcodes
    rows = pd.DataFrame(
        {
            "easting": postcodes.easting.astype(np.float64),
            "northing": postcodes.northing.astype(np.float64),
            "code": np.array(table.authority_codes)[postcodes.authority],
        }
    )
    is_of_britain = rows["code"].str[0].isin(["E", "S", "W"])
    return rows[is_of_britain].dropna().reset_index(drop=True)


def trusted_points(postcodes: pd.DataFrame) -> pd.DataFrame:
    """
    Keep one point a position, and drop those that their surroundings contradict.

    A post-office box or a slip in the directory puts a few postcodes into the middle of
    another authority. A point is dropped where none of its six nearest shares its code,
    or where at most one does and five or more agree on another.

    Parameters
    ----------
    postcodes
        Columns ``easting``, ``northing``, ``code``.

    Returns
    -------
    DataFrame
        The same columns, by easting and northing. Where codes differ at one position,
        the commonest counts, then the first in order.
    """
    votes = (
        postcodes.groupby(["easting", "northing", "code"], sort=True).size().rename("votes")
    ).reset_index()
    votes = votes.sort_values(
        ["easting", "northing", "votes", "code"], ascending=[True, True, False, True]
    )
    points = votes.drop_duplicates(["easting", "northing"])[["easting", "northing", "code"]]
    labels, _ = pd.factorize(points["code"], sort=True)
    position = points[["easting", "northing"]].to_numpy()
    _, nearest = cKDTree(position).query(position, k=_NEIGHBOURS + 1)
    around = labels[nearest[:, 1:]]
    own = (around == labels[:, None]).sum(axis=1)
    is_outvoted = (own == 0) | ((own == 1) & (_largest_other(around, labels) >= _AGREEING))
    trusted: pd.DataFrame = points[~is_outvoted].reset_index(drop=True)
    return trusted


def _largest_other(
    around: npt.NDArray[np.int64], own: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Count, per row, the commonest label that is not the point's own."""
    largest = np.zeros(len(around), dtype=np.int64)
    for column in range(around.shape[1]):
        label = around[:, [column]]
        count = (around == label).sum(axis=1)
        largest = np.where(label[:, 0] == own, largest, np.maximum(largest, count))
    return largest
