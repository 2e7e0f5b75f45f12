"""Whether the figures of one publication agree with each other: sums, ranges, codes."""

from collections.abc import Callable, Mapping
from typing import Final

import pandas as pd

_ENGLAND: Final = "E92000001"
_WHOLE_AREAS: Final = ("E12", "E13", "E92")
"""Codes of regions, parts of London and England: figures there are rounded to 10."""

_GRADES: Final = ("outstanding", "good", "requires_improvement", "inadequate", "not_yet_graded")
_COUNTED: Final = ("homes", "places", *_GRADES)

_PERCENT: Final = 100
_ROUNDED: Final = 0.55
"""Points by which a whole percentage may differ from its count's share: it is rounded."""


def children_looked_after(rows: pd.DataFrame) -> list[str]:
    """Check that shares are shares, parts no larger than the whole, and both say the same."""
    faults = []
    shares = rows.loc[rows["measure"].str.endswith("_pct"), "value"]
    if not shares.dropna().between(0, _PERCENT).all():
        faults.append("a percentage is not from 0 to 100")
    if (rows["value"] < 0).any():
        faults.append("a number of children is below nothing")
    wide = rows.pivot_table(index=["area_code", "year"], columns="measure", values="value")
    wide = wide[~wide.index.get_level_values(0).str.startswith(_WHOLE_AREAS)]
    for name in (name for name in wide.columns if name.endswith("_n")):
        if (wide[name] > wide["looked_after_n"]).any():
            faults.append(f"`{name}` is more than all children looked after")
        share = f"{name.removesuffix('_n')}_pct"
        if share in wide:
            by_count = _PERCENT * wide[name] / wide["looked_after_n"]
            if ((by_count - wide[share]).abs() > _ROUNDED).any():
                faults.append(f"`{share}` is not the share that `{name}` is of all")
    return faults


def childrens_homes(rows: pd.DataFrame) -> list[str]:
    """Check that grades add up to homes, sectors to all, and authorities to England."""
    faults = []
    if (rows[list(_COUNTED)] < 0).any(axis=None):
        faults.append("a number is below nothing")
    if (rows[list(_GRADES)].sum(axis=1) != rows["homes"]).any():
        faults.append("the grades do not add up to the homes")
    whole = rows[rows["sector"].eq("all")].set_index(["area_code", "date"])[list(_COUNTED)]
    parts = rows[rows["sector"].ne("all")].groupby(["area_code", "date"])[list(_COUNTED)].sum()
    if not parts.reindex(whole.index, fill_value=0).eq(whole).all(axis=None):
        faults.append("the sectors do not add up to all")
    codes = whole.index.get_level_values("area_code")
    england = whole[codes == _ENGLAND].droplevel("area_code")
    summed = whole[~codes.str.startswith(_WHOLE_AREAS)].groupby("date").sum()
    if not summed.reindex(england.index, fill_value=0).eq(england).all(axis=None):
        faults.append("the authorities do not add up to England")
    return faults


def statistical_neighbours(rows: pd.DataFrame) -> list[str]:
    """Check that each authority's neighbours are ranked from the first on, and are others."""
    faults = []
    ranks = rows.groupby("area_code")["rank"].agg(sorted)
    if any(found != list(range(1, len(found) + 1)) for found in ranks):
        faults.append("the ranks of an authority's neighbours have a gap")
    if rows["area_code"].eq(rows["neighbour_code"]).any():
        faults.append("an authority is its own neighbour")
    return faults


def weekly_cost(rows: pd.DataFrame) -> list[str]:
    """Check that a week costs what a week can cost."""
    least, most = 100, 50_000
    is_possible = rows["gbp_per_week"].dropna().between(least, most).all()
    return [] if is_possible else [f"a week costs less than £{least} or more than £{most:,}"]


CHECKS: Final[Mapping[str, Callable[[pd.DataFrame], list[str]]]] = {
    "children_looked_after": children_looked_after,
    "childrens_homes": childrens_homes,
    "statistical_neighbours": statistical_neighbours,
    "weekly_cost": weekly_cost,
}
"""By table: what is wrong with its figures, once they are numbers."""
