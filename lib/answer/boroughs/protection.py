"""What the tables of the Boroughs page reveal by subtraction, with those of the Overview."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from lib.answer.areas import TOTAL, WHENS
from lib.answer.boroughs.groups import BANDS, GROUPS, Field
from lib.answer.boroughs.tables import DISTANCE_UNKNOWN, OF_GROUPS, OF_RETENTION
from lib.answer.links import Links
from lib.disclosure.release import Unreleased
from lib.disclosure.sums import Cell
from lib.units import NEAR_MILES

TABLES: Final = frozenset({"groups", "bands", "retention", "need"})
"""Given up before any cell of the Overview."""


def _is_near_or_far(key: str) -> bool:
    return key.endswith(("near", "far"))


_BAND_KEYS: Final = tuple(band.key for band in BANDS)

GIVEN_UP_BEFORE: Final = (
    *(
        f"{when}_{key}"
        for when in reversed(WHENS)
        for key in (*sorted(OF_RETENTION, key=_is_near_or_far), *_BAND_KEYS)
    ),
    "living_here",
)
KEPT_LONGEST: Final = ("children",)
"""Among these tables: columns worth less, and more, than those that the Overview has too."""

_NEAR: Final = tuple(band.key for band in BANDS if band.to_miles <= NEAR_MILES)
_FAR: Final = tuple(band.key for band in BANDS if band.to_miles > NEAR_MILES)

_BY_DISTANCE: Final = tuple(one.key for one in GROUPS if one.field is Field.DISTANCE)
_BAND_OF_GROUP: Final = dict(zip(_BY_DISTANCE, _BAND_KEYS, strict=False))
_UNKNOWN_DISTANCE: Final = _BY_DISTANCE[-1]

_LINKED: Final = (
    "children",
    "today_in_footprint",
    "with_contract_in_footprint",
    "today_miles_20_or_less",
)
"""Of a distance the last goes without saying."""

_UNKNOWN: Final = tuple(column for column in OF_GROUPS if column.endswith("_unknown"))
"""Never shown of a group, so that no sum of groups gives them back."""

_SIDES: Final = {
    "inside": "in_footprint",
    "outside": "outside_footprint",
    "nowhere": "footprint_unknown",
}
_REACHES: Final = {
    "near": "miles_20_or_less",
    "far": "miles_over_20",
    DISTANCE_UNKNOWN: DISTANCE_UNKNOWN,
}


def same_as(tables: Sequence[Unreleased]) -> dict[Cell, Cell]:
    """Name the cells that count the same children as a cell of the Overview, or of a band."""
    if not tables:
        return {}
    found = {
        Cell("groups", TOTAL, column): _of_all("today_children" if column == "children" else column)
        for column in OF_GROUPS
    }
    for when in WHENS:
        for key in ("children", DISTANCE_UNKNOWN, "distance_known"):
            found[Cell("bands", TOTAL, f"{when}_{key}")] = _of_all(f"{when}_{key}")
    for group, band in _BAND_OF_GROUP.items():
        columns = ["children", "today_distance_known"]
        if band in _NEAR:
            columns.append("today_miles_20_or_less")
        for column in columns:
            found[Cell("groups", group, column)] = Cell("bands", TOTAL, f"today_{band}")
    for column in ("children", "today_distance_unknown"):
        found[Cell("groups", _UNKNOWN_DISTANCE, column)] = _of_all(f"today_{DISTANCE_UNKNOWN}")
    found[Cell("groups", _UNKNOWN_DISTANCE, "today_in_footprint")] = Cell(
        "retention", TOTAL, f"today_inside_{DISTANCE_UNKNOWN}"
    )
    for cell in _cells_of("need", tables):
        if cell.column == "children":
            found[cell] = Cell("areas", cell.row, "today_children")
    found[Cell("need", TOTAL, "living_here")] = _of_all("today_in_footprint")
    return found


def withheld(tables: Sequence[Unreleased]) -> frozenset[Cell]:
    """Name what is not known of each group with children: as by area, it is never shown."""
    return frozenset(
        Cell("groups", cell.row, column)
        for cell, count in _cells_of("groups", tables).items()
        if cell.column == "children" and cell.row != TOTAL and count
        for column in _UNKNOWN
        if not (cell.row in _BY_DISTANCE and column == "today_distance_unknown")
    )


def link(links: Links, tables: Sequence[Unreleased], flows: Unreleased) -> None:
    """
    Add what links these tables with each other and with those of the Overview.

    Parameters
    ----------
    links
        Knows the cells of all the tables, and which are the same as others.
    tables
        Those of the Boroughs page, or none.
    """
    if not tables:
        return
    for when in WHENS:
        _leave_out_the_empty(links, when)
    for field in Field:
        _link_groups(links, field)
    for when in WHENS:
        _link_bands(links, when)
        _link_retention(links, when)
    for table, keys in (("bands", _BAND_KEYS), ("retention", OF_RETENTION)):
        for key in keys:
            links.change(*(Cell(table, TOTAL, f"{when}_{key}") for when in WHENS), table=table)
    need = next(one.table for one in tables if one.name == "need")
    _link_need(links, need, flows)


def _cells_of(name: str, tables: Sequence[Unreleased]) -> dict[Cell, int]:
    return next((one.cells() for one in tables if one.name == name), {})


def _of_all(column: str) -> Cell:
    return Cell("areas", TOTAL, column)


def _leave_out_the_empty(links: Links, when: str) -> None:
    """Nobody in a group, in a band or on a side leaves nobody in any part of it."""
    for key in (*(one.key for one in GROUPS), TOTAL):
        children, *some = (Cell("groups", key, column) for column in OF_GROUPS)
        links.empty(children, some)
    for column in OF_GROUPS[1:]:
        links.empty(_of_all(column), [Cell("groups", one.key, column) for one in GROUPS])
    cells = _quadrant(when)
    for reach, column in _REACHES.items():
        known = [cells[side, reach] for side in ("inside", "outside")]
        links.left_over(cells["nowhere", reach], _of_all(f"{when}_{column}"), known)
    for reach, column in _REACHES.items():
        links.empty(_of_all(f"{when}_{column}"), [cells[side, reach] for side in _SIDES])
    for side, column in _SIDES.items():
        links.empty(_of_all(f"{when}_{column}"), [cells[side, reach] for reach in _REACHES])
    not_known = Cell("retention", TOTAL, f"{when}_not_known")
    links.empty(not_known, [not_known])


def _quadrant(when: str) -> dict[tuple[str, str], Cell]:
    """Three sides by three reaches; of whom the side is not known, no table tells the reach."""
    return {
        (side, reach): Cell("retention", TOTAL, f"{when}_{side}_{reach}")
        for side in _SIDES
        for reach in _REACHES
    }


def _link_groups(links: Links, field: Field) -> None:
    """The groups of a field are all the children once; parts of a group are some of it."""
    keys = [one.key for one in GROUPS if one.field is field]
    columns = _LINKED[:-1] if field is Field.DISTANCE else _LINKED
    for column in columns:
        links.parts(
            Cell("groups", TOTAL, column),
            [Cell("groups", key, column) for key in keys],
            small=Cell("groups", field, f"{column} of small groups"),
        )
    for key in keys:
        children, *some = (Cell("groups", key, column) for column in columns)
        for part in some:
            links.within(children, part, table="groups")
    _link_brought_inside(links, keys, field)


def _link_brought_inside(links: Links, keys: Sequence[str], field: Field) -> None:
    """The children whom the contract brings inside are of one group each."""
    total, *parts = (
        links.change(
            *(Cell("groups", row, f"{when}_in_footprint") for when in WHENS),
            # what all are is told by the Overview, whose figures are kept longer
            table=None if row == TOTAL else "groups",
        )
        for row in (TOTAL, *keys)
    )
    known = [cell for cell in parts if cell is not None]
    if total is None or links.count(total) != sum(links.count(cell) or 0 for cell in known):
        return
    links.parts(total, known, small=Cell("groups", field, "brought inside of small groups"))


def _link_bands(links: Links, when: str) -> None:
    """The bands up to 20 miles are the near children, the others those over 20."""
    for whole, keys in (("miles_20_or_less", _NEAR), ("miles_over_20", _FAR)):
        links.parts(
            _of_all(f"{when}_{whole}"),
            [Cell("bands", TOTAL, f"{when}_{key}") for key in keys],
            small=Cell("bands", f"small bands of {whole}", when),
        )


def _link_retention(links: Links, when: str) -> None:
    """
    Add up each side of the line, and each reach.

    The distance groups of the children inside add up to the near and the far inside.
    """
    cells = _quadrant(when)
    for side, column in _SIDES.items():
        _link_three(links, _of_all(f"{when}_{column}"), [cells[side, reach] for reach in _REACHES])
    for reach, column in _REACHES.items():
        _link_three(links, _of_all(f"{when}_{column}"), [cells[side, reach] for side in _SIDES])
    not_known = Cell("retention", TOTAL, f"{when}_not_known")
    far_unknown = [cells[side, DISTANCE_UNKNOWN] for side in ("inside", "outside")]
    _link_three(links, not_known, [*far_unknown, _of_all(f"{when}_footprint_unknown")])
    side_unknown = [cells["nowhere", reach] for reach in ("near", "far")]
    _link_three(links, not_known, [*side_unknown, _of_all(f"{when}_{DISTANCE_UNKNOWN}")])
    quadrant = [cells[side, reach] for side in ("inside", "outside") for reach in ("near", "far")]
    links.parts(
        _of_all(f"{when}_children"),
        [*quadrant, not_known],
        small=Cell("retention", "small parts of all", when),
    )
    if when == "today":
        for reach, bands in (("near", _NEAR), ("far", _FAR)):
            links.parts(
                cells["inside", reach],
                [
                    Cell("groups", group, "today_in_footprint")
                    for group, band in _BAND_OF_GROUP.items()
                    if band in bands
                ],
                small=Cell("retention", f"small bands of {reach} inside", when),
            )


def _link_three(links: Links, whole: Cell, parts: Sequence[Cell]) -> None:
    """Link each of three parts of a whole with what the other two are together."""
    links.parts(whole, parts)
    for part in parts:
        rest = links.within(whole, part, table="retention")
        if rest is not None:
            links.parts(rest, [other for other in parts if other != part])


def _link_need(links: Links, need: pd.DataFrame, flows: Unreleased) -> None:
    """Children who live in an area came by the flows into it; its own are some of them."""
    here = {row: Cell("need", row, "living_here") for row in need.index if row != TOTAL}
    links.parts(
        _of_all("today_in_footprint"),
        [*here.values()],
        small=Cell("need", TOTAL, "living_here of small areas"),
    )
    ends = flows.table["destination_code"]
    for row, cell in here.items():
        links.parts_that_vanish(
            cell,
            [Cell("flows", flow, "today") for flow in ends.index[ends == row]],
            small=Cell("need", row, "living_here by small flows"),
        )
        links.within(cell, Cell("areas", row, "today_in_borough"), table="need")
