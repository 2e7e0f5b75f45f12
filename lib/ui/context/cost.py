"""What a week of residential care costs, as published, beside the contract's discount."""

from typing import Final

import pandas as pd
import streamlit as st

from lib.answer.context.cost import CostView, weekly_costs
from lib.answer.contract.view import ContractView
from lib.answer.wording import lower_first
from lib.charts.cost import cost_lines
from lib.domain.footprint import Footprint
from lib.domain.whole_areas import ENGLAND, LONDON
from lib.maps.figures import whole
from lib.ui.contract import drawn
from lib.ui.contract.titled import titled
from lib.ui.markup import bullets, details, element, paragraphs, table, text

_BY_AREA: Final = {
    "pounds": "A week in the money of the year",
    "real_pounds": "A week in the money of {last}, by consumer prices",
    "off_pounds": "{discount} off a year, every bed of the contract full",
}
"""What is shown of each area, by column."""


def weekly_cost(view: ContractView, footprint: Footprint) -> None:
    """Show the published week, before and after inflation, and what the discount makes of it."""
    costs = weekly_costs(footprint, view.contract)
    titled(costs.title, costs.measured)
    if costs.price_sentence:
        st.html(element("p", text(costs.price_sentence), of="cth-note"))
    st.html(paragraphs((costs.discount_sentence,)))
    said = f"{costs.title}. The tables below hold every figure."
    drawn.show(view, "weekly cost", lambda palette: cost_lines(costs, palette=palette, said=said))
    st.html(
        _year_by_year(costs)
        + "".join(
            details(f"Each authority: {lower_first(said)}", one) for said, one in _by_area(costs)
        )
        + details("How the cost is measured", bullets(costs.notes))
    )


def _year_by_year(costs: CostView) -> str:
    """Write London and, beneath it, England, a row a year: side by side a phone has no room."""
    both = {costs.areas[code]: costs.of(code) for code in (LONDON, ENGLAND)}
    return table(
        [
            [year, *(_pounds(area, year, column) for column in _BY_AREA)]
            for area in both.values()
            for year in costs.years
        ],
        heads=(
            "Year",
            "A week",
            f"In {costs.years[-1]}'s money",
            f"{costs.discount_in_words} off a year, every bed full",
        ),
        caption=(
            f"A week of residential care, and what {costs.discount_in_words} off it is in a year "
            "for all beds of the contract"
        ),
        sections={at * len(costs.years): name for at, name in enumerate(both)},
    )


def _by_area(costs: CostView) -> list[tuple[str, str]]:
    """Write a table for each kind of figure, a row an area, with what it holds."""
    areas = {name: costs.of(code) for code, name in costs.areas.items()}
    tables = []
    for column, what in _BY_AREA.items():
        said = what.format(last=costs.years[-1], discount=costs.discount_in_words)
        rows = [
            [text(name), *(_pounds(area, year, column) for year in costs.years)]
            for name, area in areas.items()
        ]
        heads = ("Area", *costs.years)
        tables.append((said, table(rows, heads=heads, caption=said, of="is-stacked")))
    return tables


def _pounds(area: pd.DataFrame, year: str, column: str) -> str:
    """Write a sum, or why there is none."""
    pounds = whole(area.at[year, column])
    if pounds is None:
        return element("span", text(area.at[year, "why_not"]), of="cth-hidden")
    return f"£{pounds:,}"
