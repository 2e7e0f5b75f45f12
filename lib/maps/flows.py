"""Children from borough to authority: the lines between areas."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from lib.disclosure.released import Released
from lib.maps.figures import whole
from lib.maps.packed import LARGEST_UINT16
from lib.maps.state import Mode, Shown, released

Kind = Literal["outside", "inside", "inside_with_contract", "brought_inside", "fewer"]
"""Meanings of a line or circle: names of `lib.maps.palette`."""

OUTSIDE: Final = "outside"
INSIDE: Final = "inside"
INSIDE_WITH_CONTRACT: Final = "inside_with_contract"
"""Inside, but how many of them today cannot be told from those brought."""
BROUGHT_INSIDE: Final = "brought_inside"
FEWER: Final = "fewer"
"""Children who would no longer live there."""

KINDS: Final[tuple[Kind, ...]] = (OUTSIDE, INSIDE, INSIDE_WITH_CONTRACT, BROUGHT_INSIDE, FEWER)
"""The script knows a kind by its position here."""

_DRAWN_FIRST: Final[tuple[Kind, ...]] = (FEWER, *KINDS[:-1])

HIDDEN_NUMBER: Final = LARGEST_UINT16
"""In place of a number that is hidden, in the packed pairs."""


class Pair(NamedTuple):
    """An area and an authority that its children live in; None for a hidden number."""

    start: str
    start_name: str
    end: str
    end_name: str
    is_inside: bool
    """Whether they live inside the footprint there."""
    today: int | None
    with_contract: int | None


class FlowLine(NamedTuple):
    """A line of the map; ``pair`` is its position among the pairs."""

    pair: int
    kind: Kind
    children: int


def line_width(number: int) -> float:
    """Give the width in pixels for a number of children, where the script need not narrow it."""
    return max(1.25, 1.1 * number)


def read_pairs(flows: Released, *, inside: frozenset[str], shown: Shown) -> list[Pair]:
    """
    Read the flows of the chosen area, or all of them.

    Parameters
    ----------
    flows
        As in `lib.answer.tables.flows`.
    inside
        Codes of the areas of the footprint, as the audience sees them.

    Raises
    ------
    DisclosureError
        If the table was not released.
    """
    table = released(flows)
    if shown.area_code is not None:
        table = table[table["origin_code"] == shown.area_code]
    names = ("origin_code", "origin_name", "destination_code", "destination_name")
    columns = [table[name] for name in (*names, "today", "with_contract")]
    return [
        Pair(start, start_name, end, end_name, end in inside, whole(today), whole(after))
        for start, start_name, end, end_name, today, after in zip(*columns, strict=True)
    ]


def parts(pair: Pair, mode: Mode, *, smallest_change: int) -> dict[Kind, int]:
    """
    Split the children of a pair by what is drawn for them on one picture.

    Parameters
    ----------
    smallest_change
        A difference between today and the contract that is smaller is not told: the number
        with the contract then stands unsplit, and *changes* draws nothing.
    """
    kind: Kind = INSIDE if pair.is_inside else OUTSIDE
    today, after = pair.today, pair.with_contract
    more = None if today is None or after is None else after - today
    if more and abs(more) < smallest_change:
        more = None
    drawn: dict[Kind, int | None]
    if mode is Mode.TODAY:
        drawn = {kind: today}
    elif mode is Mode.CHANGES:
        added: Kind = BROUGHT_INSIDE if pair.is_inside else OUTSIDE
        drawn = {} if more is None else {FEWER if more < 0 else added: abs(more)}
    elif pair.is_inside and more is None:
        drawn = {INSIDE_WITH_CONTRACT: after}
    elif pair.is_inside and more is not None and more > 0:
        drawn = {INSIDE: today, BROUGHT_INSIDE: more}
    else:
        drawn = {kind: after}
    return {kind: number for kind, number in drawn.items() if number}


def flow_lines(pairs: Sequence[Pair], mode: Mode, *, smallest_change: int) -> list[FlowLine]:
    """
    Draw a line for each pair of areas that children live between.

    Returns
    -------
    list of FlowLine
        In the order in which they are drawn: those that the contract adds last, so that they
        lie on top, and the widest of each kind first. A hidden number draws no line; children
        who live in their own area have none.
    """
    lines = [
        FlowLine(position, kind, number)
        for position, pair in enumerate(pairs)
        if pair.start != pair.end
        for kind, number in parts(pair, mode, smallest_change=smallest_change).items()
    ]
    return sorted(lines, key=lambda line: (_DRAWN_FIRST.index(line.kind), -line.children))
