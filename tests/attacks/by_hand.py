"""Rules that a reader writes down from the words of the pages, as equations over their counts.

Nothing here is taken from what the product knows of its own tables: whoever counts, adds and
moves children can write the same lines.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from tests.attacks.reader import AFTER, EVERYONE, MEASURES, NOW, OF_ALL, OF_PROOF, Label, flow

Line: TypeAlias = tuple[Mapping[Label, float], float, float]
"""So many of each count, and between what two numbers their sum lies."""

ENDLESS: Final = float("inf")
MERGED: Final = "Hackney and City of London"
_PARTS: Final = {
    "in_footprint": ("outside_footprint", "footprint_unknown"),
    "in_borough": ("outside_borough", "borough_unknown"),
    "miles_20_or_less": ("miles_over_20", "distance_unknown"),
    "distant": ("not_distant", "distant_unknown"),
}
_NEAR_BANDS: Final = ("10 miles or less", "11 to 20 miles")
_FAR_BANDS: Final = ("21 to 30 miles", "31 to 50 miles", "51 to 100 miles", "Over 100 miles")
_NO_BAND: Final = {"Not known": "Distance not known"}
_TOO_YOUNG: Final = "Aged 10 and under"
_SIDES: Final = {
    "inside": "in_footprint", "outside": "outside_footprint", "nowhere": "footprint_unknown",
}  # fmt: skip
_REACHES: Final = {
    "near": "miles_20_or_less", "far": "miles_over_20", "how far unknown": "distance_unknown",
}  # fmt: skip
_PLACES: Final = {
    "own": {"in_footprint", "in_borough", "not_distant"},
    "inside, beside": {"in_footprint", "outside_borough", "not_distant"},
    "inside, distant": {"in_footprint", "outside_borough", "distant"},
    "outside, beside": {"outside_footprint", "outside_borough", "not_distant"},
    "outside, distant": {"outside_footprint", "outside_borough", "distant"},
    "no postcode": {"footprint_unknown", "borough_unknown", "distant_unknown"},
}


@dataclass(frozen=True, kw_only=True)
class World:
    """
    What the pages name: boroughs, groups by section, flows listed, contracts asked for.

    ``areas`` are all boroughs of the partnership, ``boroughs`` those whose returns are there.
    """

    areas: Sequence[str]
    boroughs: Sequence[str]
    groups: Mapping[str, Sequence[str]]
    listed: Collection[tuple[str, str]]
    contracts: Sequence[str]


def rules(world: World) -> Iterator[Line]:
    """Write down all rules."""
    for who in (*world.boroughs, EVERYONE):
        yield from _of_measures(who)
        yield from _of_squares(who)
        yield from _only_inwards(who)
    yield from _all_together(world)
    yield from _of_flows(world)
    yield from _of_distances()
    for section, groups in world.groups.items():
        yield from _of_groups(section, groups)
        if section != "Distance":
            yield from _of_all_looked_after(world, groups)
    for contract in world.contracts:
        yield from _of_the_proof(contract, is_own=contract == world.contracts[0])
    yield from _of_contracts(world)


def is_sum(whole: Label, parts: Collection[Label]) -> Line:
    """Say that parts are all of a whole."""
    line: dict[Label, float] = {whole: -1.0}
    for part in parts:
        line[part] = line.get(part, 0.0) + 1.0
    return line, 0.0, 0.0


def is_part(whole: Label, *parts: Label) -> Line:
    """Say that some of a whole are in none or one of the parts."""
    return {whole: 1.0, **dict.fromkeys(parts, -1.0)}, 0.0, ENDLESS


def _same(one: Label, other: Label) -> Line:
    return is_sum(one, [other])


def _of_measures(who: str) -> Iterator[Line]:
    """Each measure parts the children; all but distance hang on where the placement is."""
    for when in (NOW, AFTER):
        of = {what: Label(who, what, when) for what in (*MEASURES, *_PLACES)}
        for measure, rest in _PARTS.items():
            yield is_sum(of["children"], [of[measure], *(of[part] for part in rest)])
        for what in MEASURES:
            places = [of[place] for place, told in _PLACES.items() if what in told]
            if places:
                yield is_sum(of[what], places)
    yield _same(Label(who, "children"), Label(who, "children", AFTER))
    yield is_part(Label(who, "looked after"), Label(who, "children"))


def _square(who: str, side: str, reach: str, when: str) -> Label:
    return Label(who, f"{side}, {reach}", when)


def _of_squares(who: str) -> Iterator[Line]:
    """Side of the line by distance."""
    for when in (NOW, AFTER):
        for side, what in _SIDES.items():
            yield is_sum(Label(who, what, when), [_square(who, side, r, when) for r in _REACHES])
        for reach, what in _REACHES.items():
            yield is_sum(Label(who, what, when), [_square(who, s, reach, when) for s in _SIDES])


def _only_inwards(who: str) -> Iterator[Line]:
    """Nobody is moved out, and nobody of whom the place is not known is moved at all."""
    for reach in _REACHES:
        yield is_part(_square(who, "outside", reach, NOW), _square(who, "outside", reach, AFTER))
        yield _same(_square(who, "nowhere", reach, NOW), _square(who, "nowhere", reach, AFTER))
    for place in ("outside, beside", "outside, distant"):
        yield is_part(Label(who, place), Label(who, place, AFTER))
    yield is_part(Label(who, "in_footprint", AFTER), Label(who, "in_footprint"))
    yield is_part(Label(who, "distance_unknown"), Label(who, "distance_unknown", AFTER))


def _all_together(world: World) -> Iterator[Line]:
    """The last row is the sum of the boroughs."""
    squares = [f"{side}, {reach}" for side in _SIDES for reach in _REACHES]
    for what in (*MEASURES, *_PLACES, *squares):
        for when in (NOW, AFTER):
            boroughs = [Label(who, what, when) for who in world.boroughs]
            yield is_sum(Label(EVERYONE, what, when), boroughs)
    for what, rows in (("looked after", world.boroughs), ("living here", world.areas)):
        yield is_sum(Label(EVERYONE, what), [Label(who, what) for who in rows])


def _of_flows(world: World) -> Iterator[Line]:
    """Whoever lives inside lives in one of the boroughs, and their own is one of them."""
    for when in (NOW, AFTER):
        for who in world.boroughs:
            into = [flow(who, end, when) for end in world.areas]
            yield is_sum(Label(who, "in_footprint", when), into)
            own, at_home = Label(who, "in_borough", when), flow(who, who, when)
            yield is_part(at_home, own) if who == MERGED else _same(at_home, own)
            beyond = [
                flow(who, end, when)
                for origin, end in world.listed
                if origin == who and end not in world.areas
            ]
            yield is_part(Label(who, "outside_footprint", when), *beyond)
    for end in world.areas:
        yield is_sum(Label(end, "living here"), [flow(who, end, NOW) for who in world.boroughs])
    yield _same(Label(EVERYONE, "living here"), Label(EVERYONE, "in_footprint"))
    for origin, end in world.listed:
        if end not in world.areas:
            yield is_part(flow(origin, end, NOW), flow(origin, end, AFTER))


def _of_distances() -> Iterator[Line]:
    """Bands are parts of near and far; the one square of what is not known holds five."""
    for when in (NOW, AFTER):
        band = {name: Label(name, "band", when) for name in (*_NEAR_BANDS, *_FAR_BANDS, *_NO_BAND)}
        near = Label(EVERYONE, "miles_20_or_less", when)
        yield is_sum(near, [band[name] for name in _NEAR_BANDS])
        yield _same(near, Label("20 miles or less together", "band", when))
        yield is_sum(Label(EVERYONE, "miles_over_20", when), [band[name] for name in _FAR_BANDS])
        yield _same(Label(EVERYONE, "distance_unknown", when), band["Not known"])
        unknown = [
            _square(EVERYONE, side, reach, when)
            for side in _SIDES
            for reach in _REACHES
            if side == "nowhere" or reach == "how far unknown"
        ]
        yield is_sum(Label(EVERYONE, "not known", when), unknown)


def _of_groups(section: str, groups: Sequence[str]) -> Iterator[Line]:
    """Groups of a section are all children; who is moved is moved within the group."""
    squares = [(side, reach) for side in _SIDES for reach in _REACHES]
    for what, when in (
        ("children", NOW), ("in_footprint", NOW), ("in_footprint", AFTER),
        ("miles_20_or_less", NOW), *((f"{side}, {reach}", NOW) for side, reach in squares),
    ):  # fmt: skip
        yield is_sum(Label(EVERYONE, what, when), [Label(who, what, when) for who in groups])
    for who in groups:
        children, inside = Label(who, "children"), Label(who, "in_footprint")
        yield is_sum(children, [_square(who, *square, NOW) for square in squares])
        yield is_sum(inside, [_square(who, "inside", reach, NOW) for reach in _REACHES])
        near = [_square(who, side, "near", NOW) for side in _SIDES]
        yield is_sum(Label(who, "miles_20_or_less"), near)
        after = Label(who, "in_footprint", AFTER)
        yield is_part(after, inside)
        yield is_part(children, after, *(_square(who, "nowhere", r, NOW) for r in _REACHES))
        if who == _TOO_YOUNG:
            yield _same(inside, after)
        if section == "Distance":
            yield from _of_group_by_distance(who)


def _of_all_looked_after(world: World, groups: Sequence[str]) -> Iterator[Line]:
    """Each child is in one group of a section, and those in homes are some of all."""
    for who in (*world.boroughs, EVERYONE):
        of_all = {group: Label(who, f"{OF_ALL}{group}") for group in groups}
        in_homes = {group: Label(who, f"in homes, {group}") for group in groups}
        yield is_sum(Label(who, "looked after"), [*of_all.values()])
        yield is_sum(Label(who, "children"), [*in_homes.values()])
        for group in groups:
            yield is_part(of_all[group], in_homes[group])
    for group in groups:
        yield _same(Label(EVERYONE, f"in homes, {group}"), Label(group, "children"))
        for what in (f"{OF_ALL}{group}", f"in homes, {group}"):
            yield is_sum(Label(EVERYONE, what), [Label(who, what) for who in world.boroughs])


def _of_group_by_distance(who: str) -> Iterator[Line]:
    bands = {**dict.fromkeys(_NEAR_BANDS, "near"), **dict.fromkeys(_FAR_BANDS, "far")}
    names = {**{band: band for band in bands}, **{of: band for band, of in _NO_BAND.items()}}
    yield _same(Label(who, "children"), Label(names[who], "band"))
    for side in _SIDES:
        for reach in _REACHES:
            if reach != bands.get(who, "how far unknown"):
                yield {_square(who, side, reach, NOW): 1.0}, 0.0, 0.0


def _of_the_proof(contract: str, *, is_own: bool) -> Iterator[Line]:
    """Beds go to candidates; who is brought inside was not there before."""
    when = AFTER if is_own else f"{AFTER} {contract}"
    for which in ("with_contract", "ceiling"):
        of = {what: Label(f"proof, {which}", what, contract) for what in OF_PROOF}
        yield is_part(of["candidates"], of["beds_filled"])
        yield is_part(of["beds_filled"], of["brought_inside"])
        yield is_part(of["candidates"], of["children_served"], of["children_competing"])
        yield is_sum(of["children_inside"], [Label(EVERYONE, "in_footprint"), of["brought_inside"]])
        yield is_part(Label(EVERYONE, "children"), of["candidates"], of["kept_placements"])
    plan, most = (
        {what: Label(f"proof, {which}", what, contract) for what in OF_PROOF}
        for which in ("with_contract", "ceiling")
    )
    for what in ("candidates", "children_inside"):
        yield is_part(most[what], plan[what])
    yield _same(plan["kept_placements"], most["kept_placements"])
    yield _same(plan["children_inside"], Label(EVERYONE, "in_footprint", when))


def _of_contracts(world: World) -> Iterator[Line]:
    """Fewer beds are for the same children, and bring no more of them inside."""
    own, *others = world.contracts
    for other in others:
        for which in ("with_contract", "ceiling"):
            one, same = (Label(f"proof, {which}", "candidates", name) for name in (own, other))
            yield _same(one, same)
            more, less = (Label(f"proof, {which}", "brought_inside", n) for n in (own, other))
            yield is_part(more, less)
        kept = [Label("proof, with_contract", "kept_placements", name) for name in (own, other)]
        yield _same(*kept)
