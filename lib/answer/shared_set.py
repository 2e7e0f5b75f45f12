"""Everything that others than officers can reach of one load, released as one set."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final
from weakref import WeakKeyDictionary

from lib.answer import tables
from lib.answer.areas import PARTITIONS, TOTAL, WHENS, areas
from lib.answer.attributes import kinds_of_children
from lib.answer.boroughs.groups import GROUPS, Field, Group
from lib.answer.boroughs.tables import (
    DISTANCE_UNKNOWN,
    QUADRANT_PARTITIONS,
    bands,
    groups,
    need,
    retention,
)
from lib.answer.loaded import Loaded
from lib.answer.placed import Placed
from lib.answer.whom import (
    BAND_KEYS,
    ELSEWHERE,
    FAR,
    INSIDE,
    NEAR,
    OUTSIDE,
    REACH_OF_BAND,
    REACHES,
    UNKNOWN,
    at,
)
from lib.disclosure.kinds import counted
from lib.disclosure.protect import Protection, Wanted
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.disclosure.sums import Cell, Part, Sum

_TODAY, _AFTER = WHENS
_INSIDE: Final = "in_footprint"
_SIDES: Final = (INSIDE, OUTSIDE)

PROOF_PARTS: Final = (
    (("with_contract", "candidates"), ("with_contract", "beds_filled")),
    (("with_contract", "beds_filled"), ("with_contract", "brought_inside")),
    (("with_contract", "candidates"), ("with_contract", "children_competing")),
    (("with_contract", "candidates"), ("with_contract", "children_served")),
    (("ceiling", "candidates"), ("with_contract", "candidates")),
    (("ceiling", "candidates"), ("ceiling", "beds_filled")),
    (("ceiling", "beds_filled"), ("ceiling", "brought_inside")),
    (("ceiling", "candidates"), ("ceiling", "children_competing")),
    (("ceiling", "candidates"), ("ceiling", "children_served")),
    (("ceiling", "children_inside"), ("with_contract", "children_inside")),
)
"""Counts of children in a proof, and some of the same children."""

_CUT: Final = ("children_served", "children_competing")

_SETS: WeakKeyDictionary[Loaded, Mapping[str, Mapping[str, Released]]] = WeakKeyDictionary()


def shared_set(loaded: Loaded) -> Mapping[str, Mapping[str, Released]]:
    """
    Release all that others than officers can reach, once for each load.

    Of the partnership's own contract the tables of the Overview and of the Boroughs page; of
    each other contract on offer the children inside, of all areas together, and its proof.

    Returns
    -------
    Mapping
        By the name of the preset, the own one first; then by table: ``areas, flows, proof,
        homes`` and, of the own one, ``groups, bands, retention, need``.
    """
    if loaded not in _SETS:
        _SETS[loaded] = _released(loaded)
    return _SETS[loaded]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Answer:
    """What one contract on offer shows; ``name`` is empty for the partnership's own."""

    name: str
    placed: Placed
    areas: Unreleased
    flows: Unreleased
    proof: Unreleased
    homes: Unreleased
    of_boroughs: tuple[Unreleased, ...]

    @property
    def every(self) -> tuple[Unreleased, ...]:
        return (self.areas, self.flows, self.proof, self.homes, *self.of_boroughs)


def _released(loaded: Loaded) -> dict[str, dict[str, Released]]:
    answers = {name: _answer(loaded, name) for name in loaded.offered}
    let_out = release(
        [one for answer in answers.values() for one in answer.every],
        protection=protection(loaded, [*answers.values()]),
        footprint=loaded.footprint,
        audience=Audience.SHARED,
        is_invented=loaded.is_invented,
    )
    return {
        name: {
            (plain := one.name.removeprefix(answer.name)): replace(let_out[one.name], name=plain)
            for one in answer.every
        }
        for name, answer in answers.items()
    }


def _answer(loaded: Loaded, name: str) -> _Answer:
    audience = Audience.SHARED
    result = loaded.offered[name]
    placed = Placed.all_of(loaded, result)
    is_own = loaded.presets[name] == loaded.own_contract
    prefix = "" if is_own else f"{name}: "
    homes = tables.homes(loaded, result, audience)
    of_boroughs = (
        (
            groups(placed, name=loaded.footprint.name),
            bands(loaded, placed, audience),
            retention(loaded, placed, audience),
            need(loaded, placed, homes, audience),
        )
        if is_own
        else ()
    )
    by_area, flows = areas(loaded, placed, audience), tables.flows(loaded, placed, audience)
    return _Answer(
        name=prefix,
        placed=placed,
        areas=by_area if is_own else _of_another(by_area, prefix),
        flows=flows if is_own else _of_another(flows, prefix),
        proof=_named(tables.proof(loaded, result), prefix),
        homes=_named(homes, prefix),
        of_boroughs=of_boroughs,
    )


