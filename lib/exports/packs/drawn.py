"""Charts of the pages for paper, each with its figures for a chart that can be edited."""

from collections.abc import Mapping
from typing import Final, Literal

from lib.answer.contract.sentences import in_round_pounds
from lib.answer.contract.shown_settings import label
from lib.answer.contract.view import ContractView
from lib.charts.contract import Titled
from lib.disclosure.released import Released
from lib.exports.briefing import Chart
from lib.maps.palette import LIGHT
from lib.maps.state import released

_PARTS: Final = {"p10": "Lowest tenth", "p50": "Middle", "p90": "Highest tenth"}
_OF_PARTS: Final = "8 of 10 runs lie between the lowest and the highest tenth"
_POUNDS: Final = "£#,##0"
_PERCENT: Final = "0%"


def saving_chart(view: ContractView, chart: Titled) -> Chart | None:
    """The saving by month; None where it may not be drawn, as of each of these."""
    return _by_month(view, chart, figure="saving_pounds", number_format=_POUNDS)


def inside_chart(view: ContractView, chart: Titled) -> Chart | None:
    """The share of the children who live inside, by month."""
    return _by_month(view, chart, figure="inside_share", number_format=_PERCENT)


def gauge_chart(view: ContractView, chart: Titled) -> Chart | None:
    """How full the beds must be, and would be."""
    shown = {"To break even": "break_even_occupancy", "Forecast": "occupancy"}
    return _chart(
        chart,
        "bars",
        subtitle=f"{chart.measured}; {_OF_PARTS}",
        categories=tuple(_PARTS.values()),
        series={
            name: tuple(view.figures.number(row, part) for part in _PARTS)
            for name, row in shown.items()
        },
        number_format=_PERCENT,
    )


def swings_chart(view: ContractView, chart: Titled) -> Chart | None:
    """What moves the saving, the widest first."""
    return _chart(
        chart,
        "bars",
        subtitle=chart.measured,
        categories=tuple(label(str(key)) for key in released(view.swings).index),
        series={
            "Saving where low": _as_said(view.swings, "low_pounds"),
            "Saving where high": _as_said(view.swings, "high_pounds"),
        },
        number_format=_POUNDS,
    )


def _by_month(
    view: ContractView, chart: Titled, *, figure: str, number_format: str
) -> Chart | None:
    months = released(view.months).index
    return _chart(
        chart,
        "lines",
        subtitle=f"{chart.measured}; {_OF_PARTS}",
        categories=tuple(map(str, months)),
        series={
            name: tuple(view.months.number(month, f"{figure}_{part}") for month in months)
            for part, name in _PARTS.items()
        },
        number_format=number_format,
    )


def _chart(
    chart: Titled,
    kind: Literal["bars", "lines"],
    *,
    subtitle: str,
    categories: tuple[str, ...],
    series: Mapping[str, tuple[float | None, ...]],
    number_format: str,
) -> Chart | None:
    if chart.draw is None:
        return None
    return Chart(
        title=chart.title,
        subtitle=chart.subtitle,
        editable_subtitle=subtitle,
        alt=chart.said,
        drawn=chart.draw(LIGHT),
        kind=kind,
        categories=categories,
        series=series,
        number_format=number_format,
    )


def _as_said(shown: Released, column: str) -> tuple[float | None, ...]:
    """Give a column as exactly as sentences and tables say it."""
    found = (shown.number(row, column) for row in released(shown).index)
    return tuple(None if one is None else in_round_pounds(one) for one in found)
