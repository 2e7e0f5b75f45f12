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
    measures: tuple[Measure, ...] = _on_paper(measures_of_all(view))
    if area is not None:
        is_anybody = view.boroughs.count(area, "today_children") != 0
        is_loaded = bool(released(view.boroughs).at[area, "is_loaded"])
        measures = _on_paper(measures_of_area(view, area)) if is_anybody and is_loaded else ()
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
        measures=_on_paper(measures_of_all(view))[:1],
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
        measures = _on_paper(measures_of_area(overview, area))
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
        measures=_on_paper(measures_of_all(view)) if is_now else (),
        map=map_,
        tables=(table,),
        notes=_beside(view, table),
    )


def not_known(view: OverviewView) -> Sheet:
    """Say all that is not known."""
    said = (*view.unknowns, *view.rules_off)
    return Sheet(
        title="What is not known" if said else "Nothing that is asked is unknown",
        subtitle=view.subtitle,
        sentences=said,
    )


def of_tables(view: OverviewView, found: Iterable[Table]) -> list[Sheet]:
    """Give each table a sheet."""
    return [
        Sheet(title=table.title, subtitle=view.subtitle, tables=(replace(table, title=""),))
        for table in found
    ]


def _map(views: Views, view: OverviewView, opening: Opening, area: str | None) -> StillMap:
    return still_map(view, places=views.places, opening=opening, shown=Shown(area_code=area))


def _beside(view: OverviewView, *shown: Table) -> tuple[str, ...]:
    """Give the caveats that change the reading; first what is hidden, if no table says it."""
    said: Sequence[str] = (*view.rules_off, *view.unknowns)
    others = len(said) - MOST_NOTES
    more = f"{others} more of what is not known: in the contract decision pack."
    return (
        *_hidden_note(view, *shown),
        *said[:MOST_NOTES],
        *((more,) if others > 0 else ()),
    )


def _on_paper(measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """Leave out why a figure is hidden: it stands once, beneath the table or with the notes."""
    return tuple(
        replace(one, said=tuple(said for said in one.said if said != HIDDEN_NOTE))
        for one in measures
    )


def _hidden_note(view: OverviewView, *shown: Table) -> tuple[str, ...]:
    shown_of = (view.measures, view.boroughs, view.flows, view.proof)
    is_any = any(one.hidden for one in shown_of)
    is_said = any(table.note == HIDDEN_NOTE for table in shown)
    return (HIDDEN_NOTE,) if is_any and not is_said else ()
