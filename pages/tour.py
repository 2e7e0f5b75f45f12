"""Six questions of a cabinet member: what do the returns answer?"""

from lib.links.asked import Page
from lib.ui import controls, frame, queries, render, waiting
from lib.ui.tour import page

with frame.page(Page.TOUR):
    place = waiting.read_returns()
    badges, choices = frame.top_line()
    with choices:
        chosen = controls.audience_and_date(queries.available_dates())
    with waiting.until_decided(place):
        view = queries.overview(chosen)
    with badges:
        render.badges(view)
    controls.explain()

    page.heading()
    page.steps(chosen)
    render.how_measured(view)
