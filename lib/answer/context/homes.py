"""Children's homes and places of England's authorities, and who sends children where: published."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import pandas as pd

from lib.domain.footprint import Footprint
from lib.domain.whole_areas import ENGLAND, LONDON
from lib.sources.boundaries import authority_names
from lib.sources.published import published
from lib.sources.published_checks import JOINS, by_code, refuse_small_numbers_sent

GRADES: Final[Mapping[str, str]] = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement to be good",
    "inadequate": "Inadequate",
    "not_yet_graded": "Not yet graded",
}
"""Ofsted's grades of overall experiences and progress, by column."""

SECTORS: Final[Mapping[str, str]] = {
    "private": "Private",
    "voluntary": "Voluntary",
    "local_authority": "Local authority",
    "health_authority": "Health authority",
}

_CODES_OF_TODAY: Final = {"E08000016": "E08000038", "E08000019": "E08000039"}
"""Barnsley and Sheffield: the Department publishes them under the codes before 2025."""

_KEY: Final = ["area_code", "year"]
_WHOLE_AREAS: Final = ("E12", "E13", "E92")


class Measure(StrEnum):
    """What is shown of each authority, as the reader chooses it."""

    PLACES = "Places in children's homes"
    PER_100 = "Places per 100 children looked after"
    NET_GAIN = "Children received, less those sent"


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class HomesView:
    """
    What is published of homes and of the children in them, for a footprint and for England.

    ``authorities``
        One row an authority and year: ``year`` (31 March), ``code`` (GSS, that of today where an
        authority has but changed its code), ``name``, ``is_drawn`` (it has its borders of then
        still), ``homes, places`` and the `GRADES` (homes), ``is_reconstructed``,
        ``looked_after`` (children of that authority, London alone), ``per_100`` (places per 100
        of them, whole), ``net_gain`` (children of other councils in homes there, less own
        children in homes elsewhere), ``net_gain_of`` (the area that the net gain is of: of two
        that are held as one, both have the figure of both) and ``net_gain_is_hidden``. Figures
        are missing where none is published: homes before 2018, net gain after 2024.
    ``regions``
        The same figures of London and England; children there are rounded to 10.
    ``years``
        The footprint: index year; ``homes, places, is_reconstructed, looked_after, net_gain``
        (sums, missing unless each authority's figure is there), ``per_100``,
        ``london_outside_pct, england_outside_pct``: of children in children's homes, the whole
        percentage placed outside their own authority.
    ``sectors``
        One row a year, area (``footprint`` or the code of England) and sector: ``homes, places``
        and the `GRADES`.
    """

    footprint_name: str
    footprint_codes: tuple[str, ...]
    authorities: pd.DataFrame
    regions: pd.DataFrame
    years: pd.DataFrame
    sectors: pd.DataFrame

    def years_of(self, measure: Measure) -> tuple[int, ...]:
        """Give the years in which a measure is published, the newest first."""
        rows = self.authorities.dropna(subset=[_COLUMNS[measure]])
        return tuple(sorted(map(int, rows["year"].unique()), reverse=True))

    def on_offer(self) -> dict[str, tuple[int, ...]]:
        """Give the years of each measure that can be chosen."""
        return {str(measure): self.years_of(measure) for measure in Measure}

    def of_year(self, year: int) -> pd.DataFrame:
        """Give the authorities of a year, by code."""
        return self.authorities[self.authorities["year"].eq(year)].set_index("code")

    def figures(self, measure: Measure, year: int) -> pd.Series:
        """Give the figure of each authority in a year, by code; missing where there is none."""
        return self.of_year(year)[_COLUMNS[measure]]

    def is_reconstructed(self, year: int) -> bool:
        """Whether the list of a year lacked homes that later lists gave back."""
        return bool(self.years["is_reconstructed"].get(year, default=False))


_COLUMNS: Final[Mapping[Measure, str]] = {
    Measure.PLACES: "places",
    Measure.PER_100: "per_100",
    Measure.NET_GAIN: "net_gain",
}


@lru_cache(maxsize=4)
def homes(footprint: Footprint) -> HomesView:
    """
    Read what is published of children's homes, beside a footprint.

    Raises
    ------
    SourceError
        If a published table is missing or not what it says.
    """
    listed = published("childrens_homes")
    listed = listed.assign(
        year=listed["date"].str[:4].astype("int64"),
        is_reconstructed=listed["coverage"].eq("reconstructed"),
    )
    flows = published("placement_flows")
    all_sectors = listed[listed["sector"].eq("all")]
    refuse_small_numbers_sent(flows, all_sectors)
    columns = ["area_code", "area_name", "year", "homes", "places", *GRADES, "is_reconstructed"]
    rows = _with_children(all_sectors[columns], flows[flows["measure"].eq("net_gain")])
    is_region = rows["code"].str.startswith(_WHOLE_AREAS)
    authorities = rows[~is_region].reset_index(drop=True)
    return HomesView(
        footprint_name=footprint.name,
        footprint_codes=footprint.codes,
        authorities=authorities.assign(is_drawn=authorities["code"].isin(authority_names())),
        regions=rows[is_region & rows["homes"].notna()].reset_index(drop=True),
        years=_by_year(authorities, flows, footprint),
        sectors=_by_sector(listed, footprint),
    )