def _named(one: Unreleased, prefix: str) -> Unreleased:
    return replace(one, name=f"{prefix}{one.name}")


def _of_another(one: Unreleased, prefix: str) -> Unreleased:
    """Of a contract that is not the own one, kinds tell of today alone."""
    whom = {
        (row, column): of
        for (row, column), of in one.whom.items()
        if column.startswith(_TODAY) or column == f"{_AFTER}_children"
    }
    return replace(_named(one, prefix), whom=whom)


def protection(loaded: Loaded, answers: Sequence[_Answer]) -> Protection:
    """
    Name what the set tells together, and what of it to keep.

    In this order, each fixed before the next: the children inside, of all areas together; the
    other measures of all; each area's children inside; each area's children within 20 miles;
    the proof; flows and the other measures by area; groups, bands, sides and need. By area, the
    children of whom a measure is not true and those of whom it is not known are withheld apart.
    """
    own, *others = answers
    nowhere = {
        _nowhere(when, reach): at(when, {"side": [UNKNOWN], "reach": [reach]})
        for when in WHENS
        for reach in REACHES
    }
    elsewhere = {
        Cell("flows", row, f"{when} elsewhere"): at(
            when, {"area": [row], "destination": [ELSEWHERE]}
        )
        for row in _loaded_areas(own.areas)
        for when in WHENS
    }
    kinds = kinds_of_children(
        loaded,
        own.placed,
        block_areas=_block_areas(own.homes),
        shown_flows=tables.shown_at_most(own.flows.table, loaded, Audience.SHARED),
    )
    known = {cell: count for answer in answers for one in answer.every
             for cell, count in one.cells().items()}  # fmt: skip
    rests = _Rests(known)
    _link_looked_after(rests, own.areas)
    for answer in answers:
        _link_proof(rests, answer)
    return Protection(
        kinds=kinds,
        sums=rests.sums,
        worked_out={
            **rests.worked_out,
            **{cell: counted(of, kinds) for cell, of in {**elsewhere, **nowhere}.items()},
        },
        whom={**elsewhere, **nowhere},
        compared=[*_today_and_after(own), *_between(answers)],
        partitions=[*_partitions(own)],
        wanted=[*_wanted(own, others, [*elsewhere])],
        withheld=frozenset(_withheld(own, others, loaded.footprint.smallest_shown_count)),
        group_of=dict(_groups_of(own)),
    )


class _Rests:
    """Sums of a count, some of the same children, and what is left: a count as well."""

    def __init__(self, known: Mapping[Cell, int]) -> None:
        self._known = known
        self.sums: list[Sum] = []
        self.worked_out: dict[Cell, int] = {}

    def parts(self, whole: Cell, parts: Sequence[Cell]) -> None:
        """Link a count with parts that are all of it."""
        self.sums.append(Sum(whole, tuple(parts)))

    def within(self, whole: Cell, part: Cell) -> None:
        """Link a count with some of the same children."""
        if whole in self._known and part in self._known:
            rest = Cell(whole.table, whole.row, f"{whole} but {part}")
            self.worked_out[rest] = self._known[whole] - self._known[part]
            self.sums.append(Sum(whole, (part, rest)))


def _link_looked_after(rests: _Rests, by_area: Unreleased) -> None:
    rows = _loaded_areas(by_area)
    name, column = by_area.name, "looked_after"
    rests.parts(Cell(name, TOTAL, column), [Cell(name, row, column) for row in rows])
    for row in (*rows, TOTAL):
        rests.within(Cell(name, row, column), Cell(name, row, f"{_TODAY}_children"))


def _link_proof(rests: _Rests, answer: _Answer) -> None:
    """Candidates, beds and children inside, with those of all areas together."""
    proof, total = answer.proof.name, answer.areas.name
    for whole, part in PROOF_PARTS:
        rests.within(Cell(proof, *whole), Cell(proof, *part))
    rests.within(Cell(total, TOTAL, f"{_TODAY}_children"), Cell(proof, "ceiling", "candidates"))
    inside, after = (Cell(total, TOTAL, f"{when}_{_INSIDE}") for when in WHENS)
    rests.within(after, Cell(proof, "with_contract", "children_inside"))
    rests.within(after, inside)
    for row in ("with_contract", "ceiling"):
        rests.parts(
            Cell(proof, row, "children_inside"), [inside, Cell(proof, row, "brought_inside")]
        )


