"""The four measures, today and with the contract, side by side."""

from typing import Final

import pandas as pd
import streamlit as st

from lib.disclosure.released import Released
from lib.maps.figures import HIDDEN, WHY_HIDDEN, figure, whole
from lib.maps.state import released
from lib.ui.markup import text

PROVED: Final = "in_footprint"
"""The measure for which the beds are given out: the others follow from it, and are no bounds."""

_KEYS: Final = (
    '<div class="cth-keys"><span><i class="is-now"></i>Today</span>'
    '<span><i class="is-more"></i>With the contract, if every bed is filled</span>'
    '<span><i class="is-unknown"></i>Not known</span></div>'
)


def measures(table: Released) -> None:
    """
    Show each measure: share and number today, with the contract, and the range.

    Parameters
    ----------
    table
        As in ``OverviewView.measures``.
    """
    cards = "".join(_card(str(name), row) for name, row in released(table).iterrows())
    st.html(f'{_KEYS}<div class="cth-measures">{cards}</div>')


def _card(name: str, row: pd.Series) -> str:
    figures = _shown(name, row)
    if whole(row["today"]) is None or whole(row["with_contract"]) is None:
        figures = _withheld(row)
    elif _is_mostly_unknown(row):
        figures = _unknown(row)
    return (
        f'<section class="cth-measure"><h2 title="{text(row["definition"])}">'
        f"{text(row['label'])}</h2>{figures}</section>"
    )


def _shown(name: str, row: pd.Series) -> str:
    after = figure(row["with_contract"])
    after = f"up to {after}" if name == PROVED else f"{after} with the same beds"
    return (
        f'<p class="cth-figure">{whole(row["today_share"])}%<span class="cth-after">'
        '<span class="cth-arrow" aria-hidden="true"></span>'
        '<span class="cth-read"> today, with the contract </span>'
        f"{whole(row['with_contract_share'])}%</span></p>"
        f"{_bar(row)}"
        f"<p>{figure(row['today'])} of {figure(row['children'])} children; "
        f"{after}</p>"
        f'<p class="cth-quiet">{_not_known(row)}</p>'
    )


def _is_mostly_unknown(row: pd.Series) -> bool:
    """Tell whether of more than half of the children it is not known: a share would mislead."""
    unknown, everyone = whole(row["today_unknown"]), whole(row["children"])
    return bool(unknown and everyone and 2 * unknown > everyone)


def _unknown(row: pd.Series) -> str:
    return (
        '<p class="cth-figure is-hidden">not known</p>'
        f"{_bar(row)}"
        f"<p>Of {figure(row['today_unknown'])} of {figure(row['children'])} children</p>"
        f'<p class="cth-quiet">{_not_known(row)}</p>'
    )


def _withheld(row: pd.Series) -> str:
    parts = (
        f"{words} {figure(row[when])}"
        for words, when in (("today", "today"), ("with the contract", "with_contract"))
    )
    share = whole(row["today_share"])
    lead = (
        f'<p class="cth-figure is-hidden">{HIDDEN}</p>'
        if share is None
        else f'<p class="cth-figure">{share}%<span class="cth-read"> today</span></p>'
    )
    return (
        f"{lead}"
        f"<p>Of {figure(row['children'])} children: {', '.join(parts)}</p>"
        f'<p class="cth-quiet">{WHY_HIDDEN[0].upper()}{WHY_HIDDEN[1:]}.</p>'
    )


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


def _not_known(row: pd.Series) -> str:
    unknown, low, high = (
        whole(row[column]) for column in ("today_unknown", "today_lowest", "today_highest")
    )
    if unknown == 0:
        return "Known for all"
    if low is None or high is None:
        return f"Not known: {figure(unknown)}"
    span = f"{low}% either way" if low == high else f"so {low}% to {high}% today"
    return f"Not known: {figure(unknown)}, {span}"
