"""England's authorities shaded by a published figure, at a distance and close to a footprint."""

from collections.abc import Mapping
from typing import Any, Final

import altair as alt
import pandas as pd

from lib.answer.context.homes import HomesView, Measure
from lib.answer.context.homes_sentences import signed
from lib.charts.style import styled
from lib.maps.authority_shapes import (
    Feature,
    around,
    england,
    frame,
    hatching,
    inner_points,
    outline,
)
from lib.maps.figures import HIDDEN, whole
from lib.maps.palette import Palette

HEIGHT_PX: Final = 430

NO_FIGURE: Final = "No figure (hatched)"
_NONE: Final = "None"

CLASSES: Final[Mapping[Measure, tuple[tuple[int, str], ...]]] = {
    Measure.PLACES: (
        (0, _NONE),
        (1, "1 to 24"),
        (25, "25 to 49"),
        (50, "50 to 99"),
        (100, "100 to 199"),
        (200, "200 or more"),
    ),
    Measure.PER_100: (
        (0, "Fewer than 1"),
        (1, "1 to 4"),
        (5, "5 to 9"),
        (10, "10 to 19"),
        (20, "20 to 39"),
        (40, "40 or more"),
    ),
    Measure.NET_GAIN: (
        (-10_000, "50 or more sent"),
        (-49, "10 to 49 sent"),
        (-9, "About even: within 9"),
        (10, "10 to 49 received"),
        (50, "50 or more received"),
    ),
}
"""The least figure of each class and its words: the same in every year, so a colour means one."""

_NAME_PX: Final = 13
_NARROW_NAME_PX: Final = 10.5
_NARROW_PX: Final = 420
"""On a narrower map names of the usual size would lie on each other."""


def class_of(figure: int | None, measure: Measure) -> str:
    """Name the class of a figure."""
    if figure is None:
        return NO_FIGURE
    return next(name for least, name in reversed(CLASSES[measure]) if figure >= least)


def colours(measure: Measure, palette: Palette) -> dict[str, str]:
    """Give the colour of each class, and of areas without a figure."""
    tones = palette.as_dict()
    names = [name for _, name in CLASSES[measure]]
    if measure is Measure.NET_GAIN:
        found = [tones[f"change_{step}"] for step in range(1, 6)]
    else:
        found = [palette.panel, *(tones[f"share_{step}"] for step in range(1, 6))]
    return {**dict(zip(names, found, strict=True)), NO_FIGURE: palette.rule}


def homes_map(
    view: HomesView,
    measure: Measure,
    year: int,
    *,
    is_near: bool,
    palette: Palette,
    said: str,
) -> dict[str, Any]:
    """
    Shade each authority by its class; the footprint has a strong outline.

    Parameters
    ----------
    is_near
        The footprint with what adjoins it, its boroughs named with their figures; else England.
    said
        Read out in place of the picture.

    Returns
    -------
    dict
        A chart of Vega-Lite. Its outlines are set in after altair has checked the rest: to check
        each of their corners took seconds.

    Raises
    ------
    SourceError
        If the boundaries are missing or cannot be read.
    """
    shapes = around(view.footprint_codes) if is_near else england()
    rows, figures = view.of_year(year), view.figures(measure, year)
    areas = [_told(feature, rows, figures, measure) for feature in shapes.values()]
    tones = colours(measure, palette)
    unknown = {
        code
        for code in england()
        if code not in figures.index or class_of(whole(figures[code]), measure) == NO_FIGURE
    }
    names = [name for name in tones if name != NO_FIGURE or unknown]
    shaded = (
        alt.Chart(alt.NamedData("areas"))
        .mark_geoshape(stroke=palette.neighbour_outline, strokeWidth=0.6)
        .encode(
            color=alt.Color(
                "properties.class:N",
                scale=alt.Scale(domain=names, range=[tones[name] for name in names]),
                legend=alt.Legend(
                    columns=2,
                    symbolType="square",
                    symbolStrokeColor=palette.quiet_text,
                    symbolStrokeWidth=1,
                    symbolSize=180,
                ),
            ),
            description="properties.said:N",
            tooltip=[
                alt.Tooltip("properties.name:N", title="Authority"),
                alt.Tooltip("properties.figure:N", title=str(measure)),
                alt.Tooltip("properties.homes:N", title="Homes"),
            ],
        )
    )
    ours = alt.Chart(alt.NamedData("footprint")).mark_geoshape(
        aria=False, filled=False, stroke=palette.outline, strokeWidth=2 if is_near else 1.2
    )
    hatched = alt.Chart(alt.NamedData("hatched")).mark_geoshape(
        aria=False, filled=False, stroke=palette.quiet_text, strokeWidth=0.8, tooltip=None
    )
    layers = [shaded, hatched, ours]
    if is_near:
        water = alt.Chart(alt.NamedData("frame")).mark_geoshape(fill=palette.water, aria=False)
        layers = [water, *layers, *_names(view, measure, year, palette)]
    chart = styled(
        alt.layer(*layers).project(type="identity", reflectY=True),
        palette,
        height=HEIGHT_PX,
        description=said,
    )
    drawn: dict[str, Any] = chart.to_dict()
    outlines = {
        "areas": areas,
        "hatched": [hatching(unknown, view.footprint_codes, is_near=is_near)],
        "footprint": [outline(view.footprint_codes, is_near=is_near)],
    }
    if is_near:
        outlines["frame"] = [frame(view.footprint_codes)]
    return {**drawn, "datasets": {**drawn.get("datasets", {}), **outlines}}


