"""The four measures, and what they are counted from."""

from typing import Final, NamedTuple

from lib.domain.contract import Contract
from lib.domain.footprint import Footprint


class Definition(NamedTuple):
    """A measure's name on screen and what it means."""

    label: str
    meaning: str


DEFINITIONS: Final[dict[str, Definition]] = {
    "in_footprint": Definition(
        "Inside the footprint",
        "The placement's postcode lies in one of the partnership's authorities.",
    ),
    "in_borough": Definition(
        "In their own borough",
        "The placement's postcode lies in the authority that looks after the child.",
    ),
    "miles_20_or_less": Definition(
        "20 miles or less",
        "Straight line from the child's own address when they entered care to the placement, "
        "to one decimal; exactly 20 miles counts as near.",
    ),
    "distant": Definition(
        "Distant",
        "Neither in the authority that looks after the child nor in one that adjoins it, "
        "across the river included.",
    ),
}


def notes(footprint: Footprint, contract: Contract) -> tuple[str, ...]:
    """Say what is counted, in the words of the return."""
    names = footprint.names
    return (
        (f"{footprint.name}: {', '.join(names.values())}. {names[footprint.lead_code]} leads."),
        (
            f"Counted: children looked after whose placement on the date is of type "
            f"{', '.join(footprint.placement_types)} in the SSDA903 return; K2: a children's home. "
            "Series of short breaks (legal status V3, V4) are left out."
        ),
        *(f"{one.label}: {one.meaning}" for one in DEFINITIONS.values()),
        (
            "Not known is never dropped: each share is of all children, with the lowest and the "
            "highest that it could be."
        ),
        (
            "With the contract: nobody is moved. Children of the contract's ages whose placement "
            f"began in the last {contract.placed_within_months} months, and those who asked to "
            "move, are placed as if the beds had been open, so that most live inside and then most "
            "miles are saved. The number inside is the most that the beds allow, so it reads "
            "“up to”; the other measures follow from it."
        ),
    )
