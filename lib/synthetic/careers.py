"""Children's lives in care, one placement after another, before anyone knows where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from lib.domain.codes import CHILDRENS_HOME
from lib.synthetic.assumptions import (
    AGE_BANDS_FROM_YEARS,
    AS_AT,
    SHARE_RETURNING_TO_CARE,
    SHARE_STAYING_IN_HOMES,
    PlacementType,
)
from lib.synthetic.draws import Days, Flags, Integers, Texts, day_number, draw

AS_AT_DAY: Final = day_number(AS_AT)

DAYS_PER_YEAR: Final = 365.25
_DAYS_TO_18: Final = 6573  # the last day that is surely before the eighteenth birthday
_SHORTEST_STAY_DAYS: Final = 1
_RETURN_AFTER_DAYS: Final = (60, 400)
_MOST_PLACEMENTS: Final = 60
_FOSTER: Final = "U6"
"""What a first placement is that was drawn as one for adoption: nobody is adopted so soon."""


@dataclass(frozen=True, kw_only=True)
class Careers:
    """
    Children, and their placements in order.

    ``born``: one entry a child. The other arrays have one entry a placement, sorted by
    ``child`` (the position of the child in ``born``) and ``start``. ``end`` is
    :data:`AS_AT_DAY` or later where the placement is open on the as-at date.
    ``starts_care`` marks the first placement of a time in care; ``leaves_care`` the last
    of one that is over; ``kind`` is the SSDA903 placement code.
    """

    born: Days
    child: Integers
    start: Days
    end: Days
    kind: Texts
    starts_care: Flags
    leaves_care: Flags

    @property
    def is_open(self) -> Flags:
        """Whether each placement is open on the as-at date."""
        return self.end >= AS_AT_DAY

    @property
    def last(self) -> Integers:
        """Position of each child's last placement."""
        return np.flatnonzero(np.append(self.child[1:] != self.child[:-1], [True]))

    @property
    def first(self) -> Integers:
        """Position of each child's first placement."""
        return np.flatnonzero(np.append([True], self.child[1:] != self.child[:-1]))

    def and_also(self, others: Self) -> Self:
        """Add other children after these."""
        return type(self)(
            born=np.append(self.born, others.born),
            child=np.append(self.child, others.child + len(self.born)),
            start=np.append(self.start, others.start),
            end=np.append(self.end, others.end),
            kind=np.append(self.kind, others.kind),
            starts_care=np.append(self.starts_care, others.starts_care),
            leaves_care=np.append(self.leaves_care, others.leaves_care),
        )

    def of(self, children: Integers) -> Self:
        """Keep these children, numbered anew in the order given."""
        number = np.full(len(self.born), -1)
        number[children] = np.arange(len(children))
        kept = np.flatnonzero(number[self.child] >= 0)
        kept = kept[np.argsort(number[self.child[kept]], kind="stable")]
        return type(self)(
            born=self.born[children],
            child=number[self.child[kept]],
            start=self.start[kept],
            end=self.end[kept],
            kind=self.kind[kept],
            starts_care=self.starts_care[kept],
            leaves_care=self.leaves_care[kept],
        )


def live(
    rng: np.random.Generator,
    *,
    types: Mapping[str, PlacementType],
    ages_at_entry: Sequence[tuple[float, float, float]],
    entered: Days,
    history_from: int,
) -> Careers:
    """
    Let children enter care on the given days, and follow them to the as-at date.

    Parameters
    ----------
    types
        Placement types, with what happens in them.
    ages_at_entry
        From, below, weight: years.
    entered
        Day on which each child starts to be looked after, before the as-at date.
    history_from
        Day since when a child must have been looked after to be kept.

    Returns
    -------
    Careers
        The whole lives in care of those who are kept.
    """
    model = _Model(types)
    n = len(entered)
    lowest, below, weights = (np.array(column) for column in zip(*ages_at_entry, strict=True))
    band = draw(rng, weights, n)
    age = lowest[band] + (below - lowest)[band] * rng.random(n)
    born = entered - (age * DAYS_PER_YEAR).astype(np.int64)
    grown_up = born + _DAYS_TO_18
    gone_by_entry = grown_up <= entered
    born[gone_by_entry] = entered[gone_by_entry] - _DAYS_TO_18 + 200
    grown_up = born + _DAYS_TO_18

    child = np.arange(n)
    today = entered.copy()
    before = np.full(n, -1)
    starts = np.ones(n, dtype=bool)
    rows: list[tuple[Integers, ...]] = []
    for _ in range(_MOST_PLACEMENTS):
        if not len(child):
            break
        kind = model.next_type(rng, age_days=today - born[child], before=before)
        length = np.maximum(model.length_days(rng, kind), _SHORTEST_STAY_DAYS)
        end = np.minimum(today + length, grown_up[child])
        is_open = end >= AS_AT_DAY
        leaves = ~is_open & (
            (end == grown_up[child]) | (rng.random(len(child)) < model.leaves[kind])
        )
        rows.append((child, today, end, kind, starts, leaves))
        back = end + rng.integers(*_RETURN_AFTER_DAYS, len(child))
        returns = (
            leaves
            & (rng.random(len(child)) < SHARE_RETURNING_TO_CARE)
            & (back < np.minimum(grown_up[child] - 30, AS_AT_DAY))
        )
        goes_on = ~is_open & (~leaves | returns)
        today = np.where(returns, back, end)[goes_on]
        starts, before, child = (
            returns[goes_on],
            np.where(returns, -1, kind)[goes_on],
            child[goes_on],
        )
    columns = [np.concatenate(column) for column in zip(*rows, strict=True)]
    order = np.lexsort((columns[1], columns[0]))
    child, start, end, kind, starts, leaves = (column[order] for column in columns)
    everyone = Careers(
        born=born, child=child, start=start, end=end, kind=model.codes[kind],
        starts_care=starts, leaves_care=leaves,
    )  # fmt: skip
    return everyone.of(np.flatnonzero(end[everyone.last] >= history_from))


class _Model:
    """The table of placement types as arrays."""

    def __init__(self, types: Mapping[str, PlacementType]) -> None:
        self.codes = np.array(list(types))
        self.shares = np.cumsum([kind.shares for kind in types.values()], axis=0)
        self.median_days = np.array([kind.median_days for kind in types.values()])
        self.spread = np.array([kind.spread for kind in types.values()])
        self.leaves = np.array([kind.leaves for kind in types.values()])
        codes = self.codes.tolist()
        self.home, self.foster = codes.index(CHILDRENS_HOME), codes.index(_FOSTER)
        self.adoption = [number for number, code in enumerate(codes) if code.startswith("A")]

    def next_type(self, rng: np.random.Generator, *, age_days: Days, before: Integers) -> Integers:
        bands = np.array(AGE_BANDS_FROM_YEARS[1:]) * DAYS_PER_YEAR
        band = np.searchsorted(bands, age_days, side="right")
        drawn = rng.random(len(age_days)) * self.shares[-1, band]
        kind: Integers = (self.shares[:, band] <= drawn).sum(axis=0)
        kind[np.isin(kind, self.adoption) & (before < 0)] = self.foster
        stays = (before == self.home) & (rng.random(len(kind)) < SHARE_STAYING_IN_HOMES)
        return np.where(stays, self.home, kind)

    def length_days(self, rng: np.random.Generator, kind: Integers) -> Days:
        noise = rng.standard_normal(len(kind))
        lengths: Days = (self.median_days[kind] * np.exp(self.spread[kind] * noise)).astype(
            np.int64
        )
        return lengths
