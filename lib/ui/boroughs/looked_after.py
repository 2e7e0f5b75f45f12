"""All looked-after children by borough: their ages, providers and legal statuses."""

from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.boroughs.groups import Field, Group
from lib.answer.boroughs.looked_after import CHILDREN
from lib.answer.boroughs.view import LookedAfterView
from lib.answer.wording import day
from lib.disclosure.released import Audience
from lib.maps.figures import children
from lib.maps.state import released
from lib.ui import frame, queries
from lib.ui.boroughs.whose import note, section
from lib.ui.markup import table, text
from lib.ui.sheet import sheet
from lib.ui.state import Selection
from lib.ui.tables import (
    HIDDEN_TOGETHER,
    NOT_LOADED,
    borough_names,
    counts,
    hidden_together,
    why_hidden,
    with_shares,
)
from lib.ui.written import written

_BY: Final = {
    Field.AGE: "by age",
    Field.PROVIDER: "by the provider of their placement",
    Field.LEGAL_STATUS: "by legal status",
}


_FOLLOWS: Final = (
    "All looked-after children by borough: working out which figures may be shown beside those "
    "above. They appear here by themselves, after some seconds."
)


def all_looked_after(selection: Selection) -> None:
    """Show how many children each borough looks after, wherever they are placed, by group."""
    view = queries.looked_after(selection)
    if view is None:
        frame.follows(_FOLLOWS, is_ready=lambda: queries.has_looked_after(selection))
    else:
        _show(view, selection.area_code)


def _show(view: LookedAfterView, area_code: str | None) -> None:
    row = area_code or TOTAL
    shown = view.by_borough
    place = view.footprint_name if row == TOTAL else shown.text(row, "name")
    head = section(
        "All looked-after children",
        f"Wherever they are placed, {place}, {day(view.as_of)}",
        sentence=view.sentences[row],
    )
    tables = [_table_of(view, field, area_code) for field in view.fields]
    sheet([head, *tables], name="looked-after", audience=shown.audience)


def _table_of(view: LookedAfterView, field: Field, area_code: str | None) -> str:
    return written(view, (field, area_code), lambda: _table(view, field, area_code))


def _table(view: LookedAfterView, field: Field, area_code: str | None) -> str:
    shown = view.by_borough
    rows = released(shown)
    *groups, unknown = view.fields[field]
    columns = {"All looked after": counts(shown, CHILDREN)}
    columns |= {text(one.name): with_shares(shown, one.key) for one in groups}
    together = hidden_together(
        shown,
        (((row, CHILDREN), [(row, one.key) for one in view.fields[field]]) for row in rows.index),
    )
    if together:
        columns[HIDDEN_TOGETHER] = together
    is_told_by_borough = shown.audience is Audience.OFFICERS
    if is_told_by_borough and shown.count(TOTAL, unknown.key):
        columns[text(unknown.name)] = with_shares(shown, unknown.key)
    nothing = (NOT_LOADED, *[""] * (len(columns) - 1))
    cells = zip(*columns.values(), strict=True)
    written_table = table(
        [
            [text(name), *(of_borough if is_loaded else nothing)]
            for name, is_loaded, of_borough in zip(
                borough_names(shown), rows["is_loaded"].tolist(), cells, strict=True
            )
        ],
        heads=("Borough", *columns),
        caption=f"All looked-after children {_BY[field]}." + why_hidden(shown),
        last_is_total=True,
        kinds={at: "is-chosen" for at, code in enumerate(rows.index) if code == area_code},
        of="cth-looked-after",
    )
    return written_table + ("" if is_told_by_borough else _not_known(view, unknown))


def _not_known(view: LookedAfterView, unknown: Group) -> str:
    """Of all boroughs together alone: by borough it would point to few children."""
    of_all = view.by_borough.count(TOTAL, unknown.key)
    if of_all == 0:
        return ""
    return note(f"{unknown.name}, all boroughs together: {children(of_all)}.")
