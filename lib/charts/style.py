"""What all charts share: type, colours, quiet axes."""

from typing import Any, Final

import altair as alt

from lib.maps.palette import DARK, LIGHT, Palette

BODY_PX: Final = 15
"""Of every text in a chart: Streamlit's own default is too small to read across a table."""

_FONT: Final = "Source Sans, Source Sans Pro, sans-serif"


def palette_of(*, is_dark: bool) -> Palette:
    """Give the colours of a theme."""
    return DARK if is_dark else LIGHT


def styled(chart: Any, palette: Palette, *, height: int, description: str) -> alt.Chart:  # noqa: ANN401 (any chart of altair)
    """
    Finish a chart.

    Parameters
    ----------
    description
        Read out in place of the picture: the sentence that stands above it.
    """
    finished: alt.Chart = (
        chart.properties(height=height, width="container", description=description)
        .configure(font=_FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=BODY_PX,
            titleFontSize=BODY_PX,
            titleFontWeight="normal",
            labelColor=palette.text,
            titleColor=palette.quiet_text,
            gridColor=palette.rule,
            domainColor=palette.rule,
            tickColor=palette.rule,
            labelLimit=420,
        )
        .configure_text(fontSize=BODY_PX, color=palette.text)
        .configure_legend(
            labelFontSize=BODY_PX, labelColor=palette.text, title=None, orient="top", labelLimit=400
        )
    )
    return finished


def line_pointed_at(field: str) -> alt.Parameter:
    """Make what the browser keeps of the pointer: the line, by its name, that it is nearest to."""
    return alt.selection_point(
        name="pointed_at",
        fields=[field],
        on="pointerover",
        clear="pointerout",
        nearest=True,
        empty=False,
    )


def thick_where(pointed_at: alt.Parameter, width: str) -> alt.StrokeWidth:
    """Draw the line that is pointed at thick, and each other as wide as its field says."""
    return alt.when(pointed_at).then(alt.value(4)).otherwise(alt.StrokeWidth(width, scale=None))


def money_axis(title: str | None = None) -> alt.Axis:
    """Label an axis in £ thousands or millions."""
    return alt.Axis(title=title, labelExpr=POUNDS, tickCount=6)


POUNDS: Final = (
    "(datum.value < 0 ? '−£' : '£') + (abs(datum.value) >= 1e6 "
    "? format(abs(datum.value) / 1e6, '.3~g') + 'm' : abs(datum.value) >= 1e3 "
    "? format(abs(datum.value) / 1e3, '.3~g') + 'k' : format(abs(datum.value), ',.0f'))"
)
"""£1.2m, −£300k: an expression of Vega."""
