"""The children by group: age, distance, provider and legal status."""

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
    columns = {
        "Children": counts(shown, "children"),
        "Inside today": with_shares(shown, "today_in_footprint"),
        "Inside with the contract": with_shares(shown, "with_contract_in_footprint"),
        "20 miles or less today": with_shares(shown, "today_miles_20_or_less"),
    }
    if shown.audience is Audience.OFFICERS:  # by group, nobody else is ever told
        columns["Middle distance today, in miles"] = medians(shown, "today_median_miles")
    # of nobody no share is known, and no distance
    nobody = ("0", "0", "0", "0", "")[: len(columns)]
    cells = zip(*columns.values(), strict=True)
    return table(
        [
            [_heading(key, name, chosen), *(row if children != 0 else nobody)]
            for key, name, children, row in zip(
                rows.index,
                rows["name"].tolist(),
                map(whole, rows["children"].tolist()),
                cells,
                strict=True,
            )
        ],
        heads=("Group", *columns),
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
