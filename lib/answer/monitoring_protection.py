"""What monitoring by quarter would reveal, for `release` to close."""

from typing import Final

import pandas as pd

from lib.answer.areas import TOTAL
from lib.disclosure.protect import Protection
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


def protection(periods: Unreleased, *, smallest_shown_count: int) -> Protection:
    """
    Let each quarter decide for itself what is shown of it, whatever comes before or after.

    A quarter is shown again beside the next ones. What hid another quarter's figure this time,
    to keep a small one from being taken from the total, would be shown the next time; so of
    quarters together a figure is shown only where each of them shows it.

    Nights are no children, but the nights of few children are: what is used, spread over
    the days, is how many live there. So the nights of fewer than ``smallest_shown_count``
    children on average are withheld, and those of as few beds. The outcomes that were not
    achieved are a count too.
    """
    counts = periods.cells()
    sums: list[Sum] = []
    worked_out: dict[Cell, int] = {}
    quarters = [row for row in periods.table.index if row != TOTAL]
    hidden = {
        cell
        for cell, count in counts.items()
        if cell.row in quarters and 0 < count < smallest_shown_count
    }
    for row in quarters:
        due, achieved, left = (
            Cell(periods.name, row, name)
            for name in ("outcomes_due", "outcomes_achieved", _NOT_ACHIEVED)
        )
        if due in counts and achieved in counts:
            worked_out[left] = counts[due] - counts[achieved]
            sums.append(Sum(due, (achieved, left)))
            if 0 < worked_out[left] < smallest_shown_count:
                hidden.add(due)
        if _is_of_few(periods.table.loc[[row]], smallest_shown_count):
            hidden.add(Cell(periods.name, row, "nights_used"))
    withheld = hidden | {Cell(periods.name, TOTAL, cell.column) for cell in hidden}
    return Protection(sums=sums, worked_out=worked_out, withheld=frozenset(withheld))


def _is_of_few(periods: pd.DataFrame, smallest_shown_count: int) -> bool:
    """Tell whether so few beds, or children in them, stand behind the nights of periods."""
    used, available, days = (
        int(periods[column].sum()) for column in ("nights_used", "nights_available", "days")
    )
    fewest = smallest_shown_count * days
    return available < fewest or 0 < used < fewest
