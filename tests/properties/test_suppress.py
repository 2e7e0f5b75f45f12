"""Whatever the counts, nothing small is shown and no single sum gives one back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.disclosure.sums import Cell, Sum
from lib.disclosure.suppress import hidden_cells

SMALLEST = 6


@st.composite
def linked_tables(draw: st.DrawFn) -> tuple[dict[Cell, int], list[Sum]]:
    """A table of boroughs by two parts, with row and column totals, today and after."""
    boroughs = [f"B{n}" for n in range(draw(st.integers(1, 7)))]
    counts: dict[Cell, int] = {}
    sums: list[Sum] = []
    for when in ("today", "after"):
        for borough in boroughs:
            inside = draw(st.integers(0, 40))
            rest = draw(st.integers(0, 40))
            for column, count in (("inside", inside), ("rest", rest), ("all", inside + rest)):
                counts[Cell(when, borough, column)] = count
        for column in ("inside", "rest", "all"):
            parts = tuple(Cell(when, borough, column) for borough in boroughs)
            total = Cell(when, "total", column)
            counts[total] = sum(counts[part] for part in parts)
            sums.append(Sum(total, parts))
        sums += [
            Sum(Cell(when, row, "all"), (Cell(when, row, "inside"), Cell(when, row, "rest")))
            for row in (*boroughs, "total")
        ]
    return counts, sums


@settings(deadline=None, max_examples=200)
@given(linked_tables())
def test_no_count_from_one_to_five_is_shown(tables: tuple[dict[Cell, int], list[Sum]]) -> None:
    counts, sums = tables
    hidden = hidden_cells(counts, sums, smallest_shown_count=SMALLEST)
    assert all(
        count == 0 or count >= SMALLEST for cell, count in counts.items() if cell not in hidden
    )


@settings(deadline=None, max_examples=200)
@given(linked_tables())
def test_no_sum_gives_a_hidden_cell_back(tables: tuple[dict[Cell, int], list[Sum]]) -> None:
    counts, sums = tables
    hidden = hidden_cells(counts, sums, smallest_shown_count=SMALLEST)
    known = set(counts) - hidden
    has_grown = True
    while has_grown:
        learnt = {
            cell
            for one in sums
            for cell in one.cells
            if cell not in known and all(other in known for other in one.cells if other != cell)
        }
        has_grown = bool(learnt)
        known |= learnt
    assert not known & hidden


@settings(deadline=None, max_examples=100)
@given(linked_tables())
def test_hiding_twice_changes_nothing(tables: tuple[dict[Cell, int], list[Sum]]) -> None:
    counts, sums = tables
    once = hidden_cells(counts, sums, smallest_shown_count=SMALLEST)
    twice = hidden_cells(counts, sums, smallest_shown_count=SMALLEST, withheld=once)
    assert twice == once


@settings(deadline=None, max_examples=200)
@given(linked_tables())
def test_a_table_given_up_first_costs_the_others_no_cell(
    tables: tuple[dict[Cell, int], list[Sum]],
) -> None:
    counts, sums = tables
    alone = hidden_cells(
        {cell: count for cell, count in counts.items() if cell.table == "today"},
        sums,
        smallest_shown_count=SMALLEST,
    )
    for cell in [one for one in counts if one.table == "today"]:
        after = Cell("after", cell.row, cell.column)
        rest = Cell("after", cell.row, f"change of {cell.column}")
        fewer, more = sorted((cell, after), key=lambda one: counts[one])
        counts[rest] = counts[more] - counts[fewer]
        sums.append(Sum(more, (fewer, rest)))
    together = hidden_cells(counts, sums, smallest_shown_count=SMALLEST, given_up_first={"after"})
    assert {cell for cell in together if cell.table == "today"} == alone


def test_a_count_given_up_first_hides_behind_another_rather_than_behind_a_zero() -> None:
    total, small, none, other = (Cell("after", row, "inside") for row in ("total", *"ABC"))
    counts = {total: 23, small: 3, none: 0, other: 20}
    hidden = hidden_cells(
        counts,
        [Sum(total, (small, none, other))],
        smallest_shown_count=SMALLEST,
        kept_longest=("inside",),
        given_up_first={"after"},
    )
    assert none not in hidden
    assert hidden == {small, other}
