"""Charts that can be edited: bars that lie, and lines."""

import html
from datetime import date
from itertools import cycle
from typing import Any, Final

from pptx.chart.chart import Chart as Native
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Length, Pt

from lib.exports.briefing import Chart
from lib.exports.slides.lettering import TYPEFACE, plain, width_inches
from lib.exports.slides.office import rgb
from lib.exports.slides.workbook import workbook
from lib.maps.palette import LIGHT

_FIGURES: Final[Any] = CategoryChartData
_POINTS: Final = 11
_LEAST_BAR: Final = 0.2
"""Inches of height of a chart for each category, if their names are not to touch."""

_MOST_NAMES: Final = 12
"""Along a line; of more, each so many is named: months by years."""

_MOST_MARKED: Final = 24
"""Points of a line, each with its mark; of more, the dashes tell lines apart."""

_MOST_NAMES_SHARE: Final = 0.5
"""Of the width of a chart, for the names of its bars: longer ones have more lines."""

_LEGEND: Final = 0.3
_EDGE: Final = 0.1
"""Inches of height of the legend, and of room round bars and names."""

_LAYOUT: Final = """<c:layout {space}><c:manualLayout><c:layoutTarget val="inner"/>\
<c:xMode val="edge"/><c:yMode val="edge"/>{said}</c:manualLayout></c:layout>"""
"""Where bars stand in a chart, without the names of them."""

_SERIES: Final = (
    (LIGHT.inside, MSO_LINE.SOLID, XL_MARKER_STYLE.CIRCLE),
    (LIGHT.brought_inside, MSO_LINE.DASH, XL_MARKER_STYLE.DIAMOND),
    (LIGHT.outside, MSO_LINE.ROUND_DOT, XL_MARKER_STYLE.SQUARE),
    (LIGHT.not_known, MSO_LINE.LONG_DASH, XL_MARKER_STYLE.TRIANGLE),
    (LIGHT.home, MSO_LINE.DASH_DOT, XL_MARKER_STYLE.X),
)
"""Colours, each with a form for those who do not tell them apart."""


def add_chart(
    chart: Chart, slide: Slide, at: tuple[Length, Length, Length, Length], *, as_of: date
) -> Any:  # noqa: ANN401 (its package declares half of its types)
    """
    Add a chart to a slide, with its figures in a workbook.

    Parameters
    ----------
    as_of
        The day on which the workbook says it was made.
    """
    figures = _FIGURES(number_format=html.escape(chart.number_format, quote=False))
    figures.categories = [plain(category) for category in chart.categories]
    for name, values in chart.series.items():
        figures.add_series(plain(name), values)
    is_bars = chart.kind == "bars"
    kind = XL_CHART_TYPE.BAR_CLUSTERED if is_bars else XL_CHART_TYPE.LINE_MARKERS
    frame: Any = slide.shapes.add_chart(kind, *at, figures)
    native: Native = frame.chart
    part: Any = native.part
    # its own workbook would take a name that begins with an equals sign for a formula
    part.chart_workbook.update_from_xlsx_blob(workbook(chart, as_of))
    _set_type(native, has_legend=len(chart.series) > 1)
    if is_bars:
        _as_bars(native, chart, at[2].inches, at[3].inches)
    else:
        _as_lines(native, chart)
    return frame


def _set_type(native: Native, *, has_legend: bool) -> None:
    native.has_title = False
    native.font.size = Pt(_POINTS)
    native.font.name = TYPEFACE
    native.font.color.rgb = rgb(LIGHT.text)
    native.has_legend = has_legend
    if native.legend is not None:
        native.legend.position = XL_LEGEND_POSITION.TOP
        native.legend.include_in_layout = False


def _as_bars(native: Native, chart: Chart, width: float, height: float) -> None:
    """Let bars lie, the first category on top, each with its figure at its end."""
    native.category_axis.reverse_order = True
    native.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    native.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    native.category_axis.format.line.color.rgb = rgb(LIGHT.rule)
    if height >= _LEAST_BAR * len(chart.categories):
        _name_every(native, 1)
    native.value_axis.visible = False
    _fit_bars(native, chart, width, height)
    native.value_axis.has_major_gridlines = False
    plot = native.plots[0]
    plot.gap_width = 50
    plot.overlap = 0
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = chart.number_format, False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.show_value = True
    labels.font.size = Pt(_POINTS)
    for series, (colour, _, _) in zip(plot.series, cycle(_SERIES), strict=False):
        series.invert_if_negative = False
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(colour)


def _fit_bars(native: Native, chart: Chart, width: float, height: float) -> None:
    """Give names a column of their own, and figures room at the ends of bars."""
    longest = max(width_inches(plain(name), _POINTS) for name in chart.categories)
    left = min(longest + 2 * _EDGE, width * _MOST_NAMES_SHARE)
    top = _LEGEND if native.has_legend else _EDGE
    across, down = width - left - _EDGE, height - top - _EDGE
    sides = {"x": left / width, "y": top / height, "w": across / width, "h": down / height}
    said = "".join(f'<c:{side} val="{share:.4f}"/>' for side, share in sides.items())
    (plot_area,) = native.element.xpath("./c:chart/c:plotArea")
    plot_area.insert(0, parse_xml(_LAYOUT.format(space=nsdecls("c"), said=said)))
    figures = [value for values in chart.series.values() for value in values if value is not None]
    lowest, highest = min([*figures, 0]), max([*figures, 0])
    figure = width_inches(f"−£{max(-lowest, highest):,.0f}", _POINTS) + 2 * _EDGE
    before, after = figure if lowest < 0 else 0, figure if highest > 0 else 0
    per_inch = (highest - lowest) / (across - before - after)
    if per_inch:
        native.value_axis.minimum_scale = lowest - before * per_inch
        native.value_axis.maximum_scale = highest + after * per_inch


def _as_lines(native: Native, chart: Chart) -> None:
    native.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    native.category_axis.format.line.color.rgb = rgb(LIGHT.quiet_text)
    native.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    _name_every(native, 1 if len(chart.categories) <= _MOST_NAMES else _MOST_NAMES)
    axis = native.value_axis
    axis.major_gridlines.format.line.color.rgb = rgb(LIGHT.rule)
    axis.format.line.fill.background()
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format = chart.number_format
    axis.tick_labels.number_format_is_linked = False
    for series, (colour, dash, marker) in zip(native.plots[0].series, cycle(_SERIES), strict=False):
        series.smooth = False
        series.format.line.width = Pt(2.25)
        series.format.line.color.rgb = rgb(colour)
        series.format.line.dash_style = dash
        if len(chart.categories) > _MOST_MARKED:
            series.marker.style = XL_MARKER_STYLE.NONE
            continue
        series.marker.style = marker
        series.marker.size = 6
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = rgb(colour)
        series.marker.format.line.color.rgb = rgb(colour)


def _name_every(native: Native, step: int) -> None:
    """Name each category, or each so many: left alone, PowerPoint leaves out names as it likes."""
    (axis,) = native.element.xpath(".//c:catAx")
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{step}"/>')
    axis.xpath("./c:noMultiLvlLbl")[0].addprevious(skip)
