"""What monitoring by quarter would reveal, for `release` to close."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from lib.answer.areas import TOTAL
from lib.disclosure.protect import Protection, Wanted
from lib.disclosure.release import Unreleased
from lib.disclosure.sums import Cell, Sum

COUNTS: Final = ("nights_used", "outcomes_due", "outcomes_achieved", "rating_answers")

MADE_FROM: Final = {
    "occupancy_percent": ("nights_used",),
    "voids_paid_nights": ("nights_used",),
    "voids_paid_pence": ("nights_used",),
    "outcomes_achieved_percent": ("outcomes_due", "outcomes_achieved"),
    "payment_by_results_pence": ("outcomes_achieved",),
    "rating_mean": ("rating_answers",),
}
"""Where every empty night is paid for, those give back the nights used; and where each
outcome has its price, the payment gives back the outcomes achieved."""

_NOT_ACHIEVED: Final = "outcomes not achieved"

_MOST_WANTED: Final = ("nights_used", "outcomes_achieved", "rating_answers", "outcomes_due")


def protection(periods: Unreleased, *, smallest_shown_count: int) -> Protection:
    """
    Name what the periods and their total tell of each other.

    Nights are no children, but the nights of few children are: what is used, spread over
    the days, is how many live there. So the nights of fewer than ``smallest_shown_count``
    children on average are withheld, and those of as few beds.

    In each column the small periods together are a count as well, left over when the
    others are taken from the total. So are the outcomes that were not achieved.
    """
    counts = periods.cells()
    sums: list[Sum] = []
    worked_out: dict[Cell, int] = {}
    for row in periods.table.index:
        due, achieved = (
            Cell(periods.name, row, name) for name in ("outcomes_due", "outcomes_achieved")
        )
        if due in counts and achieved in counts:
            left = Cell(periods.name, row, _NOT_ACHIEVED)
            worked_out[left] = counts[due] - counts[achieved]
            sums.append(Sum(due, (achieved, left)))
    withheld = {
        Cell(periods.name, row, "nights_used")
        for row in periods.table.index
        if _is_of_few(periods.table.loc[[row]], smallest_shown_count)
    }
    known = {**counts, **worked_out}
    rows = [row for row in periods.table.index if row != TOTAL]
    for column in (*COUNTS, _NOT_ACHIEVED):
        total = Cell(periods.name, TOTAL, column)
        parts = [cell for row in rows if (cell := Cell(periods.name, row, column)) in known]
        if total not in known or not parts:
            continue
        sums.append(Sum(total, tuple(parts)))
        small = [
            cell for cell in parts if 0 < known[cell] < smallest_shown_count or cell in withheld
        ]
        if small:
            left = Cell(periods.name, TOTAL, f"{column} of the small periods")
            worked_out[left] = sum(known[cell] for cell in small)
            sums.append(Sum(total, (*_others(parts, small), left)))
            few = periods.table.loc[[cell.row for cell in small]]
            if column == "nights_used" and _is_of_few(few, smallest_shown_count):
                withheld.add(left)
    every = {**known, **worked_out}
    return Protection(
        sums=sums,
        worked_out=worked_out,
        withheld=frozenset(withheld),
        guarded={cell: float(every[cell]) for cell in withheld},
        wanted=[
            Wanted(cells={Cell(periods.name, row, column): 1.0 for row in periods.table.index})
            for column in _MOST_WANTED
        ],
    )


def _others(parts: Sequence[Cell], small: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in parts if cell not in small]


def _is_of_few(periods: pd.DataFrame, smallest_shown_count: int) -> bool:
    """Tell whether so few beds, or children in them, stand behind the nights of periods."""
    used, available, days = (
        int(periods[column].sum()) for column in ("nights_used", "nights_available", "days")
    )
    fewest = smallest_shown_count * days
    return available < fewest or 0 < used < fewest
