"""Hide small counts, and whatever would give them back by subtraction."""

from collections.abc import Collection, Mapping, Sequence

from lib.disclosure.sums import Cell, Sum


def hidden_cells(
    counts: Mapping[Cell, int],
    sums: Sequence[Sum],
    *,
    smallest_shown_count: int,
    withheld: Collection[Cell] = (),
    in_no_table: Collection[Cell] = (),
    kept_longest: Sequence[str] = (),
    given_up_first: Collection[str] = (),
) -> frozenset[Cell]:
    """
    Choose the counts to hide.

    A count from 1 to ``smallest_shown_count - 1`` is hidden; a true zero is
    not. Then, until nothing changes: where exactly one cell of a sum is hidden,
    subtraction would give it back, so a second one is hidden too.

    Parameters
    ----------
    counts
        Every count that is shown or can be worked out, by cell.
    sums
        Which of them add up. A sum with a cell that is not in ``counts`` (an
        authority that is not loaded) tells a reader nothing and is passed over.
    smallest_shown_count
        6 where counts of 1 to 5 are hidden.
    withheld
        Cells hidden whatever they hold.
    in_no_table
        Cells that can only be worked out, such as *outside or not known*. To
        hide one often takes a second cell with it, so a cell of a table that
        nobody asked to keep goes before them.
    kept_longest
        Column names from the least to the most worth keeping; a column that is
        not named is given up before those that are.
    given_up_first
        Names of tables whose cells, and what is worked out from them, all go before any
        cell of another table. Among them a zero goes last: no count hides behind it.

    Returns
    -------
    frozenset[Cell]
        The hidden cells.

    Notes
    -----
    This stops subtraction within one sum at a time. It does not bound what all
    the sums tell together.
    """
    unseen = frozenset(in_no_table)
    rank = {column: position for position, column in enumerate(kept_longest, start=2)}

    def loss(cell: Cell) -> tuple[bool, bool, int, bool, int, str]:
        worth = rank.get(cell.column, 1 if cell in unseen else 0)
        label = f"{cell.table}/{cell.row}/{cell.column}"
        is_kept, is_zero = cell.table not in given_up_first, counts[cell] == 0
        return is_kept, is_zero and not is_kept, worth, is_zero, counts[cell], label

    hidden = {cell for cell, count in counts.items() if 0 < count < smallest_shown_count}
    hidden.update(cell for cell in withheld if cell in counts)
    known_sums = [one for one in sums if all(cell in counts for cell in one.cells)]
    is_settled = False
    while not is_settled:
        is_settled = True
        for one in known_sums:
            shown = [cell for cell in one.cells if cell not in hidden]
            if len(shown) == len(one.cells) - 1:
                hidden.add(min(shown, key=loss))
                is_settled = False
    return frozenset(hidden)
