"""The controls of the Block contract page: what differs from the contract that was chosen."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import streamlit as st

from lib.answer.contract import shown_settings as shown
from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.domain.contract_changes import changed
from lib.domain.ranges import Range
from lib.domain.settings import FIRST_DAY, LAST_DAY, SETTINGS
from lib.domain.terms import EmptyBeds, FillsFirst
from lib.scenario.demand import Demand
from lib.scenario.draws import ends_of_tenths
from lib.ui.contract import fields, homes
from lib.ui.markup import element, text
from lib.ui.state import Selection
from lib.units import PENCE_PER_POUND

_EMPTY: Final = "empty_beds"
_PRICED: Final = "priced by"
_WEEKS: Final = "weeks"
_BEGINS: Final = "begins"
_FILLS: Final = "fills_first"
_EVERY: Final = (_EMPTY, _PRICED, _WEEKS, _BEGINS, _FILLS)
_ENOUGH_COSTS: Final = 6
"""No mean of fewer children is shown."""

_BY_DISCOUNT, _BY_PRICE = "A discount", "A fixed price"
_DISCOUNT, _PRICE = shown.PRICE
_TO_TEN_POUNDS: Final = -1

_EMPTY_WORDS: Final = {
    EmptyBeds.ALL_PAID: "All beds are paid for",
    EmptyBeds.PART_GUARANTEED: "A part is guaranteed",
    EmptyBeds.USED_ONLY: "Only beds that are used",
}
_FILLS_WORDS: Final = {
    FillsFirst.NEAREST: "nearest to the child's own address",
    FillsFirst.LEAST_FLEXIBLE: "least flexible",
}


def fill(start: Contract) -> None:
    """Give every field the contract's value."""
    fields.fill(start)
    homes.fill(start)
    st.session_state[_EMPTY] = start.money.empty_beds
    st.session_state[_PRICED] = _BY_DISCOUNT if start.money.discount else _BY_PRICE
    st.session_state[_WEEKS] = str(start.money.weeks)
    st.session_state[_BEGINS] = start.use.begins
    st.session_state[_FILLS] = start.use.fills_first


def values() -> dict[str, object]:
    """Give what all fields hold, by widget."""
    own = {key: st.session_state.get(key) for key in _EVERY}
    return {**own, **fields.values(), **homes.values()}


def contract(
    base: Contract,
    *,
    selection: Selection,
    coming: Demand | None,
    names: Mapping[str, str],
    kept: Mapping[str, str],
) -> tuple[Contract, dict[str, str]]:
    """
    Let the reader change a contract.

    Money and time are free in every view. What chooses children can be changed in the
    officers' view alone: narrowed far enough it would answer any count.

    Parameters
    ----------
    coming
        What the returns say, shown where a field is empty; None where they say nothing.
    names
        Authorities by GSS code.
    kept
        What chooses children as it was changed last, texts by key: it is kept, and not
        applied, while the view is the shared one.

    Returns
    -------
    tuple
        The contract as it is to be worked out, and what chooses children as it is kept now.
    """
    with st.expander("Price and payment", expanded=True):
        _price(base, coming)
    with st.expander("Who comes, and how long they stay"):
        _coming(coming)
    with st.expander("When the homes open, and the term"):
        _time(base)
    is_officers = selection.audience is Audience.OFFICERS
    with st.expander("Homes and children"):
        if is_officers:
            kept = homes.choices(base, names)
        else:
            st.html(element("p", text(homes.NOT_HERE), of="cth-quiet"))
    applied = kept if is_officers else {}
    return changed(base, {**applied, **_told(base)}), dict(kept)


