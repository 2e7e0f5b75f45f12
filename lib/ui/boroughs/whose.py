"""Whose figures a section shows, and what stands in its place where there are none."""

from lib.answer.areas import TOTAL
from lib.answer.boroughs.view import BoroughsView
from lib.answer.wording import day
from lib.disclosure.released import Audience, Released
from lib.maps.state import released
from lib.ui.markup import element, text


def row_of(shown: Released, view: BoroughsView) -> str:
    """Name the row of the borough that was chosen; that of all where the audience has no other."""
    is_there = view.area_code is not None and view.area_code in shown.table.index
    return str(view.area_code) if is_there else TOTAL


def whose(shown: Released, view: BoroughsView) -> str:
    """Name the children, the place and the date of a figure, for the line beneath its title."""
    row = row_of(shown, view)
    boroughs = released(view.overview.boroughs)
    place = view.overview.footprint_name if row == TOTAL else str(boroughs.at[row, "name"])
    return f"{children(view)}, {place}, {day(view.overview.as_of)}"


def children(view: BoroughsView) -> str:
    """Name the children whom the tables by borough count: officers may choose a group."""
    is_of_group = view.group is not None and view.overview.audience is Audience.OFFICERS
    return f"Children {view.group.whom}" if view.group and is_of_group else "All children"


def section(title: str, beneath: str, *, sentence: str, of: str = "") -> str:
    """Write what a section shows, of whom, and the finding in one sentence; ``of`` is a class."""
    return (
        element("h2", text(title), of=f"cth-chart-title {of}".rstrip())
        + element("p", text(beneath), of="cth-quiet")
        + (element("p", text(sentence)) if sentence else "")
    )


def of_loaded(view: BoroughsView, row: str, sentence: str) -> str:
    """Give a sentence on a row of boroughs; none where its return is not loaded."""
    return sentence if _is_loaded(view, row) else ""


def without_children(view: BoroughsView, row: str, *, children: int | None) -> str:
    """Say what brings children, where a row of boroughs has none; nothing where it has some."""
    if not _is_loaded(view, row):
        name = view.overview.boroughs.text(row, "name")
        return note(
            f"No return from {name} is loaded. Put its SSDA903 return into a folder named {name} "
            f"or {row}, beside the others: then its children appear here."
        )
    if children == 0:
        return note(
            "Choose another group, borough or date: the figures of its children stand here."
        )
    return ""


def note(sentence: str) -> str:
    """Say what would stand here, where nothing can."""
    return element("p", text(sentence), of="cth-note")


def _is_loaded(view: BoroughsView, row: str) -> bool:
    return bool(released(view.overview.boroughs).at[row, "is_loaded"])
