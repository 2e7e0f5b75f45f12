"""The guided tour: six questions of a cabinet member, each a saved view of a page."""

from dataclasses import dataclass
from typing import Final

from lib.links.address import link
from lib.links.asked import Asked, Page
from lib.maps.state import Mode

NOT_KNOWN: Final = "What is not known"
"""How the part of the Overview begins that lists it."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """
    One step.

    Parameters
    ----------
    number
        From 1, as in the address.
    section
        How the part of the page begins that answers; empty where its top does.
    """

    number: int
    question: str
    page: Page
    section: str = ""
    mode: Mode | None = None

    @property
    def link(self) -> str:
        """The path and query of the view, from wherever in the app."""
        return f"./{link(self.page, Asked(step=self.number, mode=self.mode))}"


STEPS: Final = (
    Step(number=1, question="Where do the children live?", page=Page.OVERVIEW),
    Step(
        number=2,
        question="How far from their own address?",
        page=Page.BOROUGHS,
        section="How far away they live",
    ),
    Step(
        number=3,
        question="Why: which homes are there, and for whom?",
        page=Page.BOROUGHS,
        section="Homes and need",
    ),
    Step(
        number=4,
        question="What would the contract change?",
        page=Page.OVERVIEW,
        mode=Mode.CHANGES,
    ),
    Step(number=5, question="What would it cost?", page=Page.BLOCK_CONTRACT),
    Step(number=6, question="What is not known?", page=Page.OVERVIEW, section=NOT_KNOWN),
)


def step_of(page: Page, number: int | None) -> Step | None:
    """Give the step of a number, if it is one of this page."""
    return next((one for one in STEPS if one.number == number and one.page is page), None)
