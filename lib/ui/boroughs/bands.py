"""How far away the children live: a table with bars in it."""

from collections.abc import Iterable
from typing import Final

from lib.answer.areas import TOTAL, WHENS
from lib.answer.boroughs.groups import BANDS
from lib.answer.boroughs.view import BoroughsView
from lib.answer.wording import whole_percent
from lib.disclosure.released import Released
from lib.maps.figures import whole
from lib.maps.state import released
from lib.ui.boroughs.whose import of_loaded, row_of, section, whose, without_children
from lib.ui.markup import count, details, element, table, text
from lib.ui.tables import (
    HIDDEN_TOGETHER,
    borough_names,
    counts,
    hidden_together,
    medians,
    why_hidden,
)
from lib.ui.written import written

_NEAR: Final = 2
"""So many bands are 20 miles or less."""

_KEYS_OF_BANDS: Final = (*(band.key for band in BANDS), "distance_unknown")

_KEYS: Final = (
    '<div class="cth-keys is-bare"><span><i class="is-now"></i>Today</span>'
    '<span><i class="is-more"></i>With the contract, if every bed is filled</span></div>'
)


def distances(view: BoroughsView) -> list[str]:
    """Write the bands of distance today and with the contract, and the distance in the middle."""
    shown, row = view.bands, row_of(view.bands, view)
    head = section(
        "How far away they live",
        whose(shown, view),
        sentence=of_loaded(view, row, view.bands_sentence),
        of="cth-how-far",
    )
    instead = without_children(view, row, children=shown.count(row, "today_children"))
    if instead:
        return [head, instead]
    parts = [head, written(view, "bands", lambda: _KEYS + _table(view))]
    if len(released(view.bands)) > 1:
        name = "How far away the children of each borough live, as a table"
        by_borough = written(
            view, "bands by borough", lambda: details(name, _by_borough(view.bands))
        )
        parts.append(by_borough)
    return parts


def _table(view: BoroughsView) -> str:
    shown, row = view.bands, row_of(view.bands, view)
    counts = {
        key: [whole(shown.table.at[row, f"{when}_{key}"]) for when in WHENS]
        for key in _KEYS_OF_BANDS
    }
    most = max((number or 0 for both in counts.values() for number in both), default=0)
    of = [shown.count(row, f"{when}_children") for when in WHENS]

    def line(name: str, key: str) -> list[str]:
        cells = [
            _with_share(shown, row, f"{when}_{key}", all_)
            for when, all_ in zip(WHENS, of, strict=True)
        ]
        return [text(name), *cells, _bars(counts[key], most, is_known=key != "distance_unknown")]

    near = view.overview.boroughs
    nearer = [
        _with_share(near, row, f"{when}_miles_20_or_less", all_)
        for when, all_ in zip(WHENS, of, strict=True)
    ]
    middle = [_median(shown, row, when) for when in WHENS]
    lines = [line(band.name, band.key) for band in BANDS]
    together = _hidden_together(shown, row)
    return table(
        [
            *lines[:_NEAR],
            ["20 miles or less together", *nearer, ""],
            *lines[_NEAR:],
            line("Not known", "distance_unknown"),
            *together,
            ["Middle distance, in miles", *middle, ""],
        ],
        heads=("Distance from their own address", "Today", "With the contract", "As bars"),
        caption="Children by the straight line from their own address to the placement."
        + why_hidden(shown),
        kinds={_NEAR: "is-sum", len(BANDS) + 2 + len(together): "is-total"},
        of="cth-bands",
    )


def _hidden_together(shown: Released, row: str) -> list[list[str]]:
    """Write one line more where some bands are hidden."""
    told = hidden_together(
        shown,
        (
            ((row, f"{when}_children"), [(row, f"{when}_{key}") for key in _KEYS_OF_BANDS])
            for when in WHENS
        ),
    )
    return [[HIDDEN_TOGETHER, *told, ""]] if told else []


def _by_borough(shown: Released) -> str:
    cells = zip(
        *(counts(shown, f"today_{band.key}") for band in BANDS),
        counts(shown, "today_distance_unknown"),
        *(medians(shown, f"{when}_median_miles") for when in WHENS),
        strict=True,
    )
    return table(
        [[text(name), *row] for name, row in zip(borough_names(shown), cells, strict=True)],
        heads=(
            "Borough",
            *(band.name for band in BANDS),
            "Not known",
            "Middle distance in miles today",
            "Middle distance in miles with the contract",
        ),
        caption="Children today by distance from their own address." + why_hidden(shown),
        last_is_total=released(shown).index[-1] == TOTAL,
    )


def _with_share(shown: Released, row: str, column: str, of: int | None) -> str:
    number = whole(shown.table.at[row, column])
    share = None if number is None or of is None else whole_percent(number, of)
    beside = "" if share is None else element("span", f"{share}%", of="cth-share")
    return f"{count(number, is_hidden=shown.is_hidden(row, column))} {beside}"


def _median(shown: Released, row: str, when: str) -> str:
    return medians(shown, f"{when}_median_miles")[list(shown.table.index).index(row)]


def _bars(numbers: Iterable[int | None], most: int, *, is_known: bool) -> str:
    """Draw today above the contract, to one scale; a hidden number not at all."""
    kinds = ("is-now", "is-more") if is_known else ("is-unknown", "is-unknown")
    bars = "".join(
        f'<i class="{kind}" style="width:{100 * number / most:.1f}%"></i>'
        for number, kind in zip(numbers, kinds, strict=True)
        if number
    )
    return f'<div class="cth-bars" aria-hidden="true">{bars}</div>'
