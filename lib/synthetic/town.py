"""One invented North East London: children, homes, and who lives where."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lib.domain.codes import CHILDRENS_HOME
from lib.synthetic.assumptions import AUTHORITIES, SIBLING_PAIRS_IN_HOMES
from lib.synthetic.careers import DAYS_PER_YEAR
from lib.synthetic.children import Children, gather
from lib.synthetic.destinations import destinations, reaches
from lib.synthetic.draws import Flags, Floats, Integers
from lib.synthetic.episodes import Episodes, cut_into_episodes
from lib.synthetic.homes import FIRST_URN, URNS_PER_SET, Homes, build_homes
from lib.synthetic.places import WALES, Places
from lib.synthetic.placing import IN_WALES, place_in_homes, wanted_homes
from lib.synthetic.targets import Target
from lib.units import NEAR_MILES

NO_HOME: Final = -1
"""Home of a placement that is in none."""


@dataclass(frozen=True, kw_only=True)
class Town:
    """
    Everything the returns of the eight authorities are written from.

    One entry a child: ``origin`` (position in the places) and ``sibling_group`` (0: none).
    One entry a placement: ``home`` (position in ``homes``, :data:`NO_HOME`, or
    :data:`~lib.synthetic.placing.IN_WALES`), ``place`` (position in the places) and
    ``miles`` from the origin. ``number`` tells this town from others of a scaled set.
    """

    number: int
    places: Places
    homes: Homes
    children: Children
    episodes: Episodes
    origin: Integers
    sibling_group: Integers
    home: Integers
    place: Integers
    miles: Floats

    @property
    def residents(self) -> Integers:
        """Positions of the placements in children's homes that are open on the as-at date."""
        careers = self.children.careers
        return np.flatnonzero(careers.is_open & (careers.kind == CHILDRENS_HOME))


def build_town(
    rng: np.random.Generator,
    *,
    number: int,
    places: Places,
    targets: tuple[Target, ...],
    history_from: int,
) -> Town:
    """
    Invent homes, children and their lives in care, and place every child.

    Parameters
    ----------
    history_from
        Day since when children are kept who have left, and episodes that have ended.
    """
    homes = build_homes(rng, places, first_urn=FIRST_URN + number * URNS_PER_SET)
    children = gather(rng, targets, history_from=history_from)
    careers = children.careers
    numbers = np.array([places.number(code) for code in AUTHORITIES])
    origin = places.any_in(rng, numbers[children.authority])
    is_in_home = careers.kind == CHILDRENS_HOME
    sibling_group = _siblings(rng, children, careers.is_open & is_in_home)
    _share_origin(origin, sibling_group)

    own = children.authority[careers.child]
    alone = children.is_unaccompanied[careers.child]
    in_homes = np.flatnonzero(is_in_home)
    wanted = wanted_homes(rng, targets, own=own[in_homes], is_open=careers.is_open[in_homes])
    home = np.full(len(own), NO_HOME)
    home[in_homes] = place_in_homes(
        rng, homes, places, own=own[in_homes], wanted=wanted,
        start=careers.start[in_homes], end=careers.end[in_homes],
    )  # fmt: skip
    place = np.full(len(own), -1)
    place[home >= 0] = homes.place[home[home >= 0]]
    in_wales = np.flatnonzero(home == IN_WALES)
    place[in_wales] = places.any_in(rng, np.full(len(in_wales), places.number(WALES)))

    is_now = is_in_home & careers.is_open
    is_own = is_now & (home >= 0) & (homes.authority[home] == numbers[own])
    is_far = is_now & ~alone
    is_far[is_far] = places.miles_between(origin[careers.child[is_far]], place[is_far]) > NEAR_MILES
    elsewhere = np.flatnonzero(~is_in_home)
    reach = reaches(
        rng, targets, own=own[elsewhere], kind=careers.kind[elsewhere],
        is_open=careers.is_open[elsewhere], is_unaccompanied=alone[elsewhere],
        inside_already=np.bincount(own[is_own], minlength=len(AUTHORITIES)),
        far_already=np.bincount(own[is_far], minlength=len(AUTHORITIES)),
    )  # fmt: skip
    place[elsewhere] = destinations(
        rng, places, own=own[elsewhere], origin=origin[careers.child[elsewhere]],
        kind=careers.kind[elsewhere], reach=reach,
    )  # fmt: skip
    episodes = cut_into_episodes(rng, careers, is_unaccompanied=children.is_unaccompanied)
    return Town(
        number=number,
        places=places,
        homes=homes,
        children=children,
        episodes=episodes.since(history_from),
        origin=origin,
        sibling_group=sibling_group,
        home=home,
        place=place,
        miles=places.miles_between(origin[careers.child], place),
    )


def _siblings(rng: np.random.Generator, children: Children, is_resident: Flags) -> Integers:
    """Pair children in homes of one authority, born in different years, as siblings."""
    group = np.zeros(len(children.authority), dtype=np.int64)
    born = children.careers.born
    residents = children.careers.child[is_resident]
    residents = residents[~children.is_unaccompanied[residents]]
    free = rng.permutation(residents).tolist()
    while free and group.max() < SIBLING_PAIRS_IN_HOMES:
        one = free.pop()
        for other in free:
            apart = abs(int(born[one] - born[other])) / DAYS_PER_YEAR
            if children.authority[one] == children.authority[other] and 1 <= apart <= 4:  # noqa: PLR2004 (years)
                free.remove(other)
                group[[one, other]] = group.max() + 1
                break
    return group


def _share_origin(origin: Integers, sibling_group: Integers) -> None:
    """Let siblings come from one address."""
    for group in range(1, int(sibling_group.max()) + 1):
        together = np.flatnonzero(sibling_group == group)
        origin[together] = origin[together[0]]
