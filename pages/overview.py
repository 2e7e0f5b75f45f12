"""How many children live inside the footprint today, and how many could?"""

from lib.links.asked import Page
from lib.ui import after_the_map, borough_map, controls, frame, measures, queries, render, waiting
from lib.ui.context import trends
from lib.ui.state import Selection
from lib.ui.tour import strip

with frame.page(Page.OVERVIEW):
    place = waiting.read_returns()
    badges, choices = frame.top_line()
    with choices:
        chosen = controls.audience_and_date(queries.available_dates())
    with waiting.until_decided(place):
        view = queries.overview(chosen)
    with badges:
        render.badges(view)
    controls.explain()
    step = strip.above()

    render.headline(view)
    forecast = render.place_for_the_forecast(chosen)
    measures.measures(view)

    def below(selection: Selection) -> None:
        """Draw what stands beneath the map; the trends are of the borough that is chosen."""
        render.unknowns(view)
        after_the_map.part(
            lambda: trends.trends(chosen.audience, selection.area_code), name="Trends"
        )

    borough_map.table_and_map(chosen, view, has_other_tables=True, below=below)
    render.how_measured(view)
    render.forecast(forecast, queries.own_forecast(chosen))
    strip.say(step, chosen)