def _price(base: Contract, coming: Demand | None) -> None:
    is_enough = coming is not None and coming.children_with_a_cost >= _ENOUGH_COSTS
    mean = coming.mean_cost_pence if coming and is_enough else None
    by = st.segmented_control(
        "What a bed costs is set by",
        [_BY_DISCOUNT, _BY_PRICE],
        key=_PRICED,
        required=True,
        on_change=_suggest_a_price,
        args=(base, mean),
        persist_state="session",
    )
    field = _DISCOUNT if by == _BY_DISCOUNT else _PRICE
    fields.range_field(field)
    said = "It has no figure yet: until you give one, the contract's own price stands."
    with st.container():  # what may be missing has its place, so that nothing below is drawn anew
        if fields.likely(field) is None:
            st.html(element("p", text(said), of="cth-quiet"))
    st.radio(
        "Empty beds",
        list(EmptyBeds),
        format_func=lambda rule: _EMPTY_WORDS[EmptyBeds(rule)],
        key=_EMPTY,
        persist_state="session",
    )
    with st.container():
        if st.session_state[_EMPTY] == EmptyBeds.PART_GUARANTEED:
            fields.single_field(shown.GUARANTEED)
    of_returns = {"weekly_cost": None if mean is None else Range.certain(round(mean, -2))}
    for field in shown.MONEY:
        fields.range_field(field, otherwise=of_returns.get(field.key))
    for field in (*shown.ONCE[:2], shown.TARGET):
        fields.single_field(field)
    st.radio(
        "Weeks paid in a year", ["52", "52.18"], key=_WEEKS, horizontal=True,
        help="£1.3 million fits 52 weeks; a year of 365.25 days has 52.18.",
        persist_state="session",
    )  # fmt: skip


def _suggest_a_price(base: Contract, mean_cost_pence: float | None) -> None:
    """Start from what a bed costs now, where the reader asks for a price or a discount anew."""
    if st.session_state[_PRICED] == _BY_DISCOUNT:
        usual = SETTINGS["discount"].read(SETTINGS["discount"].default)
        if fields.likely(_DISCOUNT) is None:
            fields.suggest(_DISCOUNT, _DISCOUNT.shown((base.money.discount or usual).likely))
        return
    cost = fields.likely(shown.MONEY[0])
    if cost is None and mean_cost_pence is not None:
        cost = mean_cost_pence / PENCE_PER_POUND
    discount = fields.likely(_DISCOUNT)
    if cost is not None and discount is not None and fields.likely(_PRICE) is None:
        share = discount / shown.HUNDRED
        fields.suggest(_PRICE, round(cost * (1 - share), _TO_TEN_POUNDS))


def _coming(coming: Demand | None) -> None:
    said = {
        "starts_a_year": ends_of_tenths(coming.starts_a_year if coming else None),
        "stay_weeks": ends_of_tenths(coming.stay.mean_weeks if coming and coming.stay else None),
    }
    st.html(
        element(
            "p",
            "An empty field takes what the returns say, shown in grey. Length of stay allows "
            "for placements that have not ended and those that began before the returns do.",
            of="cth-quiet",
        )
    )
    for field in shown.COMING:
        fields.range_field(field, otherwise=said.get(field.key))
    fields.single_field(shown.OCCUPANCY, placeholder="worked out")
    st.selectbox(
        "Of the beds that suit a child, first the one that is",
        list(FillsFirst),
        format_func=lambda rule: _FILLS_WORDS[FillsFirst(rule)],
        key=_FILLS,
        help="The least flexible bed is the one that suits the fewest other children.",
        persist_state="session",
    )


def _time(base: Contract) -> None:
    st.date_input(
        "Begins on",
        min_value=min(FIRST_DAY, base.use.begins),
        max_value=max(LAST_DAY, base.use.begins),
        key=_BEGINS,
        format="DD/MM/YYYY",
        persist_state="session",
    )
    fields.single_field(shown.BETWEEN)
    for field in shown.TIME:
        fields.range_field(field)
    for field in shown.ONCE[2:]:
        fields.single_field(field)


def _told(base: Contract) -> dict[str, str]:
    """Read what differs from the contract that was chosen."""
    told = fields.told(base)
    by, other = (
        (_DISCOUNT, _PRICE) if st.session_state[_PRICED] == _BY_DISCOUNT else (_PRICE, _DISCOUNT)
    )
    told.pop(other.key, None)
    if fields.likely(by) is None:
        told.pop(by.key, None)
    for name, value, before in (
        (_EMPTY, str(st.session_state[_EMPTY]), str(base.money.empty_beds)),
        (_WEEKS, st.session_state[_WEEKS], str(base.money.weeks)),
        (_BEGINS, str(st.session_state[_BEGINS] or base.use.begins), str(base.use.begins)),
        (_FILLS, str(st.session_state[_FILLS]), str(base.use.fills_first)),
    ):
        if value != before:
            told[name] = value
    if st.session_state[_EMPTY] != EmptyBeds.PART_GUARANTEED:
        told.pop(shown.GUARANTEED.key, None)
    return told


def with_name(made: Contract, base: Contract) -> Contract:
    """Name a changed contract after the one that it was made of."""
    if made == base:
        return made
    return replace(made, name=f"{base.name}, changed")
