"""Whatever the counts: nothing small is shown, and nothing small is pinned by what is."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from lib.disclosure.kinds import Kinds, Whom
from lib.disclosure.protect import Protection, Wanted, hidden_cells
from lib.disclosure.sums import Cell
from tests.fixtures.small_tables import Numbers, cells_of, kinds_of

SMALLEST = 6

tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.tuples(*[st.one_of(st.integers(0, 9), st.integers(0, 40))] * width),
        min_size=2,
        max_size=6,
    ).map(tuple)
)


def hide(
    numbers: Numbers, withheld: frozenset[Cell] = frozenset()
) -> tuple[dict[Cell, int], frozenset[Cell]]:
    counts, whom = cells_of(numbers)
    columns = [f"A{number}" for number in range(len(numbers[0]))]
    protection = Protection(
        kinds=[kinds_of(numbers)],
        wanted=[
            Wanted(cells={cell: 1.0 for cell in counts if cell.row == "total"}),
            Wanted(cells=dict.fromkeys(counts, 1.0), is_by_row=True),
        ],
        compared=[
            (Cell("table", row, columns[0]), Cell("table", row, columns[1]))
            for row in {cell.row for cell in counts}
        ],
        withheld=withheld,
    )
    return counts, hidden_cells(
        counts, protection, whom=whom, smallest_shown_count=SMALLEST, smallest_told_group=0
    )


def interval(
    kinds: Kinds, shown: dict[Cell, int], whom: dict[Cell, Whom], aim: np.ndarray
) -> float:
    """Ask another solver's front end how far apart the ends of a sum of children are."""
    equal = np.array([kinds.chosen(whom[cell]) for cell in shown], dtype=float)
    ends = [
        linprog(
            sign * aim,
            A_eq=equal if shown else None,
            b_eq=[*shown.values()] if shown else None,
            bounds=(0, 10_000),
        ).fun
        for sign in (1, -1)
    ]
    return float(-ends[1] - ends[0])


@settings(deadline=None, max_examples=60)
@given(tables)
def test_what_is_shown_together_pins_no_small_count_and_no_small_difference(
    numbers: Numbers,
) -> None:
    counts, gone = hide(numbers)
    kinds = kinds_of(numbers)
    _, whom = cells_of(numbers)
    shown = {cell: count for cell, count in counts.items() if cell not in gone}
    assert all(count == 0 or count >= SMALLEST for count in shown.values())
    for cell, count in counts.items():
        if 0 < count < SMALLEST:
            assert interval(kinds, shown, whom, kinds.chosen(whom[cell]) * 1.0) >= 5 - 1e-5
    for row in {cell.row for cell in counts}:
        one, other = (Cell("table", row, column) for column in ("A0", "A1"))
        if 0 < abs(counts[one] - counts[other]) < SMALLEST:
            change = kinds.chosen(whom[one]) * 1.0 - kinds.chosen(whom[other])
            assert interval(kinds, shown, whom, change) >= 5 - 1e-5


@settings(deadline=None, max_examples=30)
@given(tables)
def test_the_same_children_are_hidden_in_the_same_cells_again(numbers: Numbers) -> None:
    assert hide(numbers)[1] == hide(numbers)[1]


@settings(deadline=None, max_examples=30)
@given(tables)
def test_releasing_what_was_released_hides_nothing_more(numbers: Numbers) -> None:
    _, once = hide(numbers)
    _, twice = hide(numbers, withheld=once)
    assert twice == once


@settings(deadline=None, max_examples=30)
@given(tables)
def test_the_order_of_the_rows_decides_nothing_but_names(numbers: Numbers) -> None:
    _, gone = hide(numbers)
    _, turned = hide(tuple(reversed(numbers)))
    assert len(turned) == len(gone)
