"""What does an officer put before others, and in which form?"""

from lib.links.asked import Page
from lib.ui import controls, frame, queries, render, waiting
from lib.ui.briefing import choices, downloads, page, preview

with frame.page(Page.BRIEFING):
    place = waiting.read_returns()
    badges, dates = frame.top_line()
    with dates:
        as_of, asked = controls.date_of_a_briefing(queries.available_dates())
    controls.explain()

    settings, answer = frame.settings_and_answer()
    with settings:
        wanted = choices.wanted(as_of, asked)
    with frame.faults_shown_in(answer):
        briefing = page.made(wanted, place)
    with badges:
        render.marking(briefing.marking)
    with answer:
        page.heading(briefing)
        downloads.downloads(briefing, queries.footprint())
        preview.preview(briefing)
