"""What every page has: its style, its badges, and plain words when something fails."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from lib.errors import DashboardError, ReturnsError
from lib.ingest.findings import NothingUsableError
from lib.links.asked import Page
from lib.ui import first_picture, looking, memory, queries, reading, sending, state
from lib.ui.controls import choose_again
from lib.ui.copy_link import copy_link
from lib.ui.loopback import officers_are_allowed
from lib.ui.markup import element, text

_STYLE: Final = Path(__file__).with_name("style.css")
_THROUGH_THE_FRONT_DOOR: Final = "app.py has run"
_LOOK_AGAIN_SECONDS: Final = 1.0
_LOG: Final = logging.getLogger("closer_to_home")


def navigation() -> StreamlitPage:
    """Set what all pages share, and find the one that was asked for."""
    st.set_page_config(page_title="Closer to Home", layout="wide")
    st.html(_STYLE)
    st.session_state[_THROUGH_THE_FRONT_DOOR] = True
    return st.navigation(
        [
            st.Page("pages/overview.py", title="Overview", default=True),
            st.Page("pages/boroughs.py", title="Boroughs"),
            st.Page("pages/block_contract.py", title="Block contract"),
            st.Page("pages/briefing.py", title="Briefing"),
            st.Page("pages/returns.py", title="Returns"),
            st.Page("pages/tour.py", title="Guided tour"),
            st.Page("pages/methods.py", title="Methods"),
        ],
        position="top",
    )


@contextmanager
def page(which: Page) -> Iterator[None]:
    """
    Draw a page inside the boundary.

    The first address that a fresh server is asked for runs the file of its page
    and not ``app.py``: Streamlit does not know our navigation yet. So it is told,
    and the run begins again.
    """
    if _THROUGH_THE_FRONT_DOOR not in st.session_state:
        navigation()
        st.rerun()
    state.go_to(which)
    first_picture.begin()
    with _boundary():
        yield
        choose_again()
        first_picture.ask_for_the_rest()


def part(draw: Callable[[], None], *, every_seconds: float | None = None) -> None:
    """
    Draw a part of a page, which its own widgets draw anew and nothing else of the page.

    So the browser has less to take in after a click. What the part is made from is
    that of the last run of the whole page, up to the part.

    Parameters
    ----------
    every_seconds
        Draw it anew so often, until the page is.
    """

    @st.fragment(run_every=every_seconds)
    def drawn() -> None:
        with _boundary():
            draw()

    drawn()


def follows(what: str, *, is_ready: Callable[[], bool]) -> None:
    """
    Say that a part follows, and draw the page anew once it is ready.

    In a run of its own: within one, what an earlier run drew stays beside what this one has
    drawn until it ends, and officers' figures beside those that others see.
    """

    def look() -> None:
        if is_ready():
            st.rerun()
        st.html(element("p", text(what), of="cth-note is-awaited"))

    part(look, every_seconds=_LOOK_AGAIN_SECONDS)


@contextmanager
def _boundary() -> Iterator[None]:
    """Let no traceback reach the reader, and no data the log."""
    try:
        with looking.one_look(), first_picture.whole_where_it_fails():
            yield
    except NothingUsableError as error:
        failure("No return could be used", str(error))
        if officers_are_allowed():
            reading.refused(error, queries.footprint())
        _other_ways_in()
    except ReturnsError as error:
        failure("No returns are loaded", str(error))
        _other_ways_in()
    except DashboardError as error:
        failure("This cannot be shown yet", str(error))
    except Exception as error:  # noqa: BLE001 (the boundary: anything else would print the data)
        _log(error)
        failure(
            "Something went wrong",
            "The fault is ours, and it has been logged without any data. Load the page again; "
            "if it comes back, send the last lines of the log to those who look after this tool.",
        )
    memory.set_apart_what_stays()


def _other_ways_in() -> None:
    """Offer to send files where there are no others, and say what may be loaded."""
    if state.page() is Page.RETURNS:
        part(sending.files_of_your_own)
    reading.what_may_be_loaded()


def top_line() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Lay out the line above an answer: badges, what to do with the view, and choices."""
    line = st.container(
        key="top-line",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    )
    badges = line.container(key="badges", width="content")
    with line.container(key="take-along", width="content"):
        copy_link()
    choices = line.container(key="choices", horizontal=True, width="content")
    return badges, choices


def answer_table_and_map() -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """
    Lay out an answer and, under it, its two halves; the table comes first in the reading order.

    The map is filled before the others: its frame takes the longest to load.
    """
    answer = st.container(key="answer")
    return answer, *table_and_map()


def table_and_map() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Lay out the two halves of an answer. The table comes first in the reading order."""
    with st.container(key="table-and-map"):
        table, map_ = st.columns([5, 7], gap="large")
    return table, map_


def settings_and_answer() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Lay out what can be set on the left, and what follows from it on the right."""
    with st.container(key="settings-and-answer"):
        settings, answer = st.columns([4, 9], gap="large")
    return settings, answer


def changes() -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """Lay out what stands above the fields of a contract, the notes on it, and the fields."""
    above = st.container(key="above-fields", horizontal=True, vertical_alignment="center")
    return above, st.container(key="notes-on-fields"), st.container(key="contract-fields")


@contextmanager
def faults_shown_in(place: DeltaGenerator) -> Iterator[None]:
    """Show what cannot be worked out where its answer would stand, and stop there."""
    try:
        yield
    except DashboardError as error:
        with place:
            failure("This contract cannot be worked out", str(error))
        st.stop()


def failure(title: str, what_to_do: str) -> None:
    """Say what is wrong and what to do."""
    st.html(
        f'<div class="cth-failure" role="alert">{element("h1", text(title))}'
        f"{element('p', text(what_to_do))}</div>"
    )


def _log(error: Exception) -> None:
    """Log the kind of the error and where it arose: never its text, which may quote a row."""
    steps = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        steps.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    _LOG.error("%s at %s", type(error).__name__, " > ".join(steps))
