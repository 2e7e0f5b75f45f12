"""What may lie beside a return: `costs.csv` and `needs.csv`."""

from typing import Final

import numpy as np
import pandas as pd

from lib.domain.codes import CHILDRENS_HOME
from lib.domain.whole_areas import ENGLAND
from lib.sources.published import published
from lib.synthetic.assumptions import (
    ASKED_TO_MOVE,
    AUTHORITIES,
    KEPT_PLACEMENTS,
    PAIRS_KEPT_APART,
    SOLO,
    WEEKLY_COST_RISE_PER_YEAR,
    WEEKLY_COST_SOLO_FACTOR,
    WEEKLY_COST_SPREAD_BETWEEN_CHILDREN,
    WEEKLY_COST_SPREAD_BETWEEN_HOMES,
)
from lib.synthetic.careers import AS_AT_DAY, DAYS_PER_YEAR
from lib.synthetic.draws import Floats, Integers
from lib.synthetic.tables import AUTHORITY
from lib.synthetic.town import Town
from lib.synthetic.wording import child_identifiers, written_days, written_ends

_POUNDS_STEP: Final = 5
_YEAR: Final = "2017-18"


def needs_table(rng: np.random.Generator, town: Town) -> pd.DataFrame:
    """Write needs.csv: one row a child in a home on the as-at date."""
    careers, children = town.children.careers, town.children
    residents = town.residents
    child = careers.child[residents]
    n = len(child)
    footprint = np.array([town.places.number(code) for code in AUTHORITIES])
    home = town.home[residents]
    is_outside = (home < 0) | ~np.isin(town.homes.authority[home], footprint)
    is_sibling = town.sibling_group[child] > 0

    keep, asked, solo = (np.zeros(n, dtype=bool) for _ in range(3))
    outside = rng.permutation(np.flatnonzero(is_outside & ~is_sibling))
    keep[outside[:KEPT_PLACEMENTS]] = True
    asked[outside[KEPT_PLACEMENTS : KEPT_PLACEMENTS + ASKED_TO_MOVE]] = True
    solo[rng.permutation(np.flatnonzero(~is_sibling))[:SOLO]] = True
    identifiers = child_identifiers(child, number=town.number)
    not_with = np.full(n, "", dtype=identifiers.dtype)
    free = rng.permutation(np.flatnonzero(~is_sibling & ~solo & ~keep)).tolist()
    pairs = 0
    while free and pairs < PAIRS_KEPT_APART:
        one = free.pop()
        authority = children.authority[child]
        others = [row for row in free if authority[row] == authority[one]]
        if others:
            free.remove(others[0])
            not_with[one], not_with[others[0]] = identifiers[others[0]], identifiers[one]
            pairs += 1
    group = town.sibling_group[child].astype(str)
    return pd.DataFrame(
        {
            AUTHORITY: children.authority[child],
            "CHILD": identifiers,
            "keep_placement": np.where(keep, "yes", "no"),
            "asked_to_move": np.where(asked, "yes", "no"),
            "sibling_group": np.where(is_sibling, np.strings.add(f"S{town.number}-", group), ""),
            "solo": np.where(solo, "yes", "no"),
            "not_with": not_with,
        }
    )


def costs_table(
    rng: np.random.Generator, town: Town, needs: pd.DataFrame, *, history_from: int
) -> pd.DataFrame:
    """
    Write costs.csv: one row a stay in a home since the history begins.

    The mean over the as-at date is the published cost of residential care in England.
    """
    careers = town.children.careers
    rows = np.flatnonzero((careers.kind == CHILDRENS_HOME) & (careers.end >= history_from))
    child = careers.child[rows]
    identifiers = child_identifiers(child, number=town.number)
    is_solo = np.isin(identifiers, needs.loc[needs["solo"].eq("yes"), "CHILD"].to_numpy(dtype=str))
    is_open = careers.is_open[rows]
    factor = _cost_factors(rng, town, rows) * np.where(
        is_solo & is_open, WEEKLY_COST_SOLO_FACTOR, 1.0
    )
    cost = published("weekly_cost").set_index(["area_code", "financial_year"])["gbp_per_week"]
    pounds = factor / factor[is_open].mean() * float(cost[(ENGLAND, _YEAR)])
    rounded = (np.round(pounds / _POUNDS_STEP) * _POUNDS_STEP).astype(np.int64)
    return pd.DataFrame(
        {
            AUTHORITY: town.children.authority[child],
            "CHILD": identifiers,
            "start": written_days(careers.start[rows]),
            "end": written_ends(careers.end[rows], is_open=is_open),
            "weekly_cost_pounds": rounded.astype(str),
        }
    )


def _cost_factors(rng: np.random.Generator, town: Town, rows: Integers) -> Floats:
    """Spread costs between homes and between children, and lower those of earlier years."""
    careers = town.children.careers
    between_homes = rng.standard_normal(len(town.homes.urn))
    home = town.home[rows]
    of_home = np.where(home >= 0, between_homes[home], 0.0) * WEEKLY_COST_SPREAD_BETWEEN_HOMES
    of_child = rng.standard_normal(len(rows)) * WEEKLY_COST_SPREAD_BETWEEN_CHILDREN
    years = (AS_AT_DAY - np.minimum(careers.end[rows], AS_AT_DAY)) / DAYS_PER_YEAR
    factors: Floats = np.exp(of_home + of_child) * (1 + WEEKLY_COST_RISE_PER_YEAR) ** -years
    return factors
