"""How many children live inside the footprint today, and how many could?"""

from lib.ui import controls, frame, measures, queries, render, resident_map, tables, waiting
from lib.ui.asked import Page

with frame.page(Page.OVERVIEW):
    waiting.read_returns()
    badges, choices = frame.top_line()
    with choices:
        chosen = controls.audience_and_date(queries.available_dates())
    view = queries.overview(chosen)
    with badges:
        render.badges(view)
    controls.explain()

    render.headline(view)
    forecast = render.place_for_the_forecast()
    measures.measures(view.measures)

    def table_and_map() -> None:
        """Draw what the choice of a borough changes."""
        table, map_ = frame.table_and_map()
        with map_:
            selection = controls.map_view(chosen, view)
            resident_map.resident_map(view, queries.footprint(), selection)
        with table:
            tables.borough_table(view, selection.area_code)
            tables.tables_behind_the_map(view)

    frame.part(table_and_map)

    render.unknowns(view)
    render.how_measured(view)
    render.forecast(forecast, queries.own_forecast(chosen))
