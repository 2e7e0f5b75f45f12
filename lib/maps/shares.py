"""Boroughs shaded by the share of their children who live inside, or by its change."""

from collections.abc import Iterable
from typing import Final, Literal, TypedDict

from lib.maps.areas import Area
from lib.maps.figures import HIDDEN
from lib.maps.state import Mode

CLASSES: Final = 5
SHARE_BREAKS: Final = (0, 20, 40, 60, 80, 100)
"""Ends of the classes of a share, in whole percentages: one colour means the same in every view."""

CHANGE_STEPS: Final = {5: 1, 10: 2, 20: 4, 50: 5}
"""Points between the classes, and from where on a change is one: below it is almost none."""

NOT_LOADED: Final = "not loaded"
NO_CHILDREN: Final = "no children"
NOT_KNOWN: Final = "not known"
UNSHADED: Final = frozenset({HIDDEN, NOT_LOADED, NO_CHILDREN, NOT_KNOWN})
"""Labels of areas that have no shade, and why."""


class Scale(TypedDict):
    """
    The line of numbers under the shades.

    ``breaks`` are the six ends of the five classes, percentages or percentage points;
    ``of_all`` is the figure of all areas together.
    """

    kind: Literal["share", "change"]
    breaks: list[int]
    title: str
    of_all: int | None


class Shades(TypedDict):
    """
    Shade, figure and label of each authority, and the scale that they are read by.

    Shade and figure are None where hidden, not loaded or mostly not known. Of a merged area the
    first authority bears the label, the others an empty one.
    """

    shades: dict[str, int | None]
    values: dict[str, int | None]
    labels: dict[str, str]
    scale: Scale


def shades(areas: Iterable[Area], mode: Mode, *, footprint_name: str) -> Shades:
    """
    Shade each authority of the footprint for one picture.

    Parameters
    ----------
    areas
        Those of the footprint, and all together.
    """
    areas = list(areas)
    figures = {area.code: _figure(area, mode) for area in areas}
    of_all = next((figures[area.code] for area in areas if area.is_all), None)
    if mode is Mode.CHANGES:
        breaks = change_breaks(points for points in figures.values() if points is not None)
    else:
        breaks = list(SHARE_BREAKS)
    classed = Shades(
        shades={},
        values={},
        labels={},
        scale=Scale(
            kind="change" if mode is Mode.CHANGES else "share",
            breaks=breaks,
            title=_title(mode, footprint_name),
            of_all=of_all,
        ),
    )
    for area in areas:
        if area.is_all:
            continue
        figure = figures[area.code]
        labels = [_label(area, figure, mode), *("" for _ in area.authorities[1:])]
        for code, label in zip(area.authorities, labels, strict=True):
            classed["shades"][code] = None if figure is None else _class(figure, breaks, mode)
            classed["values"][code] = figure
            classed["labels"][code] = label
    return classed


def change_breaks(points: Iterable[int]) -> list[int]:
    """
    Give the ends of five classes about zero that hold all changes, in percentage points.

    The middle one is narrow: it is white, and stands for almost no change alone.
    """
    most = max((abs(change) for change in points), default=0)
    step = next(step for step in CHANGE_STEPS if most <= 2 * step)
    least = CHANGE_STEPS[step]
    return [-2 * step, -step, -least, least, step, 2 * step]


def _class(figure: int, breaks: list[int], mode: Mode) -> int:
    """Find the class, from 0: a share on a break is of the higher one, a change of the outer."""
    if mode is Mode.CHANGES:
        steps = sum(abs(figure) >= end for end in breaks[3:5])
        return CLASSES // 2 + (steps if figure > 0 else -steps)
    return sum(figure >= end for end in breaks[1:5])


def _figure(area: Area, mode: Mode) -> int | None:
    if area.today.are_mostly_unknown:
        return None
    if mode is Mode.CHANGES:
        return area.points_more
    return (area.today if mode is Mode.TODAY else area.with_contract).share


def _label(area: Area, figure: int | None, mode: Mode) -> str:
    if not area.is_loaded:
        return NOT_LOADED
    if area.today.are_mostly_unknown:
        return NOT_KNOWN
    if figure is None:
        return NO_CHILDREN if area.today.children == 0 else HIDDEN
    if mode is not Mode.CHANGES:
        return f"{figure}%"
    if figure == 0:
        return "no change"
    sign = "+" if figure > 0 else "\N{MINUS SIGN}"
    return f"{sign}{abs(figure)} point{'' if abs(figure) == 1 else 's'}"


def _title(mode: Mode, footprint_name: str) -> str:
    return {
        Mode.TODAY: f"Share of each borough's children who live inside {footprint_name}",
        Mode.WITH_CONTRACT: (
            f"Share of each borough's children who could live inside {footprint_name}"
        ),
        Mode.CHANGES: (
            f"Change in the share who could live inside {footprint_name}, in percentage points"
        ),
    }[mode]
