"""The children whom an answer is of, and where they live."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.answer.loaded import Loaded
from lib.scenario.run import ContractResult


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Placed:
    """
    Where the same children live today, and with the contract.

    Parameters
    ----------
    today, with_contract
        As in ``lib.schemas.placements.MEASURED``, one row a child, in one order;
        ``with_contract`` has a further column ``is_brought_inside`` (bool).
    """

    today: pd.DataFrame
    with_contract: pd.DataFrame

    @classmethod
    def all_of(cls, loaded: Loaded, result: ContractResult) -> Self:
        """Take every child, with the beds given out over all of them."""
        return cls(today=loaded.measured, with_contract=result.with_contract)

    def only(self, chosen: npt.NDArray[np.bool_]) -> Self:
        """Take some of them: nobody is given another bed for it."""
        return type(self)(today=self.today[chosen], with_contract=self.with_contract[chosen])

    def by_when(self) -> dict[str, pd.DataFrame]:
        """Give the frames by the names that columns begin with."""
        return {"today": self.today, "with_contract": self.with_contract}
