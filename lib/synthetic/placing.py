"""Finds a home with a free place for every child who is placed in one."""

from typing import Final

import numpy as np

from lib.synthetic.assumptions import (
    AUTHORITIES,
    RESIDENTIAL_ARRIVALS,
    RESIDENTIAL_HABITS,
    RESIDENTIAL_IN_WALES,
)
from lib.synthetic.careers import AS_AT_DAY
from lib.synthetic.draws import Days, Flags, Floats, Integers, draw
from lib.synthetic.homes import Homes
from lib.synthetic.places import Places
from lib.synthetic.targets import Target

OUTSIDE: Final = -1
"""Wanted: any home outside the footprint."""

IN_WALES: Final = -2
"""Wanted, and given: a home that Ofsted does not list."""

_NEARNESS_METRES: Final = 20_000.0
_NEARNESS_POWER: Final = 1.6
_TRIES: Final = 400


def wanted_homes(
    rng: np.random.Generator, targets: tuple[Target, ...], *, own: Integers, is_open: Flags
) -> Integers:
    """
    Say where each child in a home should live.

    Parameters
    ----------
    own
        Responsible authority, a position in ``AUTHORITIES``; one entry a placement.
    is_open
        Whether it is open on the as-at date. Those reach the assumed numbers exactly, the
        earlier ones about.

    Returns
    -------
    numpy.ndarray
        Position in ``AUTHORITIES``, :data:`OUTSIDE` or :data:`IN_WALES`.
    """
    arrivals = np.array([RESIDENTIAL_ARRIVALS[code] for code in AUTHORITIES])
    residential = np.array([one.residential for one in targets])
    staying = np.array([one.residential_in_borough for one in targets])
    wanted = np.full(len(own), OUTSIDE)

    past = np.flatnonzero(~is_open)
    chance = rng.random(len(past))
    share_staying = (staying / np.maximum(residential, 1))[own[past]]
    share_arriving = arrivals.sum() / residential.sum()
    elsewhere = draw(rng, arrivals.astype(np.float64), len(past))
    wanted[past] = np.where(
        chance < share_staying,
        own[past],
        np.where(
            (chance < share_staying + share_arriving) & (elsewhere != own[past]),
            elsewhere,
            OUTSIDE,
        ),
    )

    free = rng.permutation(np.flatnonzero(is_open))
    for authority, n in enumerate(staying):
        chosen = free[own[free] == authority][:n]
        wanted[chosen] = authority
        free = free[~np.isin(free, chosen)]
    for authority, n in enumerate(arrivals):
        chosen = free[own[free] != authority][:n]
        wanted[chosen] = authority
        free = free[~np.isin(free, chosen)]
    wanted[free[:RESIDENTIAL_IN_WALES]] = IN_WALES
    return wanted


def place_in_homes(
    rng: np.random.Generator,
    homes: Homes,
    places: Places,
    *,
    own: Integers,
    wanted: Integers,
    start: Days,
    end: Days,
) -> Integers:
    """
    Give every child a home that never holds more children than it has places.

    Parameters
    ----------
    own
        Responsible authority, a position in ``AUTHORITIES``; one entry a placement.
    wanted
        As :func:`wanted_homes` gives it.

    Returns
    -------
    numpy.ndarray
        Position in ``homes``; :data:`IN_WALES` where that was wanted. Outside the footprint
        nearer authorities with more places take more. Where the wanted authority is full at
        an earlier date, a home outside is given.
    """
    footprint = np.array([places.number(code) for code in AUTHORITIES])
    inside = [homes.places * (homes.authority == number).astype(np.float64) for number in footprint]
    is_outside = ~np.isin(homes.authority, footprint)
    habit = np.array([RESIDENTIAL_HABITS.get(code, 1.0) for code in places.codes])
    usual = homes.places * habit[homes.authority] * is_outside
    outside = [
        usual * _nearness(places.metres_from(number)[homes.authority]) for number in footprint
    ]
    stays: list[list[tuple[int, int]]] = [[] for _ in homes.urn]

    def is_free(home: int, first: int, last: int) -> bool:
        others = sum(1 for begins, ends in stays[home] if begins < last and ends > first)
        return others < int(homes.places[home])

    given = np.full(len(own), IN_WALES)
    order = np.lexsort((start, end < AS_AT_DAY))
    for row in order[wanted[order] != IN_WALES].tolist():
        authority, first, last = int(wanted[row]), int(start[row]), int(end[row])
        choices = [outside[own[row]]]
        if authority != OUTSIDE and inside[authority].any():
            choices.insert(0, inside[authority])
        home = next(
            one
            for weights in choices
            for one in draw(rng, weights, _TRIES).tolist()
            if is_free(one, first, last)
        )
        stays[home].append((first, last))
        given[row] = home
    return given


def _nearness(metres: Floats) -> Floats:
    near: Floats = (metres + _NEARNESS_METRES) ** -_NEARNESS_POWER
    return near
