"""The four measures in words: the same on the page, on paper and on a slide."""

from collections.abc import Mapping
from typing import Any, Final

from lib.answer.areas import PARTITIONS, WHENS
from lib.answer.definitions import DEFINITIONS
from lib.answer.view import OverviewView
from lib.exports.briefing import Measure
from lib.maps.figures import HIDDEN, WHY_HIDDEN, figure, whole
from lib.maps.state import released

PROVED: Final = "in_footprint"
"""The measure for which the beds are given out: the others follow from it, and are no bounds."""

NOT_KNOWN: Final = "not known"


def measures_of_all(view: OverviewView) -> tuple[Measure, ...]:
    """Say the measures of all areas together."""
    rows = released(view.measures)
    return tuple(
        measure(
            str(name),
            dict(zip(rows.columns, row, strict=True)),
            is_most=name == PROVED,
            has_ages=view.has_ages,
        )
        for name, row in zip(rows.index, rows.to_numpy().tolist(), strict=True)
    )


def measures_of_area(view: OverviewView, area_code: str) -> tuple[Measure, ...]:
    """Say those of one area, for which nothing is proved to be the most."""
    of = released(view.boroughs).loc[area_code]
    found = []
    for name, (_, unknown) in PARTITIONS.items():
        row: dict[str, Any] = {"children": of["today_children"]}
        for when in WHENS:
            row[when] = of[f"{when}_{name}"]
            row[f"{when}_unknown"] = of[f"{when}_{unknown}"]
            for part in ("share", "lowest", "highest"):
                row[f"{when}_{part}"] = of[f"{when}_{name}_{part}"]
        found.append(measure(name, row, is_most=False, has_ages=view.has_ages))
    return tuple(found)


def measure(name: str, row: Mapping[str, Any], *, is_most: bool, has_ages: bool) -> Measure:
    """
    Say one measure.

    Parameters
    ----------
    row
        As a row of ``OverviewView.measures``; cells may be missing.
    is_most
        Whether the number with the contract is proved to be the most.
    has_ages
        As in ``OverviewView``: without them nothing is said of the contract.
    """
    label = DEFINITIONS[name].label
    if whole(row["today"]) is None or whole(row["with_contract"]) is None:
        return _withheld(label, row)
    if _is_mostly_unknown(row):
        counted = f"Of {figure(row['today_unknown'])} of {figure(row['children'])} children"
        return Measure(label=label, now=NOT_KNOWN, said=(counted, _not_known(row)))
    if not has_ages:
        counted = f"{figure(row['today'])} of {figure(row['children'])} children"
        return Measure(
            label=label,
            now=f"{whole(row['today_share'])}%",
            said=(f"{counted}; with the contract {NOT_KNOWN}", _not_known(row)),
        )
    after = figure(row["with_contract"])
    after = f"up to {after}" if is_most else f"{after} with the same beds"
    return Measure(
        label=label,
        now=f"{whole(row['today_share'])}%",
        after=f"{whole(row['with_contract_share'])}%",
        said=(
            f"{figure(row['today'])} of {figure(row['children'])} children; {after}",
            _not_known(row),
        ),
    )


def _is_mostly_unknown(row: Mapping[str, Any]) -> bool:
    """Tell whether of more than half of the children it is not known: a share would mislead."""
    unknown, everyone = whole(row["today_unknown"]), whole(row["children"])
    return bool(unknown and everyone and 2 * unknown > everyone)


def _withheld(label: str, row: Mapping[str, Any]) -> Measure:
    parts = ", ".join(
        f"{words} {figure(row[when])}"
        for words, when in (("today", "today"), ("with the contract", "with_contract"))
    )
    share = whole(row["today_share"])
    return Measure(
        label=label,
        now=HIDDEN if share is None else f"{share}%",
        said=(
            f"Of {figure(row['children'])} children: {parts}",
            f"{WHY_HIDDEN[0].upper()}{WHY_HIDDEN[1:]}.",
        ),
    )


def _not_known(row: Mapping[str, Any]) -> str:
    unknown, low, high = (
        whole(row[column]) for column in ("today_unknown", "today_lowest", "today_highest")
    )
    if unknown == 0:
        return "Known for all"
    if low is None or high is None:
        return f"Not known: {figure(unknown)}"
    span = f"{low}% either way" if low == high else f"so {low}% to {high}% today"
    return f"Not known: {figure(unknown)}, {span}"
