"""Where the children of each borough live: a table in which the stronger blue holds more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.boroughs.view import BoroughsView
from lib.answer.view import OverviewView
from lib.answer.wording import day
from lib.disclosure.released import Audience
from lib.maps.figures import whole
from lib.maps.state import released
from lib.ui.boroughs.whose import children, of_loaded, section, without_children
from lib.ui.markup import count, element, table, text
from lib.ui.tables import ALL_BOROUGHS, counts, flow_table, why_hidden
from lib.ui.written import written

MOST_OTHERS: Final = 12
"""Authorities outside with a row of their own; the others share one, or stand in the table."""

_STEPS: Final = 5
_SUMS: Final = (ALL_BOROUGHS, "All with the contract")


@dataclass(frozen=True, kw_only=True)
class _Cell:
    """Children of one borough in one authority; no number where it is hidden."""

    today: int | None
    with_contract: int | None


@dataclass(frozen=True, kw_only=True)
class _Flows:
    """
    Children by borough and authority, as one audience sees them.

    ``boroughs`` and ``places`` are names by code, ``chosen`` is a borough or None. What is not in
    ``cells`` is nobody where the figures are complete; else it may as well be a number that is
    hidden.
    """

    cells: Mapping[tuple[str, str], _Cell]
    boroughs: Mapping[str, str]
    places: Mapping[str, str]
    not_loaded: frozenset[str]
    is_complete: bool
    chosen: str | None

    def together(self, place: str) -> tuple[int, int]:
        """Add up over the boroughs what is shown, today and with the contract."""
        found = [self.cells[one, place] for one in self.boroughs if (one, place) in self.cells]
        return sum(one.today or 0 for one in found), sum(one.with_contract or 0 for one in found)

    def of_borough(self, borough: str, places: Iterable[str]) -> int:
        """Add up over authorities what is shown of one borough's children today."""
        found = (self.cells.get((borough, place)) for place in places)
        return sum(cell.today or 0 for cell in found if cell)

    def cell(self, borough: str, content: str, *kinds: str) -> str:
        """Write a cell in the column of a borough, which is marked where it was chosen."""
        all_kinds = (*kinds, "is-chosen" if borough == self.chosen else "")
        return element("span", content, of=" ".join(filter(None, all_kinds)))


def where_children_live(view: BoroughsView) -> list[str]:
    """Write for each borough in which authorities its children live today."""
    overview, chosen = view.overview, view.area_code
    head = section(
        "Where the children of each borough live",
        f"{children(view)}, by borough, {day(overview.as_of)}",
        sentence=of_loaded(view, chosen or TOTAL, view.flows_sentence),
    )
    instead = without_children(
        view, TOTAL, children=overview.boroughs.count(TOTAL, "today_children")
    )
    if instead:
        return [head, instead]
    matrix = written(overview, ("matrix", chosen), lambda: _matrix(overview, chosen))
    return [head, matrix, flow_table(overview)]


def _matrix(view: OverviewView, chosen: str | None) -> str:
    flows = _flows(view, chosen)
    inside = [code for code in flows.boroughs if flows.is_complete or code in flows.places]
    others = sorted(
        (code for code in flows.places if code not in flows.boroughs),
        key=lambda code: (-flows.together(code)[0], flows.places[code]),
    )
    shown, rest = others[:MOST_OTHERS], others[MOST_OTHERS:]
    if len(rest) == 1:
        shown, rest = others, []
    most = max((cell.today or 0 for cell in flows.cells.values()), default=0)

    name = view.footprint_name
    rows = [_line(flows, code, flows.boroughs[code], most) for code in inside]
    sections = {0: f"In {name}"}
    if not flows.is_complete:
        rows.append(_from_boroughs(view, flows, "Their own borough", "in_borough"))
    kinds = {len(rows): "is-sum"}
    rows.append(_from_boroughs(view, flows, f"{name} together", "in_footprint"))
    if others:
        sections[len(rows)] = "Elsewhere"
    rows += [_line(flows, code, flows.places[code], most) for code in shown]
    if rest and flows.is_complete:
        rows.append(_others(flows, rest))
    if flows.is_complete:
        rows.append(_from_boroughs(view, flows, "Not known", "footprint_unknown"))
    rows.append(_from_boroughs(view, flows, "All", "children"))
    return table(
        rows,
        heads=(
            "Live in",
            *(flows.cell(code, text(borough)) for code, borough in flows.boroughs.items()),
            *(element("span", head) for head in _SUMS if flows.is_complete),
        ),
        caption=_caption(view, flows, len(rest)),
        last_is_total=True,
        kinds=kinds,
        sections=sections,
        of="cth-matrix",
    )


