"""The sentence of each step, from the answers that the pages show."""

from collections.abc import Callable, Mapping
from typing import Final

from lib.answer import story
from lib.answer.areas import TOTAL
from lib.answer.context import homes_sentences
from lib.answer.view import OverviewView
from lib.maps.areas import read_areas
from lib.maps.state import Mode
from lib.maps.words import map_sentence
from lib.ui import queries
from lib.ui.state import Selection


def _where_they_live(view: OverviewView) -> str:
    """Say what the map of today says of all of them."""
    everyone = read_areas(view.boroughs, is_of_all=not view.whom)[TOTAL]
    return map_sentence(everyone, Mode.TODAY, footprint_name=view.footprint_name)


SENTENCES: Final[Mapping[int, Callable[[Selection], str]]] = {
    1: lambda chosen: _where_they_live(queries.overview(chosen)),
    2: lambda chosen: story.how_far(queries.boroughs(chosen)),
    3: lambda _: f"{homes_sentences.title(queries.published_homes())}.",
    4: lambda chosen: story.what_would_change(
        queries.overview(chosen), queries.own_forecast(chosen)
    ),
    5: lambda chosen: story.what_it_would_cost(queries.own_forecast(chosen)),
    6: lambda chosen: story.what_is_not_known(queries.overview(chosen)),
}
"""By the number of the step; 4 and 5 take as long as the forecast, once."""
