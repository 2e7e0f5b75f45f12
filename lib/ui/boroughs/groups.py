"""The children by group: age, distance, provider and legal status."""

from typing import Final

import streamlit as st

from lib.answer.areas import TOTAL
from lib.answer.boroughs.view import BoroughsView
from lib.answer.wording import day
from lib.disclosure.released import Audience
from lib.maps.figures import whole
from lib.maps.state import released
from lib.ui.boroughs.whose import of_loaded, section, without_children
from lib.ui.controls import ALL_CHILDREN
from lib.ui.markup import table
from lib.ui.sheet import row_button
from lib.ui.state import Key
from lib.ui.tables import counts, medians, why_hidden, with_shares
from lib.ui.written import written

_NOBODY: Final = ("0", "0", "0", "")


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
    fields = rows["field"].tolist()
    chosen = view.group.key if view.group else None
    cells = zip(
        counts(shown, "children"),
        with_shares(shown, "today_in_footprint"),
        with_shares(shown, "with_contract_in_footprint"),
        with_shares(shown, "today_miles_20_or_less"),
        medians(shown, "today_median_miles"),
        strict=True,
    )
    return table(
        [
            # of nobody no share is known, and no distance
            [_heading(key, name, chosen), *(row if children != 0 else ("0", *_NOBODY))]
            for key, name, children, row in zip(
                rows.index,
                rows["name"].tolist(),
                map(whole, rows["children"].tolist()),
                cells,
                strict=True,
            )
        ],
        heads=(
            "Group",
            "Children",
            "Inside today",
            "Inside with the contract",
            "20 miles or less today",
            "Middle distance today, in miles",
        ),
        caption="Children by group, each in the group of today." + why_hidden(shown),
        last_is_total=rows.index[-1] == TOTAL,
        kinds={at: "is-chosen" for at, key in enumerate(rows.index) if key == chosen},
        sections={
            at: field for at, field in enumerate(fields) if field and field not in fields[:at]
        },
        of="cth-groups",
    )


def _heading(key: str, name: str, chosen: str | None) -> str:
    if key == TOTAL:
        return row_button(ALL_CHILDREN, value=key, is_chosen=None)
    return row_button(name, value=key, is_chosen=key == chosen)
