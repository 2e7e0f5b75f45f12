"""Where do the children of each borough live, and what is there for them?"""

from lib.links.asked import Page
from lib.ui import after_the_map, controls, frame, queries, render, resident_map, tables, waiting
from lib.ui.boroughs import headline, looked_after, sections
from lib.ui.context import homes, trends
from lib.ui.tour import strip

with frame.page(Page.BOROUGHS):
    place = waiting.read_returns()
    badges, choices = frame.top_line()
    with choices:
        chosen = controls.audience_and_date(queries.available_dates())
    with waiting.until_decided(place):
        overview = queries.boroughs(chosen).overview
    with badges:
        render.badges(overview)
    controls.explain()
    strip.say(strip.above(), chosen)

    def of_borough_and_group() -> None:
        """Draw what the choice of a borough or a group changes."""
        selection = controls.borough_and_group(chosen, overview)
        view = queries.boroughs(selection)
        answer, table, map_ = frame.answer_table_and_map()
        with map_:
            resident_map.resident_map(view.overview, queries.footprint(), selection)
        with answer:
            headline.headline(view)
        with table:
            others = tables.other_measures(view.overview)
            tables.borough_table(view.overview, selection.area_code, others)
        after_the_map.let_the_map_be_painted()
        sections.sections(view)
        looked_after.all_looked_after(selection)
        after_the_map.part(
            lambda: trends.trends(chosen.audience, selection.area_code), name="Trends"
        )

    frame.part(of_borough_and_group)
    after_the_map.part(
        lambda: homes.homes_and_need(queries.boroughs(chosen)), name="Homes and need"
    )
    render.how_measured(overview)