def _today_and_after(own: _Answer) -> Iterator[tuple[Cell, Cell]]:
    """Pair each count of today with the same with the contract."""
    for one in own.every:
        for column in one.counts:
            after = column.replace(_TODAY, _AFTER, 1)
            if column.startswith(_TODAY) and after in one.counts:
                for row in one.table.index:
                    yield Cell(one.name, row, column), Cell(one.name, row, after)


def _partitions(own: _Answer) -> Iterator[list[Part]]:
    """Name the parts of a whole: areas, groups, bands, sides and reaches, and areas to live in."""
    rows = _loaded_areas(own.areas)
    by_group, distances, sides, homes_and_need = own.of_boroughs
    for column in own.areas.counts:
        yield [(Cell(own.areas.name, row, column),) for row in rows]
    for field in Field:
        keys = [one.key for one in GROUPS if one.field is field]
        for column in by_group.counts:
            yield [(Cell(by_group.name, key, column),) for key in keys]
        inside, after = f"{_TODAY}_{_INSIDE}", f"{_AFTER}_{_INSIDE}"
        yield [(Cell(by_group.name, key, after), Cell(by_group.name, key, inside)) for key in keys]
    for reach in (NEAR, FAR):
        keys = [_group_of_band(band) for band in BAND_KEYS if REACH_OF_BAND[band] == reach]
        yield [(Cell(by_group.name, key, f"{_TODAY}_{_INSIDE}"),) for key in keys]
    for when in WHENS:
        for reach in (NEAR, FAR):
            keys = [band for band in BAND_KEYS if REACH_OF_BAND[band] == reach]
            yield [(Cell(distances.name, TOTAL, f"{when}_{key}"),) for key in keys]
        for parts in QUADRANT_PARTITIONS:
            yield [(Cell(sides.name, TOTAL, f"{when}_{key}"),) for key in parts]
        for reach, how_far in ((NEAR, "near"), (FAR, "far"), (UNKNOWN, DISTANCE_UNKNOWN)):
            known = [Cell(sides.name, TOTAL, f"{when}_{side}_{how_far}") for side in _SIDES]
            yield [(cell,) for cell in (*known, _nowhere(when, reach))]
    living = [row for row in homes_and_need.table.index if row != TOTAL]
    yield [(Cell(homes_and_need.name, row, "living_here"),) for row in living]


def _nowhere(when: str, reach: str) -> Cell:
    """Name the children of a reach of whom the side is not known: they stand in no table."""
    return Cell("retention", TOTAL, f"{when}_nowhere_{reach}")


def _group_of_band(band: str) -> str:
    keys = [one.key for one in GROUPS if one.field is Field.DISTANCE]
    return keys[BAND_KEYS.index(band)]


def _between(answers: Sequence[_Answer]) -> Iterator[tuple[Cell, Cell]]:
    """Pair what two contracts show of the same measure, for all areas together."""
    after = f"{_AFTER}_{_INSIDE}"
    for one in answers:
        ceiling = Cell(one.proof.name, "ceiling", "children_inside")
        yield Cell(one.areas.name, TOTAL, after), ceiling
    for one, other in combinations(answers, 2):
        yield Cell(one.areas.name, TOTAL, after), Cell(other.areas.name, TOTAL, after)
        for column in one.proof.counts:
            for row in one.proof.table.index:
                yield Cell(one.proof.name, row, column), Cell(other.proof.name, row, column)


def _wanted(own: _Answer, others: Sequence[_Answer], elsewhere: Sequence[Cell]) -> Iterator[Wanted]:
    """Put the cells in order, the most wanted first; within an area's row, today first."""
    rows = _loaded_areas(own.areas)
    name = own.areas.name

    def of_areas(keys: Mapping[str, float], *, of: Sequence[str]) -> dict[Cell, float]:
        return {
            Cell(name, row, f"{when}_{key}"): cost * (2 if when == _TODAY else 1)
            for row in of
            for key, cost in keys.items()
            for when in WHENS
        }

    yield Wanted(
        cells={
            **of_areas({"children": 4, _INSIDE: 1}, of=[TOTAL]),
            **{Cell(name, row, "looked_after"): 9.0 for row in (*rows, TOTAL)},
        }
    )
    inside_with_others = {
        cell: 1.0
        for other in others
        for cell in (
            Cell(other.areas.name, TOTAL, f"{_AFTER}_{_INSIDE}"),
            Cell(other.proof.name, _AFTER, "children_inside"),
        )
    }
    measures = dict.fromkeys((one for one in PARTITIONS if one != _INSIDE), 1.0)
    yield Wanted(cells={**of_areas(measures, of=[TOTAL]), **inside_with_others})
    side_rests, *other_rests = PARTITIONS.values()
    yield Wanted(cells=of_areas(dict.fromkeys((*side_rests, *_flat(other_rests)), 1.0), of=[TOTAL]))
    yield Wanted(
        cells={
            **of_areas({"children": 4, _INSIDE: 1}, of=rows),
            **of_areas(dict.fromkeys(side_rests, 1.0), of=rows),
        },
        is_by_row=True,
    )
    near = "miles_20_or_less"
    yield Wanted(cells=of_areas(dict.fromkeys((near, *PARTITIONS[near]), 1.0), of=rows))
    yield Wanted(
        cells={
            Cell(one.proof.name, row, column): 1.0
            for one in (own, *others)
            for row in one.proof.table.index
            for column in one.proof.counts
        }
    )
    yield Wanted(
        cells={
            **of_areas(dict.fromkeys(_flat(PARTITIONS.items()), 1.0), of=rows),
            **{Cell("flows", row, when): 1.0 for row in own.flows.table.index for when in WHENS},
            **dict.fromkeys(elsewhere, 1.0),
        }
    )
    by_group, *distances = own.of_boroughs
    for field in Field:
        keys = [one.key for one in GROUPS if one.field is field]
        yield Wanted(
            cells={
                Cell(by_group.name, key, column): 1.0 for key in keys for column in by_group.counts
            }
        )
    for one in distances:
        yield Wanted(
            cells={
                Cell(one.name, row, column): 1.0 for row in one.table.index for column in one.counts
            }
        )


