"""Placements cut into SSDA903 episodes: a new one for each change of placement or status."""

import dataclasses
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from lib.synthetic.careers import AS_AT_DAY, DAYS_PER_YEAR, Careers
from lib.synthetic.draws import Days, Flags, Integers, Texts, day_number, pick
from lib.synthetic.legal import NEVER, legal_statuses

_BECOMES_LONG_TERM: Final = ("U6", "U4")
_LONG_TERM_AFTER_DAYS: Final = (250, 700)
_SHARE_LONG_TERM: Final = 0.5
_SETTLES: Final = 3
"""Column of the cuts: start, two changes of status, and becoming long-term."""

_REASONS_RECORDED_FROM: Final = day_number(np.datetime64("2015-04-01"))
"""REASON_PLACE_CHANGE came into the return in 2015-16."""

_REASONS: Final = {
    "CARPL": 0.62, "CREQB": 0.07, "CREQO": 0.06, "CHILD": 0.06, "LAREQ": 0.08, "STAND": 0.03,
    "ALLEG": 0.02, "CLOSE": 0.02, "OTHER": 0.04,
}  # fmt: skip
_AT_18: Final = {"E5": 0.35, "E6": 0.2, "E17": 0.15, "E8": 0.2, "E7": 0.1}
_LEAVING: Final = {"E4A": 0.5, "E4B": 0.12, "E8": 0.2, "E13": 0.06, "E41": 0.06, "E3": 0.06}
_LEAVING_KIN: Final = {"E43": 0.4, "E44": 0.35, "E4A": 0.25}
_LEAVING_UNACCOMPANIED: Final = {"E15": 0.3, "E8": 0.5, "E3": 0.2}
_ADOPTED: Final = {"E11": 0.6, "E12": 0.4}
_NEARLY_18_DAYS: Final = 17.9 * DAYS_PER_YEAR


@dataclass(frozen=True, kw_only=True)
class Episodes:
    """
    One entry an episode, by child and day.

    ``placement`` is its position in the careers; ``end`` is on or after the as-at date
    where the episode is open. The other columns hold SSDA903 codes.
    """

    placement: Integers
    start: Days
    end: Days
    reason_new: Texts
    legal_status: Texts
    kind: Texts
    reason_ceased: Texts
    reason_change: Texts

    @property
    def is_open(self) -> Flags:
        """Whether each episode is open on the as-at date."""
        return self.end >= AS_AT_DAY

    def since(self, day: int) -> Self:
        """Keep the episodes that were open on a day or later, as a return does."""
        held = self.end >= day
        return type(self)(
            **{one.name: getattr(self, one.name)[held] for one in dataclasses.fields(self)}
        )


def cut_into_episodes(
    rng: np.random.Generator, careers: Careers, *, is_unaccompanied: Flags
) -> Episodes:
    """
    Cut placements where the legal status changes, or a foster placement becomes long-term.

    Parameters
    ----------
    is_unaccompanied
        One entry a child.

    Returns
    -------
    Episodes
        Each begins on the day on which the one before it ends.
    """
    legal = legal_statuses(rng, careers, is_unaccompanied=is_unaccompanied)
    n = len(careers.child)
    settles = np.full(n, NEVER)
    settling = (careers.kind == _BECOMES_LONG_TERM[0]) & (rng.random(n) < _SHARE_LONG_TERM)
    settles[settling] = (careers.start + rng.integers(*_LONG_TERM_AFTER_DAYS, n))[settling]

    cuts = np.column_stack([careers.start, legal.changes, settles])
    last = np.minimum(careers.end, AS_AT_DAY)
    is_cut = (cuts > careers.start[:, None]) & (cuts < last[:, None])
    is_cut[:, 0] = True
    is_cut[:, 2] &= cuts[:, 2] != cuts[:, 1]
    is_cut[:, 3] &= (cuts[:, 3] != cuts[:, 1]) & (cuts[:, 3] != cuts[:, 2])
    placement, column = np.nonzero(is_cut)
    start = cuts[placement, column]
    order = np.lexsort((start, placement))
    placement, column, start = placement[order], column[order], start[order]
    status = legal.on(start, placement)
    is_kept = (column == 0) | (column == _SETTLES) | np.append([True], status[1:] != status[:-1])
    placement, column, start, status = (one[is_kept] for one in (placement, column, start, status))
    is_last = np.append(placement[1:] != placement[:-1], [True])
    end = np.where(is_last, careers.end[placement], np.append(start[1:], [0]))

    is_new_placement = column == 0
    starts_care = careers.starts_care[placement] & is_new_placement
    changes_status = np.append([True], status[1:] != status[:-1])
    reason_new = np.where(column == _SETTLES, "T", "L")
    reason_new[is_new_placement] = np.where(changes_status[is_new_placement], "B", "P")
    reason_new[starts_care] = "S"
    settled = start >= settles[placement]
    kind = np.where(settled, _BECOMES_LONG_TERM[1], careers.kind[placement])

    leaves = is_last & careers.leaves_care[placement]
    is_open = end >= AS_AT_DAY
    ceased = np.where(is_open, "", np.where(leaves, "E8", "X1")).astype("U3")
    rows = np.flatnonzero(leaves & ~is_open)
    ceased[rows] = _why_care_ended(
        rng,
        age=end[rows] - careers.born[careers.child[placement[rows]]],
        kind=kind[rows],
        is_unaccompanied=is_unaccompanied[careers.child[placement[rows]]],
    )
    follows = np.append(reason_new[1:], [""])
    is_moved = (
        (ceased == "X1") & np.isin(follows, ["P", "T", "B"]) & (end >= _REASONS_RECORDED_FROM)
    )
    change = np.where(is_moved, pick(rng, _REASONS, len(start)), "")
    change[is_moved & (follows == "T")] = "PLACE"
    return Episodes(
        placement=placement, start=start, end=end, reason_new=reason_new, legal_status=status,
        kind=kind, reason_ceased=ceased, reason_change=change,
    )  # fmt: skip


def _why_care_ended(
    rng: np.random.Generator, *, age: Days, kind: Texts, is_unaccompanied: Flags
) -> Texts:
    n = len(age)
    why = pick(rng, _LEAVING, n)
    for where, reasons in (
        (np.isin(kind, ["U1", "U3"]), _LEAVING_KIN),
        (is_unaccompanied, _LEAVING_UNACCOMPANIED),
        (np.isin(kind, ["A3", "A5", "A6"]), _ADOPTED),
        (age > _NEARLY_18_DAYS, _AT_18),
    ):
        why = np.where(where, pick(rng, reasons, n), why)
    return why