def _told(feature: Feature, rows: pd.DataFrame, figures: pd.Series, measure: Measure) -> Feature:
    """Give an outline its class and its figures in words."""
    code = feature["properties"]["code"]
    row = rows.loc[code] if code in rows.index else None
    figure = None if row is None else whole(figures[code])
    known: dict[str, Any] = {
        "name": feature["properties"]["name"],
        "class": class_of(figure, measure),
        "figure": _in_words(row, figure, measure),
        "homes": "not known" if row is None or pd.isna(row["homes"]) else f"{row['homes']:,}",
    }
    if row is not None and measure is Measure.NET_GAIN and row["net_gain_of"] != row["name"]:
        known["figure"] = f"{known['figure']} ({row['net_gain_of']})"
    known["said"] = f"{known['name']}: {known['figure']}"
    return {**feature, "properties": known}


def _in_words(row: pd.Series | None, figure: int | None, measure: Measure) -> str:
    if figure is None:
        is_hidden = row is not None and measure is Measure.NET_GAIN and row["net_gain_is_hidden"]
        return HIDDEN if is_hidden else "no figure"
    return signed(figure) if measure is Measure.NET_GAIN else f"{figure:,}"


def _names(view: HomesView, measure: Measure, year: int, palette: Palette) -> list[alt.Chart]:
    """Write the footprint's names with their figures, a halo beneath each."""
    rows = view.of_year(year)
    figures = view.figures(measure, year)
    at = inner_points(view.footprint_codes)
    said: set[str] = set()
    table = []
    for code, (east, north) in at.items():
        if code not in rows.index:
            continue
        name = str(rows.at[code, "net_gain_of" if measure is Measure.NET_GAIN else "name"])
        if name in said:
            continue
        said.add(name)
        words = _in_words(pd.Series(rows.loc[code]), whole(figures[code]), measure)
        table.append({"label": _in_two_lines(name, words), "east": east, "north": north})
    base = alt.Chart(pd.DataFrame(table)).encode(
        longitude="east:Q", latitude="north:Q", text="label:N"
    )
    size = f"(width < {_NARROW_PX} ? {_NARROW_NAME_PX} : {_NAME_PX})"
    return [
        base.mark_text(
            fontSize={"expr": size},
            lineHeight={"expr": f"{size} + 2"},
            lineBreak="\n",
            baseline="middle",
            # the middle of the first line stands at the point, and the middle of both should
            dy={"expr": f"-({size} + 2) / 2"},
            color=palette.text,
            stroke=palette.halo,
            strokeWidth=halo,
            strokeOpacity=0.85 if halo else 0,
            tooltip=None,
            aria=False,
        )
        for halo in (4, 0)
    ]


def _in_two_lines(name: str, figure: str) -> str:
    """Write a name with its figure in two lines, neither longer than it must be."""
    words = [*name.split(" "), figure]
    ways = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return "\n".join(min(ways, key=lambda way: max(map(len, way))))