def _with_children(homes: pd.DataFrame, net_gain: pd.DataFrame) -> pd.DataFrame:
    """Set children beside homes: those looked after, and those received less those sent."""
    rows = homes.merge(
        _of_each(net_gain), on=_KEY, how="outer", suffixes=("", "_of_flow")
    ).sort_values(_KEY)
    rows["area_name"] = rows["area_name"].fillna(rows.pop("area_name_of_flow"))
    rows["net_gain_of"] = rows["net_gain_of"].fillna(rows["area_name"])
    for flag in ("is_reconstructed", "net_gain_is_hidden"):
        rows[flag] = rows[flag].eq(other=True)
    rows["area_code"] = rows["area_code"].replace(_CODES_OF_TODAY)
    return (
        _beside_looked_after(rows)
        .rename(columns={"area_code": "code", "area_name": "name"})
        .reset_index(drop=True)
    )


def _of_each(net_gain: pd.DataFrame) -> pd.DataFrame:
    """Give each authority the net gain of the area that it is held in, and its own name."""
    is_joined = net_gain["area_code"].str.contains(JOINS, regex=False)
    found = by_code(
        net_gain.assign(
            net_gain=net_gain["value"],
            net_gain_of=net_gain["area_name"].where(is_joined),
            net_gain_is_hidden=net_gain["status"].eq("c"),
        )
    )
    own_name = found["area_code"].map(authority_names())
    found["area_name"] = found["area_name"].where(found["net_gain_of"].isna(), own_name)
    return found[[*_KEY, "area_name", "net_gain", "net_gain_of", "net_gain_is_hidden"]]


def _beside_looked_after(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the children looked after, and places per 100 of them, halves up."""
    every = published("children_looked_after")
    counts = every.loc[every["measure"].eq("looked_after_n"), [*_KEY, "value"]]
    found = rows.merge(counts.rename(columns={"value": "looked_after"}), on=_KEY, how="left")
    return found.assign(per_100=_per_100(found["places"], found["looked_after"]))


def _per_100(places: pd.Series, children: pd.Series) -> pd.Series:
    return ((200 * places + children) // (2 * children)).astype("Int64")


def _by_year(authorities: pd.DataFrame, flows: pd.DataFrame, footprint: Footprint) -> pd.DataFrame:
    """Sum the footprint year by year: only where the figure of each of its authorities is there."""
    is_ours = authorities["code"].isin(footprint.codes)
    ours = authorities[is_ours]
    # an area that lies in the footprint in part has no net gain of that part
    is_ours_alone = is_ours.groupby([authorities["year"], authorities["net_gain_of"]])
    net_gain = authorities["net_gain"].where(is_ours_alone.transform("all"))
    released = ours.assign(net_gain=net_gain).drop_duplicates(["year", "net_gain_of"])
    rows = pd.DataFrame(
        {
            "homes": _whole(ours, "homes"),
            "places": _whole(ours, "places"),
            "is_reconstructed": ours.groupby("year")["is_reconstructed"].any(),
            "looked_after": _whole(ours, "looked_after"),
            "net_gain": _whole(released, "net_gain"),
        }
    )
    is_whole = ours.groupby("year")["code"].nunique().eq(len(footprint.codes))
    counted = ["homes", "places", "looked_after", "net_gain"]
    rows[counted] = rows[counted].where(is_whole, axis=0)
    rows["per_100"] = _per_100(rows["places"], rows["looked_after"])
    outside = flows[flows["measure"].eq("own_placed_outside_pct")].set_index("year")
    for name, code in (("london", LONDON), ("england", ENGLAND)):
        shares = outside.loc[outside["area_code"].eq(code), "value"]
        rows[f"{name}_outside_pct"] = shares.reindex(rows.index)
    return rows


def _whole(rows: pd.DataFrame, column: str) -> pd.Series:
    """Sum a column by year; missing where a part is."""
    by_year = rows.groupby("year")[column]
    return by_year.sum().where(by_year.count().eq(by_year.size())).astype("Int64")


def _by_sector(listed: pd.DataFrame, footprint: Footprint) -> pd.DataFrame:
    """Sum the homes of each sector, of the footprint and of England."""
    rows = listed[listed["sector"].ne("all")]
    of_england = rows["area_code"].eq(ENGLAND)
    ours = rows["area_code"].isin(footprint.codes)
    parts = rows[of_england | ours].assign(
        area=lambda part: part["area_code"].where(part["area_code"].eq(ENGLAND), "footprint")
    )
    counts = ["homes", "places", *GRADES]
    return parts.groupby(["year", "area", "sector"], as_index=False)[counts].sum()
