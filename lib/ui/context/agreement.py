"""Whether the returns agree with the published figures: every figure, and every difference."""

from typing import Final

import streamlit as st

from lib.answer.areas import TOTAL
from lib.answer.context.agreement import AgreementView, Compared
from lib.answer.context.differences import Kind, Measure
from lib.ui.markup import bullets, count, details, element, paragraphs, table, text

_IN_SHORT: Final = {
    "withheld to protect confidentiality": "withheld",
}
"""Why there is no published figure, where a cell has little room."""


def agreement(view: AgreementView) -> None:
    """Show the returns beside what is published, and explain where they differ."""
    if view.why_not:
        st.html(element("h2", "Do the figures agree?") + paragraphs((view.why_not,)))
        return
    st.html(
        element("h2", text(view.title))
        + _every_figure(view)
        + _differences(view)
        + details("How the figures are compared", bullets(view.notes))
    )


def _every_figure(view: AgreementView) -> str:
    """Write a row an authority: the returns' figure, and whether the published one is the same."""
    return table(
        [
            [text(view.names[code]), *(_cell(row[one]) for one in view.measures)]
            for code, row in view.rows.items()
        ],
        heads=("Authority", *(text(one) for one in view.measures)),
        caption=view.measured,
        last_is_total=True,
        of="cth-agreement",
    )


def _cell(one: Compared) -> str:
    if one.ours is None and one.published is None:
        return element("span", text(_why(one)), of="cth-quiet")
    ours = count(one.ours)
    if one.published is None:
        return f"{ours} {element('span', text(_why(one)), of='cth-quiet')}"
    if one.ours == one.published:
        return f"{ours} {element('span', 'the same', of='cth-quiet')}"
    beside = element("span", f"published {one.published:,}")
    return f"{element('strong', ours)} {beside}"


def _why(one: Compared) -> str:
    """Say shortly why there is no published figure."""
    return _IN_SHORT.get(one.why_not, one.why_not)


def _differences(view: AgreementView) -> str:
    """Write a row a difference, and what explains it."""
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
                *(_figure(measure, figure) for figure in (one.ours, one.published)),
                text(one.said),
            ]
            for name, measure, one in found
        ],
        heads=("Authority", "Figure", "Returns", "Published", "What explains it"),
        caption="Each difference, and what explains it",
        numbers_from=5,
    )


def _figure(measure: Measure, figure: int | None) -> str:
    return f"{count(figure)}%" if measure is Measure.OVER_20_OUTSIDE else count(figure)
