"""How many children live inside the footprint today, and how many could?"""

from lib.ui import controls, frame, measures, queries, render, resident_map, tables, waiting
from lib.ui.asked import Page

with frame.page(Page.OVERVIEW):
    waiting.read_returns()
    badges, choices = frame.top_line()
    with choices:
        selection = controls.audience_and_date(queries.available_dates())
    view = queries.overview(selection)
    with badges:
        render.badges(view)
    controls.explain()

    answer, table, map_ = frame.answer_table_and_map()
    with map_:
        selection = controls.map_view(selection, view)
        resident_map.resident_map(view, queries.footprint(), selection)
    with answer:
        render.headline(view)
        forecast = render.place_for_the_forecast()
        measures.measures(view.measures)
    with table:
        tables.borough_table(view, selection.area_code)
        tables.tables_behind_the_map(view)

    render.unknowns(view)
    render.how_measured(view)
    render.forecast(forecast, queries.own_forecast(selection))
