"""What is given up is one count, and never another that is asked in its place."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from lib.disclosure.choose import hidden_figures
from lib.disclosure.cover import Stage
from lib.disclosure.knowledge import Real, knowledge
from lib.disclosure.sums import Cell, Sum
from lib.disclosure.watched import Watched

SMALLEST = 6
INSIDE, OF_FEW, OF_OTHERS = (Cell("inside", row, "today") for row in ("total", "few", "others"))
GROUP = Cell("inside", "few", "children")
ALL, EAST, WEST, NORTH = (Cell("areas", row, "all") for row in ("total", "east", "west", "north"))
FIRST = Cell("first", "first", "first")
COUNTS = {
    FIRST: 50, INSIDE: 0, OF_FEW: 0, OF_OTHERS: 0, GROUP: 8, ALL: 30, EAST: 2, WEST: 3, NORTH: 25,
}  # fmt: skip


class NewestFirst(Watched):
    """Asks what was noticed last first, so that each notice moves the numbers of all others."""

    def up_to(self, stage: int) -> tuple[csr_array, Real, npt.NDArray[np.bool_]]:
        rows, width, may_go = super().up_to(stage)
        return csr_array(rows[::-1]), width[::-1], may_go[::-1]


def test_a_count_that_was_given_up_leaves_no_other_unasked() -> None:
    """
    Nobody of a small group is inside, which the total shown before gives away: it is given up.

    Then the two small counts are noticed to be 5 children together, and take its number.
    """
    known = knowledge(
        COUNTS,
        kinds=(),
        whom={},
        sums=[Sum(INSIDE, (OF_FEW, OF_OTHERS)), Sum(ALL, (EAST, WEST, NORTH))],
    )
    number = known.number_of
    last = [number[one] for one in (OF_OTHERS, GROUP, ALL, NORTH)]
    stages = [
        Stage(cost={number[FIRST]: 1.0}),
        Stage(cost={number[INSIDE]: 1.0}),
        Stage(cost=dict.fromkeys(last, 1.0)),
    ]
    stage_of = {one: at for at, stage in enumerate(stages) for one in stage.figures}
    anyway = {number[one] for one in (OF_FEW, EAST, WEST)}
    watched = NewestFirst(
        known,
        {**dict.fromkeys(anyway, len(stages) - 1), **stage_of},
        whom={},
        smallest_shown_count=SMALLEST,
    )
    watched.all_or_none([(OF_FEW, GROUP)])
    watched.partitions([[(EAST,), (WEST,), (NORTH,)]])
    hidden = hidden_figures(known, stages, hidden_anyway=anyway, watched=watched)
    assert number[INSIDE] not in hidden
    assert hidden & {number[ALL], number[NORTH]}, "30 less 25 are the five of the two"
