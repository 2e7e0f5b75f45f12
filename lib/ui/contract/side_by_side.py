"""Up to four contracts side by side, as a table: each is a column."""

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from lib.answer.contract.compare import Comparison
from lib.answer.contract.compare_sentences import more_or_less
from lib.answer.contract.sentences import in_a_hundred, percent, pounds
from lib.answer.contract.tables import QUANTILES
from lib.answer.contract.terms import full_year, terms
from lib.disclosure.released import Released
from lib.domain.contract import Contract
from lib.maps.figures import HIDDEN
from lib.ui.contract.titled import titled
from lib.ui.markup import element, paragraphs, table, text
from lib.units import PENCE_PER_POUND

_BENEATH: Final = (
    "Saving in a full year. All meet the same children and the same chance in every run, so the "
    "difference has a range of its own"
)
_NOT_THE_DIFFERENCE: Final = (
    "The typical difference is not the difference of the typical figures: each is the middle of "
    "all runs."
)


def comparison(compared: Comparison) -> None:
    """Show the finding, contracts as columns, and what each brings more than the first."""
    shown = compared.table
    rows = list(shown.table.index)
    titled(compared.title, _BENEATH)
    st.html(
        paragraphs((*compared.sentences, *compared.notes))
        + element(
            "div",
            table(
                [
                    *_what_is_paid_for(compared.contracts),
                    *_in_the_full_year(shown, compared.contracts),
                    *_over_the_term(shown, compared.contracts),
                    *_children(shown),
                ],
                heads=("", *(text(shown.text(row, "name")) for row in rows)),
                caption="Typical run, and beneath it where 8 of 10 runs lie",
            ),
            of="cth-compared",
        )
        + element("p", text(_NOT_THE_DIFFERENCE), of="cth-quiet")
    )


def _what_is_paid_for(contracts: Sequence[Contract]) -> list[list[str]]:
    said = [terms(one) for one in contracts]
    return [[heading, *(text(one[heading]) for one in said)] for heading in said[0]]


def _in_the_full_year(shown: Released, contracts: Sequence[Contract]) -> list[list[str]]:
    rows = list(shown.table.index)
    targets = [one.money.target_pence_per_year / PENCE_PER_POUND for one in contracts]
    is_one_target = len(set(targets)) == 1
    reaches = "Reaches " + (pounds(targets[0]) if is_one_target else "its own target")
    return [
        ["Full year: months of the contract", *(full_year(one) for one in contracts)],
        ["Beds filled in it", *(_range(shown, row, "occupancy", percent) for row in rows)],
        ["It pays once so many beds are filled", *(_break_even(shown, row) for row in rows)],
        ["Paid for empty beds", *(_range(shown, row, "empty_pounds", pounds) for row in rows)],
        ["Saving in a full year", *(_range(shown, row, "saving_pounds", pounds) for row in rows)],
        ["Saving against the first", *(_against(shown, row, "saving_pounds") for row in rows)],
        ["Saves most of these", *(_chance(shown, row, "chance_of_most") for row in rows)],
        ["Makes a loss", *(_chance(shown, row, "chance_of_loss") for row in rows)],
        [
            reaches,
            *(
                _chance(shown, row, "chance_of_target")
                + ("" if is_one_target else _beneath(pounds(target)))
                for row, target in zip(rows, targets, strict=True)
            ),
        ],
    ]


def _over_the_term(shown: Released, contracts: Sequence[Contract]) -> list[list[str]]:
    rows = list(shown.table.index)
    lines = [
        ["Pays from month", *(_month(shown, row, "pays_from_month") for row in rows)],
        ["Paid back in month", *(_month(shown, row, "paid_back_month") for row in rows)],
        [
            "Saving over the term",
            *(_range(shown, row, "term_saving_pounds", pounds) for row in rows),
        ],
    ]
    if len({one.money.term_years for one in contracts}) == 1:
        figure = "term_saving_pounds"
    else:
        figure = "term_year_pounds"
        a_year = (_range(shown, row, figure, pounds) for row in rows)
        lines.append(["Saving in a year of the term, on average", *a_year])
    return [
        *lines,
        ["Over the term, against the first", *(_against(shown, row, figure) for row in rows)],
    ]


def _children(shown: Released) -> list[list[str]]:
    rows = list(shown.table.index)
    return [
        [
            "Children inside in the full year",
            *(_range(shown, row, "children_inside", _whole) for row in rows),
        ],
        [
            "Children against the first",
            *(_children_against(shown, row) for row in rows),
        ],
    ]


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _span(shown: Released, row: int, figure: str) -> tuple[float, float, float] | None:
    low, middle, high = (shown.number(row, f"{figure}_{key}") for key in QUANTILES)
    return None if low is None or middle is None or high is None else (low, middle, high)


def _range(shown: Released, row: int, figure: str, write: Callable[[float], str]) -> str:
    found = _span(shown, row, figure)
    if found is None:
        return _nothing(shown, row, f"{figure}_p50")
    low, middle, high = map(write, found)
    return middle if low == high else middle + _beneath(f"{low} to {high}")


def _against(shown: Released, row: int, figure: str) -> str:
    found = _span(shown, row, f"{figure}_more")
    if found is None:
        return _nothing(shown, row, f"{figure}_more_p50")
    middle, between = more_or_less(found)
    return middle + _beneath(between)


def _children_against(shown: Released, row: int) -> str:
    found = _span(shown, row, "children_inside_more")
    if found is None:
        return _nothing(shown, row, "children_inside_more_p50")
    low, middle, high = map(round, found)
    said, between = more_or_less((low, middle, high), write=_whole, less="fewer")
    return said + _beneath(between)


def _break_even(shown: Released, row: int) -> str:
    """Write the share of the beds; more than every bed where it never pays."""
    figure = "break_even_occupancy"
    if shown.is_hidden(row, f"{figure}_p50"):
        return HIDDEN
    low, middle, high = (
        "more than all" if share is None else percent(share)
        for share in (shown.number(row, f"{figure}_{key}") for key in QUANTILES)
    )
    return middle if low == high else middle + _beneath(f"{low} to {high}")


def _chance(shown: Released, row: int, figure: str) -> str:
    value = shown.number(row, figure)
    return _nothing(shown, row, figure) if value is None else in_a_hundred(value)


def _month(shown: Released, row: int, figure: str) -> str:
    month = shown.count(row, figure)
    if month is None:
        return HIDDEN if shown.is_hidden(row, figure) else "not within the term"
    return f"{month}"


def _nothing(shown: Released, row: int, column: str) -> str:
    return HIDDEN if shown.is_hidden(row, column) else "–"


def _beneath(said: str) -> str:
    return f"<br>{element('span', text(said), of='cth-quiet')}" if said else ""
