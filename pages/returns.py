"""What was read from the returns, what was refused, and what to mend?"""

from lib.links.asked import Page
from lib.ui import checking, controls, frame, queries, reading, render, sending, waiting
from lib.ui.context import agreement

with frame.page(Page.RETURNS):
    waiting.read_returns()
    badges, choices = frame.top_line()
    with choices:
        selection = controls.audience_and_date(queries.available_dates())
    view = queries.overview(selection)
    with badges:
        render.badges(view)
    controls.explain()

    reading.heading(view)
    changed, days = checking.changed_since_last_load(selection)
    reading.changes(changed, are_made=True, days=days)
    frame.part(sending.files_of_your_own)
    reading.quality(view.quality)
    agreement.agreement(queries.agreement(selection))
    frame.part(lambda: reading.findings(view.findings))
    reading.files(view.files)
    reading.what_may_be_loaded()
