"""Legal statuses through a time in care: at most two changes, as most children have."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lib.synthetic.careers import DAYS_PER_YEAR, Careers
from lib.synthetic.draws import Days, Flags, Integers, Texts, pick

NEVER: Final = np.iinfo(np.int64).max

_FIRST: Final = {"V2": 0.48, "C1": 0.34, "L2": 0.04, "L1": 0.06, "C2": 0.06, "J1": 0.02}
_SHARE_VOLUNTARY_TO_COURT: Final = 0.45
_SHARE_PLACEMENT_ORDER_UNDER_4: Final = 0.4
_UNDER_4_DAYS: Final = 4 * DAYS_PER_YEAR
_OLD_ENOUGH_FOR_REMAND_DAYS: Final = 12 * DAYS_PER_YEAR
_EMERGENCY_DAYS: Final = (2, 4)
_COURT_DAYS: Final = (150, 420)
_VOLUNTARY_DAYS: Final = (20, 400)
_WITH_THE_MOVE_DAYS: Final = 30
"""A change so soon after a move is dated on the day of the move."""

_WITH_PARENTS: Final = "P1"
_NEEDS_CARE_ORDER: Final = ("V2", "J1")
_BEFORE_ADOPTION: Final = ("A5", "A6")


@dataclass(frozen=True, kw_only=True)
class LegalStatuses:
    """
    One entry a placement: the statuses of the time in care that it belongs to.

    ``statuses`` are three columns in order; ``changes`` are the days on which the second
    and the third begin, :data:`NEVER` where they do not.
    """

    statuses: Texts
    changes: Days

    def on(self, day: Days, row: Integers) -> Texts:
        """Tell the status on a day of each of these placements."""
        number = (self.changes[row] <= day[:, None]).sum(axis=1)
        status: Texts = self.statuses[row, number]
        return status


def legal_statuses(
    rng: np.random.Generator, careers: Careers, *, is_unaccompanied: Flags
) -> LegalStatuses:
    """
    Give every time in care its legal statuses.

    Parameters
    ----------
    is_unaccompanied
        One entry a child: they stay accommodated under section 20.
    """
    time_in_care = np.cumsum(careers.starts_care) - 1
    first = np.flatnonzero(careers.starts_care)
    child = careers.child[first]
    begins = careers.start[first]
    age = begins - careers.born[child]
    n = len(first)

    opening = pick(rng, _FIRST, n)
    opening[(opening == "J1") & (age < _OLD_ENOUGH_FOR_REMAND_DAYS)] = "V2"
    opening[is_unaccompanied[child]] = "V2"
    is_emergency = np.isin(opening, ["L1", "L2"])
    goes_to_court = (opening == "V2") & (rng.random(n) < _SHARE_VOLUNTARY_TO_COURT)
    goes_to_court &= ~is_unaccompanied[child]
    second = np.where(is_emergency | goes_to_court, "C1", np.where(opening == "J1", "V2", "C2"))
    wait = np.where(
        is_emergency,
        rng.integers(*_EMERGENCY_DAYS, n),
        np.where(opening == "V2", rng.integers(*_VOLUNTARY_DAYS, n), rng.integers(*_COURT_DAYS, n)),
    )
    changes = np.full((n, 2), NEVER)
    is_changing = is_emergency | goes_to_court | np.isin(opening, ["C1", "J1"])
    changes[is_changing, 0] = (begins + wait)[is_changing]
    final = np.where(
        (age < _UNDER_4_DAYS) & (rng.random(n) < _SHARE_PLACEMENT_ORDER_UNDER_4), "E1", "C2"
    )
    is_ordered = is_changing & (second == "C1")
    ordered_after = rng.integers(*_COURT_DAYS, n)
    changes[is_ordered, 1] = (changes[:, 0] + ordered_after)[is_ordered]
    second[(opening == "C1") & (final == "E1")] = "E1"

    _order_before_adoption(careers, time_in_care, changes, final)
    statuses = np.stack([opening, second, final], axis=1)
    # A child can be placed with parents under a care order alone.
    with_parents = np.isin(np.arange(n), time_in_care[careers.kind == _WITH_PARENTS])
    statuses[with_parents[:, None] & np.isin(statuses, _NEEDS_CARE_ORDER)] = "C2"
    _date_with_moves(careers, time_in_care, changes)
    return LegalStatuses(statuses=statuses[time_in_care], changes=changes[time_in_care])


def _order_before_adoption(
    careers: Careers, time_in_care: Integers, changes: Days, final: Texts
) -> None:
    """Let a placement order be made on the day a child is placed under one."""
    rows = np.flatnonzero(np.isin(careers.kind, _BEFORE_ADOPTION))[::-1]
    ordered = time_in_care[rows]  # the first such placement is written last, and stays
    changes[ordered, 1] = careers.start[rows]
    final[ordered] = "E1"
    is_late = changes[:, 0] >= changes[:, 1]
    changes[is_late & (changes[:, 1] != NEVER), 0] = changes[is_late & (changes[:, 1] != NEVER), 1]


def _date_with_moves(careers: Careers, time_in_care: Integers, changes: Days) -> None:
    """Move a change that comes soon after a move to the day of the move."""
    moved = ~careers.starts_care
    for column in (0, 1):
        change = changes[time_in_care, column]
        after = change - careers.start
        rows = np.flatnonzero(
            moved & (after > 0) & (after <= _WITH_THE_MOVE_DAYS) & (change < careers.end)
        )
        changes[time_in_care[rows], column] = careers.start[rows]
    tangled = changes[:, 1] < changes[:, 0]
    changes[tangled, 0] = changes[tangled, 1]
