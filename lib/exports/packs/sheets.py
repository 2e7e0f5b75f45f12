"""Sheets of the packs: a finding, its figures, its picture and its table."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.contract.sentences import (
    in_a_hundred,
    pounds,
    span,
)
from lib.answer.contract.view import ContractView, SharesView
from lib.answer.sentences import beds_could_bring
from lib.answer.view import OverviewView
from lib.charts import contract as charts
from lib.disclosure.released import Audience
from lib.exports.briefing import Measure, Sheet, Table
from lib.exports.measured import measures_of_all, measures_of_area
from lib.exports.packs import tables
from lib.exports.packs.drawn import (
    gauge_chart,
    inside_chart,
    saving_chart,
    swings_chart,
    titled_chart,
)
from lib.exports.packs.views import Chosen, Views
from lib.maps.figures import HIDDEN, figure
from lib.maps.state import Mode, Opening, Shown
from lib.maps.still.still_map import StillMap, still_map

SHARED_OUT: Final = ("children_inside", "saving_pence")
"""What is shared out on paper; miles stand on the page."""

MOST_NOTES: Final = 4
"""What is not known, beside the figures; all of it stands in the pack for decisions."""

ROWS_A_SHEET: Final = 18


def of_view(views: Views, chosen: Chosen) -> Sheet:
    """Put one view on one page: all boroughs together, or one of them."""
    view = views.overview
    if views.boroughs is None:
        return _of_all_alone(view)
    area = chosen.areas[0] if chosen.areas else None
    map_ = _map(views, view, chosen.opening, area)
    said = (view.headline, view.proof_sentence) if area is None else (map_.sentence,)
    by_borough = tables.boroughs(view)
    measures = (
        measures_of_all(view.measures) if area is None else measures_of_area(view.boroughs, area)
    )
    return Sheet(
        title=map_.title,
        subtitle=view.subtitle,
        sentences=tuple(filter(None, said)),
        measures=measures,
        map=map_,
        tables=(by_borough,),
        notes=_beside(view, by_borough),
    )


def _of_all_alone(view: OverviewView) -> Sheet:
    """Show a contract that the audience is shown for all boroughs together alone."""
    return Sheet(
        title=view.title,
        subtitle=view.subtitle,
        sentences=tuple(filter(None, (view.headline, view.proof_sentence))),
        measures=measures_of_all(view.measures)[:1],
        tables=(tables.proof(view),),
        notes=(tables.NOT_BY_BOROUGH, *_beside(view)),
    )


def of_borough(views: Views, area: str) -> Sheet:
    """Put one borough on one page: where its children live, how far, and what is there."""
    if views.boroughs is None:
        message = "This contract is not shown by borough."
        raise ValueError(message)
    view = views.boroughs(area)
    overview = view.overview
    map_ = _map(views, overview, Opening(mode=Mode.TODAY), area)
    said = [map_.sentence]
    found: list[Table | None] = []
    measures: tuple[Measure, ...] = ()
    if overview.boroughs.count(area, "today_children") != 0:
        is_officers = overview.audience is Audience.OFFICERS
        said += [view.flows_sentence, *((view.bands_sentence,) if is_officers else ())]
        found += [tables.flows_of(overview, area)]
        found += [tables.bands(view, area)] if is_officers else []
        measures = measures_of_area(overview.boroughs, area)
    shown = tuple(filter(None, (*found, tables.homes_here(view, area))))
    return Sheet(
        title=map_.title,
        subtitle=overview.subtitle,
        sentences=tuple(filter(None, said)),
        measures=measures,
        map=map_,
        tables=shown,
        notes=_hidden_note(overview, *shown),
    )


def of_today(views: Views, mode: Mode) -> Sheet:
    """Show all boroughs as they are, or with the contract."""
    view = views.overview
    if views.boroughs is None:
        return _of_all_alone(view)
    map_ = _map(views, view, Opening(mode=mode), None)
    is_now = mode is Mode.TODAY
    table = tables.boroughs(view) if is_now else tables.other_measures(view)
    return Sheet(
        title=map_.title,
        subtitle=view.subtitle,
        sentences=(map_.sentence,) if is_now else (view.headline,),
        measures=measures_of_all(view.measures) if is_now else (),
        map=map_,
        tables=(table,),
        notes=_beside(view, table),
    )


def of_proof(views: Views, forecast: ContractView | None) -> Sheet:
    """Show that no way of giving out the beds does better, and who is left without one."""
    view = views.overview
    more = (forecast.bottleneck_sentence, forecast.rules_sentence) if forecast else ()
    return Sheet(
        title=beds_could_bring(view.proof),
        subtitle=f"Who gets the beds, given out as well as can be. {view.subtitle}",
        sentences=tuple(filter(None, (view.proof_sentence, *more))),
        tables=(tables.proof(view),),
    )


def of_money(view: ContractView) -> Sheet:
    """Show what the contract saves or costs, month by month and year by year."""
    chart = charts.saving_by_month(view)
    return Sheet(
        title=chart.title,
        subtitle=view.overview.subtitle,
        sentences=(view.headline, *view.reasons[:2]),
        measures=_money(view),
        chart=titled_chart(chart, lambda: saving_chart(view, chart)),
        tables=(tables.years(view),) if chart.draw else (),
        notes=() if chart.draw else (chart.title, chart.subtitle),
    )


def of_occupancy(view: ContractView) -> Sheet:
    """Show how full the beds must be, and would be."""
    chart = charts.gauge(view)
    return Sheet(
        title=chart.title,
        subtitle=chart.subtitle,
        sentences=(chart.said,) if chart.draw else (),
        chart=titled_chart(chart, lambda: gauge_chart(view, chart)),
    )


def of_inside(view: ContractView) -> Sheet:
    """Show how many of the children would live inside, month by month."""
    chart = charts.inside_by_month(view)
    return Sheet(
        title=chart.title,
        subtitle=chart.subtitle,
        sentences=(view.inside_sentence,),
        chart=titled_chart(chart, lambda: inside_chart(view, chart)),
    )


def of_risk(view: ContractView) -> Sheet:
    """Rank what moves the saving, and say what is luck."""
    chart = charts.what_moves_it(view)
    return Sheet(
        title=chart.title,
        subtitle=chart.subtitle,
        sentences=tuple(filter(None, (view.luck_sentence, view.order_sentence))),
        chart=titled_chart(chart, lambda: swings_chart(view, chart)),
        tables=(tables.swings(view),) if chart.draw else (),
    )


def of_claim(view: ContractView) -> Sheet:
    """Hold the claim of 2018 against the figures."""
    target = pounds(view.contract.money.target_pence_per_year / 100)
    return Sheet(
        title=f"What {target} a year takes for granted",
        subtitle="The claim of 2018, held against the returns, the forecast and what is published",
        tables=(tables.claim(view),),
    )


def of_shares(view: SharesView) -> list[Sheet]:
    """Show what each authority brings, one kind of share a sheet."""
    shown = view.shares
    subtitle = "Fair shares: what the beds could do as given out on the date, not the forecast"
    said = tuple(filter(None, (view.sentence, view.fee_sentence, view.hidden_sentence)))
    if shown is None:
        return [Sheet(title=view.title, subtitle=subtitle, sentences=said)]
    is_shared = shown.audience is Audience.SHARED
    rounded = ("Rounded: parts may not add up to the total.",) if is_shared else ()
    return [
        Sheet(
            title=view.title,
            subtitle=subtitle,
            sentences=said,
            tables=(tables.shares(shown, game),),
            notes=rounded,
        )
        for game in SHARED_OUT
    ]


def not_forecast(views: Views) -> Sheet:
    """Say why there is no forecast, in the place of money and risk."""
    return Sheet(
        title="Money and risk cannot be forecast from these returns",
        subtitle=views.overview.subtitle,
        sentences=(views.why_not,),
    )


def not_known(view: OverviewView) -> list[Sheet]:
    """Say all that is not known, and what is assumed in its place."""
    said = (*view.unknowns, *view.rules_off)
    first = Sheet(
        title="What is not known" if said else "Nothing that is asked is unknown",
        subtitle=view.subtitle,
        sentences=said,
    )
    return [first, *of_tables(view, [tables.assumptions(view)])]


def of_tables(view: OverviewView, found: Iterable[Table]) -> list[Sheet]:
    """Give each table a page, and a long one as many as it needs."""
    return [
        Sheet(title=part.title, subtitle=view.subtitle, tables=(replace(part, title=""),))
        for table in found
        for part in tables.parted(table, ROWS_A_SHEET)
    ]


def _map(views: Views, view: OverviewView, opening: Opening, area: str | None) -> StillMap:
    return still_map(view, places=views.places, opening=opening, shown=Shown(area_code=area))


def _beside(view: OverviewView, *shown: Table) -> tuple[str, ...]:
    """Give the caveats that change the reading; first what is hidden, if no table says it."""
    said: Sequence[str] = (*view.rules_off, *view.unknowns)
    return (*_hidden_note(view, *shown), *said[:MOST_NOTES])


def _hidden_note(view: OverviewView, *shown: Table) -> tuple[str, ...]:
    is_any = view.boroughs.hidden or view.flows.hidden or view.proof.hidden
    is_said = any(table.note == tables.HIDDEN_NOTE for table in shown)
    return (tables.HIDDEN_NOTE,) if is_any and not is_said else ()


def _money(view: ContractView) -> tuple[Measure, ...]:
    """Say the saving, the children inside and the chances, as the page's three cards do."""
    saving, term = span(view.figures, "saving_pounds"), span(view.figures, "term_saving_pounds")
    inside = span(view.figures, "children_inside")
    today = view.overview.boroughs.count(TOTAL, "today_in_footprint")
    loss, target = (
        view.single.number(key, "value") for key in ("chance_of_loss", "chance_of_target")
    )
    claimed = pounds(view.contract.money.target_pence_per_year / 100)
    years = view.contract.money.term_years
    found = []
    if saving is not None and term is not None:
        found.append(
            Measure(
                label="Saving in a full year",
                now=pounds(saving[1]),
                said=(
                    f"typically; {_to(saving)} in 8 of 10 runs",
                    f"Over {years} years: {pounds(term[1])}; {_to(term)}",
                    f"Claimed: {claimed}",
                ),
            )
        )
    if inside is not None and today is not None:
        low, high = round(inside[0]), round(inside[2])
        children = figure(view.overview.boroughs.table.at[TOTAL, "today_children"])
        found.append(
            Measure(
                label="Children inside the footprint",
                now=f"{today:,}",
                after=f"{low}" if low == high else f"{low} to {high}",
                said=(f"of {children} children, forecast for a full year",),
            )
        )
    if loss is not None and target is not None:
        found.append(
            Measure(
                label="Of 100 such years",
                now=f"{round(100 * loss)}",
                said=("make a loss", f"{in_a_hundred(target)} reach the promise of {claimed}"),
            )
        )
    return tuple(found) or (Measure(label="Saving in a full year", now=HIDDEN),)


def _to(found: tuple[float, float, float]) -> str:
    return f"{pounds(found[0])} to {pounds(found[2])}"