def _flows(view: OverviewView, chosen: str | None) -> _Flows:
    rows = released(view.flows)
    boroughs = released(view.boroughs)
    boroughs = boroughs[boroughs.index != TOTAL]
    columns = ("origin_code", "destination_code", "destination_name", "today", "with_contract")
    cells, places = {}, {}
    for origin, place, name, today, after in zip(
        *(rows[column].tolist() for column in columns), strict=True
    ):
        cells[origin, place] = _Cell(today=whole(today), with_contract=whole(after))
        places[place] = str(name)
    return _Flows(
        cells=cells,
        boroughs=dict(zip(boroughs.index, boroughs["name"].tolist(), strict=True)),
        places=places,
        not_loaded=frozenset(boroughs.index[~boroughs["is_loaded"].astype("bool")]),
        is_complete=view.audience is Audience.OFFICERS,
        chosen=chosen,
    )


def _line(flows: _Flows, place: str, name: str, most: int) -> list[str]:
    """Write the children who live in one authority, borough by borough."""
    sums = [f"{number:,}" for number in flows.together(place)] if flows.is_complete else []
    return [text(name), *(_heat(flows, one, place, most) for one in flows.boroughs), *sums]


def _heat(flows: _Flows, borough: str, place: str, most: int) -> str:
    """Write a number on its step of one blue."""
    cell = flows.cells.get((borough, place))
    own = "is-own" if borough == place else ""
    if cell and cell.today is None:
        return flows.cell(borough, count(None, is_hidden=True), own)
    if cell and cell.today:
        step = f"is-step-{1 + _STEPS * (cell.today - 1) // most}"
        return flows.cell(borough, f"{cell.today:,}", own, step)
    is_nobody = cell is not None or (flows.is_complete and borough not in flows.not_loaded)
    return flows.cell(borough, "0" if is_nobody else "", own, "is-none")


def _others(flows: _Flows, rest: list[str]) -> list[str]:
    numbers = {borough: flows.of_borough(borough, rest) for borough in flows.boroughs}
    sums = zip(*(flows.together(place) for place in rest), strict=True)
    return [
        f"{len(rest)} others",
        *(
            flows.cell(borough, f"{number:,}" if borough not in flows.not_loaded else "")
            for borough, number in numbers.items()
        ),
        *(f"{sum(numbers):,}" for numbers in sums),
    ]


def _from_boroughs(view: OverviewView, flows: _Flows, name: str, key: str) -> list[str]:
    """Write a row that the table of boroughs holds as a column."""
    shown = view.boroughs
    today = dict(zip(shown.table.index, counts(shown, f"today_{key}"), strict=True))
    sums = [today[TOTAL], counts(shown, f"with_contract_{key}")[-1]] if flows.is_complete else []
    return [text(name), *(flows.cell(code, today[code]) for code in flows.boroughs), *sums]


def _caption(view: OverviewView, flows: _Flows, others: int) -> str:
    said = (
        "Each column holds one borough's children today; the stronger the blue, the more. "
        "Framed: their own borough."
    )
    if flows.is_complete:
        return said
    more = f" {others} more authorities stand in the table below." if others else ""
    return (
        f"{said}{_of_two(flows)} Authorities stand here where a number, today's or with the "
        f"contract, can be shown. An empty cell is no child, or a number that is hidden.{more}"
        f"{why_hidden(view.boroughs)}"
    )


def _of_two(flows: _Flows) -> str:
    """Say why an area of two boroughs holds children who do not live in their own."""
    merged = [name for code, name in flows.boroughs.items() if "+" in code]
    return "".join(
        f" {name} are shown as one: a child of the one who lives in the other lives in this area, "
        "and not in their own borough."
        for name in merged
    )
