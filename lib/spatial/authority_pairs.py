"""Questions about a responsible authority and the authority of a placement."""

from dataclasses import dataclass
from typing import Self, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers: TypeAlias = npt.NDArray[np.intp]
Table: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class AuthorityPairs:
    """
    Both authorities of each placement, as numbers into lists of GSS codes.

    There are few pairs and many placements: a question is answered in a table
    with a row for each responsible authority and a column for each authority of
    a placement, then spread over the placements. ``placement`` is -1 where the
    authority is not known.
    """

    responsible: Numbers
    responsible_codes: list[str]
    placement: Numbers
    placement_codes: list[str]

    @classmethod
    def of(cls, placements: pd.DataFrame) -> Self:
        """Take the columns ``authority_code`` and ``placement_authority_code``."""
        responsible, responsible_codes = pd.factorize(placements["authority_code"])
        placement, placement_codes = pd.factorize(placements["placement_authority_code"])
        return cls(
            responsible=responsible,
            responsible_codes=list(responsible_codes),
            placement=placement,
            placement_codes=list(placement_codes),
        )

    def are_the_same(self) -> Table:
        """Whether the placement is in the responsible authority."""
        return np.equal.outer(
            np.array(self.responsible_codes, dtype=np.str_),
            np.array(self.placement_codes, dtype=np.str_),
        )

    def end_in(self, codes: tuple[str, ...]) -> Table:
        """Whether the placement is in one of the authorities."""
        is_in = np.isin(np.array(self.placement_codes, dtype=np.str_), codes)
        return np.broadcast_to(is_in, (len(self.responsible_codes), is_in.size))

    def adjoin(self, neighbours: frozenset[frozenset[str]]) -> Table:
        """Whether the placement is in an authority that adjoins the responsible one."""
        row = {code: number for number, code in enumerate(self.responsible_codes)}
        column = {code: number for number, code in enumerate(self.placement_codes)}
        table = np.zeros((len(row), len(column)), dtype=np.bool_)
        for one, other in map(tuple, neighbours):
            for responsible, placement in ((one, other), (other, one)):
                if responsible in row and placement in column:
                    table[row[responsible], column[placement]] = True
        return table

    def spread(self, table: Table) -> pd.arrays.BooleanArray:
        """Give each placement the answer of its pair; missing where not known."""
        is_unknown = self.placement < 0
        with_unknown = np.pad(table, ((0, 0), (0, 1)))
        width = with_unknown.shape[1]
        cells = self.responsible * width + np.where(is_unknown, width - 1, self.placement)
        return pd.arrays.BooleanArray(with_unknown.ravel()[cells], is_unknown)
