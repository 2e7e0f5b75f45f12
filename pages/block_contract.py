"""What would a block contract do, what would it cost, and how likely is it to pay?"""

from lib.links.asked import Page
from lib.ui import controls, frame, monitoring, queries, render, waiting
from lib.ui.context import cost
from lib.ui.contract import claim, page, result, shared_out
from lib.ui.tour import sentences, strip

with frame.page(Page.BLOCK_CONTRACT):
    place = waiting.read_returns()
    badges, choices = frame.top_line()
    with choices:
        selection = controls.audience_and_date(queries.available_dates())
    step = strip.above()

    settings, answer = frame.settings_and_answer()
    with settings:
        chosen = page.start_from()
    with frame.faults_shown_in(answer), waiting.until_decided(place):
        queries.require_that_it_may_be_asked(selection, chosen[1])
    with frame.faults_shown_in(answer), settings:
        contract = page.change(selection, *chosen)
    with frame.faults_shown_in(answer), answer:
        view = page.work_out(selection, contract)
        result.headline(view)
        result.figures(view)
        result.gauge(view)
        result.saving_by_month(view)
        result.what_moves_it(view)
    with badges:
        render.badges(view.overview)
    controls.explain()
    strip.say(step, selection, lambda: sentences.of_its_cost(selection, view))

    result.inside_by_month(view)
    shared_out.who_gets_the_beds(view)
    page.by_borough_and_on_the_map(selection, view)
    shared_out.fair_shares(queries.contract_shares(selection, contract))
    claim.claim(view)
    cost.weekly_cost(view, queries.footprint())
    page.beside_others(selection, view, chosen[0])
    monitoring.monitoring(queries.monitoring(selection))
    result.assumptions(view)
    render.why_hidden(view.overview)
