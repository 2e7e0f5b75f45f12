"""The answer as tables: each fact of the map, reachable before it."""

import math
from collections.abc import Hashable, Iterable
from typing import Final, TypeAlias

import streamlit as st

from lib.answer.view import OverviewView
from lib.disclosure.released import Audience, Released
from lib.maps.figures import HIDDEN, WHY_HIDDEN, whole
from lib.maps.state import When, released
from lib.maps.words import TOTAL
from lib.ui.markup import count, details, element, table, text
from lib.ui.sheet import row_button, sheet
from lib.ui.state import Key
from lib.ui.written import written

ALL_BOROUGHS: Final = "All boroughs"
"""The choice of every borough, and the row that sums them."""

_HEADLINE: Final = ("today_children", "today_in_footprint", "with_contract_in_footprint")

_WHENS: Final = ("today", "with the contract")
HIDDEN_TOGETHER: Final = "Those hidden, together"
"""What any reader could work out from the total, worked out for them."""

_Cell: TypeAlias = tuple[Hashable, str]
"""A row and a column."""

NOT_LOADED: Final = element("span", "not loaded", of="cth-hidden")
"""Of a borough without a return, in the place of its numbers."""


def choose_borough(view: OverviewView, code: str, *, now: str | None) -> None:
    """Choose a borough before the script runs; the one that is chosen now, or all, undoes it."""
    is_undone = code in (TOTAL, now)
    name = ALL_BOROUGHS if is_undone else str(released(view.boroughs).at[code, "name"])
    st.session_state[Key.AREA] = name


def borough_table(view: OverviewView, area_code: str | None, *beneath: str) -> None:
    """Show each borough's children, and how many live inside; a row can be chosen."""

    def choose(code: str) -> None:
        choose_borough(view, code, now=area_code)

    boroughs = written(view, ("boroughs", area_code), lambda: _boroughs(view.boroughs, area_code))
    sheet(
        [boroughs, *beneath],
        name="boroughs",
        audience=view.audience,
        values=released(view.boroughs).index,
        choose=choose,
    )


def other_measures(view: OverviewView) -> str:
    """Write the other three measures by borough, one click away."""
    name = "Own borough, distance and distant placements, by borough"
    return written(view, "other measures", lambda: details(name, _other_measures(view)))


def flow_table(view: OverviewView) -> str:
    """Write where the children of each borough live: what the lines of the map draw."""
    name = "Where each borough's children live, today and with the contract, as a table"
    return written(view, "flows", lambda: details(name, _flows(view)))


def home_table(view: OverviewView) -> str:
    """Write homes and places, the footprint's first: what the diamonds of the map draw."""
    name = "Children's homes and block homes in every authority, as a table"
    is_empty = released(view.homes).empty
    return "" if is_empty else written(view, "homes", lambda: details(name, _homes(view)))


def tables_behind_the_map(view: OverviewView) -> None:
    """Give every fact of the map, and the other measures, as tables."""
    tables = [flow_table(view), other_measures(view), home_table(view)]
    sheet(tables, name="behind-the-map", audience=view.audience)


def borough_names(shown: Released) -> list[str]:
    """Name the rows of a table by area, that of all of them last."""
    return [
        ALL_BOROUGHS if code == TOTAL else str(name)
        for code, name in zip(shown.table.index, shown.table["name"].tolist(), strict=True)
    ]


def counts(shown: Released, column: str) -> list[str]:
    """Write a column of counts, row by row."""
    return [
        count(cell, is_hidden=shown.is_hidden(row, column))
        for row, cell in zip(shown.table.index, shown.table[column].tolist(), strict=True)
    ]


def with_shares(shown: Released, column: str) -> list[str]:
    """Write a column of counts, each with its share beside it."""
    shares = map(whole, shown.table[f"{column}_share"].tolist())
    return [
        f"{cell} " + ("" if share is None else element("span", f"{share}%", of="cth-share"))
        for cell, share in zip(counts(shown, column), shares, strict=True)
    ]


def hidden_together(shown: Released, wholes: Iterable[tuple[_Cell, Iterable[_Cell]]]) -> list[str]:
    """
    Write how many children the hidden parts of each whole are together: *none* if none is hidden.

    Nothing at all where it can be told of none of them, so never for officers.

    Parameters
    ----------
    wholes
        Each with its parts.
    """
    every = [(whole, [*parts]) for whole, parts in wholes]
    numbers = [shown.hidden_together(parts, whole) for whole, parts in every]
    if all(number is None for number in numbers):
        return []
    return [
        element("span", "none", of="cth-hidden")
        if shown.hidden.isdisjoint(parts)
        else count(number, is_hidden=number is None)
        for number, (_, parts) in zip(numbers, every, strict=True)
    ]


