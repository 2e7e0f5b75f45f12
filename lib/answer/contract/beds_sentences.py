"""Who has the beds of a contract, and who lives inside by it, in words."""

import math
from collections.abc import Sequence
from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.contract.sentences import percent, pounds, span
from lib.answer.wording import children, lower_first
from lib.disclosure.released import Released
from lib.domain.contract import Contract
from lib.scenario.ruled_matching import Reached

ROUNDS_TO_ALL: Final = 0.995
"""Of the beds: above it the whole percentage is 100."""


def rules(proof: Released, reached: Sequence[Reached]) -> str:
    """
    Say what rules between children cost, and how near the best way the solver came.

    Parameters
    ----------
    reached
        As `lib.scenario.beds_given_out.BedsGivenOut` has it; empty where no rule stood in
        the way of the best way there is.
    """
    if not reached:
        return ""
    cost = proof.count("with_contract", "rules_cost")
    kept = "Siblings together, solo placements, “not with”, ages and shares are kept"
    outside = {
        None: ", which keeps a hidden number of children outside",
        0: ", which keeps no child outside",
    }.get(cost, f", which keeps {children(cost)} outside")
    open_aims = [one for one in reached if one.gap > 0]
    if not open_aims:
        return f"{kept}{outside}. The solver proves that no way that keeps them does better."
    return f"{kept}{outside}. {' '.join(map(_gap, open_aims))}"


def _gap(one: Reached) -> str:
    """Say how much better another way could be by one aim, as the solver has it."""
    if math.isinf(one.relative_gap):
        return f"In its time the solver found no way that is good by {one.aim}."
    return (
        f"In its time the solver left a gap: by {one.aim} another way could be better by "
        f"{one.relative_gap:.1%} at most."
    )


def beds_bring(figures: Released, contract: Contract) -> str:
    """Give the finding of the share inside by month."""
    gained = span(figures, "children_gained")
    if gained is None:
        return "How many more live inside is hidden"
    return f"{contract.beds} beds bring {lower_first(_from_to(gained[0], gained[2]))} more inside"


def inside(
    figures: Released, single: Released, areas: Released, proof: Released, contract: Contract
) -> str:
    """Set ceiling, forecast and today side by side, with the share local anyway."""
    today, everyone = areas.count(TOTAL, "today_in_footprint"), areas.count(TOTAL, "today_children")
    most = proof.count("with_contract", "children_inside")
    found = span(figures, "children_inside")
    anyway = single.number("local_anyway_share", "value")
    if today is None or everyone is None or found is None or anyway is None:
        return "How many children would live inside is hidden, as today's number is."
    filled = figures.number("occupancy", "p10")
    at_times = "" if filled is None or filled > ROUNDS_TO_ALL else " and beds stand empty at times"
    ceiling = f"the most that the beds allow is {most:,}; " if most is not None else ""
    gained = span(figures, "children_gained")
    is_fewer = gained is None or round(gained[2]) < contract.beds
    so_many = f"{contract.beds} beds are not forecast to bring {contract.beds} more inside."
    beds = f" {so_many}" if is_fewer else ""
    return (
        f"{today:,} of {everyone:,} live inside today; {ceiling}the forecast for a full year is "
        f"{lower_first(_from_to(found[0], found[2]))}, "
        f"because {percent(anyway)} of the children in block beds would have lived inside "
        f"anyway{at_times}.{beds}"
    )


def order(table: Released | None) -> str:
    """Say what filling the least flexible bed first trades."""
    if table is None:
        return (
            "All beds take the same children, so the order in which they are filled changes "
            "neither how full they are nor the saving."
        )
    near, flexible = (
        {key: table.number(row, key) or 0.0 for key in ("occupancy", "saving_pounds", "miles")}
        for row in ("nearest", "least flexible")
    )
    more = flexible["saving_pounds"] - near["saving_pounds"]
    if more == 0 and flexible["miles"] == near["miles"]:
        return (
            "Filling the least flexible bed first changes nothing here: no child qualifies for "
            "beds of two kinds."
        )
    gains = f"saves {pounds(more)} more" if more >= 0 else f"saves {pounds(-more)} less"
    return (
        f"Filling the least flexible bed first, rather than the nearest, {gains} a year "
        f"({percent(flexible['occupancy'])} of the beds filled, against "
        f"{percent(near['occupancy'])}); the children in them live {flexible['miles']:.1f} miles "
        f"from their own address, against {near['miles']:.1f}."
    )


def _from_to(low: float, high: float) -> str:
    if round(low) == round(high):
        return f"About {low:.0f}"
    return f"{low:.0f} to {high:.0f}"
