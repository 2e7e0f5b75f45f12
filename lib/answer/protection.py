"""What the answer's tables reveal by subtraction, for `release` to close."""

from collections.abc import Iterator, Mapping
from typing import Final

from lib.answer.areas import PARTITIONS, TOTAL, WHENS
from lib.disclosure.release import Protection, Unreleased
from lib.disclosure.sums import Cell, Sum

KEPT_LONGEST: Final = (
    *(f"{when}_distant" for when in reversed(WHENS)),
    *(f"{when}_miles_20_or_less" for when in reversed(WHENS)),
    *(f"{when}_in_borough" for when in reversed(WHENS)),
    *(f"{when}_in_footprint" for when in reversed(WHENS)),
    "with_contract_children",
    "today_children",
)
"""From the least to the most worth keeping: the headline is given up last."""


def protection(
    areas: Unreleased, flows: Unreleased, proof: Unreleased, *, smallest_shown_count: int
) -> Protection:
    """
    Name the sums that link the tables, and the counts that they leave to be worked out.

    By area, the children of whom a measure is not true and those for whom it is
    not known are withheld apart: together they are what is left of all children.
    """
    worked_out: dict[Cell, int] = {}
    known = {**areas.cells(), **flows.cells(), **proof.cells()}
    sums = [
        *_rest_of_the_children(known, areas, worked_out),
        *_areas_to_the_total(areas),
        *_own_borough_and_others(known, areas, worked_out),
        *_what_the_contract_changes(known, areas, worked_out),
        *_flows_inside_and_outside(known, areas, flows, worked_out, smallest_shown_count),
        *_proof_to_the_total(),
    ]
    withheld = frozenset(
        Cell("areas", row, f"{when}_{key}")
        for row in areas.table.index
        if row != TOTAL
        for when in WHENS
        for rest in PARTITIONS.values()
        for key in rest
    )
    return Protection(
        sums=sums, worked_out=worked_out, withheld=withheld, kept_longest=KEPT_LONGEST
    )


def _rest_of_the_children(
    known: Mapping[Cell, int], areas: Unreleased, worked_out: dict[Cell, int]
) -> Iterator[Sum]:
    """All children are those of whom a measure is true and the rest of them."""
    for row in areas.table.index:
        for when in WHENS:
            children = Cell("areas", row, f"{when}_children")
            for measure, parts in PARTITIONS.items():
                is_true = Cell("areas", row, f"{when}_{measure}")
                rest = Cell("areas", row, f"{when}_all_but_{measure}")
                if children not in known:
                    continue
                worked_out[rest] = known[children] - known[is_true]
                yield Sum(children, (is_true, rest))
                yield Sum(rest, tuple(Cell("areas", row, f"{when}_{key}") for key in parts))


def _areas_to_the_total(areas: Unreleased) -> Iterator[Sum]:
    """The areas that are loaded add up to the total, column by column."""
    rows = [row for row in areas.table.index if row != TOTAL and areas.table.at[row, "is_loaded"]]
    for column in areas.counts:
        yield Sum(Cell("areas", TOTAL, column), tuple(Cell("areas", row, column) for row in rows))


def _own_borough_and_others(
    known: Mapping[Cell, int], areas: Unreleased, worked_out: dict[Cell, int]
) -> Iterator[Sum]:
    """Children inside the footprint live in their own borough or in another of it."""
    for row in areas.table.index:
        for when in WHENS:
            inside = Cell("areas", row, f"{when}_in_footprint")
            own = Cell("areas", row, f"{when}_in_borough")
            if inside not in known:
                continue
            elsewhere = Cell("areas", row, f"{when}_in_another_borough")
            worked_out[elsewhere] = known[inside] - known[own]
            yield Sum(inside, (own, elsewhere))


def _what_the_contract_changes(
    known: Mapping[Cell, int], areas: Unreleased, worked_out: dict[Cell, int]
) -> Iterator[Sum]:
    """A measure today and with the contract give the difference away."""
    for row in areas.table.index:
        for measure in ("children", *PARTITIONS):
            today = Cell("areas", row, f"today_{measure}")
            after = Cell("areas", row, f"with_contract_{measure}")
            if today not in known:
                continue
            fewer, more = sorted((today, after), key=lambda cell: known[cell])
            change = Cell("areas", row, f"change_{measure}")
            worked_out[change] = known[more] - known[fewer]
            yield Sum(more, (fewer, change))


def _flows_inside_and_outside(
    known: Mapping[Cell, int],
    areas: Unreleased,
    flows: Unreleased,
    worked_out: dict[Cell, int],
    smallest_shown_count: int,
) -> Iterator[Sum]:
    """
    An area's flows add up to its children inside, and to the known ones outside.

    Flows too small to show vanish together. What is left when the others are
    taken from their total is itself a count: hidden when small, and a flow with it.
    """
    inside_codes = set(areas.table.index) - {TOTAL}
    for origin, rows in flows.table.groupby("origin_code"):
        is_inside = rows["destination_code"].isin(inside_codes)
        for when in WHENS:
            inside = Cell("areas", origin, f"{when}_in_footprint")
            outside = Cell("areas", origin, f"{when}_outside_footprint")
            if inside not in known:
                continue
            for total, chosen in ((inside, rows[is_inside]), (outside, rows[~is_inside])):
                parts = tuple(Cell("flows", row, when) for row in chosen.index)
                shown = tuple(part for part in parts if known[part] >= smallest_shown_count)
                rest = Cell("areas", origin, f"{total.column}_by_small_flows")
                worked_out[rest] = known[total] - sum(known[part] for part in shown)
                yield Sum(total, (*shown, rest))
            at_home = Cell("flows", f"{origin} > {origin}", when)
            if at_home in known:
                own = Cell("areas", origin, f"{when}_in_borough")
                crossing = Cell("areas", origin, f"{when}_between_merged_boroughs")
                worked_out[crossing] = known[at_home] - known[own]
                yield Sum(at_home, (own, crossing))


def _proof_to_the_total() -> Iterator[Sum]:
    """Today and those brought inside give the children inside with the contract."""
    for row in ("with_contract", "ceiling"):
        yield Sum(
            Cell("proof", row, "children_inside"),
            (Cell("areas", TOTAL, "today_in_footprint"), Cell("proof", row, "brought_inside")),
        )
