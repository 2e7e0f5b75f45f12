"""Homes and places against need, borough by borough."""

from typing import Final

import streamlit as st

from lib.answer.areas import TOTAL
from lib.answer.boroughs.view import BoroughsView
from lib.answer.wording import day
from lib.maps.figures import whole
from lib.maps.state import released
from lib.ui.boroughs.whose import say_instead, section
from lib.ui.markup import table, text
from lib.ui.tables import borough_names, counts, home_table, why_hidden
from lib.ui.written import written

_KEYS: Final = (
    '<div class="cth-keys is-bare"><span><i class="is-now"></i>Children it looks after</span>'
    '<span><i class="is-home"></i>Places in its children&#39;s homes</span>'
    '<span><i class="is-block"></i>Block beds, with the contract</span></div>'
)
_ROW: Final = (
    ".cth-need tbody tr:nth-child({0}) > * {{ background: var(--cth-ground); font-weight: 600; }}"
    ".cth-need tbody tr:nth-child({0}) > th {{ box-shadow: inset 4px 0 0 var(--cth-inside);"
    " padding-left: 0.7rem; }}"
)


def homes_and_places(view: BoroughsView) -> None:
    """Show the children whom each borough looks after beside the places that are there."""
    section(
        "Homes and places against need",
        f"All children, {day(view.overview.as_of)}; places are for the children of any council",
        sentence=view.need_sentence,
        style=_row(view),
    )
    if not view.need.count(TOTAL, "homes"):
        say_instead(
            "No list of homes is loaded. Put Ofsted's provider-level list, as CSV, into the folder "
            "of the returns: then homes and places appear here and on the map."
        )
    shown = written(view, "need", lambda: _KEYS + _table(view))
    st.html(shown + home_table(view.overview))


def _row(view: BoroughsView) -> str:
    """Mark the row of the borough that was chosen."""
    areas = list(released(view.need).index)
    return _ROW.format(areas.index(view.area_code) + 1) if view.area_code in areas else ""


def _table(view: BoroughsView) -> str:
    shown = view.need
    rows = released(shown)
    columns = ("children", "living_here", "homes", "places", "block_beds")
    of_areas = rows.drop(index=TOTAL)
    numbers = {column: list(map(whole, of_areas[column].tolist())) for column in columns}
    most = max(
        (
            *(children or 0 for children in numbers["children"]),
            *(
                (places or 0) + (beds or 0)
                for places, beds in zip(numbers["places"], numbers["block_beds"], strict=True)
            ),
        ),
        default=0,
    )
    bars = [
        _bars(children, places, beds, most)
        for children, places, beds in zip(
            *(numbers[column] for column in ("children", "places", "block_beds")), strict=True
        )
    ]
    cells = zip(*(counts(shown, column) for column in columns), [*bars, ""], strict=True)
    return table(
        [[text(name), *row] for name, row in zip(borough_names(shown), cells, strict=True)],
        heads=(
            "Borough",
            "Children it looks after",
            "Children of these boroughs who live in it",
            "Children&#39;s homes",
            "Places",
            "Block beds",
            "As bars",
        ),
        caption="Children in children's homes, and the homes and places of each borough."
        + why_hidden(shown),
        last_is_total=True,
        of="cth-bands cth-need",
    )


def _bars(children: int | None, places: int | None, beds: int | None, most: int) -> str:
    """Draw the children above the places, the block beds marked apart, to one scale."""

    def bar(number: int | None, kind: str) -> str:
        if not number:
            return ""
        return f'<i class="{kind}" style="width:{100 * number / most:.1f}%"></i>'

    return (
        f'<div class="cth-bars" aria-hidden="true">{bar(children, "is-now")}'
        f"<span>{bar(places, 'is-home')}{bar(beds, 'is-block')}</span></div>"
    )
