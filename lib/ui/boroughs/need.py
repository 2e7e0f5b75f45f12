"""Homes and places against need, borough by borough."""

from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.boroughs.view import BoroughsView
from lib.answer.wording import day
from lib.maps.figures import whole
from lib.maps.state import released
from lib.ui.boroughs.whose import note, section
from lib.ui.markup import table, text
from lib.ui.tables import borough_names, counts, home_table, why_hidden
from lib.ui.written import written

_KEYS: Final = (
    '<div class="cth-keys is-bare"><span><i class="is-now"></i>Children it looks after</span>'
    '<span><i class="is-home"></i>Places in its children&#39;s homes</span>'
    '<span><i class="is-block"></i>Block beds, with the contract</span></div>'
)


def homes_and_places(view: BoroughsView) -> list[str]:
    """Write the children whom each borough looks after beside the places that are there."""
    head = section(
        "Homes and places against need",
        f"All children, {day(view.overview.as_of)}; places are for the children of any council",
        sentence=view.need_sentence,
    )
    if not view.need.count(TOTAL, "homes"):
        head += note(
            "No list of homes is loaded. Put Ofsted's provider-level list, as CSV, into the folder "
            "of the returns: then homes and places appear here and on the map."
        )
    return [
        head,
        written(view, "need", lambda: _KEYS + _table(view)),
        home_table(view.overview),
    ]


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
        kinds={at: "is-chosen" for at, code in enumerate(rows.index) if code == view.area_code},
        of="cth-bands",
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
