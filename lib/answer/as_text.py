"""The answer for a terminal."""

import pandas as pd

from lib.answer.areas import TOTAL
from lib.answer.contract.view import ContractView
from lib.answer.view import OverviewView

_COLUMNS = {
    "looked_after": "looked after",
    "today_children": "in homes",
    "today_in_footprint": "inside",
    "with_contract_in_footprint": "inside, with the contract",
    "today_miles_20_or_less": "20 miles or less",
    "today_distant": "distant",
    "today_median_miles": "median miles",
}


def as_text(view: OverviewView, forecast: ContractView | None = None) -> str:
    """Give title, sentences, the table by area, and what is not known."""
    areas = view.boroughs
    table = pd.DataFrame(
        [[_cell(view, row, column) for column in _COLUMNS] for row in areas.table.index],
        index=[*areas.table.loc[areas.table.index != TOTAL, "name"], "All"],
        columns=list(_COLUMNS.values()),
    )
    invented = "Invented data. " if view.is_invented else ""
    parts = [
        f"{invented}{view.title}",
        view.subtitle,
        "",
        view.headline,
        view.proof_sentence,
        *((forecast.inside_sentence, forecast.headline) if forecast else ()),
        view.trend_sentence,
        "",
        table.to_string(),
        "",
        *view.unknowns,
        *view.rules_off,
    ]
    return "\n".join(parts)


def _cell(view: OverviewView, row: str, column: str) -> str:
    areas = view.boroughs
    if areas.is_hidden(row, column):
        return "hidden"
    value = areas.number(row, column)
    if value is None:
        return "not known" if areas.table.at[row, "is_loaded"] else "not loaded"
    return f"{value:.1f}" if "median" in column else f"{value:,.0f}"
