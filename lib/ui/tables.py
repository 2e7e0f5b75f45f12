"""The answer as tables: each fact of the map, reachable before it."""

import math
from collections.abc import Hashable
from typing import Final

import pandas as pd
import streamlit as st

from lib.answer.view import OverviewView
from lib.disclosure.released import Audience, Released
from lib.maps.figures import HIDDEN, WHY_HIDDEN, whole
from lib.maps.state import When, released
from lib.maps.words import TOTAL
from lib.ui.markup import count, element, table, text

_WHENS: Final = ("today", "with the contract")


def borough_table(view: OverviewView, area_code: str | None) -> None:
    """Show each borough's children, and how many of them live inside."""
    rows = released(view.boroughs)
    st.html(
        table(
            [
                [
                    text("All boroughs" if code == TOTAL else row["name"]),
                    *_inside(view.boroughs, code, is_loaded=bool(row["is_loaded"])),
                ]
                for code, row in rows.iterrows()
            ],
            heads=("Borough", "Children", "Inside today", "With the contract", "Not known"),
            caption="Children by the borough that looks after them, and how many live inside."
            + _why_hidden(view.boroughs),
            marked=[at for at, code in enumerate(rows.index) if code == area_code],
            last_is_total=True,
        )
    )


def other_measures(view: OverviewView) -> None:
    """Show the other three measures by borough."""
    rows = released(view.boroughs)
    names = ("in_borough", "miles_20_or_less", "distant")
    labels = released(view.measures)["label"]
    st.html(
        table(
            [
                [
                    text("All boroughs" if code == TOTAL else row["name"]),
                    *(
                        _cell(view.boroughs, code, f"{when}_{name}")
                        for name in names
                        for when in When
                    ),
                    *(_miles(view.boroughs, code, f"{when}_median_miles") for when in When),
                ]
                for code, row in rows.iterrows()
            ],
            heads=(
                "Borough",
                *(f"{text(labels[name])} {words}" for name in names for words in _WHENS),
                *(f"Middle distance in miles {words}" for words in _WHENS),
            ),
            caption="The other measures by borough: number of children."
            + _why_hidden(view.boroughs),
            last_is_total=True,
        )
    )


def flow_table(view: OverviewView) -> None:
    """Show where the children of each borough live: what the lines of the map draw."""
    rows = released(view.flows).sort_values(["origin_name", "today"], ascending=[True, False])
    hidden = (
        ""
        if view.audience is Audience.OFFICERS
        else (" Numbers from 1 to 5, and what would give them away, are not listed.")
    )
    st.html(
        table(
            [
                [
                    text(row["origin_name"]),
                    text(row["destination_name"]),
                    _cell(view.flows, key, "today"),
                    _cell(view.flows, key, "with_contract"),
                ]
                for key, row in rows.iterrows()
            ],
            heads=("Children of", "live in", "Today", "With the contract"),
            caption=f"Where each borough's children live.{hidden}",
            numbers_from=2,
        )
    )


def home_table(view: OverviewView) -> None:
    """Show homes and places, the footprint's first: what the diamonds of the map draw."""
    rows = released(view.homes)
    inside = {
        part for area in released(view.boroughs).index for part in (area, *str(area).split("+"))
    }
    is_inside = rows.index.isin(inside)
    rows = pd.concat([rows[is_inside], rows[~is_inside].sort_values("name")])
    if rows.empty:
        return
    st.html(
        table(
            [
                [
                    text(row["name"]),
                    *(
                        _cell(view.homes, code, column)
                        for column in ("homes", "places", "block_homes", "block_beds")
                    ),
                ]
                for code, row in rows.iterrows()
            ],
            heads=("Authority", "Children's homes", "Places", "Block homes", "Block beds"),
            caption="Children's homes, those of the footprint first, and the block homes assumed",
        )
    )


def tables_behind_the_map(view: OverviewView) -> None:
    """Give every fact of the map, and the other measures, as tables."""
    with st.expander("Where each borough's children live, as a table"):
        flow_table(view)
    with st.expander("Own borough, distance and distant placements, by borough"):
        other_measures(view)
    with st.expander("Children's homes and block homes, as a table"):
        home_table(view)


def _inside(shown: Released, row: Hashable, *, is_loaded: bool) -> list[str]:
    """Cells of one borough; a single word where there is no return."""
    if not is_loaded:
        return [element("span", "not loaded", of="cth-hidden"), "", "", ""]
    return [
        _cell(shown, row, "today_children"),
        _with_share(shown, row, "today_in_footprint"),
        _with_share(shown, row, "with_contract_in_footprint"),
        _cell(shown, row, "today_footprint_unknown"),
    ]


def _why_hidden(shown: Released) -> str:
    """Explain the word once for each table that holds it."""
    return f" {WHY_HIDDEN[0].upper()}{WHY_HIDDEN[1:]}." if shown.hidden else ""


def _cell(shown: Released, row: Hashable, column: str) -> str:
    return count(shown.table.at[row, column], is_hidden=shown.is_hidden(row, column))


def _with_share(shown: Released, row: Hashable, column: str) -> str:
    share = whole(shown.table.at[row, f"{column}_share"])
    beside = "" if share is None else element("span", f"{share}%", of="cth-share")
    return f"{_cell(shown, row, column)} {beside}"


def _miles(shown: Released, row: Hashable, column: str) -> str:
    value = shown.table.at[row, column]
    if isinstance(value, float) and not math.isnan(value):
        return f"{value:.1f}"
    return element("span", HIDDEN if shown.is_hidden(row, column) else "not known", of="cth-hidden")
