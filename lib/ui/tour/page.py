"""The page of the tour: six questions, six sentences, and the view behind each."""

import streamlit as st

from lib.links.tour import STEPS
from lib.ui.markup import element, text
from lib.ui.state import Selection
from lib.ui.tour.going import Going, going
from lib.ui.tour.sentences import SENTENCES


def heading() -> None:
    """Say what the tour is."""
    st.html(
        element("h1", text("Six questions, and what the returns answer"), of="cth-headline")
        + element(
            "p",
            text(
                "Each step is a view of this tool with one sentence, made from the figures that "
                "stand there. Enter follows a step, Tab goes to the next link; every step has an "
                "address of its own, and prints."
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
    for number in (1, 2, 3, 6, 4, 5):
        with places[number], st.spinner("Working out the figures"):
            said = SENTENCES[number](chosen)
        places[number].html(element("p", text(said), of="cth-support"))
