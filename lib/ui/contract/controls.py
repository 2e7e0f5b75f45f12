"""The controls of the Block contract page: a preset, what differs from it, a file."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

import streamlit as st

from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.domain.contract_changes import as_link, changed, differences, from_link
from lib.domain.ranges import Range
from lib.domain.terms import EmptyBeds, FillsFirst
from lib.errors import ConfigurationError
from lib.scenario.demand import Demand
from lib.scenario.draws import ends_of_tenths
from lib.ui.contract import fields, homes
from lib.ui.contract.opened import Opened
from lib.ui.markup import element, text
from lib.ui.state import Key, Selection

_BASE: Final = "contract whose values the fields hold"
_MADE: Final = "contract as it was changed last"
_EMPTY: Final = "empty_beds"
_GUARANTEED: Final = "guaranteed_share"
_PRICED: Final = "priced by"
_WEEKS: Final = "weeks"
_BEGINS: Final = "begins"
_FILLS: Final = "fills_first"
_ENOUGH_COSTS: Final = 6
"""No mean of fewer children is shown."""

_BY_DISCOUNT, _BY_PRICE = "A discount", "A fixed price"

_EMPTY_WORDS: Final = {
    EmptyBeds.ALL_PAID: "All beds are paid for",
    EmptyBeds.PART_GUARANTEED: "A part is guaranteed",
    EmptyBeds.USED_ONLY: "Only beds that are used",
}
_FILLS_WORDS: Final = {
    FillsFirst.NEAREST: "nearest to the child's own address",
    FillsFirst.LEAST_FLEXIBLE: "least flexible",
}


def preset(presets: Mapping[str, Contract], opened: Opened | None) -> tuple[str, Contract]:
    """Choose the contract to start from: one on offer, or one opened from a file."""
    options = [*presets, *([opened.key] if opened else [])]
    names = {key: one.name for key, one in presets.items()}
    if opened:
        names[opened.key] = f"From a file: {opened.contract.name}"
        if st.session_state.get(_BASE) != opened.key and opened.is_new:
            st.session_state[Key.CONTRACT] = opened.key
            opened.seen()
    chosen = st.selectbox(
        "Contract",
        options,
        format_func=lambda key: names.get(key, key),
        key=Key.CONTRACT,
        bind="query-params",
        help="Each is a contract to start from. Whatever you change, the link keeps.",
        width=420,
    )
    key = chosen if chosen in names else options[0]
    return key, opened.contract if opened and key == opened.key else presets[key]


def contract(
    key: str,
    base: Contract,
    *,
    selection: Selection,
    coming: Demand | None,
    names: Mapping[str, str],
) -> Contract:
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

    Raises
    ------
    ConfigurationError
        If what the reader entered cannot be.
    """
    _start(key, base, names)
    with st.expander("Price and payment", expanded=True):
        _price(coming)
    with st.expander("Who comes, and how long they stay"):
        _coming(coming)
    with st.expander("When the homes open, and the term"):
        _time()
    chosen: dict[str, str] = {}
    with st.expander("Homes and children"):
        if selection.audience is Audience.OFFICERS:
            chosen = homes.choices(key, base, names)
        else:
            st.html(element("p", text(homes.NOT_HERE), of="cth-quiet"))
    made = changed(base, {**chosen, **_told(base)})
    st.session_state[_MADE] = made
    _keep_in_the_address(made, base)
    return made


def reset(base: Contract, names: Mapping[str, str]) -> None:
    """Offer to go back to the preset, where something differs from it."""
    if Key.CHANGES in st.query_params and st.button("Undo all changes", type="tertiary"):
        del st.query_params[Key.CHANGES]
        _fill(base, names)
        st.rerun()


def _start(key: str, base: Contract, names: Mapping[str, str]) -> None:
    """Give the fields their values when another contract is chosen, and the link's at first."""
    is_same = st.session_state.get(_BASE) == key
    if is_same and _EMPTY in st.session_state:
        return
    # fields forget when their page is left
    start = st.session_state[_MADE] if is_same and _MADE in st.session_state else base
    if _BASE not in st.session_state:
        try:
            start = changed(base, from_link(st.query_params.get(Key.CHANGES, "")))
        except ConfigurationError as error:
            # as HTML that is escaped: a message of Streamlit's would read the link's text as
            # Markdown, and fetch a picture that it names
            said = f"The link's changes could not be read and are left out. {error}"
            st.html(element("p", text(said), of="cth-note"))
    st.session_state[_BASE] = key
    _fill(start, names)


