"""How trends name things: a figure with its unit, a year, whose figures a line's are."""

from typing import Final

from lib.answer.context.trend_measures import TrendMeasure, Unit
from lib.answer.context.trend_view import Line, Trend, Whose
from lib.answer.wording import listed

_MOST_NAMED: Final = 2
_NUMBERS: Final = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip


def written(value: int, measure: TrendMeasure) -> str:
    """Write a figure with its unit: 51%, £6,820, 1,204."""
    return {Unit.PERCENT: f"{value}%", Unit.POUNDS: f"£{value:,}"}.get(measure.unit, f"{value:,}")


def year_of(year: int, measure: TrendMeasure) -> str:
    """Name a year: 2018, or of costs 2017-18."""
    return f"{year - 1}-{year % 100:02}" if measure.unit is Unit.POUNDS else str(year)


def place(line: Line, trend: Trend) -> str:
    """Name whose figures a line's are, with those left out of a sum."""
    if line.whose is not Whose.PARTNERSHIP:
        return line.name
    told = line.of or with_a_figure(trend)
    left_out = [trend.names[code] for code in line.without if code not in told]
    if not told or not left_out:
        return line.name
    if len(left_out) > _MOST_NAMED:
        every = len(line.of) + len(line.without)
        return f"{number(len(told)).capitalize()} of {number(every)} authorities of {line.name}"
    return f"{line.name} without {listed(left_out)}"


def part_of(line: Line) -> str:
    """Say of how many a sum or a median is, where it is not of all: 7 of 8 councils, 6 of 10."""
    if not line.of or not line.without:
        return ""
    what = " councils" if line.whose is Whose.PARTNERSHIP else ""
    return f"{len(line.of)} of {len(line.of) + len(line.without)}{what}"


def number(count: int) -> str:
    """Write a small number in words: seven."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def with_a_figure(trend: Trend) -> tuple[str, ...]:
    """Give the boroughs beside the partnership that have a figure in the latest year."""
    return tuple(
        code
        for code, line in zip(trend.borough_codes, trend.boroughs, strict=True)
        if line.at(trend.latest).value is not None
    )
