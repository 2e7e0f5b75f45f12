"""What chooses children: beds, ages, homes, nomination. In the officers' view alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from lib.domain.block_home import BlockHome, Need, Takes
from lib.domain.contract import Contract
from lib.domain.contract_changes import differences, with_beds
from lib.domain.nomination import Nomination, Rule
from lib.errors import ConfigurationError

NOT_HERE: Final = (
    "Homes, ages, beds and nomination are those of the contract chosen above. In the shared view "
    "they cannot be changed: narrowed far enough, a contract would answer any count. The officers' "
    "view, on the machine that holds the returns, lets you change them."
)

_BEDS: Final = "beds in all"
_AGES: Final = "ages of the children"
_WITHIN: Final = "placed within months"
_NOMINATION: Final = "how beds are shared"
_SPLIT: Final = "which children the homes take"
_HOMES: Final = "homes, one a row"

_RULES: Final = {
    str(Rule.POOLED): "One pool: any authority may nominate for any bed",
    str(Rule.FAIR): "As near as can be to each authority's share of the children",
    str(Rule.SHARES): "Fixed shares, as the contract has them",
}
_AS_LISTED: Final = "As listed below"
_BY_AGE: Final = "Half of the homes for the younger, half for the older"
_BY_SEX: Final = "Half of the homes for girls, half for boys"
_COLUMNS: Final = (
    "Home", "Authority", "Postcode", "Beds", "Takes", "From age", "To age", "Solo", "Opens",
    "Years apart",
)  # fmt: skip


def fill(contract: Contract, names: Mapping[str, str]) -> None:
    """Give every field the contract's value."""
    st.session_state[_BEDS] = contract.beds
    st.session_state[_AGES] = (contract.age_min_years, contract.age_max_years)
    st.session_state[_WITHIN] = contract.placed_within_months
    st.session_state[_NOMINATION] = str(contract.nomination.rule)
    st.session_state[_SPLIT] = _AS_LISTED
    st.session_state[f"{_HOMES} start"] = _as_frame(contract.homes, names)
    st.session_state[f"{_HOMES} version"] = st.session_state.get(f"{_HOMES} version", 0) + 1


def choices(key: str, base: Contract, names: Mapping[str, str]) -> dict[str, str]:
    """
    Let the reader change what chooses children.

    Returns
    -------
    dict of str
        What differs from the contract, as texts by key.

    Raises
    ------
    ConfigurationError
        If a home of the table cannot be.
    """
    st.number_input("Beds in all", 1, 100 * max(len(base.homes), 1), key=_BEDS, step=1)
    st.slider("Ages of the children", 0, 17, key=_AGES)
    st.number_input(
        "A bed may take the place of a placement begun in the last months", 1, 216, key=_WITHIN,
        step=1,
    )  # fmt: skip
    rules = [rule for rule in _RULES if rule != Rule.SHARES or base.nomination.shares]
    st.selectbox("Nomination", rules, format_func=_RULES.__getitem__, key=_NOMINATION)
    st.selectbox("The homes take", [_AS_LISTED, _BY_AGE, _BY_SEX], key=_SPLIT)
    st.caption("Each home: change a cell, or add a row at the end.")
    edited = st.data_editor(
        st.session_state[f"{_HOMES} start"],
        key=f"{_HOMES} {key} {st.session_state[f'{_HOMES} version']}",
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "Authority": st.column_config.SelectboxColumn(
                options=list(names.values()), required=True
            ),
            "Beds": st.column_config.NumberColumn(min_value=1, max_value=100, step=1),
            "Takes": st.column_config.SelectboxColumn(options=[str(one) for one in Takes]),
            "From age": st.column_config.NumberColumn(min_value=0, max_value=17, step=1),
            "To age": st.column_config.NumberColumn(min_value=0, max_value=17, step=1),
            "Solo": st.column_config.CheckboxColumn(help="Can take a child who must live alone"),
            "Opens": st.column_config.TextColumn(help="A date such as 2019-04-01, or empty"),
        },
    )
    made = replace(
        base,
        homes=_split(_homes(edited, names), st.session_state[_SPLIT], st.session_state[_AGES]),
        age_min_years=st.session_state[_AGES][0],
        age_max_years=st.session_state[_AGES][1],
        placed_within_months=int(st.session_state[_WITHIN]),
        nomination=_nomination(base),
    )
    if int(st.session_state[_BEDS]) != base.beds and made.homes:
        made = replace(made, homes=with_beds(made.homes, int(st.session_state[_BEDS])))
    return differences(made, base)


def _nomination(base: Contract) -> Nomination:
    rule = Rule(st.session_state[_NOMINATION])
    return base.nomination if rule is Rule.SHARES else Nomination(rule=rule)


def _split(listed: tuple[BlockHome, ...], how: str, ages: tuple[int, int]) -> tuple[BlockHome, ...]:
    """Let every other home take one half of the children, the rest the other."""
    if how == _AS_LISTED:
        return listed
    middle = (ages[0] + ages[1]) // 2
    halves = (
        ({"age_min_years": ages[0], "age_max_years": middle},
         {"age_min_years": min(middle + 1, ages[1]), "age_max_years": ages[1]})
        if how == _BY_AGE
        else ({"takes": Takes.GIRLS}, {"takes": Takes.BOYS})
    )  # fmt: skip
    return tuple(replace(home, **halves[at % 2]) for at, home in enumerate(listed))


def _as_frame(listed: tuple[BlockHome, ...], names: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (
                home.name, names.get(home.authority_code, home.authority_code),
                home.postcode, home.beds, str(home.takes),
                home.age_min_years, home.age_max_years, Need.SOLO in home.meets,
                None if home.opens is None else str(home.opens), home.most_years_apart,
            )
            for home in listed
        ],
        columns=list(_COLUMNS),
    ).astype({"From age": "Int64", "To age": "Int64", "Years apart": "Int64"})  # fmt: skip


def _homes(table: pd.DataFrame, names: Mapping[str, str]) -> tuple[BlockHome, ...]:
    codes = {name: code for code, name in names.items()}
    return tuple(
        _home(row, codes) for _, row in table.iterrows() if not row.drop("Solo").isna().all()
    )


def _home(row: pd.Series, codes: Mapping[str, str]) -> BlockHome:
    given = {name: None if pd.isna(value) else value for name, value in row.items()}
    name = str(given["Home"] or "a home without a name")
    try:
        return BlockHome(
            name=name,
            authority_code=codes.get(str(given["Authority"]), str(given["Authority"] or "")),
            postcode=str(given["Postcode"]).strip() or None if given["Postcode"] else None,
            beds=int(given["Beds"] or 0),
            takes=Takes(str(given["Takes"] or Takes.ANY)),
            age_min_years=_whole(given["From age"]),
            age_max_years=_whole(given["To age"]),
            meets=frozenset({Need.SOLO}) if given["Solo"] else frozenset(),
            opens=date.fromisoformat(str(given["Opens"])) if given["Opens"] else None,
            most_years_apart=_whole(given["Years apart"]),
        )
    except ValueError as error:
        message = f"Home {name!r}: {error}. Mend its row in the table of homes."
        raise ConfigurationError(message) from error


def _whole(value: object) -> int | None:
    return None if value is None else int(value)  # type: ignore[call-overload]  # a number's cell
