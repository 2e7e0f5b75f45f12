"""What chooses children: beds, ages, homes, nomination. In the officers' view alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import streamlit as st

from lib.domain.block_home import MOST_BEDS, BlockHome, Takes
from lib.domain.contract import MOST_MONTHS, Contract
from lib.domain.contract_changes import differences, with_beds
from lib.domain.nomination import Nomination, Rule
from lib.ui.contract import homes_table
from lib.ui.markup import element, text

NOT_HERE: Final = (
    "Homes, ages, beds and nomination are those of the contract chosen above. In the shared view "
    "they cannot be changed: narrowed far enough, a contract would answer any count. The officers' "
    "view, on the machine that holds the returns, lets you change them."
)

_BEDS: Final = "beds in all"
_AGES: Final = "ages of the children"
_WITHIN: Final = "placed within months"
_NOMINATION: Final = "how beds are shared"
_SHARES: Final = "fixed shares of the beds"
_SPLIT: Final = "which children the homes take"
_LISTED: Final = "homes as they are listed"
_EVERY: Final = (_BEDS, _AGES, _WITHIN, _NOMINATION, _SPLIT, _LISTED)

_RULES: Final = {
    str(Rule.POOLED): "One pool: any authority may nominate for any bed",
    str(Rule.FAIR): "As near as can be to each authority's share of the children",
    str(Rule.SHARES): "Fixed shares, as the contract has them",
}
_AS_LISTED: Final = "As the table of homes has it"
_BY_AGE: Final = "Half of the homes for the younger, half for the older"
_BY_SEX: Final = "Half of the homes for girls, half for boys"


def fill(contract: Contract) -> None:
    """Give every field the contract's value."""
    _list(contract.homes)
    st.session_state[_AGES] = (contract.age_min_years, contract.age_max_years)
    st.session_state[_WITHIN] = contract.placed_within_months
    st.session_state[_NOMINATION] = str(contract.nomination.rule)
    st.session_state[_SHARES] = contract.nomination


def values() -> dict[str, object]:
    """Give what all fields hold, by widget."""
    return {key: st.session_state.get(key) for key in _EVERY}


def choices(base: Contract, names: Mapping[str, str]) -> dict[str, str]:
    """
    Let the reader change what chooses children.

    Returns
    -------
    dict of str
        What differs from the contract, as texts by key.
    """
    entered = homes_table.taken()
    if entered is not None:
        _list(entered)
    listed: tuple[BlockHome, ...] = st.session_state[_LISTED]
    st.number_input(
        "Beds in all", 1, MOST_BEDS * len(listed), key=_BEDS, step=1, required=True,
        help="Shared out among the homes in proportion to the beds that they have.",
        persist_state="session",
    )  # fmt: skip
    st.slider("Ages of the children", 0, 17, key=_AGES, persist_state="session")
    st.number_input(
        "A bed may take the place of a placement begun in the last (months)", 1, MOST_MONTHS,
        key=_WITHIN, step=1, required=True, persist_state="session",
    )  # fmt: skip
    fixed = _fixed(base)
    st.selectbox(
        "Nomination",
        [rule for rule in _RULES if rule != Rule.SHARES or fixed],
        format_func=_RULES.__getitem__,
        key=_NOMINATION,
        help="Which authority may put a child forward for which bed.",
        persist_state="session",
    )
    st.selectbox(
        "The homes take", [_AS_LISTED, _BY_AGE, _BY_SEX], key=_SPLIT, persist_state="session"
    )
    now = _split(_with_beds(listed), st.session_state[_SPLIT], st.session_state[_AGES])
    st.html(element("p", text(_in_words(now)), of="cth-quiet"))
    if st.button("Change the homes one by one"):
        homes_table.ask(now, names)
    return differences(
        replace(
            base,
            homes=now,
            age_min_years=st.session_state[_AGES][0],
            age_max_years=st.session_state[_AGES][1],
            placed_within_months=int(st.session_state[_WITHIN]),
            nomination=_nomination(fixed),
        ),
        base,
    )


def _list(listed: tuple[BlockHome, ...]) -> None:
    """Take homes as the ones to start from: as many beds, and each for the children it names."""
    st.session_state[_LISTED] = listed
    st.session_state[_BEDS] = sum(home.beds for home in listed)
    st.session_state[_SPLIT] = _AS_LISTED


def _with_beds(listed: tuple[BlockHome, ...]) -> tuple[BlockHome, ...]:
    wanted = int(st.session_state[_BEDS])
    return listed if wanted == sum(home.beds for home in listed) else with_beds(listed, wanted)


def _in_words(now: tuple[BlockHome, ...]) -> str:
    beds = sum(home.beds for home in now)
    homes = f"{len(now)} homes" if len(now) > 1 else "1 home"
    return f"{homes} with {beds} {'beds' if beds > 1 else 'bed'} in all."


def _fixed(base: Contract) -> Nomination | None:
    """Give the fixed shares that the fields were filled with, or those of the contract chosen."""
    filled: Nomination = st.session_state[_SHARES]
    return next((one for one in (filled, base.nomination) if one.rule is Rule.SHARES), None)


def _nomination(fixed: Nomination | None) -> Nomination:
    rule = Rule(st.session_state[_NOMINATION])
    return fixed if fixed and rule is Rule.SHARES else Nomination(rule=rule)


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
