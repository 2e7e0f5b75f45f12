"""What the beds are given out for."""

from enum import StrEnum
from typing import Final


class Aim(StrEnum):
    """What a way of giving out the beds can be better at."""

    INSIDE = "children inside"
    """Children who live outside today and would live inside."""
    SHARES = "fair shares"
    """Beds that each authority falls short of its fair number; fewer is better."""
    MILES = "miles saved"
    """Against today, in tenths."""
    AVOIDED_COST = "avoided cost"
    """What today's placements of the children who have a bed cost a week, in pence."""


AIMS: Final = (Aim.INSIDE, Aim.MILES, Aim.AVOIDED_COST)
"""In order: the second decides only between ways that are equally good at the first."""

FAIR_AIMS: Final = (Aim.INSIDE, Aim.SHARES, Aim.MILES, Aim.AVOIDED_COST)
"""In order, where each authority should have its fair share of the beds."""
