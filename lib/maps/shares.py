"""Boroughs shaded by the share of their children who live inside the footprint.

For the shared view, where nearly all flows are too small to be drawn.
"""

from typing import Final, TypedDict

from lib.disclosure.released import Released
from lib.maps.figures import HIDDEN, whole
from lib.maps.state import Shown, released
from lib.maps.words import TOTAL

STEPS: Final = 5
PERCENT_A_STEP: Final = 20


class Share(TypedDict):
    """
    How an authority is shaded, named and labelled.

    ``step`` is None where the share is hidden. Of a merged area the first
    authority bears the name of all, the others none.
    """

    step: int | None
    name: str
    label: str


def area_shares(areas: Released, shown: Shown) -> dict[str, Share]:
    """Give each authority of the footprint the step and the label of its area."""
    shares: dict[str, Share] = {}
    for area, row in released(areas).drop(index=TOTAL).iterrows():
        share = whole(row[f"{shown.when}_in_footprint_share"])
        label = HIDDEN if row["is_loaded"] else "not loaded"
        shaded = Share(step=None, name=row["name"], label=label)
        if share is not None:
            shaded = Share(step=_step(share), name=row["name"], label=f"{share}% inside")
        first, *others = str(area).split("+")
        shares[first] = shaded
        shares |= {code: Share(step=shaded["step"], name="", label="") for code in others}
    return shares


def steps_that_occur(shares: dict[str, Share]) -> list[tuple[str, str]]:
    """Name the colours in use and what they stand for, the lowest first."""
    steps = sorted({share["step"] for share in shares.values() if share["step"] is not None})
    return [(f"share_{step}", _span(step)) for step in steps]


def _step(share: int) -> int:
    return min(STEPS, share // PERCENT_A_STEP + 1)


def _span(step: int) -> str:
    highest = step * PERCENT_A_STEP
    return f"{highest - PERCENT_A_STEP}% to {highest if step == STEPS else highest - 1}% inside"
