"""What stands at each area: the children who live there, its homes, block beds."""

from collections.abc import Sequence
from typing import TypedDict

from lib.disclosure.released import Audience, Released
from lib.maps.figures import children, whole
from lib.maps.flows import BROUGHT_INSIDE, INSIDE, OUTSIDE, Kind, chosen_flows, parts
from lib.maps.places import LatLon, Places
from lib.maps.state import Shown, When, released


class Node(TypedDict):
    """The symbols of one area; ``stands_on`` is the authority whose middle they use."""

    code: str
    stands_on: str
    name: str
    at: LatLon
    is_inside: bool
    children: int
    brought: int
    places: int
    beds: int
    sentence: str


def nodes(
    flows: Released, homes: Released, *, inside: frozenset[str], places: Places, shown: Shown
) -> list[Node]:
    """
    Gather the symbols of every area that has any, and of every area of the footprint.

    ``children`` adds up the flows that are shown: in the shared view it leaves
    out those that are hidden, and its sentence says *at least*.
    """
    living = _living(flows, inside, shown)
    supply = _supply(homes, shown)
    names = _names(flows, homes)
    is_partial = flows.audience is Audience.SHARED
    gathered = []
    for code in sorted(inside | living.keys() | supply.keys()):
        at = places.point(code)
        if at is None:
            continue
        here = living.get(code, {})
        brought = here.get(BROUGHT_INSIDE, 0)
        n_homes, n_places, n_beds = supply.get(code, (0, 0, 0))
        gathered.append(
            Node(
                code=code,
                stands_on=code.split("+", maxsplit=1)[0],
                name=names.get(code, code),
                at=at,
                is_inside=code in inside,
                children=sum(here.values()) - brought,
                brought=brought,
                places=n_places,
                beds=n_beds,
                sentence=" ".join(
                    [
                        *_who_lives(names.get(code, code), here, is_partial=is_partial),
                        *_what_stands(n_homes, n_places, n_beds),
                    ]
                ),
            )
        )
    return gathered


def kinds_drawn(standing: Sequence[Node]) -> set[str]:
    """Name the kinds of children that have a circle."""
    return {
        kind
        for node in standing
        for kind, number in (
            (INSIDE if node["is_inside"] else OUTSIDE, node["children"]),
            (BROUGHT_INSIDE, node["brought"]),
        )
        if number
    }


def _living(flows: Released, inside: frozenset[str], shown: Shown) -> dict[str, dict[Kind, int]]:
    living: dict[str, dict[Kind, int]] = {}
    for _, row in chosen_flows(flows, shown).iterrows():
        for kind, number in parts(row, inside, shown.when).items():
            here = living.setdefault(row["destination_code"], {})
            here[kind] = here.get(kind, 0) + number
    return living


def _supply(homes: Released, shown: Shown) -> dict[str, tuple[int, int, int]]:
    """Homes, places and block beds by area; block beds exist with the contract alone."""
    has_beds = shown.when is When.WITH_CONTRACT
    counted = {
        str(code): (
            whole(row["homes"]) or 0,
            whole(row["places"]) or 0,
            (whole(row["block_beds"]) or 0) if has_beds else 0,
        )
        for code, row in released(homes).iterrows()
    }
    return {
        code: (n, places, beds) for code, (n, places, beds) in counted.items() if places or beds
    }


def _names(flows: Released, homes: Released) -> dict[str, str]:
    table = released(flows)
    names: dict[str, str] = {}
    for end in ("origin", "destination"):
        names |= dict(zip(table[f"{end}_code"], table[f"{end}_name"], strict=True))
    return names | {str(code): name for code, name in released(homes)["name"].items()}


def _who_lives(name: str, here: dict[Kind, int], *, is_partial: bool) -> list[str]:
    number = sum(here.values())
    if not number:
        return [f"{name}: no child shown lives here."]
    brought = here.get(BROUGHT_INSIDE, 0)
    at_least = "at least " if is_partial else ""
    added = f", {brought} of them by the contract" if brought else ""
    return [f"{name}: {at_least}{children(number)} here{added}."]


def _what_stands(homes: int, places: int, beds: int) -> list[str]:
    said = []
    if homes:
        said.append(f"{homes} children's home{'' if homes == 1 else 's'} with {places} places.")
    if beds:
        said.append(f"{beds} block beds.")
    return said
