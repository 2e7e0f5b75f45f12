"""Sheets of the packs: a finding, its figures, its picture and its table."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from lib.answer.view import OverviewView
from lib.answer.wording import lower_first
from lib.disclosure.released import Audience
from lib.exports.briefing import Measure, Sheet, Table
from lib.exports.measured import measures_of_all, measures_of_area
from lib.exports.packs import contract_tables, tables
from lib.exports.packs.cells import HIDDEN_NOTE
from lib.exports.packs.views import Chosen, Views
from lib.maps.state import Mode, Opening, Shown, released
from lib.maps.still.still_map import StillMap, still_map

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
    said: tuple[str, ...] = (map_.sentence,)
    if area is None:
        # a bound never stands without what is likely
        forecast = views.forecast()
        likely = f"Forecast: {lower_first(forecast.headline)}" if forecast else ""
        said = (view.headline, likely, view.proof_sentence)
    by_borough = tables.boroughs(view)
    measures: tuple[Measure, ...] = measures_of_all(view.measures)
    if area is not None:
        is_anybody = view.boroughs.count(area, "today_children") != 0
        is_loaded = bool(released(view.boroughs).at[area, "is_loaded"])
        measures = measures_of_area(view.boroughs, area) if is_anybody and is_loaded else ()
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
        tables=(contract_tables.proof(view),),
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
    is_loaded = bool(released(overview.boroughs).at[area, "is_loaded"])
    if is_loaded and overview.boroughs.count(area, "today_children") != 0:
        is_officers = overview.audience is Audience.OFFICERS
        said += [view.flows_sentence, *((view.bands_sentence,) if is_officers else ())]
        found += [tables.flows_of(overview, area)]
        found += [tables.bands(view, area)] if is_officers else []
        measures = measures_of_area(overview.boroughs, area)
    found += [tables.homes_here(view, area)] if is_loaded else []
    shown = tuple(filter(None, found))
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


def not_known(view: OverviewView) -> list[Sheet]:
    """Say all that is not known, and what is assumed in its place."""
    said = (*view.unknowns, *view.rules_off)
    first = Sheet(
        title="What is not known" if said else "Nothing that is asked is unknown",
        subtitle=view.subtitle,
        sentences=said,
    )
    return [first, *of_tables(view, [contract_tables.assumptions(view)])]


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
    is_said = any(table.note == HIDDEN_NOTE for table in shown)
    return (HIDDEN_NOTE,) if is_any and not is_said else ()
