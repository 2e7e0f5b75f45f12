"""The answer as tables: each fact of the map, reachable before it."""

import math
from typing import Final

import streamlit as st

from lib.answer.view import OverviewView
from lib.disclosure.released import Audience, Released
from lib.maps.figures import HIDDEN, WHY_HIDDEN, whole
from lib.maps.state import When, released
from lib.maps.words import TOTAL
from lib.ui.markup import count, element, table, text
from lib.ui.rows import choosable, row_button
from lib.ui.state import Key

ALL_BOROUGHS: Final = "All boroughs"

_WHENS: Final = ("today", "with the contract")
_NOT_LOADED: Final = element("span", "not loaded", of="cth-hidden")


def borough_table(view: OverviewView, area_code: str | None) -> None:
    """Show each borough's children, and how many of them live inside; a row can be chosen."""
    shown = view.boroughs
    rows = released(shown)
    names = {str(code): str(name) for code, name in rows["name"].items()} | {TOTAL: ALL_BOROUGHS}

    def choose(code: str) -> None:
        is_undone = code in (TOTAL, area_code)
        st.session_state[Key.AREA] = ALL_BOROUGHS if is_undone else names[code]

    cells = zip(
        written(shown, "today_children"),
        with_shares(shown, "today_in_footprint"),
        with_shares(shown, "with_contract_in_footprint"),
        written(shown, "today_footprint_unknown"),
        strict=True,
    )
    html = table(
        [
            [
                row_button(
                    name, value=code, is_chosen=None if code == TOTAL else code == area_code
                ),
                *(of_borough if is_loaded else (_NOT_LOADED, "", "", "")),
            ]
            for (code, name), is_loaded, of_borough in zip(
                names.items(), rows["is_loaded"].tolist(), cells, strict=True
            )
        ],
        heads=("Borough", "Children", "Inside today", "With the contract", "Not known"),
        caption="Children by the borough that looks after them, and how many live inside."
        + why_hidden(shown),
        kinds={at: "is-chosen" for at, code in enumerate(names) if code == area_code},
        last_is_total=True,
    )
    choosable(html, name="boroughs", values=names, choose=choose)


def other_measures(view: OverviewView) -> None:
    """Give the other three measures by borough, one click away."""
    with st.expander("Own borough, distance and distant placements, by borough"):
        st.html(_other_measures(view))


def flow_table(view: OverviewView) -> None:
    """Show where the children of each borough live: what the lines of the map draw."""
    rows = released(view.flows)
    hidden = (
        ""
        if view.audience is Audience.OFFICERS
        else (" Numbers from 1 to 5, and what would give them away, are not listed.")
    )
    cells = zip(
        rows["origin_name"].tolist(),
        rows["destination_name"].tolist(),
        rows["today"].tolist(),
        written(view.flows, "today"),
        written(view.flows, "with_contract"),
        strict=True,
    )
    st.html(
        table(
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
    )


def home_table(view: OverviewView) -> None:
    """Show homes and places, the footprint's first: what the diamonds of the map draw."""
    rows = released(view.homes)
    if rows.empty:
        return
    inside = {
        part for area in released(view.boroughs).index for part in (area, *str(area).split("+"))
    }
    columns = ("homes", "places", "block_homes", "block_beds")
    cells = zip(
        rows.index,
        rows["name"].tolist(),
        *(written(view.homes, column) for column in columns),
        strict=True,
    )
    st.html(
        table(
            [
                [text(name), *of_authority]
                for code, name, *of_authority in sorted(
                    cells, key=lambda row: (0, "") if row[0] in inside else (1, row[1])
                )
            ],
            heads=("Authority", "Children's homes", "Places", "Block homes", "Block beds"),
            caption="Children's homes, those of the footprint first, and the block homes assumed",
        )
    )


def tables_behind_the_map(view: OverviewView) -> None:
    """Give every fact of the map, and the other measures, as tables."""
    with st.expander("Where each borough's children live, as a table"):
        flow_table(view)
    other_measures(view)
    with st.expander("Children's homes and block homes, as a table"):
        home_table(view)


def borough_names(shown: Released) -> list[str]:
    """Name the rows of a table by area, that of all of them last."""
    return [
        ALL_BOROUGHS if code == TOTAL else str(name)
        for code, name in zip(shown.table.index, shown.table["name"].tolist(), strict=True)
    ]


def written(shown: Released, column: str) -> list[str]:
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
        for cell, share in zip(written(shown, column), shares, strict=True)
    ]


def medians(shown: Released, column: str) -> list[str]:
    """Write a column of distances in miles."""
    return [
        f"{cell:.1f}"
        if isinstance(cell, float) and not math.isnan(cell)
        else element(
            "span", HIDDEN if shown.is_hidden(row, column) else "not known", of="cth-hidden"
        )
        for row, cell in zip(shown.table.index, shown.table[column].tolist(), strict=True)
    ]


def why_hidden(shown: Released) -> str:
    """Explain the word once for each table that holds it."""
    return f" {WHY_HIDDEN[0].upper()}{WHY_HIDDEN[1:]}." if shown.hidden else ""


def _other_measures(view: OverviewView) -> str:
    shown = view.boroughs
    names = ("in_borough", "miles_20_or_less", "distant")
    labels = dict(released(view.measures)["label"])
    cells = zip(
        *(written(shown, f"{when}_{name}") for name in names for when in When),
        *(medians(shown, f"{when}_median_miles") for when in When),
        strict=True,
    )
    return table(
        [
            [text(name), *of_borough]
            for name, of_borough in zip(borough_names(shown), cells, strict=True)
        ],
        heads=(
            "Borough",
            *(f"{text(labels[name])} {words}" for name in names for words in _WHENS),
            *(f"Middle distance in miles {words}" for words in _WHENS),
        ),
        caption="The other measures by borough: number of children." + why_hidden(shown),
        last_is_total=True,
    )
