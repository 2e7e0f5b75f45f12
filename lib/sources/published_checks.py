"""Whether the figures of one publication agree with each other: sums, ranges, codes."""

from collections.abc import Callable, Mapping
from typing import Final

import pandas as pd

from lib.domain.whole_areas import ENGLAND, LONDON
from lib.errors import SourceError

_WHOLE_AREAS: Final = ("E12", "E13", "E92")
"""Codes of regions, parts of London and England: figures there are rounded to 10."""

_GRADES: Final = ("outstanding", "good", "requires_improvement", "inadequate", "not_yet_graded")
_COUNTED: Final = ("homes", "places", *_GRADES)

_PERCENT: Final = 100
_ROUNDED: Final = 0.55
"""Points by which a whole percentage may differ from its count's share: it is rounded."""

_BOROUGH: Final = "E09"
_HALF_OF_TEN: Final = 5
_SMALL: Final = (1, 5)
"""Counts that are withheld; none may follow from others by subtraction."""

JOINS: Final = "+"
"""Between the codes of authorities that are held as one area, so that neither stands alone."""

_LEAST_RISE: Final = 0.7
_MOST_RISE: Final = 1.4
"""What England's figure can be a year later, times that of the year before."""


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
    everyone = rows[rows["measure"].eq("looked_after_n")]
    faults += _boroughs_and_london(everyone)
    faults += _giving_away(wide)
    return faults + _leaps(everyone, "year", "value")


def _boroughs_and_london(everyone: pd.DataFrame) -> list[str]:
    """Check that boroughs add up to London, which is rounded to 10, where all are shown."""
    is_borough = everyone["area_code"].str.startswith(_BOROUGH)
    boroughs = everyone[is_borough].groupby("year")["value"].agg(["sum", "count", "size"])
    london = everyone[everyone["area_code"].eq(LONDON)].set_index("year")["value"]
    off = london - boroughs["sum"]
    is_whole = boroughs["count"].eq(boroughs["size"])
    is_wrong = (off < -_HALF_OF_TEN) | (is_whole & (off > _HALF_OF_TEN))
    return ["the boroughs do not add up to London"] if is_wrong.any() else []


def _giving_away(wide: pd.DataFrame) -> list[str]:
    """Check that no number from 1 to 5 follows from two others of an authority."""
    wide = wide.reindex(
        columns=[
            *("looked_after_n", "inside_la_n", "over20_n", "distance_unknown_n", "uasc_n"),
            "over20_outside_la_pct",
        ]
    )
    outside = wide["looked_after_n"] - wide["inside_la_n"]
    near = wide["looked_after_n"] - wide["over20_n"] - wide["distance_unknown_n"]
    faults = [
        f"the children {what} follow from others, and are few enough to be withheld"
        for what, number in (
            ("outside the authority", outside),
            ("within 20 miles", near),
            ("who are not unaccompanied", wide["looked_after_n"] - wide["uasc_n"]),
        )
        if number.between(*_SMALL).any()
    ]
    if wide[["over20_n", "over20_outside_la_pct"]].notna().all(axis=1).any():
        faults.append("two definitions of over 20 miles stand for one authority and year")
    return faults


def _leaps(rows: pd.DataFrame, period: str, number: str) -> list[str]:
    """Check that England is not wholly another from one year to the next."""
    of_england = rows[rows["area_code"].eq(ENGLAND)].set_index(period)[number].sort_index()
    rise = (of_england / of_england.shift()).dropna()
    if rise.between(_LEAST_RISE, _MOST_RISE).all():
        return []
    return ["England's figure is wholly another than in the year before"]


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
    england = whole[codes == ENGLAND].droplevel("area_code")
    summed = whole[~codes.str.startswith(_WHOLE_AREAS)].groupby("date").sum()
    if not summed.reindex(england.index, fill_value=0).eq(england).all(axis=None):
        faults.append("the authorities do not add up to England")
    return faults + _leaps(rows[rows["sector"].eq("all")], "date", "homes")


def consumer_prices(rows: pd.DataFrame) -> list[str]:
    """Check that 2015 is 100, no year is missing, and prices change as prices do."""
    index = rows.set_index("year")["index_2015_100"].sort_index()
    faults = []
    if index.get(2015) != _PERCENT:
        faults.append("the index of 2015 is not 100")
    if list(index.index) != list(range(index.index[0], index.index[0] + len(index))):
        faults.append("a year is missing")
    least, most = 0.95, 1.3
    if not (index / index.shift()).dropna().between(least, most).all():
        faults.append("prices fall by more than 5% or rise by more than 30% in a year")
    return faults


def by_code(rows: pd.DataFrame) -> pd.DataFrame:
    """Give each authority the figures of the area that it is held in; ``area_name`` is the area."""
    return rows.assign(area_code=rows["area_code"].str.split(JOINS)).explode("area_code")


def placement_flows(rows: pd.DataFrame) -> list[str]:
    """Check that shares are shares, and that net gains add up and give none that is kept back."""
    shares = rows.loc[rows["measure"].eq("own_placed_outside_pct"), "value"].dropna()
    faults = [] if shares.between(0, _PERCENT).all() else ["a percentage is not from 0 to 100"]
    net_gain = rows[rows["measure"].eq("net_gain")]
    if by_code(net_gain).duplicated(["area_code", "year"]).any():
        faults.append("an authority that is held with another stands alone as well")
    is_whole = net_gain["area_code"].str.startswith(_WHOLE_AREAS)
    for code, parts_begin in ((LONDON, _BOROUGH), (ENGLAND, "")):
        is_part = ~is_whole & net_gain["area_code"].str.startswith(parts_begin)
        parts = net_gain[is_part].groupby("year")["value"].agg(["sum", "count", "size"])
        whole = net_gain[net_gain["area_code"].eq(code)].set_index("year")["value"]
        if not (whole - parts["sum"]).dropna().abs().le(_HALF_OF_TEN).all():
            faults.append("the net gains do not add up")
        if whole[parts.index[parts["count"].ne(parts["size"])]].notna().any():
            faults.append("a net gain that is withheld follows from a sum and its other parts")
    return faults


def refuse_small_numbers_sent(flows: pd.DataFrame, homes: pd.DataFrame) -> None:
    """
    Refuse net gains of which one is a small number of children.

    An area without a home receives nobody, so its net gain is the number of its own children
    in homes elsewhere, which the Department withholds where it is small.

    Parameters
    ----------
    flows
        ``placement_flows``.
    homes
        Of ``childrens_homes`` the rows of all sectors, with ``year``. Where a year has no list,
        the nearest one is the best that a reader knows.

    Raises
    ------
    SourceError
        Naming the areas and years.
    """
    is_small = flows["measure"].eq("net_gain") & flows["value"].between(-_SMALL[1], -1)
    beside_homes = pd.merge_asof(
        by_code(flows[is_small]).sort_values("year"),
        homes[["area_code", "year", "homes"]].sort_values("year"),
        on="year",
        by="area_code",
        direction="nearest",
    )
    there = beside_homes.groupby(["area_name", "year"])["homes"].sum(min_count=1)
    given = [f"{name} in {year}" for name, year in there[there.eq(0)].index]
    if given:
        message = (
            f"geodata/published/placement_flows.csv: of {', '.join(given)} the net gain is a small "
            "number of children, because no home is there. Withhold it (status c), and the sums "
            "that it is part of."
        )
        raise SourceError(message)


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
    "consumer_prices": consumer_prices,
    "placement_flows": placement_flows,
    "statistical_neighbours": statistical_neighbours,
    "weekly_cost": weekly_cost,
}
"""By table: what is wrong with its figures, once they are numbers."""
