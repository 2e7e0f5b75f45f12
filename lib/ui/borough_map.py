"""The boroughs of one answer, as a table and on the map: a choice in either is made in both."""

from collections.abc import Callable

from lib.answer.view import OverviewView
from lib.ui import controls, frame, queries, resident_map, tables
from lib.ui.state import Selection


def table_and_map(
    chosen: Selection,
    view: OverviewView,
    *,
    has_other_tables: bool,
    below: Callable[[Selection], None] | None = None,
) -> None:
    """
    Draw both as a part of the page: the choice of a borough draws nothing else anew.

    Parameters
    ----------
    below
        Draws what follows them and is of the borough that is chosen, after the map.
    """

    def draw() -> None:
        table, map_ = frame.table_and_map()
        with map_:
            selection = controls.map_view(chosen, view)
            resident_map.resident_map(view, queries.footprint(), selection)
        with table:
            tables.borough_table(view, selection.area_code)
            if has_other_tables:
                tables.tables_behind_the_map(view)
        if below:
            below(selection)

    frame.part(draw)
