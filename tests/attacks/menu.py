"""Every count that the shared view could show of one load: of whom, how many, and if seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.answer import tables
from lib.answer.boroughs.groups import members
from lib.answer.loaded import Loaded
from lib.answer.shared.answers import Answer, answers_on_offer
from lib.answer.shared.attributes import kinds_of_children
from lib.answer.shared.sets import whole_set
from lib.disclosure.kinds import Kinds, Whom
from lib.disclosure.release import Unreleased
from lib.disclosure.released import Audience, Released
from lib.disclosure.sums import Cell

SMALLEST = 6


@dataclass(frozen=True, kw_only=True, eq=False)
class Menu:
    """
    The counts of the partnership's own contract, by cell.

    ``group_of`` names for each count of some children the count of the group they are of.
    """

    whom: Mapping[Cell, Whom]
    truth: Mapping[Cell, int]
    seen: Mapping[Cell, bool]
    kinds: Sequence[Kinds]
    answer: Answer

    @property
    def small(self) -> list[Cell]:
        """Counts of one to five children."""
        return [cell for cell, count in self.truth.items() if 0 < count < SMALLEST]


def menu(loaded: Loaded) -> Menu:
    """List what the two pages could show of a load, and what the door lets out of it."""
    answer = answers_on_offer(loaded)[0]
    released = next(iter(whole_set(loaded).values()))
    whom, truth, seen = {}, {}, {}
    for one in answer.every:
        is_shown = _told_by(released[one.name], one)
        for cell, count in one.cells().items():
            of = one.whom.get((cell.row, cell.column))
            if of is not None and cell in is_shown:
                whom[cell], truth[cell], seen[cell] = of, count, is_shown[cell]
    return Menu(
        whom=whom,
        truth=truth,
        seen=seen,
        kinds=kinds_of_children(
            loaded,
            answer.placed,
            answer.has_bed,
            block_areas=answer.block_areas,
            shown_flows=tables.shown_at_most(answer.flows.table, loaded, Audience.SHARED),
        ),
        answer=answer,
    )


def _told_by(released: Released, table: Unreleased) -> dict[Cell, bool]:
    """Tell of each count of a table whether it was shown when it was released."""
    return {
        cell: cell.row in released.table.index and not released.is_hidden(cell.row, cell.column)
        for cell in table.cells()
        if cell.column not in table.in_no_table
    }


def known_of(loaded: Loaded) -> tuple[pd.DataFrame, npt.NDArray[np.bool_]]:
    """
    Give what somebody may know of each child, and whether it lives inside today.

    Known are area, age, provider and legal status: whoever knew where the child lives, or how
    far away, would need no figure of ours.
    """
    groups = members(loaded.measured)
    found = {
        "area": loaded.measured["authority_code"].map(
            lambda code: loaded.footprint.released_area(code)[0]
        )
    }
    for field in ("age", "provider", "legal-status"):
        keys = [key for key in groups if key.startswith(f"{field}:")]
        found[field] = np.select([groups[key] for key in keys[:-1]], keys[:-1], default=keys[-1])
    inside = loaded.measured["is_in_footprint"].to_numpy(dtype=bool, na_value=False)
    return pd.DataFrame(found), inside
