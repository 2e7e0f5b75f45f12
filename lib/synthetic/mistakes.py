"""
A few real-life mistakes, so that a check of the invented returns finds something.

None changes a published number: rows that will be refused are of children who have left,
and postcodes are lost only where the child is counted neither inside nor over 20 miles.
"""

from typing import Final

import numpy as np
import pandas as pd

from lib.synthetic.assumptions import AUTHORITIES
from lib.synthetic.draws import Flags, Integers
from lib.synthetic.tables import AUTHORITY
from lib.synthetic.town import Town
from lib.units import NEAR_MILES

_BARKING, _HACKNEY, _HAVERING, _NEWHAM, _REDBRIDGE, _WALTHAM_FOREST = (
    AUTHORITIES.index(code)
    for code in ("E09000002", "E09000012", "E09000016", "E09000025", "E09000026", "E09000031")
)

_NO_SUCH_DAY: Final = "31/02/2016"
_NO_SUCH_PLACE: Final = "K9"
_NO_SUCH_POSTCODE: Final = "QX1 1QX"
_NO_FIXED_ABODE: Final = "NFA"
_NO_SUCH_UNIT: Final = "CO"
"""No unit of a postcode has a C, I, K, M, O or V in it."""

_ORIGINS_MISSING: Final = 14
_ORIGINS_MISSING_IN_HOMES: Final = 2
_ENTERED_LATE: Final = 4


def with_mistakes(
    rng: np.random.Generator, town: Town, header: pd.DataFrame, episodes: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Put mistakes into Header and Episodes.

    Parameters
    ----------
    header, episodes
        As ``header_table`` and ``episodes_table`` give them, one row for each of the town's
        children and episodes.

    Returns
    -------
    tuple
        Header and Episodes anew.
    """
    authority = episodes[AUTHORITY].to_numpy()
    child = town.children.careers.child[town.episodes.placement]
    has_left = _has_left(town)[child]
    is_near = town.episodes.is_open & _is_near(town)[town.episodes.placement]
    is_in_home = (town.home >= 0)[town.episodes.placement]
    cells = {column: episodes[column].to_numpy(dtype=object) for column in episodes}

    def one(council: int, where: Flags) -> int:
        return int(rng.choice(np.flatnonzero((authority == council) & where)))

    impossible = one(_REDBRIDGE, has_left)
    cells["DECOM"][impossible] = _NO_SUCH_DAY
    unknown = one(_NEWHAM, has_left)
    cells["PLACE"][unknown] = _NO_SUCH_PLACE
    turned = one(_BARKING, has_left)
    cells["DECOM"][turned], cells["DEC"][turned] = cells["DEC"][turned], cells["DECOM"][turned]

    unlocatable = int(rng.choice(np.flatnonzero(is_near & is_in_home)))
    cells["PL_POST"][unlocatable], cells["URN"][unlocatable] = _NO_SUCH_POSTCODE, ""
    slip = one(_HAVERING, is_near & ~is_in_home)
    cells["PL_POST"][slip] = cells["PL_POST"][slip].upper()[:-2] + _NO_SUCH_UNIT
    missing = [
        rng.permutation(np.flatnonzero(is_near & where))[:n]
        for where, n in ((is_in_home, _ORIGINS_MISSING_IN_HOMES), (~is_in_home, _ORIGINS_MISSING))
    ]
    cells["HOME_POST"][np.isin(child, child[np.concatenate(missing)])] = ""
    homeless = child[one(_WALTHAM_FOREST, is_near & ~is_in_home)]
    cells["HOME_POST"][child == homeless] = _NO_FIXED_ABODE

    forgotten = child[one(_HAVERING, is_near & ~is_in_home)]
    repeated = one(_HACKNEY, has_left)
    late = _entered_late(rng, authority)
    in_time = np.setdiff1d(np.arange(len(episodes)), late)
    order = np.concatenate([in_time, late, [repeated]])
    return header.drop(index=int(forgotten)), pd.DataFrame(cells).iloc[order]


def _has_left(town: Town) -> Flags:
    """Tell which children are not looked after on the as-at date."""
    careers = town.children.careers
    left: Flags = ~careers.is_open[careers.last]
    return left


def _is_near(town: Town) -> Flags:
    """
    Tell which placements are outside the footprint, but 20 miles away or less.

    Those of unaccompanied children, whose distance is not known, and of siblings, who
    come from one address, are not among them.
    """
    careers = town.children.careers
    footprint = [town.places.number(code) for code in AUTHORITIES]
    lives_in = np.searchsorted(town.places.bounds, town.place, side="right") - 1
    is_free = ~town.children.is_unaccompanied & (town.sibling_group == 0)
    near: Flags = (
        ~np.isin(lives_in, footprint) & (town.miles <= NEAR_MILES) & is_free[careers.child]
    )
    return near


def _entered_late(rng: np.random.Generator, authority: Integers) -> Integers:
    """Choose episodes of each return that were entered after all others."""
    return np.concatenate(
        [
            np.sort(rng.choice(np.flatnonzero(authority == council), _ENTERED_LATE, replace=False))
            for council in range(len(AUTHORITIES))
        ]
    )
