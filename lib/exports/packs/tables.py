"""Released tables in words, as the pages show them."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.boroughs.groups import BANDS
from lib.answer.boroughs.view import BoroughsView
from lib.answer.contract.sentences import percent, pounds
from lib.answer.contract.shown_settings import label
from lib.answer.contract.view import (
    SHARES_GAMES,
    SHARES_RULES,
    SHARES_RULES_FOR,
    ContractView,
)
from lib.answer.view import OverviewView
from lib.charts.contract import ends_of_swings
from lib.disclosure.released import Audience, Released
from lib.exports.briefing import Table
from lib.maps.figures import HIDDEN, WHY_HIDDEN, whole
from lib.maps.state import When, released

ALL_BOROUGHS: Final = "All boroughs"
NOT_LOADED: Final = "not loaded"
NOT_KNOWN: Final = "not known"
HIDDEN_NOTE: Final = f"{WHY_HIDDEN[0].upper()}{WHY_HIDDEN[1:]}."
NOT_BY_BOROUGH: Final = (
    "By borough and on the map only the partnership's own contract is shown in the shared view: "
    "those of two contracts side by side could give small numbers away."
)
MOST_FLOWS: Final = 14
"""Rows of where one borough's children live; the others are counted together."""

_WHEN_WORDS: Final = ("today", "with the contract")
_OTHER_MEASURES: Final = ("in_borough", "miles_20_or_less", "distant")
_YEAR_PARTS: Final = ("p10", "p50", "p90")


def boroughs(view: OverviewView) -> Table:
    """Each borough's children, and how many live inside, today and with the contract."""
    shown = view.boroughs
    columns = {
        "Children": _counts(shown, "today_children"),
        "Inside today": _with_shares(shown, "today_in_footprint"),
        "With the contract": _with_shares(shown, "with_contract_in_footprint"),
    }
    if shown.audience is Audience.OFFICERS:  # by borough, nobody else is ever told
        columns["Not known"] = _counts(shown, "today_footprint_unknown")
    return _by_area(
        shown,
        columns,
        title="Children by the borough that looks after them, and how many live inside",
    )


def other_measures(view: OverviewView) -> Table:
    """Own borough, distance and distant placements, by borough."""
    labels = dict(released(view.measures)["label"])
    columns = {
        f"{labels[name]} {words}": _counts(view.boroughs, f"{when}_{name}")
        for name in _OTHER_MEASURES
        for when, words in zip(When, _WHEN_WORDS, strict=True)
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
            *(_count(view.flows, row, when) for when in When),
        )
        for row in listed
    ]
    if others:
        together = [_sum_of(view.flows, others, when) for when in When]
        cells.append((f"{len(others)} others", *together))
    is_shared = view.audience is Audience.SHARED
    note = "Numbers from 1 to 5, and what would give them away, are not listed."
    return Table(
        title="Where they live",
        headings=("Authority", "Today", "With the contract"),
        rows=tuple(cells),
        note=note if is_shared else "",
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
    note = "Numbers from 1 to 5, and what would give them away, are not listed."
    return Table(
        title="Where each borough's children live",
        headings=("Children of", "live in", "Today", "With the contract"),
        rows=tuple(
            (
                str(rows.at[row, "origin_name"]),
                str(rows.at[row, "destination_name"]),
                *(_count(view.flows, row, when) for when in When),
            )
            for row in ordered
        ),
        texts=2,
        note=note if is_shared else "",
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
                    _count(view.homes, code, column)
                    for column in ("homes", "places", "block_homes", "block_beds")
                ),
            )
            for code in ordered
        ),
    )


def bands(view: BoroughsView, row: str) -> Table:
    """How far away the children live, today and with the contract."""
    shown = view.bands
    keys = {**{band.key: band.name for band in BANDS}, "distance_unknown": "Not known"}
    middle = tuple(_miles(shown, row, f"{when}_median_miles") for when in When)
    return Table(
        title="How far from their own address",
        headings=("Distance", "Today", "With the contract"),
        rows=(
            *(
                (name, *(_count(shown, row, f"{when}_{key}") for when in When))
                for key, name in keys.items()
            ),
            ("Middle, in miles", *middle),
        ),
        last_is_total=True,
        note=_why_hidden(shown),
    )


def homes_here(view: BoroughsView, area_code: str) -> Table:
    """What is there for them: children, homes and places in the borough."""
    shown = view.need
    return Table(
        title="In the borough",
        headings=("", "Number"),
        rows=tuple(
            (name, _count(shown, area_code, column))
            for column, name in (
                ("children", "Children that it looks after"),
                ("living_here", "The partnership's who live here"),
                ("homes", "Children's homes"),
                ("places", "Places in them"),
                ("block_beds", "Beds of the block contract"),
            )
        ),
        note=_why_hidden(shown),
    )


def proof(view: OverviewView) -> Table:
    """The whole numbers of the proof that no way of giving out the beds does better."""
    names = {
        "kept_placements": "Children who stay where they are",
        "candidates": "Children who could come to a bed",
        "beds": "Beds",
        "beds_filled": "Beds filled",
        "brought_inside": "Children brought inside",
        "children_inside": "Children inside",
        "children_competing": "Children who compete for beds",
        "beds_competed_for": "Beds that they compete for",
    }
    columns = ("with_contract", "ceiling")
    return Table(
        title="The numbers of the proof",
        headings=("", "With the contract's beds", "If all of its ages were placed anew"),
        rows=tuple(
            (name, *(_count(view.proof, column, key) for column in columns))
            for key, name in names.items()
        ),
        note=_why_hidden(view.proof),
    )