def _fill(start: Contract, names: Mapping[str, str]) -> None:
    fields.fill(start)
    homes.fill(start, names)
    st.session_state[_EMPTY] = start.money.empty_beds
    st.session_state[_GUARANTEED] = round(100 * start.money.guaranteed_share)
    st.session_state[_PRICED] = _BY_DISCOUNT if start.money.discount else _BY_PRICE
    st.session_state[_WEEKS] = str(start.money.weeks)
    st.session_state[_BEGINS] = f"{start.use.begins:%d/%m/%Y}"
    st.session_state[_FILLS] = start.use.fills_first


def _price(coming: Demand | None) -> None:
    by = st.segmented_control(
        "What a bed costs is set by", [_BY_DISCOUNT, _BY_PRICE], key=_PRICED, required=True
    )
    fields.range_field(fields.PRICE[0] if by == _BY_DISCOUNT else fields.PRICE[1])
    st.radio(
        "Empty beds",
        list(EmptyBeds),
        format_func=lambda rule: _EMPTY_WORDS[EmptyBeds(rule)],
        key=_EMPTY,
    )
    if st.session_state[_EMPTY] == EmptyBeds.PART_GUARANTEED:
        st.session_state.setdefault(_GUARANTEED, 50)
        st.slider("Share of the beds that is guaranteed (%)", 0, 100, key=_GUARANTEED, step=5)
    is_enough = coming is not None and coming.children_with_a_cost >= _ENOUGH_COSTS
    mean = coming.mean_cost_pence if coming and is_enough else None
    said = {"weekly_cost": None if mean is None else Range.certain(round(mean, -2))}
    for field in fields.MONEY:
        fields.range_field(field, otherwise=said.get(field.key))
    for field in fields.ONCE[:2]:
        fields.single_field(field)
    st.radio(
        "Weeks paid in a year", ["52", "52.18"], key=_WEEKS, horizontal=True,
        help="£1.3 million fits 52 weeks; a year of 365.25 days has 52.18.",
    )  # fmt: skip


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
    for field in fields.COMING:
        fields.range_field(field, otherwise=said.get(field.key))
    fields.single_field(fields.OCCUPANCY, placeholder="worked out")
    st.selectbox(
        "Of the beds that suit a child, first the one that is",
        list(FillsFirst),
        format_func=lambda rule: _FILLS_WORDS[FillsFirst(rule)],
        key=_FILLS,
    )


def _time() -> None:
    st.text_input("Begins on (dd/mm/yyyy)", key=_BEGINS)
    fields.single_field(fields.BETWEEN)
    for field in fields.TIME:
        fields.range_field(field)
    for field in fields.ONCE[2:]:
        fields.single_field(field)


def _told(base: Contract) -> dict[str, str]:
    """Read what differs from the contract that was chosen."""
    told = fields.told(base)
    unset = "price" if st.session_state[_PRICED] == _BY_DISCOUNT else "discount"
    told.pop(unset, None)
    for name, value, before in (
        (_EMPTY, str(st.session_state[_EMPTY]), str(base.money.empty_beds)),
        (_WEEKS, st.session_state[_WEEKS], str(base.money.weeks)),
        (_BEGINS, str(_day(st.session_state[_BEGINS])), str(base.use.begins)),
        (_FILLS, str(st.session_state[_FILLS]), str(base.use.fills_first)),
    ):
        if value != before:
            told[name] = value
    share = st.session_state.get(_GUARANTEED, 0) / 100
    is_shown = st.session_state[_EMPTY] == EmptyBeds.PART_GUARANTEED
    if is_shown and share != base.money.guaranteed_share:
        told[_GUARANTEED] = str(share)
    return told


def _day(found: str) -> date:
    try:
        return datetime.strptime(found.strip(), "%d/%m/%Y").date()  # noqa: DTZ007 (a day has no zone)
    except ValueError as error:
        message = f"“Begins on” is {found!r}: a date such as 01/04/2019 is wanted."
        raise ConfigurationError(message) from error


def _keep_in_the_address(made: Contract, base: Contract) -> None:
    """Put what differs into the address; where it is too long, say that a file keeps it."""
    link = as_link(differences(made, base))
    if link:
        st.query_params[Key.CHANGES] = link
    elif Key.CHANGES in st.query_params:
        del st.query_params[Key.CHANGES]
    if link is None:
        st.html(
            element(
                "p",
                "These changes are too many for a link: save the contract as a file, below.",
                of="cth-note",
            )
        )


def with_name(made: Contract, base: Contract) -> Contract:
    """Name a changed contract after the one that it was made of."""
    if made == base:
        return made
    return replace(made, name=f"{base.name}, changed")
