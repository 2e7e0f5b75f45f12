"""Up to four contracts side by side."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from lib.answer.contract.compare import MOST, Comparison
from lib.answer.contract.sentences import in_a_hundred, percent, pounds
from lib.disclosure.released import Released
from lib.domain.contract import Contract
from lib.maps.figures import HIDDEN
from lib.ui.markup import element, paragraphs, table, text
from lib.ui.state import Key


def others(presets: Mapping[str, Contract], this: Contract) -> list[Contract]:
    """Choose the contracts to set beside this one."""
    st.html(
        element("h2", "Set it beside others", of="cth-chart-title")
        + element(
            "p",
            "All meet the same children and the same chance in every run, so what differs is "
            "theirs; the difference has a range of its own.",
            of="cth-quiet",
        )
    )
    options = [key for key, one in presets.items() if one.name != this.name]
    chosen = st.multiselect(
        "Contracts to compare with the one above",
        options,
        format_func=lambda key: presets[key].name if key in presets else key,
        max_selections=MOST - 1,
        key=Key.COMPARE,
        bind="query-params",
        placeholder="Choose up to three",
    )
    return [presets[key] for key in chosen if key in options]


def comparison(compared: Comparison) -> None:
    """Show contracts as columns, and what each brings more than the first."""
    shown = compared.table
    rows = list(shown.table.index)
    st.html(
        paragraphs(compared.sentences)
        + table(
            [
                ["Beds", *(f"{shown.count(row, 'beds')}" for row in rows)],
                *(
                    [label, *(_range(shown, row, figure, write) for row in rows)]
                    for label, figure, write in _RANGES
                ),
                ["Years with a loss", *(_chance(shown, row) for row in rows)],
            ],
            heads=("", *(text(shown.text(row, "name")) for row in rows)),
            caption="Middle run, and where 8 of 10 runs lie",
        )
    )


def _whole(value: float) -> str:
    return f"{value:.0f}".replace("-", "−")


_RANGES: Final[tuple[tuple[str, str, Callable[[float], str]], ...]] = (
    ("Beds filled", "occupancy", percent),
    ("Saving in a full year", "saving_pounds", pounds),
    ("More than the first saves", "saving_pounds_more", pounds),
    ("Children inside", "children_inside", _whole),
    ("More inside than with the first", "children_inside_more", _whole),
)


def _range(shown: Released, row: int, figure: str, write: Callable[[float], str]) -> str:
    low, middle, high = (shown.number(row, f"{figure}_{key}") for key in ("p10", "p50", "p90"))
    if low is None or middle is None or high is None:
        return HIDDEN if shown.is_hidden(row, f"{figure}_p50") else "–"
    if low == high:
        return write(middle)
    return f"{write(middle)}<br>{element('span', f'{write(low)} to {write(high)}', of='cth-quiet')}"


def _chance(shown: Released, row: int) -> str:
    value = shown.number(row, "chance_of_loss")
    return HIDDEN if value is None else in_a_hundred(value)
