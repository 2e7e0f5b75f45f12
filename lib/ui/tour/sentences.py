"""The sentence of each step, from the answers that the pages show."""

from collections.abc import Callable, Mapping
from typing import Final

from lib.answer import story
from lib.answer.areas import TOTAL
from lib.answer.contract.view import ContractView
from lib.maps.areas import read_areas
from lib.maps.state import Mode
from lib.maps.words import map_sentence
from lib.ui import queries
from lib.ui.state import Selection


def of_its_cost(chosen: Selection, forecast: ContractView | None) -> str:
    """Say what a contract would cost: the partnership's own, or the one that a page shows."""
    shares = None if forecast is None else queries.contract_shares(chosen, forecast.contract)
    return story.what_it_would_cost(queries.overview(chosen), forecast, shares)


def _where_they_live(chosen: Selection) -> str:
    view = queries.overview(chosen)
    everyone = read_areas(view.boroughs, is_of_all=not view.whom)[TOTAL]
    said = map_sentence(everyone, Mode.TODAY, footprint_name=view.footprint_name)
    return story.where_they_live(view, said)


SENTENCES: Final[Mapping[int, Callable[[Selection], str]]] = {
    1: _where_they_live,
    2: lambda chosen: story.how_far(queries.boroughs(chosen)),
    3: lambda _: story.which_homes(queries.published_homes()),
    4: lambda chosen: story.what_would_change(
        queries.overview(chosen), queries.own_forecast(chosen)
    ),
    5: lambda chosen: of_its_cost(chosen, queries.own_forecast(chosen)),
    6: lambda chosen: story.what_is_not_known(queries.overview(chosen)),
}
"""By the number of the step."""

OF_FORECAST: Final = (4, 5)
"""These take as long as the forecast, once; of the others the figures are there with the page."""
