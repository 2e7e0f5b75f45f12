"""The page of the tour: six questions, six sentences, and the view behind each."""

import streamlit as st

from lib.links.tour import STEPS
from lib.ui.markup import element, text
from lib.ui.state import Selection
from lib.ui.tour.going import Going, going
from lib.ui.tour.sentences import OF_FORECAST, SENTENCES


def heading() -> None:
    """Say what the tour is."""
    st.html(
        element("h1", text("Six questions, and what the returns answer"), of="cth-headline")
        + element(
            "p",
            text(
                "Each step is a view of this tool with a sentence made from the figures that stand "
                "there. Enter follows a step, Tab goes to the next link, and Escape comes back to "
                "the step from anywhere in its view. Every step has an address of its own, and "
                "prints."
            ),
            of="cth-support",
        )
    )


def steps(chosen: Selection) -> None:
    """Show every step; the forecast's come last, as they take longest the first time."""
    with st.container(key="tour-steps"):
        places = {}
        for step in STEPS:
            with st.container(key=f"tour-step-{step.number}"):
                st.html(
                    element("h2", text(f"{step.number}. {step.question}"), of="cth-chart-title")
                )
                places[step.number] = st.empty()
                going(
                    [Going("See it", step.link, is_next=step.number == 1)],
                    name=step.question,
                    key=f"tour-going-{step.number}",
                )
    for number in sorted(places, key=lambda number: (number in OF_FORECAST, number)):
        awaited = "forecast: 10,000 runs" if number in OF_FORECAST else "figures"
        with places[number], st.spinner(f"Working out the {awaited}"):
            said = SENTENCES[number](chosen)
        places[number].html(element("p", text(said), of="cth-support"))
