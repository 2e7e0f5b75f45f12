"""Charts of the pages for paper, each with its figures for a chart that can be edited."""

from collections.abc import Callable

from lib.answer.contract.shown_settings import label
from lib.answer.contract.view import ContractView
from lib.charts.contract import Titled
from lib.exports.briefing import Chart
from lib.maps.palette import LIGHT
from lib.maps.state import released

_PARTS = {"p10": "Lowest tenth", "p50": "Middle", "p90": "Highest tenth"}


def titled_chart(chart: Titled, make: Callable[[], Chart]) -> Chart | None:
    """Give a chart, if it may be drawn."""
    return make() if chart.draw else None


def saving_chart(view: ContractView, chart: Titled) -> Chart:
    """The saving by month."""
    return _by_month(view, chart, figure="saving_pounds", number_format="£#,##0")


def inside_chart(view: ContractView, chart: Titled) -> Chart:
    """The share of the children who live inside, by month."""
    return _by_month(view, chart, figure="inside_share", number_format="0%")


def gauge_chart(view: ContractView, chart: Titled) -> Chart:
    """How full the beds must be, and would be."""
    shown = {
        "To break even": "break_even_occupancy",
        "Forecast": "occupancy",
    }
    return Chart(
        title=chart.title,
        subtitle=chart.subtitle,
        alt=chart.said,
        drawn=chart.draw(LIGHT) if chart.draw else None,
        kind="bars",
        categories=tuple(_PARTS.values()),
        series={
            name: tuple(view.figures.number(row, part) for part in _PARTS)
            for name, row in shown.items()
        },
        number_format="0%",
    )


def swings_chart(view: ContractView, chart: Titled) -> Chart:
    """What moves the saving, the widest first."""
    rows = released(view.swings)
    return Chart(
        title=chart.title,
        subtitle=chart.subtitle,
        alt=chart.said,
        drawn=chart.draw(LIGHT) if chart.draw else None,
        kind="bars",
        categories=tuple(label(str(key)) for key in rows.index),
        series={
            "Saving where low": _numbers(view, "low_pounds"),
            "Saving where high": _numbers(view, "high_pounds"),
        },
        number_format="£#,##0",
    )


def _by_month(view: ContractView, chart: Titled, *, figure: str, number_format: str) -> Chart:
    months = released(view.months)
    return Chart(
        title=chart.title,
        subtitle=chart.subtitle,
        alt=chart.said,
        drawn=chart.draw(LIGHT) if chart.draw else None,
        kind="lines",
        categories=tuple(f"Month {month}" for month in months.index),
        series={
            name: tuple(view.months.number(month, f"{figure}_{part}") for month in months.index)
            for part, name in _PARTS.items()
        },
        number_format=number_format,
    )


def _numbers(view: ContractView, column: str) -> tuple[float | None, ...]:
    """Give a column as it is said: in ten thousands of pounds."""
    found = (view.swings.number(row, column) for row in released(view.swings).index)
    return tuple(None if one is None else round(one, -4) for one in found)
