"""Whether the returns agree with the published figures: every figure, and every difference."""

from typing import Final

import streamlit as st

from lib.answer.areas import TOTAL
from lib.answer.context.agreement import AgreementView, Compared
from lib.answer.context.differences import Kind, Measure
from lib.ui.markup import bullets, count, details, element, paragraphs, table, text

_IN_SHORT: Final = {"withheld to protect confidentiality": "withheld"}
"""Why there is no published figure, where a cell has little room."""


def agreement(view: AgreementView) -> None:
    """Show the returns beside what is published, and explain where they differ."""
    if view.why_not:
        st.html(element("h2", "Do the figures agree?") + paragraphs((view.why_not,)))
        return
    st.html(element("h2", text(view.title)) + _every_figure(view))
    differences = _differences(view)
    if differences:
        st.html(differences)
    st.html(details("How the figures are compared", bullets(view.notes)))


def _every_figure(view: AgreementView) -> str:
    """Write a row an authority, and the sum."""
    return table(
        [
            [
                text(view.names[code]),
                *(
                    _cell(measure, row[measure], absent="no sum" if code == TOTAL else "not loaded")
                    for measure in view.measures
                ),
            ]
            for code, row in view.rows.items()
        ],
        heads=("Authority", *(text(one) for one in view.measures)),
        caption=f"{view.measured}. A figure that stands alone is the same as published",
        last_is_total=True,
        of="is-stacked",
    )


def _cell(measure: Measure, one: Compared, *, absent: str) -> str:
    """Write the returns' figure, and beneath it the published one where it is not the same."""
    if one.ours is None:
        ours = element("span", absent, of="cth-hidden")
    else:
        ours = _figure(measure, one.ours)
    if one.published is None:
        why_not = _IN_SHORT.get(one.why_not, one.why_not)
        if one.ours is None and why_not == absent:
            return ours
        return ours + element("div", f"published: {text(why_not)}", of="cth-quiet")
    if one.ours == one.published:
        return ours
    beneath = element("div", f"published: {_figure(measure, one.published)}")
    return (ours if one.ours is None else element("strong", ours)) + beneath


def _differences(view: AgreementView) -> str:
    """Write a row a difference, and what explains it; empty if there is none."""
    found = [
        (view.names[code], measure, one)
        for code, row in view.rows.items()
        for measure, one in row.items()
        if code != TOTAL and one.kind in (Kind.EXPLAINED, Kind.UNEXPLAINED)
    ]
    if not found:
        return ""
    return table(
        [
            [
                text(name),
                text(measure),
                f"{_figure(measure, one.ours)}, published {_figure(measure, one.published)}",
                text(one.said),
            ]
            for name, measure, one in found
        ],
        heads=("Authority", "Figure", "Returns and published", "What explains it"),
        caption="Each difference, and what explains it",
        numbers_from=4,
    )


def _figure(measure: Measure, figure: int | None) -> str:
    """Write a number of children, or a percentage."""
    return f"{count(figure)}{'%' if measure is Measure.OVER_20_OUTSIDE else ''}"
