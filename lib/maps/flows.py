"""Children from borough to authority: the lines between areas."""

from typing import Final, Literal, TypedDict

import pandas as pd

from lib.disclosure.released import Released
from lib.maps.figures import children, whole, with_contract
from lib.maps.state import Shown, When, released

Kind = Literal["outside", "inside", "inside_with_contract", "brought_inside"]
"""Meanings of a line or circle: names of `lib.maps.palette`."""

OUTSIDE: Final = "outside"
INSIDE: Final = "inside"
INSIDE_WITH_CONTRACT: Final = "inside_with_contract"
"""Inside, but how many of them today is hidden: they cannot be told from those brought."""
BROUGHT_INSIDE: Final = "brought_inside"

_DRAWN_FIRST: Final[tuple[Kind, ...]] = (OUTSIDE, INSIDE, INSIDE_WITH_CONTRACT, BROUGHT_INSIDE)


class FlowLine(TypedDict):
    """A line of the map; ``start`` and ``end`` are codes of areas."""

    start: str
    end: str
    children: int
    kind: Kind
    sentence: str


def line_width(number: int) -> float:
    """Give the width in pixels for a number of children; `closer.js` draws with the same."""
    return max(1.25, 1.1 * number)


def flow_lines(flows: Released, *, inside: frozenset[str], shown: Shown) -> list[FlowLine]:
    """
    Draw a line for each pair of areas that children live between.

    Parameters
    ----------
    flows
        As in `lib.answer.tables.flows`. A hidden count draws no line.
    inside
        Codes of the areas of the footprint, as the audience sees them.

    Returns
    -------
    list of FlowLine
        Those that the contract adds last, the widest of each kind first.
        Children who live in their own area have none.
    """
    lines = [
        FlowLine(
            start=row["origin_code"],
            end=row["destination_code"],
            children=number,
            kind=kind,
            sentence=(
                f"{row['origin_name']} to {row['destination_name']}: {children(row['today'])}"
                f"{with_contract(row['today'], row['with_contract'])}."
            ),
        )
        for _, row in chosen_flows(flows, shown).iterrows()
        if row["origin_code"] != row["destination_code"]
        for kind, number in parts(row, inside, shown.when).items()
    ]
    return sorted(lines, key=lambda line: (_DRAWN_FIRST.index(line["kind"]), -line["children"]))


def chosen_flows(flows: Released, shown: Shown) -> pd.DataFrame:
    """Keep the flows of the chosen area, or all of them."""
    table = released(flows)
    return table if shown.area_code is None else table[table["origin_code"] == shown.area_code]


def parts(row: pd.Series, inside: frozenset[str], when: When) -> dict[Kind, int]:
    """
    Split a flow into those who live there anyway and those whom the contract adds.

    Where today's number is hidden, the number with the contract stands unsplit.
    """
    kind: Kind = INSIDE if row["destination_code"] in inside else OUTSIDE
    today, after = whole(row["today"]), whole(row["with_contract"])
    if when is When.TODAY:
        return _drawn({kind: today})
    if kind == INSIDE and today is None:
        return _drawn({INSIDE_WITH_CONTRACT: after})
    if kind == INSIDE and today is not None and after is not None and after > today:
        return _drawn({INSIDE: today, BROUGHT_INSIDE: after - today})
    return _drawn({kind: after})


def _drawn(split: dict[Kind, int | None]) -> dict[Kind, int]:
    return {kind: number for kind, number in split.items() if number}
