"""A way of giving out the beds, and what it does."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lib.scenario.bed_choices import TENTHS_PER_MILE, BedChoices, Whole

NO_HOME: Final = -1


@dataclass(frozen=True, kw_only=True, eq=False)
class Way:
    """
    One way of giving out the beds.

    ``given`` holds the pairs of ``choices`` that are given, by their position.
    """

    choices: BedChoices
    given: Whole

    @property
    def home_of_child(self) -> Whole:
        """For each child the number of the home; -1 for none."""
        homes = np.full(self.choices.children, NO_HOME, dtype=np.int64)
        homes[self.choices.child[self.given]] = self.choices.home[self.given]
        return homes

    @property
    def beds_filled(self) -> int:
        """Children who have a bed."""
        return len(self.given)

    @property
    def brought_inside(self) -> int:
        """Children who live outside today and have a bed."""
        return int(self.choices.brings_inside[self.given].sum())

    @property
    def miles_saved(self) -> float:
        """By all children together; a child of unknown distance saves none."""
        return int(self.choices.tenths_saved[self.given].sum()) / TENTHS_PER_MILE

    @property
    def avoided_pence_per_week(self) -> int:
        """What the placements of today cost that the beds take the place of, where known."""
        return int(self.choices.avoided_pence[self.given].sum())

    @property
    def is_possible(self) -> bool:
        """Whether no child has two beds, and no home gives more than it has."""
        child, home = self.choices.child[self.given], self.choices.home[self.given]
        beds_given = np.bincount(home, minlength=len(self.choices.beds))
        has_one = len(np.unique(child)) == len(child)
        return has_one and bool((beds_given <= self.choices.beds).all())
