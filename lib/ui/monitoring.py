"""The Monitoring section: how full the beds are, what came of it, and what young people say."""

from collections.abc import Hashable
from typing import Final

import streamlit as st

from lib.answer.areas import TOTAL
from lib.answer.monitoring import MonitoringView
from lib.answer.monitoring_words import pounds
from lib.disclosure.released import Released
from lib.maps.figures import HIDDEN, whole
from lib.maps.state import released
from lib.ui.contract.titled import titled
from lib.ui.markup import bullets, element, paragraphs, table, text

_HEADS: Final = (
    "Homes",
    "Beds",
    "Nights used of those available",
    "Empty nights paid for",
    "Price of those",
    "Outcomes achieved of those due",
    "Paid by results",
    "Young people&#39;s rating, 1 to 5",
    "Answers",
)


def monitoring(view: MonitoringView) -> None:
    """Draw the section, or teach which file makes it appear."""
    about = "Monitoring, an invented example" if view.on_the_invented else "Monitoring"
    beneath, *how_to_load = view.on_the_invented or ("",)
    titled(f"{about}: {view.title[0].lower()}{view.title[1:]}", beneath)
    st.html(
        paragraphs(view.sentences)
        + paragraphs(how_to_load, of="cth-quiet")
        + bullets(view.what_to_load)
    )
    if view.periods is None:
        return
    st.html(_table(view.periods, first=view.period, caption=f"By {view.period.lower()}"))
    if view.homes is not None:
        st.html(_table(view.homes, first="Home", caption="By home, over the same months"))
    st.html(bullets(view.notes))


def _table(shown: Released, *, first: str, caption: str) -> str:
    rows = released(shown)
    of_homes = TOTAL not in rows.index
    return table(
        [
            [
                text(row["label"]),
                _number(shown, key, "months" if of_homes else "homes"),
                _number(shown, key, "beds"),
                _of(shown, key, "nights_used", "nights_available", "occupancy_percent"),
                _number(shown, key, "voids_paid_nights"),
                _pounds(shown, key, "voids_paid_pence"),
                _of(shown, key, "outcomes_achieved", "outcomes_due", "outcomes_achieved_percent"),
                _pounds(shown, key, "payment_by_results_pence"),
                _rating(shown, key),
                _number(shown, key, "rating_answers"),
            ]
            for key, row in rows.iterrows()
        ],
        heads=(first, "Months" if of_homes else _HEADS[0], *_HEADS[1:]),
        caption=caption,
        last_is_total=not of_homes,
    )


def _of(shown: Released, row: Hashable, part: str, every: str, share: str) -> str:
    """Write 899 of 1,050, and the share; in words what is hidden or not known."""
    percent = whole(shown.table.at[row, share])
    beside = "" if percent is None else element("span", f"{percent}%", of="cth-share")
    return f"{_number(shown, row, part)} of {_number(shown, row, every)} {beside}"


def _number(shown: Released, row: Hashable, column: str) -> str:
    number = whole(shown.table.at[row, column])
    return _missing(shown, row, column) if number is None else f"{number:,}"


def _pounds(shown: Released, row: Hashable, column: str) -> str:
    pence = whole(shown.table.at[row, column])
    return _missing(shown, row, column) if pence is None else pounds(pence)


def _rating(shown: Released, row: Hashable) -> str:
    mean = shown.number(row, "rating_mean")
    if mean is not None:
        return f"{mean:.1f}"
    answers = shown.count(row, "rating_answers")
    if shown.is_hidden(row, "rating_mean") or answers is None:
        return _missing(shown, row, "rating_mean")
    return element("span", "too few answers" if answers else "no answers", of="cth-hidden")


def _missing(shown: Released, row: Hashable, column: str) -> str:
    said = HIDDEN if shown.is_hidden(row, column) else "not known"
    return element("span", said, of="cth-hidden")
