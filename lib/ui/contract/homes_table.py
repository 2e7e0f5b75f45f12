"""The homes of a contract as a table that a reader can change, over the whole page."""

from collections.abc import Mapping
from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from lib.domain.block_home import MOST_BEDS, OLDEST_YEARS, BlockHome, Need, Takes
from lib.ui.markup import bullets, element

_TAKEN: Final = "homes that the reader entered"
_COLUMNS: Final = (
    "Home", "Authority", "Postcode", "Beds", "Takes", "From age", "To age", "Lives alone",
    "Opens", "Years apart",
)  # fmt: skip
_WORDS: Final = {Takes.ANY: "girls and boys", Takes.GIRLS: "girls", Takes.BOYS: "boys"}


def taken() -> tuple[BlockHome, ...] | None:
    """Give, once, the homes that the reader entered."""
    entered: tuple[BlockHome, ...] | None = st.session_state.pop(_TAKEN, None)
    return entered


@st.dialog("Homes of the contract", width="large", dismissible=False)
def ask(listed: tuple[BlockHome, ...], names: Mapping[str, str]) -> None:
    """Let the reader change each home; nothing is taken before all of it can be."""
    st.html(
        element(
            "p",
            "Change a cell, or add a home in the last row. To remove one, choose its row at the "
            "left and press Delete. An empty age takes the contract's; an empty date, the home's "
            "turn; empty years apart, any.",
            of="cth-quiet",
        )
    )
    edited = st.data_editor(
        as_frame(listed, names),
        key="homes one by one",
        num_rows="dynamic",
        height="content",
        placeholder="",
        hide_index=True,
        column_config={
            "Authority": st.column_config.SelectboxColumn(options=list(names.values())),
            "Postcode": st.column_config.TextColumn(
                help="Empty, it stands in the middle of its authority"
            ),
            "Beds": st.column_config.NumberColumn(min_value=1, max_value=MOST_BEDS, step=1),
            "Takes": st.column_config.SelectboxColumn(options=list(_WORDS.values())),
            "From age": st.column_config.NumberColumn(min_value=0, max_value=OLDEST_YEARS, step=1),
            "To age": st.column_config.NumberColumn(min_value=0, max_value=OLDEST_YEARS, step=1),
            "Lives alone": st.column_config.CheckboxColumn(
                help="It can take a child who must live without other children"
            ),
            "Opens": st.column_config.DateColumn(format="DD/MM/YYYY"),
            "Years apart": st.column_config.NumberColumn(
                min_value=0, max_value=OLDEST_YEARS, step=1,
                help="At most, between its youngest and its oldest child",
            ),
        },
    )  # fmt: skip
    found = faults(edited)
    if found:
        st.html(
            f'<div class="cth-note" role="alert">{element("p", "Before these homes can be used:")}'
            f"{bullets(found)}</div>"
        )
    with st.container(horizontal=True):
        if st.button("Use these homes", type="primary", disabled=bool(found)):
            st.session_state[_TAKEN] = as_homes(edited, names)
            st.rerun()
        if st.button("Leave them as they were"):
            st.rerun()


def as_frame(listed: tuple[BlockHome, ...], names: Mapping[str, str]) -> pd.DataFrame:
    """Write homes as rows, with authorities by name."""
    table = pd.DataFrame(
        [
            (
                home.name, names.get(home.authority_code, home.authority_code),
                home.postcode, home.beds, _WORDS[home.takes],
                home.age_min_years, home.age_max_years, Need.SOLO in home.meets,
                home.opens, home.most_years_apart,
            )
            for home in listed
        ],
        columns=list(_COLUMNS),
    )  # fmt: skip
    wholes = dict.fromkeys(("Beds", "From age", "To age", "Years apart"), "Int64")
    return table.astype({**wholes, "Opens": "datetime64[s]"})


def faults(table: pd.DataFrame) -> list[str]:
    """Say of each home what cannot be: its name, the column, what stands there, what may."""
    rows = _rows(table)
    if not rows:
        return ["The table has no home: a contract has one at least."]
    said = []
    names = [_name(row) for row in rows]
    for at, row in enumerate(rows):
        here = f"Home “{names[at]}”" if names[at] else f"The home in row {at + 1}"
        said += [f"{here}: {fault}" for fault in _faults_of(row)]
        if names[at] and names[at] in names[:at]:
            said.append(f"{here}: another home has this name; each needs its own.")
    return said


def as_homes(table: pd.DataFrame, names: Mapping[str, str]) -> tuple[BlockHome, ...]:
    """Read homes from rows in which `faults` found nothing."""
    codes = {name: code for code, name in names.items()}
    kinds = {words: takes for takes, words in _WORDS.items()}
    return tuple(
        BlockHome(
            name=_name(row),
            authority_code=codes.get(str(row["Authority"]), str(row["Authority"])),
            postcode=str(row["Postcode"]).strip() or None if row["Postcode"] else None,
            beds=_whole(row["Beds"]) or 0,
            takes=kinds[str(row["Takes"])] if row["Takes"] else Takes.ANY,
            age_min_years=_whole(row["From age"]),
            age_max_years=_whole(row["To age"]),
            meets=frozenset({Need.SOLO}) if row["Lives alone"] else frozenset(),
            opens=_day(row["Opens"]),
            most_years_apart=_whole(row["Years apart"]),
        )
        for row in _rows(table)
    )


def _rows(table: pd.DataFrame) -> list[dict[str, object]]:
    """Give the rows in which something stands, with None for what is empty."""
    rows = [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for _, row in table.iterrows()
    ]
    return [
        row for row in rows if any(row[name] is not None for name in row if name != "Lives alone")
    ]


def _faults_of(row: Mapping[str, object]) -> list[str]:
    said = [
        f"“{column}” is empty."
        for column in ("Home", "Authority", "Beds")
        if row[column] is None or not str(row[column]).strip()
    ]
    youngest, oldest = _whole(row["From age"]), _whole(row["To age"])
    if youngest is not None and oldest is not None and youngest > oldest:
        said.append(f"“From age” is {youngest}, above “To age”, which is {oldest}.")
    for column, least, most in (
        ("Beds", 1, MOST_BEDS), ("From age", 0, OLDEST_YEARS), ("To age", 0, OLDEST_YEARS),
        ("Years apart", 0, OLDEST_YEARS),
    ):  # fmt: skip
        number = _whole(row[column])
        if number is not None and not least <= number <= most:
            said.append(f"“{column}” is {number}; {least} to {most} is possible.")
    return said


def _name(row: Mapping[str, object]) -> str:
    return str(row["Home"] or "").strip()


def _whole(value: object) -> int | None:
    return None if value is None else int(value)  # type: ignore[call-overload]  # a number's cell


def _day(value: object) -> date | None:
    return None if value is None else pd.Timestamp(value).date()  # type: ignore[arg-type]  # a date's cell