def years(view: ContractView) -> Table:
    """The saving year by year."""
    shown = view.years
    return Table(
        title="Each year of the contract; setting up falls into the first",
        headings=(
            "Contract year",
            "Saving, lowest tenth",
            "Middle",
            "Highest tenth",
            "Paid for empty beds, middle",
            "Beds filled, middle",
        ),
        rows=tuple(
            (
                f"Year {row}",
                *(_money(shown, row, f"saving_pounds_{part}") for part in _YEAR_PARTS),
                _money(shown, row, "empty_pounds_p50"),
                _percent(shown, row, "occupancy_p50"),
            )
            for row in released(shown).index
        ),
        note=_why_hidden(shown),
    )


def swings(view: ContractView) -> Table:
    """What moves the saving, the widest swing first."""
    return Table(
        title="Average saving in the full year, the widest swing first",
        headings=("Figure", "Lowest to highest tenth", "Saving where low", "Saving where high"),
        rows=tuple(
            (
                label(key),
                f"{low} to {high}",
                _money(view.swings, key, "low_pounds"),
                _money(view.swings, key, "high_pounds"),
            )
            for key, (low, high) in ends_of_swings(view).items()
        ),
        texts=2,
        note=_why_hidden(view.swings),
    )


def claim(view: ContractView) -> Table:
    """What the promised saving takes for granted, and whether it is borne out."""
    rows = released(view.claim)
    return Table(
        title="All of them must hold together for the claim to hold",
        headings=("The claim takes for granted", "Borne out?", "What is found"),
        rows=tuple(
            (
                str(row["claimed"]),
                str(row["support"]).capitalize() if row.notna()["support"] else HIDDEN,
                str(row["said"]) if row.notna()["said"] else HIDDEN,
            )
            for _, row in rows.iterrows()
        ),
        texts=3,
    )


def assumptions(view: OverviewView) -> Table:
    """What the contract takes for granted, and why."""
    return Table(
        title="What the contract takes for granted",
        headings=("Assumption",),
        rows=tuple((said,) for said in view.assumptions),
    )


def shares(shown: Released, game: str) -> Table:
    """What each authority brings, by the rules that the audience sees."""
    rules = SHARES_RULES_FOR[shown.audience]
    return Table(
        title=f"{SHARES_GAMES[game]}, shared by {len(rules)} rules",
        headings=("Borough", "Children", *(SHARES_RULES[rule] for rule in rules)),
        rows=tuple(
            (
                ALL_BOROUGHS if row == TOTAL else shown.text(row, "name"),
                _count(shown, row, "children"),
                *(_share(shown, row, f"{game}_{rule}") for rule in rules),
            )
            for row in released(shown).index
        ),
        last_is_total=True,
        note=_why_hidden(shown),
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
                _count(shown, row, "children"),
                _count(shown, row, "today_in_footprint"),
                _count(shown, row, "with_contract_in_footprint"),
                _count(shown, row, "today_miles_20_or_less"),
            )
            for row in rows.index
        ),
        last_is_total=True,
        note=_why_hidden(shown),
    )


def parted(table: Table, most: int) -> list[Table]:
    """Part a long table into some of at most so many rows; only the last has the total's line."""
    if len(table.rows) <= most:
        return [table]
    parts = [table.rows[at : at + most] for at in range(0, len(table.rows), most)]
    return [
        Table(
            title=f"{table.title} ({number} of {len(parts)})",
            headings=table.headings,
            rows=rows,
            texts=table.texts,
            last_is_total=table.last_is_total and rows is parts[-1],
            note=table.note,
        )
        for number, rows in enumerate(parts, 1)
    ]


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
        note=_why_hidden(shown),
    )


def _count(shown: Released, row: Hashable, column: str) -> str:
    if shown.is_hidden(row, column):
        return HIDDEN
    number = shown.count(row, column)
    return NOT_KNOWN if number is None else f"{number:,}"


def _counts(shown: Released, column: str) -> list[str]:
    return [_count(shown, row, column) for row in shown.table.index]


def _with_shares(shown: Released, column: str) -> list[str]:
    shares = map(whole, shown.table[f"{column}_share"])
    return [
        cell if share is None or cell == HIDDEN else f"{cell} ({share}%)"
        for cell, share in zip(_counts(shown, column), shares, strict=True)
    ]


def _sum_of(shown: Released, rows: Sequence[str], column: str) -> str:
    """Add up rows; where one of them is hidden, so is the sum."""
    numbers = [shown.count(row, column) for row in rows]
    known = [number for number in numbers if number is not None]
    return HIDDEN if len(known) < len(numbers) else f"{sum(known):,}"


def _miles(shown: Released, row: str, column: str) -> str:
    value = shown.number(row, column)
    if value is None:
        return HIDDEN if shown.is_hidden(row, column) else NOT_KNOWN
    return f"{value:.{1 if shown.audience is Audience.OFFICERS else 0}f}"


def _money(shown: Released, row: Hashable, column: str) -> str:
    value = shown.number(row, column)
    return HIDDEN if value is None else pounds(value)


def _percent(shown: Released, row: Hashable, column: str) -> str:
    value = shown.number(row, column)
    return HIDDEN if value is None else percent(value)


def _share(shown: Released, row: Hashable, column: str) -> str:
    value = shown.number(row, column)
    if value is None:
        return HIDDEN if shown.is_hidden(row, column) else "–"
    if "pence" in column:
        rounded = round(value, -3) if abs(value) >= _TEN_THOUSAND else round(value)
        return f"{'−' if rounded < 0 else ''}£{abs(rounded):,.0f}"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


_TEN_THOUSAND: Final = 10_000


def _why_hidden(shown: Released) -> str:
    return HIDDEN_NOTE if shown.hidden else ""