def _flat(names: Iterable[Sequence[str | Sequence[str]]]) -> list[str]:
    """Name measures and their rests one by one."""
    return [
        name for some in names for one in some for name in ([one] if isinstance(one, str) else one)
    ]


def _withheld(own: _Answer, others: Sequence[_Answer], smallest_shown_count: int) -> Iterator[Cell]:
    for row in own.areas.table.index.drop(TOTAL):
        for when in WHENS:
            for rest in _flat(PARTITIONS.values()):
                yield Cell(own.areas.name, row, f"{when}_{rest}")
    for answer in (own, *others):
        yield from _bounds_that_tell(answer.proof, smallest_shown_count)
    for other in others:
        yield from _for_all_areas_alone(other)
    groups = own.of_boroughs[0]
    for group in GROUPS:
        for column in groups.counts:
            if column.endswith("_unknown") and not _goes_without_saying(group, column):
                yield Cell(groups.name, group.key, column)


def _goes_without_saying(group: Group, column: str) -> bool:
    """Of a group by distance, of how many the distance is not known is no news."""
    return group.field is Field.DISTANCE and column == f"{_TODAY}_{DISTANCE_UNKNOWN}"


def _bounds_that_tell(proof: Unreleased, smallest_shown_count: int) -> Iterator[Cell]:
    """
    Name the parts of a cut whose bound tells how few children the rules keep outside.

    The beds competed for are no secret: with the children served they give the bound.
    """
    for row in proof.table.index:
        if 0 < proof.table["rules_cost"][row] < smallest_shown_count:
            yield from (Cell(proof.name, row, part) for part in _CUT)


def _for_all_areas_alone(other: _Answer) -> Iterator[Cell]:
    """Every cell with another contract than the own one, but all areas' children inside."""
    for column in other.areas.counts:
        if column.startswith(_AFTER) and column != f"{_AFTER}_children":
            for row in other.areas.table.index:
                if not (row == TOTAL and column == f"{_AFTER}_{_INSIDE}"):
                    yield Cell(other.areas.name, row, column)
    for row in other.flows.table.index:
        yield Cell(other.flows.name, row, _AFTER)


def _groups_of(own: _Answer) -> Iterator[tuple[Cell, Cell]]:
    """Name for each count the group of which it counts some."""
    for one, whole in ((own.areas, f"{_TODAY}_children"), (own.of_boroughs[0], "children")):
        for row in one.table.index:
            for column in one.counts:
                if column != "looked_after":
                    yield Cell(one.name, row, column), Cell(one.name, row, whole)
    total = Cell(own.areas.name, TOTAL, f"{_TODAY}_children")
    for one in own.of_boroughs[1:3]:
        for column in one.counts:
            yield Cell(one.name, TOTAL, column), total
    for row, start in own.flows.table["origin_code"].items():
        for when in WHENS:
            yield (
                Cell(own.flows.name, row, when),
                Cell(own.areas.name, start, f"{_TODAY}_children"),
            )


def _block_areas(homes: Unreleased) -> list[str]:
    has_beds = homes.table["block_beds"].gt(0).fillna(value=False)
    return [str(code) for code in homes.table.index[has_beds]]


def _loaded_areas(by_area: Unreleased) -> list[str]:
    table = by_area.table
    return [str(row) for row in table.index if row != TOTAL and table.at[row, "is_loaded"]]
