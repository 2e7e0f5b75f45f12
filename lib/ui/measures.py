"""The four measures, today and with the contract, side by side."""

from typing import Final

import pandas as pd
import streamlit as st

from lib.answer.view import OverviewView
from lib.exports.briefing import Measure
from lib.exports.measured import NOT_KNOWN, measures_of_all
from lib.maps.figures import HIDDEN, whole
from lib.maps.state import released
from lib.ui.markup import text

_KEYS: Final = (
    '<div class="cth-keys"><span><i class="is-now"></i>Today</span>'
    '<span><i class="is-more"></i>With the contract, if every bed is filled</span>'
    '<span><i class="is-unknown"></i>Not known</span></div>'
)


def measures(view: OverviewView) -> None:
    """Show each measure: share and number today, with the contract, and the range."""
    rows = released(view.measures)
    cards = "".join(
        _card(measure, row)
        for measure, (_, row) in zip(measures_of_all(view), rows.iterrows(), strict=True)
    )
    st.html(f'{_KEYS}<div class="cth-measures">{cards}</div>')


def _card(measure: Measure, row: pd.Series) -> str:
    counted, beside = measure.said
    bar = _bar(row) if measure.after or measure.now == NOT_KNOWN else ""
    return (
        f'<section class="cth-measure"><h2 title="{text(row["definition"])}">'
        f"{text(measure.label)}</h2>{_figure(measure)}{bar}<p>{text(counted)}</p>"
        f'<p class="cth-quiet">{text(beside)}</p></section>'
    )


def _figure(measure: Measure) -> str:
    if measure.now in (HIDDEN, NOT_KNOWN):
        return f'<p class="cth-figure is-hidden">{text(measure.now)}</p>'
    after = (
        '<span class="cth-after"><span class="cth-arrow" aria-hidden="true"></span>'
        '<span class="cth-read"> today, with the contract </span>'
        f"{text(measure.after)}</span>"
        if measure.after
        else '<span class="cth-read"> today</span>'
    )
    return f'<p class="cth-figure">{text(measure.now)}{after}</p>'


def _bar(row: pd.Series) -> str:
    """Draw the shares to scale: what is not known at the far end, hidden ones not at all."""
    today, after = whole(row["today_share"]), whole(row["with_contract_share"])
    if today is None or after is None:
        return '<div class="cth-bar" aria-hidden="true"></div>'
    low, high = sorted((today, after))
    lowest, highest = whole(row["today_lowest"]), whole(row["today_highest"])
    unknown = 0 if lowest is None or highest is None else highest - lowest
    return (
        '<div class="cth-bar" aria-hidden="true">'
        f'<i class="is-now" style="width:{low}%"></i>'
        f'<i class="{"is-more" if after > today else "is-fewer"}" '
        f'style="left:{low}%;width:{high - low}%"></i>'
        f'<i class="is-unknown" style="left:{100 - unknown}%;width:{unknown}%"></i></div>'
    )
