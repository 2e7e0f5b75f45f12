"""What the shared tables tell of each other, beside what kinds of children tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Final

from lib.answer.areas import TOTAL, WHENS
from lib.answer.boroughs.groups import GROUPS, Field
from lib.answer.boroughs.tables import DISTANCE_UNKNOWN, QUADRANT_PARTITIONS
from lib.answer.shared.answers import Answer
from lib.answer.whom import (
    BAND_KEYS,
    ELSEWHERE,
    FAR,
    INSIDE,
    NEAR,
    OUTSIDE,
    REACH_OF_BAND,
    UNKNOWN,
    at,
)
from lib.disclosure.kinds import Whom
from lib.disclosure.release import Unreleased
from lib.disclosure.sums import Cell, Part, Sum

_TODAY, _AFTER = WHENS
_INSIDE: Final = "in_footprint"
_CUT: Final = ("children_served", "children_competing")
_HOW_FAR: Final = {NEAR: "near", FAR: "far", UNKNOWN: DISTANCE_UNKNOWN}

_PROOF_PARTS: Final = (
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


@dataclass(frozen=True, kw_only=True)
class Linked:
    """Sums of counts, and the counts that they leave to be worked out."""

    sums: Sequence[Sum]
    worked_out: Mapping[Cell, int]


def linked(answers: Sequence[Answer]) -> Linked:
    """Link what no kinds tell: looked-after children, and the proof of each contract."""
    counts = {
        cell: count
        for answer in answers
        for one in answer.every
        for cell, count in one.cells().items()
    }
    rests = _Rests(counts)
    own, *others = answers
    _link_looked_after(rests, own)
    for answer in answers:
        _link_proof(rests, answer)
    for other in others:  # the same children, whatever the contract
        for row in (*own.areas_loaded, TOTAL):
            one, same = (Cell(of.areas.name, row, "looked_after") for of in (own, other))
            rests.parts(one, [same])
        for row in ("with_contract", "ceiling"):
            one, same = (Cell(of.proof.name, row, "kept_placements") for of in (own, other))
            rests.parts(one, [same])
    for fewer, more in permutations(answers, 2):
        if _has_fewer_beds(fewer, more):
            for row in ("with_contract", "ceiling"):
                few, many = (Cell(of.proof.name, row, "brought_inside") for of in (fewer, more))
                if counts[few] <= counts[many]:
                    rests.within(many, few)
    return Linked(sums=rests.sums, worked_out=rests.worked_out)


def _has_fewer_beds(one: Answer, other: Answer) -> bool:
    """Tell whether a contract has in no area more beds than another: it brings no more inside."""
    beds, of_other = (of.homes.table["block_beds"] for of in (one, other))
    difference = of_other.sub(beds, fill_value=0)
    return bool(difference.ge(0).all() and difference.gt(0).any())


def in_no_table(own: Answer) -> dict[Cell, Whom]:
    """
    Name counts that stand in no table, and whom they are of.

    Of an area, the children elsewhere outside, to whose authorities no flow is shown; of a
    reach, those of whom the side of the line is not known.
    """
    elsewhere = {
        Cell(own.flows.name, row, f"{when} elsewhere"): at(
            when, {"area": [row], "destination": [ELSEWHERE]}
        )
        for row in own.areas_loaded
        for when in WHENS
    }
    nowhere = {
        _nowhere(when, reach): at(when, {"side": [UNKNOWN], "reach": [reach]})
        for when in WHENS
        for reach in _HOW_FAR
    }
    return {**elsewhere, **(nowhere if own.of_boroughs else {})}


def compared(answers: Sequence[Answer]) -> Iterator[tuple[Cell, Cell]]:
    """Pair counts whose difference is one of children: today and after, two contracts."""
    yield from _today_and_after(answers[0])
    yield from _between(answers)


def partitions(own: Answer) -> Iterator[list[Part]]:
    """Name the parts of a whole: areas, groups, bands, sides and reaches, areas to live in."""
    for column in own.areas.counts:
        yield [(Cell(own.areas.name, row, column),) for row in own.areas_loaded]
    if own.of_boroughs:
        yield from _by_group(own.of_boroughs["groups"])
        yield from _by_distance(own.of_boroughs["bands"], own.of_boroughs["retention"])
        need = own.of_boroughs["need"]
        living = [row for row in need.table.index if row != TOTAL]
        yield [(Cell(need.name, row, "living_here"),) for row in living]


def _by_group(groups: Unreleased) -> Iterator[list[Part]]:
    inside, after = f"{_TODAY}_{_INSIDE}", f"{_AFTER}_{_INSIDE}"
    for field in Field:
        keys = [one.key for one in GROUPS if one.field is field]
        for column in groups.counts:
            yield [(Cell(groups.name, key, column),) for key in keys]
        yield [(Cell(groups.name, key, after), Cell(groups.name, key, inside)) for key in keys]
    for reach in (NEAR, FAR):
        keys = [_group_of_band(band) for band in BAND_KEYS if REACH_OF_BAND[band] == reach]
        yield [(Cell(groups.name, key, inside),) for key in keys]


def _by_distance(bands: Unreleased, sides: Unreleased) -> Iterator[list[Part]]:
    for when in WHENS:
        yield [
            (Cell(bands.name, TOTAL, f"{when}_{key}"),) for key in (*BAND_KEYS, DISTANCE_UNKNOWN)
        ]
        for reach in (NEAR, FAR):
            keys = [band for band in BAND_KEYS if REACH_OF_BAND[band] == reach]
            yield [(Cell(bands.name, TOTAL, f"{when}_{key}"),) for key in keys]
        for parts in QUADRANT_PARTITIONS:
            yield [(Cell(sides.name, TOTAL, f"{when}_{key}"),) for key in parts]
        for reach, how_far in _HOW_FAR.items():
            known = (f"{when}_{side}_{how_far}" for side in (INSIDE, OUTSIDE))
            cells = [Cell(sides.name, TOTAL, column) for column in known]
            yield [(cell,) for cell in (*cells, _nowhere(when, reach))]


def _nowhere(when: str, reach: str) -> Cell:
    return Cell("retention", TOTAL, f"{when}_nowhere_{reach}")


def _group_of_band(band: str) -> str:
    keys = [one.key for one in GROUPS if one.field is Field.DISTANCE]
    return keys[BAND_KEYS.index(band)]


class _Rests:
    """Sums of a count, some of the same children, and what is left: a count as well."""

    def __init__(self, known: Mapping[Cell, int]) -> None:
        self._known = known
        self.sums: list[Sum] = []
        self.worked_out: dict[Cell, int] = {}

    def parts(self, whole: Cell, parts: Sequence[Cell]) -> None:
        """Link a count with parts that are all of it."""
        self.sums.append(Sum(whole, tuple(parts)))

    def left_over(self, whole: Cell, parts: Sequence[Cell]) -> None:
        """Link a count with some parts, and with those who are in none of them."""
        rest = Cell(whole.table, whole.row, f"{whole} in none")
        self.worked_out[rest] = self._known[whole] - sum(self._known[part] for part in parts)
        self.sums.append(Sum(whole, (*parts, rest)))

    def within(self, whole: Cell, part: Cell) -> None:
        """Link a count with some of the same children."""
        if whole in self._known and part in self._known:
            rest = Cell(whole.table, whole.row, f"{whole} but {part}")
            self.worked_out[rest] = self._known[whole] - self._known[part]
            self.sums.append(Sum(whole, (part, rest)))


def _link_looked_after(rests: _Rests, own: Answer) -> None:
    name, column = own.areas.name, "looked_after"
    rests.parts(Cell(name, TOTAL, column), [Cell(name, row, column) for row in own.areas_loaded])
    for row in (*own.areas_loaded, TOTAL):
        rests.within(Cell(name, row, column), Cell(name, row, f"{_TODAY}_children"))


def _link_proof(rests: _Rests, answer: Answer) -> None:
    """Candidates, beds and children inside, with those of all areas together."""
    proof, total = answer.proof.name, answer.areas.name
    for whole, part in _PROOF_PARTS:
        rests.within(Cell(proof, *whole), Cell(proof, *part))
    for row in ("with_contract", "ceiling"):
        served, competing = (Cell(proof, row, part) for part in _CUT)
        rests.left_over(Cell(proof, row, "candidates"), [served, competing])
    rests.within(Cell(total, TOTAL, f"{_TODAY}_children"), Cell(proof, "ceiling", "candidates"))
    inside, after = (Cell(total, TOTAL, f"{when}_{_INSIDE}") for when in WHENS)
    rests.parts(after, [Cell(proof, "with_contract", "children_inside")])
    rests.within(after, inside)
    for row in ("with_contract", "ceiling"):
        rests.parts(
            Cell(proof, row, "children_inside"), [inside, Cell(proof, row, "brought_inside")]
        )


def _today_and_after(own: Answer) -> Iterator[tuple[Cell, Cell]]:
    """Pair each count of today with the same with the contract."""
    for one in own.every:
        for column in one.counts:
            after = column.replace(_TODAY, _AFTER, 1)
            if column.startswith(_TODAY) and after in one.counts:
                for row in one.table.index:
                    yield Cell(one.name, row, column), Cell(one.name, row, after)


def _between(answers: Sequence[Answer]) -> Iterator[tuple[Cell, Cell]]:
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
