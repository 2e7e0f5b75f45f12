"""Which counts add up to which, and what is left when one is taken from another."""

from collections.abc import Iterable, Mapping, Sequence

from lib.disclosure.sums import Cell, Sum


class Links:
    """
    Gathers sums, and the counts that they leave to be worked out.

    Parameters
    ----------
    known
        Every count that stands in a table, by cell.
    same_as
        Cells that count the same children as another: the sums name that one.
    smallest_shown_count
        Counts below it are hidden, but for zeros.
    """

    def __init__(
        self,
        known: Mapping[Cell, int],
        *,
        same_as: Mapping[Cell, Cell] | None = None,
        smallest_shown_count: int = 0,
    ) -> None:
        self.known = known
        self.worked_out: dict[Cell, int] = {}
        self.sums: list[Sum] = []
        self._empty: set[Cell] = set()
        self._same_as = same_as or {}
        self._smallest_shown_count = smallest_shown_count

    def count(self, cell: Cell) -> int | None:
        """Give what is counted in a cell, or in that which it is the same as."""
        one = self._one(cell)
        return self.known.get(one, self.worked_out.get(one))

    def empty(self, whole: Cell, parts: Iterable[Cell]) -> None:
        """
        Where a whole is zero, leave its parts out of all sums to come.

        A reader knows that they are zero, so that no other count could hide behind them.
        """
        if self.count(whole) == 0:
            self._empty.update(self._one(part) for part in parts)

    def within(self, whole: Cell, part: Cell, *, table: str | None = None) -> Cell | None:
        """
        Link a count with some of the same children; give what is left of it.

        Parameters
        ----------
        table
            Among whose cells the rest is counted, if not those of ``whole``.
        """
        whole, part = self._one(whole), self._one(part)
        of_whole, of_part = self.count(whole), self.count(part)
        if of_whole is None or of_part is None or self._empty & {whole, part}:
            return None
        taken = f"{part.row} {part.column}"
        rest = (
            Cell(whole.table, whole.row, f"{whole.column} but {taken}")
            if table is None
            else Cell(table, whole.row, f"{whole.table} {whole.column} but {part.table} {taken}")
        )
        self.worked_out[rest] = of_whole - of_part
        self.sums.append(Sum(whole, (part, rest)))
        return rest

    def change(self, one: Cell, other: Cell, *, table: str | None = None) -> Cell | None:
        """Link two counts whose difference tells how many children moved; give it."""
        one, other = self._one(one), self._one(other)
        of_one, of_other = self.count(one), self.count(other)
        if of_one is None or of_other is None:
            return None
        fewer, more = (one, other) if of_one <= of_other else (other, one)
        return self.within(more, fewer, table=table)

    def parts(self, whole: Cell, parts: Sequence[Cell], *, small: Cell | None = None) -> None:
        """
        Link a count with parts that are all of it, passed over if one of them is not known.

        Parameters
        ----------
        small
            Names what the parts too small to show are together: a count too.
        """
        whole, every = self._one(whole), [self._one(part) for part in parts]
        counts = [self.count(part) for part in every]
        if self.count(whole) is None or None in counts or whole in self._empty:
            return
        some = [part for part in every if part not in self._empty]
        if not some:
            return
        self.sums.append(Sum(whole, tuple(some)))
        if small is not None:
            self._with_small(whole, some, small)

    def parts_that_vanish(self, whole: Cell, parts: Sequence[Cell], *, small: Cell) -> None:
        """Link a count with parts of which a reader sees those alone that are not small."""
        whole = self._one(whole)
        if self.count(whole) is not None:
            self._with_small(whole, [self._one(part) for part in parts], small)

    def left_over(self, rest: Cell, whole: Cell, parts: Sequence[Cell]) -> None:
        """Name what is left of a count when parts of it are taken, without a sum."""
        of_whole = self.count(self._one(whole))
        of_parts = [self.count(self._one(part)) for part in parts]
        if of_whole is not None and None not in of_parts:
            self.worked_out[rest] = of_whole - sum(filter(None, of_parts))

    def _with_small(self, whole: Cell, parts: Sequence[Cell], small: Cell) -> None:
        shown = [part for part in parts if (self.count(part) or 0) >= self._smallest_shown_count]
        of_shown = sum(self.count(part) or 0 for part in shown)
        self.worked_out[small] = (self.count(whole) or 0) - of_shown
        self.sums.append(Sum(whole, (*shown, small)))

    def _one(self, cell: Cell) -> Cell:
        return self._same_as.get(cell, cell)
