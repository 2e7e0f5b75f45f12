"""What is hidden is enough, and no more than must be."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pytest

from lib.disclosure.protect import Protection, Wanted, hidden_cells
from lib.disclosure.sums import Cell, Sum
from lib.errors import DisclosureError
from tests.fixtures.small_tables import Numbers, cells_of, kinds_of, ways

SMALLEST = 6
TOLD = 10


def hidden(numbers: Numbers, **asked: Any) -> frozenset[Cell]:
    counts, whom = cells_of(numbers)
    protection = Protection(kinds=[kinds_of(numbers)], **asked)
    return hidden_cells(
        counts, protection, whom=whom, smallest_shown_count=SMALLEST, smallest_told_group=TOLD
    )


def is_safe(numbers: Numbers, shown: Mapping[Cell, int]) -> bool:
    """Whether every count of 1 to 5 can be five more or less, trying every way it could be."""
    counts, _ = cells_of(numbers)
    every = list(ways(numbers, shown))
    return all(
        max(way[cell] for way in every) - min(way[cell] for way in every) >= SMALLEST - 1
        for cell, count in counts.items()
        if 0 < count < SMALLEST
    )


def fewest(numbers: Numbers) -> int:
    """Try every choice of figures beside the small ones, the smallest choices first."""
    counts, _ = cells_of(numbers)
    small = {cell for cell, count in counts.items() if 0 < count < SMALLEST}
    others = [cell for cell in counts if cell not in small]
    for size in range(len(others) + 1):
        for more in combinations(others, size):
            shown = {cell: counts[cell] for cell in others if cell not in more}
            if is_safe(numbers, shown):
                return len(small) + size
    raise AssertionError


TABLES: list[Numbers] = [
    ((3, 6), (6, 0)),
    ((1, 6), (0, 7)),
    ((2, 2), (6, 6)),
    ((5, 0), (0, 6)),
    ((0, 0), (6, 7)),
    ((4, 6), (1, 0)),
]


@pytest.mark.parametrize("numbers", TABLES, ids=str)
def test_as_few_figures_are_hidden_as_trying_every_choice_hides(numbers: Numbers) -> None:
    counts, _ = cells_of(numbers)
    gone = hidden(numbers)
    assert is_safe(numbers, {cell: n for cell, n in counts.items() if cell not in gone})
    assert len(gone) == fewest(numbers)


def by_row(numbers: Numbers) -> Iterator[Wanted]:
    counts, _ = cells_of(numbers)
    yield Wanted(cells={cell: 1.0 for cell in counts if cell.row == "total"})
    yield Wanted(cells={cell: 1.0 for cell in counts if cell.row != "total"}, is_by_row=True)


def test_the_total_is_kept_and_the_fewest_rows_lose_a_figure() -> None:
    numbers = ((3, 30), (20, 40), (25, 45))
    gone = hidden(numbers, wanted=[*by_row(numbers)])
    assert not [cell for cell in gone if cell.row == "total"]
    assert len({cell.row for cell in gone}) == 2


def test_what_is_wanted_most_is_shown_whatever_is_wanted_less() -> None:
    numbers = ((3, 30), (20, 40))
    counts, _ = cells_of(numbers)
    first = [cell for cell in counts if cell.column == "A0"]
    for wanted in (first, [cell for cell in counts if cell.column == "A1"]):
        gone = hidden(numbers, wanted=[Wanted(cells=dict.fromkeys(wanted, 1.0))])
        lost = [cell for cell in wanted if cell in gone and counts[cell] >= SMALLEST]
        others = [cell for cell in gone if cell not in wanted and counts[cell] >= SMALLEST]
        assert len(lost) <= 1
        assert others


def test_a_group_of_fewer_than_ten_is_not_told_of_as_one() -> None:
    numbers = ((8, 0), (30, 30))
    counts, _ = cells_of(numbers)
    groups = {cell: Cell("table", cell.row, "all") for cell in counts}
    gone = hidden(numbers, group_of=groups)
    assert Cell("table", "B0", "A0") in gone
    assert Cell("table", "B0", "A1") in gone
    assert Cell("table", "B0", "all") not in gone
    assert not hidden(((12, 0), (30, 30)), group_of=groups)


def test_a_small_difference_of_two_shown_counts_hides_one_of_them() -> None:
    numbers = ((20, 23), (30, 30))
    today, after = Cell("table", "B0", "A0"), Cell("table", "B0", "A1")
    assert not hidden(numbers)
    gone = hidden(numbers, compared=[(today, after)])
    assert gone & {today, after}


def test_a_small_count_hides_behind_what_is_withheld_anyway() -> None:
    numbers = ((30, 3), (40, 50))
    cell, total = Cell("table", "B1", "A1"), Cell("table", "total", "A1")
    gone = hidden(numbers, withheld=frozenset([cell]))
    assert cell in gone
    assert total not in gone


def test_a_figure_that_is_hidden_anyway_and_comes_last_is_still_asked_of() -> None:
    numbers = ((20, 30), (3, 40))
    first = {Cell("table", row, "A0"): 1.0 for row in ("total", "B0")}
    gone = hidden(numbers, wanted=[Wanted(cells=first)])
    counts, whom = cells_of(numbers)
    some = {cell: count for cell, count in counts.items() if cell.column == "A0"}
    of_one_column = hidden_cells(
        some,
        Protection(kinds=[kinds_of(numbers)], wanted=[Wanted(cells=first)]),
        whom={cell: whom[cell] for cell in some},
        smallest_shown_count=SMALLEST,
        smallest_told_group=TOLD,
    )
    for hidden_ones in (gone, of_one_column):
        assert Cell("table", "B1", "A0") in hidden_ones
        assert hidden_ones & first.keys()


def test_nothing_to_hide_hides_nothing() -> None:
    assert not hidden(((20, 30), (40, 50)))


def test_a_count_of_others_than_it_says_is_refused() -> None:
    counts, whom = cells_of(((20, 30), (40, 50)))
    wrong = {**counts, Cell("table", "B0", "A0"): 21}
    with pytest.raises(DisclosureError, match="does not count the children"):
        hidden_cells(
            wrong,
            Protection(kinds=[kinds_of(((20, 30), (40, 50)))]),
            whom=whom,
            smallest_shown_count=SMALLEST,
            smallest_told_group=TOLD,
        )


def test_a_count_of_attributes_that_no_list_has_is_refused() -> None:
    numbers = ((20, 30), (40, 50))
    counts, whom = cells_of(numbers)
    strange = {**whom, Cell("table", "B0", "A0"): {"shoe size": ["38"]}}
    with pytest.raises(DisclosureError, match="no list of kinds"):
        hidden_cells(
            counts,
            Protection(kinds=[kinds_of(numbers)]),
            whom=strange,
            smallest_shown_count=SMALLEST,
            smallest_told_group=TOLD,
        )


def test_counts_that_do_not_add_up_as_they_are_said_to_are_refused() -> None:
    total, *parts = (Cell("areas", row, "children") for row in ("total", "east", "west"))
    with pytest.raises(DisclosureError, match="do not add up"):
        hidden_cells(
            {total: 21, parts[0]: 10, parts[1]: 10},
            Protection(sums=[Sum(total, tuple(parts))]),
            whom={},
            smallest_shown_count=SMALLEST,
            smallest_told_group=TOLD,
        )


@pytest.mark.parametrize(
    ("before", "after"),
    [({"west"}, {"west", "total"}), ({"east", "west"}, {"east", "west"})],
    ids=["the total goes now", "another is hidden already"],
)
def test_what_was_released_before_stays_shown_and_hidden(before: set[str], after: set[str]) -> None:
    total, east, west = (Cell("areas", row, "children") for row in ("total", "east", "west"))
    counts = {total: 23, east: 20, west: 3}
    decided = {one: one.row in before for one in (east, west)}
    found = hidden_cells(
        counts,
        Protection(
            sums=[Sum(total, (east, west))], decided=decided, wanted=[Wanted(cells={total: 9.0})]
        ),
        whom={},
        smallest_shown_count=SMALLEST,
        smallest_told_group=TOLD,
    )
    assert {cell.row for cell in found} == after


BEDS = Cell("homes", "east", "beds")


def with_beds(today: int, after: int, beds: int) -> frozenset[Cell]:
    """Children living in an area before and after some moved into its beds, all of them full."""
    here, stay, empty = (Cell("areas", "east", what) for what in ("moved in", "stay", "empty"))
    before, later = Cell("areas", "east", "today"), Cell("areas", "east", "after")
    moved = after - today
    return hidden_cells(
        {before: today, later: after},
        Protection(
            sums=[Sum(BEDS, (here, empty)), Sum(later, (before, here))],
            public={BEDS: beds},
            worked_out={here: moved, empty: beds - moved, stay: today},
            unwatched=frozenset({here, empty}),
        ),
        whom={},
        smallest_shown_count=SMALLEST,
        smallest_told_group=TOLD,
    )


@pytest.mark.parametrize(("today", "beds"), [(2, 7), (5, 9), (1, 6)])
def test_the_beds_that_everybody_knows_are_held_against_a_small_count(
    today: int, beds: int
) -> None:
    """Whoever lives there after, less the beds there, lived there before."""
    assert Cell("areas", "east", "after") not in with_beds(today, today + beds, beds)
    ways = [before for before in range(100) if before <= today + beds <= before + beds]
    assert max(ways) - min(ways) >= SMALLEST - 1


@pytest.mark.parametrize(("today", "beds"), [(2, 3), (5, 4), (1, 1)])
def test_few_beds_make_a_figure_after_them_too_telling(today: int, beds: int) -> None:
    assert Cell("areas", "east", "after") in with_beds(today, today + beds, beds)


def test_what_the_first_stage_and_the_beds_leave_is_not_narrowed_further() -> None:
    """Four beds, all full: it is known that at most four moved, and it stays as wide as that."""
    here, others = (Cell("areas", row, "moved in") for row in ("east", "west"))
    total = Cell("areas", "total", "moved in")
    beds = {Cell("homes", row, "beds"): number for row, number in (("east", 4), ("west", 31))}
    empty = {Cell("homes", row, "empty"): 0 for row in ("east", "west")}
    found = hidden_cells(
        {here: 3, others: 31, total: 34},
        Protection(
            sums=[
                Sum(total, (here, others)),
                *(
                    Sum(bed, (moved, left))
                    for bed, moved, left in zip(beds, (here, others), empty, strict=True)
                ),
            ],
            public=beds,
            worked_out={cell: 1 if cell.row == "east" else 0 for cell in empty},
            unwatched=frozenset(empty),
            wanted=[Wanted(cells={total: 1.0})],
        ),
        whom={},
        smallest_shown_count=SMALLEST,
        smallest_told_group=TOLD,
    )
    assert found == {here, others}
