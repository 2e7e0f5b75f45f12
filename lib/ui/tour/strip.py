"""What stands above a view that is a step of the tour: its question, its answer, where to next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.links.asked import Key, Page
from lib.links.tour import STEPS, Step, step_of
from lib.ui import state
from lib.ui.markup import element, text
from lib.ui.state import Selection
from lib.ui.tour.going import Going, going
from lib.ui.tour.sentences import OF_FORECAST, SENTENCES

_ALL_STEPS: Final = f"./{Page.TOUR}"
_AWAITED: Final = "Its sentence follows when the figures are there."
_FORECAST_AWAITED: Final = (
    "Its sentence follows when the forecast is there: the contract is played through 10,000 "
    "times, which takes some seconds the first time."
)


@dataclass(frozen=True, kw_only=True)
class Above:
    """A step that the address asks for, and the place that its sentence has."""

    step: Step
    place: DeltaGenerator


def above() -> Above | None:
    """Show which step of the tour this page is, and where to go next; None outside the tour."""
    step = _step()
    with st.container(key="tour"):  # always there, so that what stands below keeps its place
        if step is None:
            return None
        which = f"Guided tour, step {step.number} of {len(STEPS)}"
        # by these names the style pins the strip where its answer stands further down, and
        # leaves the rest of the page out on paper
        of = f"cth-chart-title cth-step is-{step.number}{' leads-on' if step.section else ''}"
        st.html(
            element("p", text(which), of="cth-quiet") + element("h2", text(step.question), of=of)
        )
        place = st.empty()
        said = _FORECAST_AWAITED if step.number in OF_FORECAST else _AWAITED
        place.html(element("p", text(said), of="cth-quiet"))
        going(
            _ways(step),
            name=f"{which}: {step.question}",
            key="tour-ways",
            section=step.section,
        )
    return Above(step=step, place=place)


def say(shown: Above | None, chosen: Selection, sentence: Callable[[], str] | None = None) -> None:
    """
    Say the sentence of the step, once the page has its answers.

    Parameters
    ----------
    sentence
        Of what the reader has made of the page, where that is more than a selection.
    """
    if shown is not None:
        said = sentence() if sentence else SENTENCES[shown.step.number](chosen)
        # a status: who waits for it without seeing it is told
        shown.place.html(f'<p class="cth-support" role="status">{text(said)}</p>')


def _step() -> Step | None:
    """Find which step the address asks for; whatever is none of this page was told of already."""
    asked = st.query_params.get(Key.STEP, "")
    number = int(asked) if asked.isdecimal() and asked.isascii() else None
    return step_of(state.page(), number)


def _ways(step: Step) -> list[Going]:
    at = STEPS.index(step)
    ways = []
    if at + 1 < len(STEPS):
        following = STEPS[at + 1]
        ways.append(Going(f"Next: {following.question}", following.link, is_next=True))
    else:
        ways.append(Going("Back to all six steps", _ALL_STEPS, is_next=True))
    if at:
        ways.append(Going("Back", STEPS[at - 1].link))
    if at + 1 < len(STEPS):
        ways.append(Going("All six steps", _ALL_STEPS))
    return ways