def medians(shown: Released, column: str) -> list[str]:
    """Write a column of distances in miles, for others than officers in whole ones."""
    digits = 1 if shown.audience is Audience.OFFICERS else 0
    return [
        f"{cell:.{digits}f}"
        if isinstance(cell, float) and not math.isnan(cell)
        else element(
            "span", HIDDEN if shown.is_hidden(row, column) else "not known", of="cth-hidden"
        )
        for row, cell in zip(shown.table.index, shown.table[column].tolist(), strict=True)
    ]


def why_hidden(shown: Released) -> str:
    """Explain the word once for each table that holds it."""
    return f" {WHY_HIDDEN[0].upper()}{WHY_HIDDEN[1:]}." if shown.hidden else ""


def _boroughs(shown: Released, area_code: str | None) -> str:
    rows = released(shown)
    children, today, after = _HEADLINE
    columns = {
        "Children": counts(shown, children),
        "Inside today": with_shares(shown, today),
        "With the contract": with_shares(shown, after),
    }
    if shown.audience is Audience.OFFICERS:  # by borough, nobody else is ever told
        columns["Not known"] = counts(shown, "today_footprint_unknown")
    nothing = (NOT_LOADED, *[""] * (len(columns) - 1))
    cells = zip(*columns.values(), strict=True)
    *boroughs, of_all = [
        [
            row_button(name, value=code, is_chosen=None if code == TOTAL else code == area_code),
            *(of_borough if is_loaded else nothing),
        ]
        for code, name, is_loaded, of_borough in zip(
            rows.index, borough_names(shown), rows["is_loaded"].tolist(), cells, strict=True
        )
    ]
    return table(
        [*boroughs, *_hidden_boroughs(shown), of_all],
        heads=("Borough", *columns),
        caption="Children by the borough that looks after them, and how many live inside."
        + why_hidden(shown),
        last_is_total=True,
        kinds={at: "is-chosen" for at, code in enumerate(rows.index) if code == area_code},
    )


def _hidden_boroughs(shown: Released) -> list[list[str]]:
    """Write one line more where some boroughs are hidden."""
    rows = shown.table.index.drop(TOTAL)
    told = hidden_together(
        shown, (((TOTAL, column), [(row, column) for row in rows]) for column in _HEADLINE)
    )
    return [[HIDDEN_TOGETHER, *told]] if told else []


def _other_measures(view: OverviewView) -> str:
    shown = view.boroughs
    names = ("in_borough", "miles_20_or_less", "distant")
    labels = dict(released(view.measures)["label"])
    columns = {
        f"{text(labels[name])} {words}": counts(shown, f"{when}_{name}")
        for name in names
        for when, words in zip(When, _WHENS, strict=True)
    }
    if shown.audience is Audience.OFFICERS:  # by borough, nobody else is ever told
        columns |= {
            f"Middle distance in miles {words}": medians(shown, f"{when}_median_miles")
            for when, words in zip(When, _WHENS, strict=True)
        }
    cells = zip(*columns.values(), strict=True)
    return table(
        [
            [text(name), *of_borough]
            for name, of_borough in zip(borough_names(shown), cells, strict=True)
        ],
        heads=("Borough", *columns),
        caption="The other measures by borough: number of children." + why_hidden(shown),
        last_is_total=True,
    )


def _flows(view: OverviewView) -> str:
    rows = released(view.flows)
    hidden = (
        ""
        if view.audience is Audience.OFFICERS
        else " Numbers from 1 to 5, and what would give them away, are hidden or not listed."
    )
    cells = zip(
        rows["origin_name"].tolist(),
        rows["destination_name"].tolist(),
        rows["today"].tolist(),
        counts(view.flows, "today"),
        counts(view.flows, "with_contract"),
        strict=True,
    )
    return table(
        [
            [text(origin), text(destination), today, after]
            for origin, destination, _, today, after in sorted(
                cells, key=lambda flow: (flow[0], -(whole(flow[2]) or 0), flow[1])
            )
        ],
        heads=("Children of", "live in", "Today", "With the contract"),
        caption=f"Where each borough's children live.{hidden}",
        numbers_from=2,
    )


def _homes(view: OverviewView) -> str:
    rows = released(view.homes)
    inside = {
        part for area in released(view.boroughs).index for part in (area, *str(area).split("+"))
    }
    columns = ("homes", "places", "block_homes", "block_beds")
    cells = zip(
        rows.index,
        rows["name"].tolist(),
        *(counts(view.homes, column) for column in columns),
        strict=True,
    )
    return table(
        [
            [text(name), *of_authority]
            for code, name, *of_authority in sorted(
                cells, key=lambda row: (0, "") if row[0] in inside else (1, row[1])
            )
        ],
        heads=("Authority", "Children's homes", "Places", "Block homes", "Block beds"),
        caption="Children's homes, those of the footprint first, and the block homes assumed",
    )
