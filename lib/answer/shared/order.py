"""In which order the shared figures are decided, and what is withheld whatever it holds."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lib.answer.areas import DISTANCES_KNOWN, PARTITIONS, TOTAL, WHENS
from lib.answer.boroughs.groups import GROUPS, Field, Group
from lib.answer.boroughs.tables import DISTANCE_UNKNOWN
from lib.answer.shared.answers import Answer
from lib.disclosure.protect import Wanted
from lib.disclosure.release import Unreleased
from lib.disclosure.sums import Cell

_TODAY, _AFTER = WHENS
_INSIDE: Final = "in_footprint"
_NEAR: Final = "miles_20_or_less"
_CUT: Final = ("children_served", "children_competing")
_COST: Final = {_TODAY: 2.0, _AFTER: 1.0}
_MANY: Final = 4


def wanted(answers: Sequence[Answer], in_no_table: Iterable[Cell]) -> Iterator[Wanted]:
    """
    Put the cells in order, the most wanted first, each fixed before the next.

    The children inside, of all areas together; the other measures of all, and the children inside
    with each other contract; what is left of them; each area's children inside, so that the fewest
    areas lose a figure; each area's children within 20 miles; the proofs; flows and the other
    measures by area; groups; bands, sides, need.
    """
    own, *others = answers
    rows, name = own.areas_loaded, own.areas.name
    looked_after = {Cell(name, row, "looked_after"): 1.0 for row in (*rows, TOTAL)}
    yield Wanted(cells={**_of(own, [TOTAL], ["children", _INSIDE]), **looked_after})
    inside_with_others = {
        cell: 1.0
        for other in others
        for cell in (
            Cell(other.areas.name, TOTAL, f"{_AFTER}_{_INSIDE}"),
            Cell(other.proof.name, _AFTER, "children_inside"),
        )
    }
    measures = [one for one in PARTITIONS if one != _INSIDE]
    yield Wanted(cells={**_of(own, [TOTAL], measures), **inside_with_others})
    yield Wanted(cells=_of(own, [TOTAL], [rest for two in PARTITIONS.values() for rest in two]))
    yield Wanted(cells=_of(own, rows, ["children", _INSIDE, *PARTITIONS[_INSIDE]]), is_by_row=True)
    yield Wanted(cells=_of(own, rows, [_NEAR, *PARTITIONS[_NEAR]]))
    yield Wanted(cells={cell: 1.0 for one in answers for cell in one.proof.cells()})
    every = [key for measure, two in PARTITIONS.items() for key in (measure, *two)]
    flows = dict.fromkeys((*own.flows.cells(), *in_no_table), 1.0)
    yield Wanted(cells={**_of(own, rows, every), **flows})
    if own.of_boroughs:
        yield from _of_boroughs(own)


def _of_boroughs(own: Answer) -> Iterator[Wanted]:
    groups, *others = own.of_boroughs.values()
    yield Wanted(cells=dict.fromkeys(groups.cells(), 1.0))
    yield Wanted(cells={cell: 1.0 for one in others for cell in one.cells()})


def _of(own: Answer, rows: Iterable[str], keys: Sequence[str]) -> dict[Cell, float]:
    """Give counts by area: how many children there are is given up last, and today before after."""
    return {
        Cell(own.areas.name, row, f"{when}_{key}"): cost * (_MANY if key == "children" else 1)
        for row in rows
        for key in keys
        for when, cost in _COST.items()
    }


def withheld(answers: Sequence[Answer], smallest_shown_count: int) -> Iterator[Cell]:
    """
    Name the cells that are hidden whatever they hold.

    By area, and by group, those of whom a measure is not known, and those of whom it is not
    true, are never shown apart; nor are bounds that tell of few children.
    """
    own, *others = answers
    for row in own.areas.table.index.drop(TOTAL):
        for when in WHENS:
            for two in PARTITIONS.values():
                yield from (Cell(own.areas.name, row, f"{when}_{rest}") for rest in two)
            # of how many a middle distance is hides it
            yield from (Cell(own.areas.name, row, f"{when}_{known}") for known in DISTANCES_KNOWN)
    for answer in answers:
        yield from _bounds_that_tell(answer.proof, smallest_shown_count)
        # with the children of the contract's ages it tells how many are rightly far away
        yield Cell(answer.proof.name, "ceiling", "candidates")
    for other in others:
        yield from _for_all_areas_alone(other)
    if own.of_boroughs:
        yield from _not_known_of_groups(own.of_boroughs["groups"])


def _not_known_of_groups(groups: Unreleased) -> Iterator[Cell]:
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


def _for_all_areas_alone(other: Answer) -> Iterator[Cell]:
    """Every cell with another contract than the own one, but all areas' children inside."""
    for column in other.areas.counts:
        if column.startswith(_AFTER) and column != f"{_AFTER}_children":
            for row in other.areas.table.index:
                if not (row == TOTAL and column == f"{_AFTER}_{_INSIDE}"):
                    yield Cell(other.areas.name, row, column)
    for row in other.flows.table.index:
        yield Cell(other.flows.name, row, _AFTER)


def groups_of(own: Answer) -> Iterator[tuple[Cell, Cell]]:
    """Name for each count the group of which it counts some."""
    children = f"{_TODAY}_children"
    for cell in own.areas.cells():
        if cell.column != "looked_after":
            yield cell, Cell(own.areas.name, cell.row, children)
    starts = own.flows.table["origin_code"].to_dict()
    for cell in own.flows.cells():
        yield cell, Cell(own.areas.name, starts[cell.row], children)
    for one in own.of_boroughs.values():
        for cell in one.cells():
            if one.name == "groups":
                yield cell, Cell(one.name, cell.row, "children")
            elif one.name != "need":
                yield cell, Cell(own.areas.name, TOTAL, children)
