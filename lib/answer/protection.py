"""What the answer's tables reveal by subtraction, for `release` to close."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final

from lib.answer.areas import COUNTS, PARTITIONS, TOTAL, WHENS
from lib.answer.boroughs import protection as of_boroughs
from lib.answer.links import Links
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


WITHIN: Final = (
    *(("children", key) for key in COUNTS if key != "children"),
    ("in_footprint", "in_borough"),
    ("outside_borough", "outside_footprint"),
    ("outside_borough", "distant"),
    ("not_distant", "in_borough"),
)
"""Counts of the same children, where the second are some of the first."""

WITHIN_PROOF: Final = (
    (("with_contract", "candidates"), ("with_contract", "beds_filled")),
    (("with_contract", "beds_filled"), ("with_contract", "brought_inside")),
    (("with_contract", "candidates"), ("with_contract", "brought_inside")),
    (("with_contract", "candidates"), ("with_contract", "children_competing")),
    (("with_contract", "candidates"), ("with_contract", "children_served")),
    (("ceiling", "candidates"), ("with_contract", "candidates")),
    (("ceiling", "candidates"), ("ceiling", "beds_filled")),
    (("ceiling", "beds_filled"), ("ceiling", "brought_inside")),
    (("ceiling", "candidates"), ("ceiling", "brought_inside")),
    (("ceiling", "candidates"), ("ceiling", "children_competing")),
    (("ceiling", "candidates"), ("ceiling", "children_served")),
    (("ceiling", "children_inside"), ("with_contract", "children_inside")),
)


_CUT: Final = ("children_served", "children_competing")


def protection(
    areas: Unreleased,
    flows: Unreleased,
    proof: Unreleased,
    *,
    smallest_shown_count: int,
    boroughs: Sequence[Unreleased] = (),
    withheld: Iterable[Cell] = (),
) -> Protection:
    """
    Name the sums that link the tables, and the counts that they leave to be worked out.

    By area, the children of whom a measure is not true and those for whom it is
    not known are withheld apart: together they are what is left of all children.

    Parameters
    ----------
    boroughs
        The tables of the Boroughs page, all of them or none. They are seen beside those of the
        Overview, and whatever must be hidden for it is hidden in them.
    withheld
        Cells to hide besides, such as those that contracts on offer give away together.
    """
    same_as = of_boroughs.same_as(boroughs)
    known = {cell: n for one in (areas, flows, proof, *boroughs) for cell, n in one.cells().items()}
    links = Links(
        {cell: count for cell, count in known.items() if cell not in same_as},
        same_as=same_as,
        smallest_shown_count=smallest_shown_count,
    )
    for row in areas.table.index:
        _link_measures(links, row)
    links.sums += _areas_to_the_total(areas)
    _link_flows(links, areas, flows, smallest_shown_count)
    _link_proof(links)
    of_boroughs.link(links, boroughs, flows)
    rests = frozenset(
        Cell("areas", row, f"{when}_{key}")
        for row in areas.table.index
        if row != TOTAL
        for when in WHENS
        for rest in PARTITIONS.values()
        for key in rest
    )
    return Protection(
        sums=links.sums,
        worked_out=links.worked_out,
        withheld=rests.union(
            withheld,
            _bounds_that_tell(proof, smallest_shown_count),
            of_boroughs.withheld(boroughs),
        ),
        kept_longest=(*of_boroughs.GIVEN_UP_BEFORE, *KEPT_LONGEST, *of_boroughs.KEPT_LONGEST),
        same_as=same_as,
        given_up_first=of_boroughs.TABLES,
    )


def _link_measures(links: Links, row: Hashable) -> None:
    """Within an area: parts of all children, parts of a part, and what the contract changes."""
    for when in WHENS:
        cells = {key: Cell("areas", row, f"{when}_{key}") for key in COUNTS}
        rests = {(whole, part): links.within(cells[whole], cells[part]) for whole, part in WITHIN}
        for measure, others in PARTITIONS.items():
            three = (measure, *others)
            for key in three:
                rest = rests["children", key]
                if rest is not None:
                    parts = tuple(cells[other] for other in three if other != key)
                    links.sums.append(Sum(rest, parts))
    for key in COUNTS:
        links.change(*(Cell("areas", row, f"{when}_{key}") for when in WHENS))
    looked_after = Cell("areas", row, "looked_after")
    links.within(looked_after, Cell("areas", row, "today_children"))


def _areas_to_the_total(areas: Unreleased) -> Iterator[Sum]:
    """The areas that are loaded add up to the total, in each column that is shown."""
    rows = [row for row in areas.table.index if row != TOTAL and areas.table.at[row, "is_loaded"]]
    shown = ("looked_after", *(f"{when}_{key}" for when in WHENS for key in COUNTS))
    for column in shown:
        yield Sum(Cell("areas", TOTAL, column), tuple(Cell("areas", row, column) for row in rows))


def _link_flows(
    links: Links, areas: Unreleased, flows: Unreleased, smallest_shown_count: int
) -> None:
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
            if inside not in links.known:
                continue
            for total, chosen in ((inside, rows[is_inside]), (outside, rows[~is_inside])):
                parts = tuple(Cell("flows", row, when) for row in chosen.index)
                shown = tuple(part for part in parts if links.known[part] >= smallest_shown_count)
                rest = Cell("areas", origin, f"{total.column}_by_small_flows")
                links.worked_out[rest] = links.known[total] - sum(
                    links.known[part] for part in shown
                )
                links.sums.append(Sum(total, (*shown, rest)))
            at_home = Cell("flows", f"{origin} > {origin}", when)
            links.within(at_home, Cell("areas", origin, f"{when}_in_borough"))


def _bounds_that_tell(proof: Unreleased, smallest_shown_count: int) -> Iterator[Cell]:
    """
    Name the parts of a cut whose bound tells how few children the rules keep outside.

    The beds competed for are no secret: with the children served they give the bound.
    """
    for row in proof.table.index:
        if 0 < proof.table["rules_cost"][row] < smallest_shown_count:
            yield from (Cell("proof", row, part) for part in _CUT)


def _link_proof(links: Links) -> None:
    """Candidates, beds and children inside, with the counts of all areas."""
    for whole, part in WITHIN_PROOF:
        links.within(Cell("proof", *whole), Cell("proof", *part))
    links.within(Cell("areas", TOTAL, "today_children"), Cell("proof", "ceiling", "candidates"))
    with_contract = Cell("areas", TOTAL, "with_contract_in_footprint")
    for row in ("with_contract", "ceiling"):
        links.within(Cell("proof", row, "children_inside"), with_contract)
        links.sums.append(
            Sum(
                Cell("proof", row, "children_inside"),
                (Cell("areas", TOTAL, "today_in_footprint"), Cell("proof", row, "brought_inside")),
            )
        )
