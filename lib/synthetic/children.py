"""Gives children to the eight authorities until every published number is reached."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from lib.domain.codes import CHILDRENS_HOME
from lib.synthetic.assumptions import (
    AGE_AT_ENTRY_YEARS,
    AUTHORITIES,
    CITY,
    PLACEMENT_TYPES,
    UNACCOMPANIED_AGE_AT_ENTRY_YEARS,
    UNACCOMPANIED_TYPES,
)
from lib.synthetic.careers import AS_AT_DAY, Careers, live
from lib.synthetic.draws import Flags, Integers, draw
from lib.synthetic.targets import Target

_ENTRIES_AT_ONCE: Final = 15_000
_ENTRY_YEARS: Final = 18
_UNACCOMPANIED_AT_ONCE: Final = 700
_UNACCOMPANIED_ENTRY_YEARS: Final = 6
_UNACCOMPANIED_RISE: Final = 1.4  # more came in later years
_DAYS_PER_YEAR: Final = 365

_LATELY_DAYS: Final = 80
"""So small a return as the City's must still have an event in the last quarter."""

_CITY: Final = AUTHORITIES.index(CITY)


@dataclass(frozen=True, kw_only=True)
class Children:
    """
    The children of the eight, by authority and first day in care.

    ``authority`` is a position in ``AUTHORITIES``, one entry a child, as is
    ``is_unaccompanied``.
    """

    careers: Careers
    authority: Integers
    is_unaccompanied: Flags


def gather(rng: np.random.Generator, targets: Sequence[Target], *, history_from: int) -> Children:
    """
    Invent children until each authority looks after as many as its target says.

    Parameters
    ----------
    history_from
        Day since when children are kept who have left.

    Returns
    -------
    Children
        On the as-at date exactly the targets' ``looked_after``, ``unaccompanied`` and
        ``residential`` of each authority; before it, as many as lead up to them.
    """
    n_alone = [one.unaccompanied for one in targets]
    alone = _until_enough(
        lambda: _unaccompanied(rng, history_from), lambda it: [_is_open(it)], [sum(n_alone)]
    )
    alone_in = _deal(rng, alone, [(_is_open(alone), n_alone)])

    in_homes = np.bincount(
        alone_in[_is_in_home(alone) & (alone_in >= 0)], minlength=len(AUTHORITIES)
    )
    n_homes = [one.residential - int(n) for one, n in zip(targets, in_homes, strict=True)]
    n_others = [
        one.looked_after - one.unaccompanied - n for one, n in zip(targets, n_homes, strict=True)
    ]
    others = _until_enough(
        lambda: _accompanied(rng, history_from),
        lambda it: [_is_in_home(it), _is_elsewhere(it)],
        [sum(n_homes), sum(n_others)],
    )
    others_in = _deal(
        rng, others, [(_is_in_home(others), n_homes), (_is_elsewhere(others), n_others)]
    )

    careers = alone.and_also(others)
    authority = np.append(alone_in, others_in)
    is_alone = np.arange(len(authority)) < len(alone_in)
    order = np.lexsort((careers.start[careers.first], authority))
    order = order[authority[order] >= 0]
    return Children(
        careers=careers.of(order), authority=authority[order], is_unaccompanied=is_alone[order]
    )


def _accompanied(rng: np.random.Generator, history_from: int) -> Careers:
    entered = AS_AT_DAY - 1 - rng.integers(0, _ENTRY_YEARS * _DAYS_PER_YEAR, _ENTRIES_AT_ONCE)
    return live(
        rng,
        types=PLACEMENT_TYPES,
        ages_at_entry=AGE_AT_ENTRY_YEARS,
        entered=entered,
        history_from=history_from,
    )


def _unaccompanied(rng: np.random.Generator, history_from: int) -> Careers:
    ago = rng.random(_UNACCOMPANIED_AT_ONCE) ** _UNACCOMPANIED_RISE
    days = (ago * _UNACCOMPANIED_ENTRY_YEARS * _DAYS_PER_YEAR).astype(np.int64)
    return live(
        rng,
        types=UNACCOMPANIED_TYPES,
        ages_at_entry=UNACCOMPANIED_AGE_AT_ENTRY_YEARS,
        entered=AS_AT_DAY - 1 - days,
        history_from=history_from,
    )


def _until_enough(
    invent: Callable[[], Careers],
    groups: Callable[[Careers], list[Flags]],
    wanted: Sequence[int],
) -> Careers:
    """Invent more children until every group has as many as are wanted."""
    careers = invent()
    while any(group.sum() < n for group, n in zip(groups(careers), wanted, strict=True)):
        careers = careers.and_also(invent())
    return careers


def _is_open(careers: Careers) -> Flags:
    return careers.is_open[careers.last]


def _is_in_home(careers: Careers) -> Flags:
    is_there: Flags = _is_open(careers) & (careers.kind[careers.last] == CHILDRENS_HOME)
    return is_there


def _is_elsewhere(careers: Careers) -> Flags:
    is_there: Flags = _is_open(careers) & (careers.kind[careers.last] != CHILDRENS_HOME)
    return is_there


def _deal(
    rng: np.random.Generator,
    careers: Careers,
    groups: Sequence[tuple[Flags, Sequence[int]]],
) -> Integers:
    """
    Give each group of children who are looked after to the authorities, by their quotas.

    Children who have left are given out in proportion, so that earlier years look alike.
    The City, with nobody in a home by the published net gain, gets nobody who was in one.

    Returns
    -------
    numpy.ndarray
        Position in ``AUTHORITIES`` of each child; -1 for those that are not wanted.
    """
    authority = np.full(len(careers.born), -1)
    was_in_home = np.zeros(len(careers.born), dtype=bool)
    was_in_home[careers.child[careers.kind == CHILDRENS_HOME]] = True
    for group, quotas in groups:
        candidates = rng.permutation(np.flatnonzero(group))
        of_city = candidates[~was_in_home[candidates]]
        came_lately = careers.start[careers.last[of_city]] > AS_AT_DAY - _LATELY_DAYS
        latest = of_city[came_lately][:1]
        of_city = np.append(latest, of_city[~np.isin(of_city, latest)])[: quotas[_CITY]]
        authority[of_city] = _CITY
        rest = np.array([n for place, n in enumerate(quotas) if place != _CITY])
        others = candidates[authority[candidates] < 0][: rest.sum()]
        authority[others] = np.repeat(np.delete(np.arange(len(quotas)), _CITY), rest)
    is_open = _is_open(careers)
    share_wanted = (authority >= 0).sum() / is_open.sum()
    left = np.flatnonzero(~is_open & (rng.random(len(is_open)) < share_wanted))
    size = np.array([quotas for _, quotas in groups]).sum(axis=0).astype(np.float64)
    without_city = np.where(np.arange(len(size)) == _CITY, 0.0, size)
    authority[left] = np.where(
        was_in_home[left], draw(rng, without_city, len(left)), draw(rng, size, len(left))
    )
    return authority
