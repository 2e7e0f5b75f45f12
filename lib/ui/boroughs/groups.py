"""The children by group: age, distance, provider and legal status."""

from collections.abc import Hashable, Iterable
from typing import Final

import streamlit as st

from lib.answer.areas import TOTAL
from lib.answer.boroughs.view import BoroughsView
from lib.answer.wording import day
from lib.disclosure.released import Audience, Released
from lib.maps.figures import whole
from lib.maps.state import released
from lib.ui.boroughs.whose import of_loaded, section, without_children
from lib.ui.controls import ALL_CHILDREN
from lib.ui.markup import table
from lib.ui.sheet import row_button
from lib.ui.state import Key
from lib.ui.tables import (
    HIDDEN_TOGETHER,
    counts,
    hidden_together,
    medians,
    why_hidden,
    with_shares,
)
from lib.ui.written import written

_COUNTS: Final = (
    "children",
    "today_in_footprint",
    "with_contract_in_footprint",
    "today_miles_20_or_less",
)


def by_group(view: BoroughsView) -> list[str]:
    """Write each group's children, how many live inside and near, and how far."""
    overview = view.overview
    is_of_borough = overview.audience is Audience.OFFICERS
    row = (view.area_code if is_of_borough else None) or TOTAL
    place = overview.footprint_name if row == TOTAL else overview.boroughs.text(row, "name")
    head = section(
        "By group",
        f"All children, {place}, {day(overview.as_of)}",
        sentence=of_loaded(view, row, view.groups_sentence),
    )
    instead = without_children(view, row, children=view.by_group.count(TOTAL, "children"))
    return [head, instead or written(view, "groups", lambda: _table(view))]


def choose_group(view: BoroughsView, key: str) -> None:
    """Choose a group before the script runs; the one that is chosen now, or all, undoes it."""
    is_undone = key == TOTAL or (view.group is not None and key == view.group.key)
    names = {group.key: group.name for group in view.groups}
    st.session_state[Key.GROUP] = ALL_CHILDREN if is_undone else names[key]


def _table(view: BoroughsView) -> str:
    shown = view.by_group
    rows = released(shown)
    chosen = view.group.key if view.group else None
    children, *parts = _COUNTS
    heads = ("Children", "Inside today", "Inside with the contract", "20 miles or less today")
    texts = (counts(shown, children), *(with_shares(shown, part) for part in parts))
    columns = dict(zip(heads, texts, strict=True))
    if shown.audience is Audience.OFFICERS:  # by group, nobody else is ever told
        columns["Middle distance today, in miles"] = medians(shown, "today_median_miles")
    # of nobody no share is known, and no distance
    nobody = ("0", "0", "0", "0", "")[: len(columns)]
    cells = dict(zip(rows.index, zip(*columns.values(), strict=True), strict=True))
    lines: list[list[str]] = []
    kinds, sections = {}, {}
    for field, groups in rows.groupby("field", sort=False):
        if field:
            sections[len(lines)] = str(field)
        for key, name, children in zip(
            groups.index, groups["name"].tolist(), groups["children"].tolist(), strict=True
        ):
            if key == chosen:
                kinds[len(lines)] = "is-chosen"
            row = nobody if whole(children) == 0 else cells[key]
            lines.append([_heading(key, name, chosen), *row])
        if field and TOTAL in rows.index:
            lines += _hidden_together(shown, groups.index)
    return table(
        lines,
        heads=("Group", *columns),
        caption="Children by group, each in the group of today." + why_hidden(shown),
        last_is_total=rows.index[-1] == TOTAL,
        kinds=kinds,
        sections=sections,
        of="cth-groups",
    )


def _hidden_together(shown: Released, keys: Iterable[Hashable]) -> list[list[str]]:
    """Write one line more where some groups of a field are hidden."""
    told = hidden_together(
        shown, (((TOTAL, column), [(key, column) for key in keys]) for column in _COUNTS)
    )
    return [[HIDDEN_TOGETHER, *told]] if told else []


def _heading(key: str, name: str, chosen: str | None) -> str:
    if key == TOTAL:
        return row_button(ALL_CHILDREN, value=key, is_chosen=None)
    return row_button(name, value=key, is_chosen=key == chosen)
