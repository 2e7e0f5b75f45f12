"""Where the children of each borough live: a table in which the stronger blue holds more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from lib.answer.areas import TOTAL
from lib.answer.boroughs.view import BoroughsView
from lib.answer.wording import day
from lib.disclosure.released import Audience
from lib.maps.figures import whole
from lib.maps.state import released
from lib.ui.boroughs.whose import children, has_children, section
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
    is_hidden: bool


def where_children_live(view: BoroughsView) -> None:
    """Show for each borough in which authorities its children live today."""
    overview = view.overview
    section(
        "Where the children of each borough live",
        f"{children(view)}, by borough, {day(overview.as_of)}",
        sentence=view.flows_sentence,
    )
    if not has_children(overview.boroughs, view):
        return
    st.html(written(view, "matrix", lambda: _matrix(view)))
    with st.expander("Where each borough's children live, today and with the contract, as a table"):
        flow_table(overview)


def _matrix(view: BoroughsView) -> str:
    overview = view.overview
    boroughs = released(overview.boroughs).drop(index=TOTAL)
    codes = [str(code) for code in boroughs.index]
    names = boroughs["name"].tolist()
    is_complete = overview.audience is Audience.OFFICERS
    cells, places = _by_place(view)
    others = sorted(
        (code for code in places if code not in codes),
        key=lambda code: (-_all_in(cells, code, codes)[0], places[code]),
    )
    shown, rest = others[:MOST_OTHERS], others[MOST_OTHERS:]
    if len(rest) == 1:
        shown, rest = others, []
    most = max((cell.today or 0 for cell in cells.values()), default=0)
    chosen = view.area_code

    def line(code: str, name: str) -> list[str]:
        return [
            text(name),
            *(
                _heat(cells.get((origin, code)), most, is_complete=is_complete,
                      is_chosen=origin == chosen, is_own=origin == code)
                for origin in codes
            ),
            *_totals(cells, [code], codes, is_complete=is_complete),
        ]  # fmt: skip

    rows = [line(code, name) for code, name in zip(codes, names, strict=True)]
    sections = {0: f"In {overview.footprint_name}"}
    if shown:
        sections[len(rows)] = "Elsewhere"
        rows += [line(code, places[code]) for code in shown]
    if rest and is_complete:
        rows.append(_line_of_others(cells, rest, codes, chosen))
    kinds = {len(rows): "is-sum", len(rows) + 1: "is-total"}
    rows += _last_lines(view, codes, is_complete=is_complete)
    return table(
        rows,
        heads=(
            "Live in",
            *(
                element("span", text(name), of="is-chosen" if code == chosen else "")
                for code, name in zip(codes, names, strict=True)
            ),
            *(element("span", head) for head in _SUMS if is_complete),
        ),
        caption=_caption(view, len(rest), is_complete=is_complete),
        kinds=kinds,
        sections=sections,
        of="cth-matrix",
    )


def _by_place(view: BoroughsView) -> tuple[dict[tuple[str, str], _Cell], dict[str, str]]:
    """Read the flows by borough and authority, and the names of the authorities."""
    flows = view.overview.flows
    rows = released(flows)
    cells, places = {}, {}
    columns = ("origin_code", "destination_code", "destination_name", "today", "with_contract")
    for key, (origin, place, name, today, after) in zip(
        rows.index,
        zip(*(rows[column].tolist() for column in columns), strict=True),
        strict=True,
    ):
        cells[origin, place] = _Cell(
            today=whole(today),
            with_contract=whole(after),
            is_hidden=flows.is_hidden(key, "today"),
        )
        places[place] = str(name)
    return cells, places


def _heat(
    cell: _Cell | None, most: int, *, is_complete: bool, is_chosen: bool, is_own: bool
) -> str:
    """Write a number on its step of one blue; in the shared view an empty cell tells nothing."""
    number = cell.today if cell else None
    kinds = [*(["is-chosen"] if is_chosen else []), *(["is-own"] if is_own else [])]
    if cell and cell.is_hidden:
        return element("span", count(None, is_hidden=True), of=" ".join(kinds))
    if not number:
        said = "0" if is_complete else ""
        return element("span", said, of=" ".join([*kinds, "is-none"]))
    kinds.append(f"is-step-{1 + _STEPS * (number - 1) // most}")
    return element("span", f"{number:,}", of=" ".join(kinds))


def _all_in(
    cells: dict[tuple[str, str], _Cell], place: str, codes: Sequence[str]
) -> tuple[int, int]:
    found = [cells[origin, place] for origin in codes if (origin, place) in cells]
    return sum(one.today or 0 for one in found), sum(one.with_contract or 0 for one in found)


def _totals(
    cells: dict[tuple[str, str], _Cell],
    places: Sequence[str],
    codes: Sequence[str],
    *,
    is_complete: bool,
) -> list[str]:
    """Add up over boroughs, where no number is hidden."""
    if not is_complete:
        return []
    sums = [_all_in(cells, place, codes) for place in places]
    return [f"{sum(numbers):,}" for numbers in zip(*sums, strict=True)]


def _line_of_others(
    cells: dict[tuple[str, str], _Cell],
    rest: Sequence[str],
    codes: Sequence[str],
    chosen: str | None,
) -> list[str]:
    def number(origin: str) -> str:
        found = sum(cells[origin, place].today or 0 for place in rest if (origin, place) in cells)
        kinds = f"{'is-chosen ' if origin == chosen else ''}{'' if found else 'is-none'}"
        return element("span", f"{found:,}", of=kinds.strip())

    return [
        f"{len(rest)} others",
        *map(number, codes),
        *_totals(cells, rest, codes, is_complete=True),
    ]


def _last_lines(view: BoroughsView, codes: Sequence[str], *, is_complete: bool) -> list[list[str]]:
    """Write whose authority is not known, and all the children, from the table of boroughs."""
    shown = view.overview.boroughs
    lines = []
    for name, key in (("Not known", "footprint_unknown"), (ALL_BOROUGHS, "children")):
        by_code = dict(zip(shown.table.index, counts(shown, f"today_{key}"), strict=True))
        after = counts(shown, f"with_contract_{key}")[-1]
        lines.append(
            [
                "All" if key == "children" else name,
                *(
                    element("span", by_code[code], of="is-chosen" if code == view.area_code else "")
                    for code in codes
                ),
                *((by_code[TOTAL], after) if is_complete else ()),
            ]
        )
    return lines


def _caption(view: BoroughsView, others: int, *, is_complete: bool) -> str:
    said = "Each column holds one borough's children today; the stronger the blue, the more."
    if is_complete:
        return f"{said} Framed: their own borough."
    more = f" {others} more authorities stand in the table below." if others else ""
    return (
        f"{said} Framed: their own borough. An empty cell is no child, or a number from 1 to 5, or "
        f"one that would give it away.{more}{why_hidden(view.overview.boroughs)}"
    )
