"""What a reader knows of how counts hang together: equations over what is not known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, hstack, vstack

from lib.disclosure.kinds import Kinds, Whom, in_common, telling
from lib.disclosure.sums import Cell, Sum
from lib.errors import DisclosureError

Real = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Knowledge:
    """
    How counts hang together, whatever they are.

    A *figure* is what one or more cells count: cells that count the same children are one
    figure. Each is a sum of unknowns, of which none is negative: how many children are of a
    kind, or a count that no kinds tell.

    Parameters
    ----------
    figures
        One row a figure, one column an unknown.
    counts
        What each figure is.
    laws
        Rows that sum to nothing, whoever the children are: a block for each list of kinds
        but the first, and at last one for the sums that no kinds tell.
    number_of
        The figure of each cell.
    of_kinds
        So many unknowns, the first ones, are kinds of children.
    truth
        What each unknown is.
    """

    figures: csr_array
    counts: Real
    laws: tuple[csr_array, ...]
    number_of: Mapping[Cell, int]
    of_kinds: int
    truth: Real

    def unknowns(self, figure: int) -> npt.NDArray[np.int32]:
        """Give the unknowns that a figure is the sum of."""
        start, end = self.figures.indptr[figure : figure + 2]
        return np.asarray(self.figures.indices[start:end])

    def is_linked(self, figure: int) -> bool:
        """Whether anything else can tell of a figure: kinds of children, or a sum."""
        return self._linked[figure]

    def goes_without_saying(self, figure: int) -> bool:
        """Whether no child can be counted: those within ten miles who live further than twenty."""
        return bool(self.figures.indptr[figure] == self.figures.indptr[figure + 1])

    @cached_property
    def _linked(self) -> list[bool]:
        in_laws = np.zeros(self.figures.shape[1], dtype=bool)
        for block in self.laws:
            in_laws[block.indices] = True
        in_laws[: self.of_kinds] = True
        return [bool(in_laws[self.unknowns(at)].any()) for at in range(self.figures.shape[0])]

    def laws_about(self, rows: csr_array) -> csr_array:
        """
        Leave out the lists of kinds that neither a row asks of nor a sum that hangs on one.

        They only say of the first list what can be said of any children.
        """
        asked = np.zeros(rows.shape[1], dtype=bool)
        asked[rows.indices] = True
        *lists, sums = self.laws
        asked[sums.indices] = True
        chosen = [block for block in lists if asked[block.indices[block.data < 0]].any()]
        return vstack([sums, *chosen], format="csr")


def knowledge(
    counts: Mapping[Cell, int],
    *,
    kinds: Sequence[Kinds] = (),
    whom: Mapping[Cell, Whom] | None = None,
    sums: Iterable[Sum] = (),
) -> Knowledge:
    """
    Gather what hangs together how.

    Parameters
    ----------
    counts
        Every count that is shown or can be worked out, by cell.
    kinds
        Lists of kinds of the same children. The first has in common with each other list
        whatever two of the others have in common.
    whom
        Which children a cell counts, by attributes that stand in one of the lists.
    sums
        What no kinds tell. A sum with a cell that is not in ``counts`` (an authority that is
        not loaded) tells a reader nothing and is passed over.

    Raises
    ------
    DisclosureError
        If a cell does not count the children that it is said to count, or a sum is none.
    """
    whom = whom or {}
    sizes = [len(one.possible) for one in kinds]
    starts = np.cumsum([0, *sizes])
    alone = [cell for cell in counts if cell not in whom]
    width = int(starts[-1]) + len(alone)
    columns: dict[Cell, npt.NDArray[np.int64]] = {
        cell: np.array([starts[-1] + number]) for number, cell in enumerate(alone)
    }
    for cell, of in whom.items():
        if cell in counts:
            columns[cell] = _counted(cell, of, kinds, starts, counts[cell])
    distinct: dict[bytes, int] = {}
    number_of = {
        cell: distinct.setdefault(at.tobytes(), len(distinct)) for cell, at in columns.items()
    }
    cell_of = {number: cell for cell, number in number_of.items()}
    rows = _rows([columns[cell_of[number]] for number in range(len(distinct))], width)
    laws = [_same_children(kinds, starts, at, width) for at in range(1, len(kinds))]
    known = [one for one in sums if all(cell in number_of for cell in one.cells)]
    laws.append(_adding_up(known, number_of, rows))
    of_each = (*(one.count for one in kinds), np.array([counts[cell] for cell in alone], dtype=int))
    truth = np.concatenate(of_each).astype(np.float64)
    if any(np.abs(block @ truth).max(initial=0.0) for block in laws):
        message = "Some counts do not add up as they are said to."
        raise DisclosureError(message)
    return Knowledge(
        figures=rows,
        counts=np.array([counts[cell_of[at]] for at in range(len(distinct))], dtype=np.float64),
        laws=tuple(laws),
        number_of=number_of,
        of_kinds=int(starts[-1]),
        truth=truth,
    )


def _counted(
    cell: Cell, whom: Whom, kinds: Sequence[Kinds], starts: npt.NDArray[np.int64], count: int
) -> npt.NDArray[np.int64]:
    """Give the unknowns that a cell is the sum of."""
    at = [*kinds].index(telling(whom, kinds))
    chosen: npt.NDArray[np.int64] = np.flatnonzero(kinds[at].chosen(whom))
    if int(kinds[at].count[chosen].sum()) != count:
        message = f"{cell} does not count the children that it is said to count."
        raise DisclosureError(message)
    return np.asarray(chosen + starts[at], dtype=np.int64)


def _rows(columns: Sequence[npt.NDArray[np.int64]], width: int) -> csr_array:
    ends = np.cumsum([0, *(len(one) for one in columns)])
    at = np.concatenate([np.zeros(0, dtype=np.int64), *columns])
    return csr_array((np.ones(len(at)), at, ends), shape=(len(columns), width))


def _same_children(
    kinds: Sequence[Kinds], starts: npt.NDArray[np.int64], at: int, width: int
) -> csr_array:
    first, other = in_common(kinds[0], kinds[at])
    between = csr_array((first.shape[0], starts[at] - starts[1]))
    after = csr_array((first.shape[0], width - starts[at + 1]))
    return hstack([first, between, -other, after], format="csr")


def _adding_up(sums: Sequence[Sum], number_of: Mapping[Cell, int], rows: csr_array) -> csr_array:
    if not sums:
        return csr_array((0, rows.shape[1]))
    signed = [
        (number, number_of[cell], 1.0 if cell is one.total else -1.0)
        for number, one in enumerate(sums)
        for cell in one.cells
    ]
    of_sum, of_figure, signs = zip(*signed, strict=True)
    return csr_array(
        csr_array((signs, (of_sum, of_figure)), shape=(len(sums), rows.shape[0])) @ rows
    )
