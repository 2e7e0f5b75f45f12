"""Where children live who are placed anywhere but in a children's home."""

from enum import IntEnum
from typing import Final

import numpy as np

from lib.synthetic.assumptions import AUTHORITIES, CARER_HABITS, UNACCOMPANIED_INSIDE_SHARE
from lib.synthetic.draws import Flags, Floats, Integers, Texts, draw
from lib.synthetic.places import Places
from lib.synthetic.targets import Target
from lib.units import NEAR_MILES

_WITH_PARENTS: Final = "P1"


class Reach(IntEnum):
    """How far from the origin a placement lies."""

    INSIDE = 0
    """In the responsible authority."""
    NEAR = 1
    """Outside it, 20 miles or less away."""
    FAR = 2
    """Outside it, over 20 miles away."""


# Smallest and largest distance between the middles of the authorities, and how the share
# falls with it.
_RINGS: Final = {
    Reach.NEAR: (0.0, 50_000.0, 4_000.0, 2.2),
    Reach.FAR: (24_000.0, 600_000.0, 10_000.0, 1.9),
}
_ROUNDS: Final = 1_000


def reaches(
    rng: np.random.Generator,
    targets: tuple[Target, ...],
    *,
    own: Integers,
    kind: Texts,
    is_open: Flags,
    is_unaccompanied: Flags,
    inside_already: Integers,
    far_already: Integers,
) -> Integers:
    """
    Say how far away each placement lies.

    Parameters
    ----------
    own
        Responsible authority, a position in ``AUTHORITIES``; one entry a placement.
    is_open
        Whether it is open on the as-at date. Those, with the children in homes, reach the
        targets exactly; the earlier ones about.
    inside_already, far_already
        Children in homes inside each authority, and over 20 miles away with a known origin.

    Returns
    -------
    numpy.ndarray
        Values of :class:`Reach`. Unaccompanied children are never far: their distance is
        not known.
    """
    looked_after = np.array([one.looked_after for one in targets], dtype=np.float64)
    inside = np.array([one.inside for one in targets])
    far = np.array([one.over_20_miles for one in targets])
    chance = rng.random(len(own))
    share_inside = np.where(
        is_unaccompanied, UNACCOMPANIED_INSIDE_SHARE, (inside / looked_after)[own]
    )
    share_far = np.where(is_unaccompanied, 0.0, (far / looked_after)[own])
    reach = np.where(
        chance < share_inside,
        Reach.INSIDE,
        np.where(chance > 1 - share_far, Reach.FAR, Reach.NEAR),
    )
    reach[kind == _WITH_PARENTS] = Reach.INSIDE

    # The City's children are all outside it, as its target says.
    exact = is_open & ~is_unaccompanied
    for authority, target in enumerate(targets):
        alone = is_open & is_unaccompanied & (own == authority)
        if target.inside == 0:
            reach[alone] = Reach.NEAR
        n_inside = (
            target.inside
            - int(inside_already[authority])
            - int((reach[alone] == Reach.INSIDE).sum())
        )
        n_far = target.over_20_miles - int(far_already[authority])
        rows = rng.permutation(np.flatnonzero(exact & (own == authority)))
        rows = rows[np.argsort(kind[rows] != _WITH_PARENTS, kind="stable")]
        reach[rows] = Reach.NEAR
        reach[rows[:n_inside]] = Reach.INSIDE
        reach[rows[len(rows) - n_far :]] = Reach.FAR
    return reach


def destinations(
    rng: np.random.Generator,
    places: Places,
    *,
    own: Integers,
    origin: Integers,
    kind: Texts,
    reach: Integers,
) -> Integers:
    """
    Find an ordinary postcode for each placement.

    Parameters
    ----------
    own
        Responsible authority, a position in ``AUTHORITIES``; one entry a placement.
    origin
        The child's own address, a position in ``places``.
    reach
        As :func:`reaches` gives it.

    Returns
    -------
    numpy.ndarray
        Positions in ``places``. A child placed with parents lives at the origin.
    """
    numbers = np.array([places.number(code) for code in AUTHORITIES])
    found = places.any_in(rng, numbers[own])
    at_home = (kind == _WITH_PARENTS) & (reach == Reach.INSIDE)
    found[at_home] = origin[at_home]
    for authority, number in enumerate(numbers.tolist()):
        for ring in (Reach.NEAR, Reach.FAR):
            rows = np.flatnonzero((own == authority) & (reach == ring))
            weights = _pull(places, number, ring)
            for _ in range(_ROUNDS):
                if not rows.size:
                    break
                found[rows] = places.any_in(rng, draw(rng, weights, len(rows)))
                is_far = places.miles_between(origin[rows], found[rows]) > NEAR_MILES
                rows = rows[is_far != (ring == Reach.FAR)]
    return found


def _pull(places: Places, own: int, ring: Reach) -> Floats:
    """Weigh the other authorities of England by size and nearness to one."""
    least, most, nearness, power = _RINGS[ring]
    metres = places.metres_from(own)
    habit = np.array([CARER_HABITS.get(code, 1.0) for code in places.codes])
    weights: Floats = places.size * habit * (metres + nearness) ** -power
    weights[(metres < least) | (metres > most)] = 0.0
    weights[own] = 0.0
    weights[[not code.startswith("E") for code in places.codes]] = 0.0
    return weights
