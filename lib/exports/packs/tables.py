"""Released tables in words, as the pages show them."""

from collections.abc import Mapping, Sequence
from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.boroughs.groups import BANDS
from lib.answer.boroughs.view import BoroughsView
from lib.answer.view import OverviewView
from lib.disclosure.released import Audience, Released
from lib.exports.briefing import Table
from lib.exports.packs.cells import (
    ALL_BOROUGHS,
    count,
    counts,
    miles,
    sum_of,
    why_hidden,
    with_shares,
)
from lib.maps.state import When, released

NOT_LOADED: Final = "not loaded"
NOT_BY_BOROUGH: Final = (
    "By borough and on the map only the partnership's own contract is shown in the shared view: "
    "those of two contracts side by side could give small numbers away."
)
NOT_LISTED: Final = "Numbers from 1 to 5, and what would give them away, are hidden or not listed."
MOST_FLOWS: Final = 14
"""Rows of where one borough's children live; the others are counted together."""

_WHEN_WORDS: Final = ("today", "with the contract")
_OTHER_MEASURES: Final = ("in_borough", "miles_20_or_less", "distant")


def boroughs(view: OverviewView) -> Table:
    """Each borough's children, and how many live inside, today and with the contract."""
    shown = view.boroughs
    columns = {
        "Children": counts(shown, "today_children"),
        "Inside today": with_shares(shown, "today_in_footprint"),
    }
    if view.has_ages:
        columns["With the contract"] = with_shares(shown, "with_contract_in_footprint")
    if shown.audience is Audience.OFFICERS:  # by borough, nobody else is ever told
        columns["Not known"] = counts(shown, "today_footprint_unknown")
    return _by_area(
        shown,
        columns,
        title="Children by the borough that looks after them, and how many live inside",
    )


def other_measures(view: OverviewView) -> Table:
    """Own borough, distance and distant placements, by borough."""
    labels = dict(released(view.measures)["label"])
    columns = {
        f"{labels[name]} {words}": counts(view.boroughs, f"{when}_{name}")
        for name in _OTHER_MEASURES
        for when, words in zip(When, _WHEN_WORDS, strict=True)
        if view.has_ages or when is When.TODAY
    }
    return _by_area(
        view.boroughs, columns, title="The other measures by borough: number of children"
    )


def flows_of(view: OverviewView, area_code: str) -> Table | None:
    """Where one borough's children live, most first; None where nothing may be listed."""
    rows = released(view.flows)
    of = [str(row) for row in rows.index[rows["origin_code"] == area_code]]
    if not of:
        return None
    of.sort(
        key=lambda row: (-(view.flows.count(row, "today") or 0), rows.at[row, "destination_name"])
    )
    listed, others = of[:MOST_FLOWS], of[MOST_FLOWS:]
    cells = [
        (
            str(rows.at[row, "destination_name"]),
            *(count(view.flows, row, when) for when in When),
        )
        for row in listed
    ]
    if others:
        together = [sum_of(view.flows, others, when) for when in When]
        cells.append((f"{len(others)} others", *together))
    is_shared = view.audience is Audience.SHARED
    return Table(
        title=f"Where the children of {view.boroughs.text(area_code, 'name')} live",
        headings=("Authority", "Today", "With the contract"),
        rows=tuple(cells),
        note=NOT_LISTED if is_shared else "",
    )


def flows(view: OverviewView) -> Table:
    """Where the children of each borough live: what the lines of the map draw."""
    rows = released(view.flows)
    ordered = sorted(
        map(str, rows.index),
        key=lambda row: (
            rows.at[row, "origin_name"],
            -(view.flows.count(row, "today") or 0),
            rows.at[row, "destination_name"],
        ),
    )
    is_shared = view.audience is Audience.SHARED
    return Table(
        title="Where each borough's children live",
        headings=("Children of", "live in", "Today", "With the contract"),
        rows=tuple(
            (
                str(rows.at[row, "origin_name"]),
                str(rows.at[row, "destination_name"]),
                *(count(view.flows, row, when) for when in When),
            )
            for row in ordered
        ),
        texts=2,
        note=NOT_LISTED if is_shared else "",
    )


def homes(view: OverviewView) -> Table:
    """Homes and places, the footprint's first."""
    rows = released(view.homes)
    inside = {
        part for area in released(view.boroughs).index for part in (area, *str(area).split("+"))
    }
    ordered = sorted(
        map(str, rows.index), key=lambda code: (code not in inside, str(rows.at[code, "name"]))
    )
    return Table(
        title="Children's homes, those of the footprint first, and the block homes assumed",
        headings=("Authority", "Children's homes", "Places", "Block homes", "Block beds"),
        rows=tuple(
            (
                str(rows.at[code, "name"]),
                *(
                    count(view.homes, code, column)
                    for column in ("homes", "places", "block_homes", "block_beds")
                ),
            )
            for code in ordered
        ),
    )


def bands(view: BoroughsView, row: str) -> Table:
    """How far away the children live, today and with the contract."""
    shown = view.bands
    of_whom = ALL_BOROUGHS if row == TOTAL else view.overview.boroughs.text(row, "name")
    keys = {**{band.key: band.name for band in BANDS}, "distance_unknown": "Not known"}
    middle = tuple(miles(shown, row, f"{when}_median_miles") for when in When)
    return Table(
        title=f"{of_whom}: how far from their own address",
        headings=("Distance", "Today", "With the contract"),
        rows=(
            *(
                (name, *(count(shown, row, f"{when}_{key}") for when in When))
                for key, name in keys.items()
            ),
            ("Middle, in miles", *middle),
        ),
        last_is_total=True,
        note=why_hidden(shown),
    )


def homes_here(view: BoroughsView, area_code: str) -> Table:
    """What is there for them: children, homes and places in the borough."""
    shown = view.need
    return Table(
        title=f"In {view.overview.boroughs.text(area_code, 'name')}",
        headings=("", "Number"),
        rows=tuple(
            (name, count(shown, area_code, column))
            for column, name in (
                ("children", "Children that it looks after"),
                ("living_here", "The partnership's who live here"),
                ("homes", "Children's homes"),
                ("places", "Places in them"),
                ("block_beds", "Beds of the block contract"),
            )
        ),
        note=why_hidden(shown),
    )


def groups(view: BoroughsView) -> Table:
    """Which children they are: by age, placement, legal status and the others of the page."""
    shown = view.by_group
    rows = released(shown)
    return Table(
        title="Children by group, today and with the contract",
        headings=("Group", "Children", "Inside today", "With the contract", "20 miles or less"),
        rows=tuple(
            (
                ": ".join(filter(None, (str(rows.at[row, "field"]), str(rows.at[row, "name"])))),
                count(shown, row, "children"),
                count(shown, row, "today_in_footprint"),
                count(shown, row, "with_contract_in_footprint"),
                count(shown, row, "today_miles_20_or_less"),
            )
            for row in rows.index
        ),
        last_is_total=True,
        note=why_hidden(shown),
    )


def _by_area(shown: Released, columns: Mapping[str, Sequence[str]], *, title: str) -> Table:
    rows = released(shown)
    nothing = (NOT_LOADED, *[""] * (len(columns) - 1))
    cells = zip(*columns.values(), strict=True)
    return Table(
        title=title,
        headings=("Borough", *columns),
        rows=tuple(
            (ALL_BOROUGHS if code == TOTAL else str(name), *(of if is_loaded else nothing))
            for code, name, is_loaded, of in zip(
                rows.index, rows["name"], rows["is_loaded"], cells, strict=True
            )
        ),
        last_is_total=True,
        note=why_hidden(shown),
    )
