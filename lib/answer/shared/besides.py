"""What everybody knows besides the counts: the beds of each area, middle distances."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from lib.answer.areas import TOTAL, WHENS
from lib.answer.boroughs.groups import BANDS
from lib.answer.shared.answers import Answer
from lib.answer.whom import BAND_KEYS, OUTSIDE, YES, at
from lib.disclosure.kinds import Kinds, Whom, counted
from lib.disclosure.sums import Cell, Sum

_OF_ALL: Final[Mapping[str, Whom]] = {
    "median_miles": {},
    "median_miles_outside": {"side": [OUTSIDE]},
}
"""Middle distances of all areas together, and whom they are of."""

_OF_THE_CUT: Final = ("children_served", "beds_competed_for", "brought_inside", "rules_cost")


@dataclass(frozen=True, kw_only=True)
class Besides:
    """
    Sums that hold besides those of the tables.

    ``public`` are no counts of children; ``worked_out`` may be known, it only links others;
    ``whom`` some of these are of.
    """

    sums: list[Sum] = field(default_factory=list)
    public: dict[Cell, int] = field(default_factory=dict)
    worked_out: dict[Cell, int] = field(default_factory=dict)
    whom: dict[Cell, Whom] = field(default_factory=dict)


def known_besides(answers: Sequence[Answer], kinds: Sequence[Kinds]) -> Besides:
    """Gather what everybody knows besides the counts."""
    found = Besides()
    _link_beds(found, answers[0], kinds)
    _link_middles(found, answers[0], kinds)
    for answer in answers:
        _link_cut(found, answer)
    return found


def _link_beds(found: Besides, own: Answer, kinds: Sequence[Kinds]) -> None:
    """Say that no more children have a bed in an area than it has beds."""
    for area in own.block_areas:
        beds, here, empty = (
            Cell(own.homes.name, area, what) for what in ("beds", "with a bed", "empty beds")
        )
        found.public[beds] = int(own.homes.table["block_beds"][area])
        found.whom[here] = {"has_bed": [YES], "destination_after": [area]}
        found.worked_out[here] = counted(found.whom[here], kinds)
        found.worked_out[empty] = found.public[beds] - found.worked_out[here]
        found.sums.append(Sum(beds, (here, empty)))


def _link_middles(found: Besides, own: Answer, kinds: Sequence[Kinds]) -> None:
    """
    Say which side of a distance has more children, as a middle distance tells.

    Where it is within 20 miles, at least as many live within them as do not.
    """
    for more, less in _sides_of_the_middle(own):
        for cell, of in (more, less):
            found.whom[cell] = of
            found.worked_out[cell] = counted(of, kinds)
        most, least = more[0], less[0]
        rest = Cell(most.table, most.row, f"{most.column} more")
        found.worked_out[rest] = found.worked_out[most] - found.worked_out[least]
        found.sums.append(Sum(most, (least, rest)))


def _link_cut(found: Besides, answer: Answer) -> None:
    """
    Say that both sides of a proof are equal.

    The children served and the beds that the others compete for are as many as are brought
    inside and as rules between children keep outside.
    """
    for row, proof in answer.proof.table.iterrows():
        served, competed, brought, kept_out, most = (
            Cell(answer.proof.name, row, column) for column in (*_OF_THE_CUT, "bound")
        )
        found.public[competed] = int(proof[competed.column])
        found.worked_out[most] = int(proof[competed.column]) + int(proof[served.column])
        found.sums.extend((Sum(most, (served, competed)), Sum(most, (brought, kept_out))))


def _sides_of_the_middle(own: Answer) -> Iterator[list[tuple[Cell, Whom]]]:
    """
    Name the larger side and the smaller of each distance that bands end at.

    Of a middle distance that is shown as 20 miles, rounded, nobody knows which side is larger.
    """
    for when in WHENS:
        for median, of_all in _OF_ALL.items():
            miles = own.areas.table[f"{when}_{median}"].astype("float64")[TOTAL]
            for number, band in enumerate(BANDS[:-1]):
                if np.isnan(miles) or miles == band.to_miles:
                    continue
                sides = [
                    (
                        Cell(own.areas.name, TOTAL, f"{when} {median} {side} {band.key}"),
                        at(when, {**of_all, "band": keys}),
                    )
                    for side, keys in (
                        ("within", BAND_KEYS[: number + 1]),
                        ("beyond", BAND_KEYS[number + 1 :]),
                    )
                ]
                yield sides if miles < band.to_miles else sides[::-1]
