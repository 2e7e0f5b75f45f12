"""What stands at each place: the children who live there, its homes, block beds."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypedDict

from lib.disclosure.released import Released
from lib.maps.areas import Area
from lib.maps.figures import whole
from lib.maps.flows import INSIDE, INSIDE_WITH_CONTRACT, KINDS, Kind, Pair, parts
from lib.maps.places import LatLon, Places
from lib.maps.state import Mode, released


class Place(TypedDict):
    """Where symbols stand; ``stands_on`` is the authority whose middle they use."""

    code: str
    stands_on: str
    name: str
    at: LatLon
    is_inside: bool


class Circle(NamedTuple):
    """The children of one kind who live at a place; ``code`` is the place's."""

    code: str
    kind: Kind
    children: int


class Supply(NamedTuple):
    """An authority's homes with their places, and the beds of the contract's homes."""

    code: str
    name: str
    homes: int
    places: int
    block_beds: int


def circles(pairs: Sequence[Pair], mode: Mode, *, smallest_change: int) -> list[Circle]:
    """
    Add up the flows that are shown, by the place that they lead to.

    In the shared view they leave out those that are hidden. Where some of those inside cannot
    be told from those brought, one circle holds all who are not told apart.

    Returns
    -------
    list of Circle
        The largest first, so that none lies under a larger one.
    """
    living: dict[str, dict[Kind, int]] = {}
    for pair in pairs:
        here = living.setdefault(pair.end, {})
        for kind, number in parts(pair, mode, smallest_change=smallest_change).items():
            here[kind] = here.get(kind, 0) + number
    for here in living.values():
        if INSIDE_WITH_CONTRACT in here:
            here[INSIDE_WITH_CONTRACT] += here.pop(INSIDE, 0)
    drawn = [
        Circle(code, kind, number) for code, here in living.items() for kind, number in here.items()
    ]
    return sorted(drawn, key=lambda circle: (-circle.children, KINDS.index(circle.kind)))


def read_supply(homes: Released) -> list[Supply]:
    """
    Read the homes by authority, those of any that has places or block beds.

    Raises
    ------
    DisclosureError
        If the table was not released.
    """
    table = released(homes)
    rows = zip(
        table.index,
        table["name"],
        *([whole(cell) or 0 for cell in table[name]] for name in ("homes", "places", "block_beds")),
        strict=True,
    )
    supply = (Supply(str(code), str(name), *numbers) for code, name, *numbers in rows)
    return [one for one in supply if one.places or one.block_beds]


def supply_drawn(supply: Iterable[Supply], mode: Mode) -> list[Supply]:
    """
    Choose what a picture draws: block beds are not there today.

    In *changes* they stand alone, as the contract leaves the other homes as they are.
    """
    if mode is Mode.TODAY:
        return [one._replace(block_beds=0) for one in supply if one.places]
    if mode is Mode.CHANGES:
        return [one._replace(homes=0, places=0) for one in supply if one.block_beds]
    return list(supply)


def places_named(
    areas: Iterable[Area],
    pairs: Iterable[Pair],
    supply: Iterable[Supply],
    *,
    places: Places,
) -> list[Place]:
    """Gather each area and each place of a pair or a home, if it is known where that is."""
    names = {area.code: area.name for area in areas if not area.is_all}
    inside = frozenset(names)
    for pair in pairs:
        names[pair.start] = pair.start_name
        names[pair.end] = pair.end_name
    names |= {one.code: one.name for one in supply}
    return [
        Place(
            code=code,
            stands_on=code.split("+", maxsplit=1)[0],
            name=names[code],
            at=at,
            is_inside=code in inside,
        )
        for code in sorted(names)
        if (at := places.point(code)) is not None
    ]
