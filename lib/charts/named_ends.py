"""The names of lines at their ends: none lies on another, and each is joined to its line."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

import altair as alt
import pandas as pd

from lib.charts.style import BODY_PX

_LINE_PX: Final = BODY_PX + 2
_LONGEST_IN_A_LINE: Final = 18
"""Characters: a phone has no room for more beside the lines."""

_JOINED_PX: Final = (5, 19)
"""From the end of a line to its name: where the joining stroke begins and where it ends."""

_NAME_PX: Final = 23


@dataclass(frozen=True, kw_only=True)
class End:
    """Where a line ends, and what is said there; ``text`` is from `end_text`."""

    year: object
    value: float
    text: str
    colour: str
    is_bold: bool = False


def end_text(name: str, figure: str, *, part: str = "") -> str:
    """
    Write a name and a figure in lines that a phone has room for.

    Parameters
    ----------
    part
        Of how many of those that belong to it the line is; on a line of its own.
    """
    in_one = figure.replace(" ", "\N{NO-BREAK SPACE}")
    lines = wrap(f"{name} {in_one}", _LONGEST_IN_A_LINE, break_long_words=False)
    return "\n".join([*lines, *([f"({part})"] if part else [])])


def named_ends(
    ends: Sequence[End], *, x: alt.X, y: alt.Y, top: float, height_px: int
) -> list[alt.Chart]:
    """
    Make layers of names to the right of the last year.

    Parameters
    ----------
    x, y
        Of the lines, on fields ``year`` and ``value``.
    top, height_px
        Where the scale of ``y`` ends, and how many pixels that is above nought.
    """
    per_px = top / height_px
    more_lines = [end.text.count("\n") for end in ends]
    heights = [per_px * _LINE_PX * (more + 1) for more in more_lines]
    places = label_places([end.value for end in ends], heights, top=top)
    last = max((str(end.year) for end in ends), default="")
    joined = pd.DataFrame(
        [
            {"year": end.year, "value": end.value, "name": at, "colour": end.colour}
            for end, at in zip(ends, places, strict=True)
            if str(end.year) == last  # from an earlier year it would run through the picture
        ],
        columns=["year", "value", "name", "colour"],
    )
    begins_px, ends_px = _JOINED_PX
    colour = alt.Color("colour:N", scale=None)
    stroke = (
        alt.Chart(joined)
        .mark_rule(strokeWidth=1, xOffset=begins_px, x2Offset=ends_px)
        .encode(x=x, x2="year", y=y, y2="name", color=colour)
    )
    names = pd.DataFrame(
        [
            {
                "year": joined["year"].iloc[0] if len(joined) else end.year,
                # a text of two lines hangs from the middle of its first
                "value": at + per_px * _LINE_PX * more / 2,
                "text": end.text,
                "colour": end.colour,
                "is_bold": end.is_bold,
            }
            for end, at, more in zip(ends, places, more_lines, strict=True)
        ],
        columns=["year", "value", "text", "colour", "is_bold"],
    )
    return [
        stroke,
        *(
            alt.Chart(names[names["is_bold"] == is_bold])
            .mark_text(
                align="left",
                baseline="middle",
                dx=_NAME_PX,
                lineBreak="\n",
                lineHeight=_LINE_PX,
                fontWeight="bold" if is_bold else "normal",
            )
            .encode(x=x, y=y, text="text:N", color=colour)
            for is_bold in (False, True)
        ),
    ]


def label_places(values: Sequence[float], heights: Sequence[float], *, top: float) -> list[float]:
    """
    Stand labels as near to where they belong as they can without lying on each other.

    Those that would are stacked, and the stack moved to where they are on the whole nearest:
    the regression of isotonic sequences, by pooling neighbours.

    Parameters
    ----------
    values, heights
        Where the middle of each belongs, and how high it is, in one unit.
    top
        Up to where there is room, if there is room for all.
    """
    stacks: list[list[int]] = []
    for at in sorted(range(len(values)), key=values.__getitem__):
        stacks.append([at])
        while len(stacks) > 1 and _top(stacks[-2], values, heights, top) > _foot(
            stacks[-1], values, heights, top
        ):
            above = stacks.pop()
            stacks[-1] += above
    places = [0.0] * len(values)
    for stack in stacks:
        foot = _foot(stack, values, heights, top)
        for at in stack:
            places[at] = foot + heights[at] / 2
            foot += heights[at]
    return places


def _foot(
    stack: Sequence[int], values: Sequence[float], heights: Sequence[float], top: float
) -> float:
    """Find where a stack stands: its members on the whole nearest to where they belong."""
    below, wanted = 0.0, 0.0
    for at in stack:
        wanted += values[at] - below - heights[at] / 2
        below += heights[at]
    return max(0.0, min(wanted / len(stack), top - below))


def _top(
    stack: Sequence[int], values: Sequence[float], heights: Sequence[float], top: float
) -> float:
    return _foot(stack, values, heights, top) + sum(heights[at] for at in stack)
