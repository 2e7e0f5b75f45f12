"""Inside the footprint and near home are two things: four squares to one scale."""

from math import sqrt
from typing import Final

from lib.answer.areas import TOTAL, WHENS
from lib.answer.boroughs.view import BoroughsView
from lib.disclosure.released import Released
from lib.maps.figures import whole
from lib.maps.state import released
from lib.ui.boroughs.whose import of_loaded, row_of, section, whose, without_children
from lib.ui.markup import count, details, table, text
from lib.ui.tables import borough_names, counts, why_hidden
from lib.ui.written import written

_SIDES: Final = {"inside": "Inside {}", "outside": "Outside"}
_DISTANCES: Final = {"near": "20 miles or less", "far": "Over 20 miles"}
_MEANS: Final = {
    ("inside", "near"): "inside and near",
    ("inside", "far"): "counts as inside, yet far",
    ("outside", "near"): "counts as outside, yet near",
    ("outside", "far"): "outside and far",
}

_KEYS: Final = (
    '<div class="cth-keys is-bare"><span><i class="is-now"></i>Today, inside</span>'
    '<span><i class="is-out"></i>Today, outside</span>'
    '<span><i class="is-after"></i>With the contract, if every bed is filled</span>'
    '<span><i class="is-unknown"></i>Not known</span></div>'
)


def inside_and_near(view: BoroughsView) -> list[str]:
    """Write who lives inside or outside, and near or far, today and with the contract."""
    shown, row = view.retention, row_of(view.retention, view)
    head = section(
        "Inside and near are not the same",
        whose(shown, view),
        sentence=of_loaded(view, row, view.retention_sentence),
    )
    instead = without_children(view, row, children=view.bands.count(row, "today_children"))
    if instead:
        return [head, instead]
    parts = [head, written(view, "squares", lambda: _KEYS + _squares(view))]
    if len(released(shown)) > 1:
        name = "Inside and near, by borough, as a table"
        parts.append(
            written(view, "retention by borough", lambda: details(name, _by_borough(view)))
        )
    return parts


def _squares(view: BoroughsView) -> str:
    shown, row = view.retention, row_of(view.retention, view)
    numbers = {
        (key, when): whole(shown.table.at[row, f"{when}_{key}"])
        for key in (*(f"{side}_{far}" for side, far in _MEANS), "not_known")
        for when in WHENS
    }
    most = max((number or 0 for number in numbers.values()), default=0)

    def cell(key: str, kind: str, meaning: str) -> str:
        today, after = (numbers[key, when] for when in WHENS)
        return (
            f'<div class="cth-square-of">{_square(today, most, kind)}'
            f"{_square(after, most, 'is-after')}</div>"
            f'<p class="cth-change"><b>{_written(shown, row, f"today_{key}")}</b>'
            '<span class="cth-arrow" aria-hidden="true"></span>'
            '<span class="cth-read"> today, with the contract </span>'
            f"{_written(shown, row, f'with_contract_{key}')}</p>"
            f'<p class="cth-quiet">{text(meaning)}</p>'
        )

    return table(
        [
            [
                text(words.format(view.overview.footprint_name)),
                *(
                    cell(
                        f"{side}_{far}",
                        "is-now" if side == "inside" else "is-out",
                        _MEANS[side, far],
                    )
                    for far in _DISTANCES
                ),
                cell("not_known", "is-unknown", "distance or authority not known")
                if side == "inside"
                else "",
            ]
            for side, words in _SIDES.items()
        ],
        heads=("Children who live", *_DISTANCES.values(), "Not known"),
        caption="Children by place and by distance from their own address, today and with the "
        "contract; areas are to one scale." + why_hidden(shown),
        of="cth-quadrant",
    )


def _by_borough(view: BoroughsView) -> str:
    shown = view.retention
    keys = [*(f"{side}_{far}" for side, far in _MEANS), "not_known"]
    heads = [
        *(
            f"{words.format(view.overview.footprint_name)}, {far.lower()}"
            for words in _SIDES.values()
            for far in _DISTANCES.values()
        ),
        "Not known",
    ]
    cells = zip(*(counts(shown, f"{when}_{key}") for key in keys for when in WHENS), strict=True)
    return table(
        [[text(name), *row] for name, row in zip(borough_names(shown), cells, strict=True)],
        heads=(
            "Borough",
            *(f"{text(head)} {when}" for head in heads for when in ("today", "with the contract")),
        ),
        caption="Children by place and by distance from their own address." + why_hidden(shown),
        last_is_total=released(shown).index[-1] == TOTAL,
    )


def _square(number: int | None, most: int, kind: str) -> str:
    """Draw a square whose area is the number; of a hidden number none."""
    if not number:
        return ""
    return f'<i class="{kind}" style="--cth-side:{sqrt(number / most):.3f}"></i>'


def _written(shown: Released, row: str, column: str) -> str:
    return count(shown.table.at[row, column], is_hidden=shown.is_hidden(row, column))
