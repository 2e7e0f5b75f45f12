"""What a published trend says in words: its title, its rank, what its lines are made of."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from lib.answer.context.trend_measures import TrendMeasure, Unit
from lib.answer.context.trend_view import (
    NOT_PUBLISHED,
    TOO_FEW,
    WITHHELD,
    Line,
    Point,
    Rank,
    Trend,
    Whose,
)
from lib.answer.context.trends import base, first_comparable
from lib.answer.wording import is_or_are, listed, whole_percent

_MOST_NAMED: Final = 2
_QUARTERS: Final = ("highest", "second highest", "second lowest", "lowest")
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
    told = line.of or _with_a_figure(trend)
    left_out = [trend.names[code] for code in line.without if code not in told]
    if not told or not left_out:
        return line.name
    if len(left_out) > _MOST_NAMED:
        every = len(line.of) + len(line.without)
        return f"{_number(len(told)).capitalize()} of {_number(every)} authorities of {line.name}"
    return f"{line.name} without {listed(left_out)}"


def title(trend: Trend) -> str:
    """State the latest figure, what it was, and London's; of a missing one, that it is missing."""
    measure, now = trend.measure, trend.subject.at(trend.latest)
    london = _london(trend)
    if now.value is None:
        return f"{place(trend.subject, trend)}: {_range(trend) or _missing(trend, now)}{london}"
    then = base(trend.subject, measure, trend.latest)
    says = measure.together if trend.subject.whose is Whose.PARTNERSHIP else measure.says
    children = f" ({now.part:,} of {now.whole:,})" if now.part is not None else ""
    finding = says.format(figure=written(now.value, measure), of=children)
    return f"{place(trend.subject, trend)}: {finding}{_since(now.value, then, measure)}{london}"


def subtitle(trend: Trend) -> str:
    """Say what is measured, from when to when."""
    measure = trend.measure
    years = [
        point.year for line in (*trend.lines, *trend.boroughs) for point in line.points
        if point.value is not None
    ]  # fmt: skip
    if not years:
        return f"{measure.name}. No figure is published."
    first, last = (year_of(year, measure) for year in (min(years), max(years)))
    when = "financial years" if measure.unit is Unit.POUNDS else "31 March of"
    return (
        f"{measure.name}, {when} {first} to {last}. Published figures, whatever returns are loaded."
    )


def ranked(trend: Trend) -> str:
    """Say where a borough stands in London; nothing where it has no figure, or is none."""
    rank = trend.ranks.get(trend.code or "")
    if rank is None:
        return ""
    year = year_of(trend.latest, trend.measure)
    return (
        f"In {year} it is the {place_in_london(rank)} of the {rank.of} London boroughs with a "
        f"published figure, in the {quarter(rank)} quarter."
    )


def place_in_london(rank: Rank) -> str:
    """Highest, 2nd highest, equal 3rd lowest: from the end that is nearer."""
    is_high = rank.place <= rank.place_from_lowest
    place = rank.place if is_high else rank.place_from_lowest
    ordinal = "" if place == 1 else f"{_ordinal(place)} "
    return f"{'equal ' if rank.equal else ''}{ordinal}{'highest' if is_high else 'lowest'}"


def quarter(rank: Rank) -> str:
    """Name the quarter of London's boroughs that a figure lies in."""
    return _QUARTERS[rank.quarter - 1]


def distances(trend: Trend) -> tuple[str, ...]:
    """Give both denominators of a share over 20 miles, and what the unknown ones could make it."""
    found = trend.distances
    if found is None or trend.measure.part != "over20_n" or not found.known:
        return ()
    unknown = found.everybody - found.known
    of_all, of_known, at_most = (
        whole_percent(part, whole)
        for part, whole in (
            (found.far, found.everybody),
            (found.far, found.known),
            (found.far + unknown, found.everybody),
        )
    )
    both = (
        f"Over 20 miles: {found.far:,} of {found.everybody:,} is {of_all}%, and of the "
        f"{found.known:,} whose distance is known {of_known}%."
    )
    bound = (
        f"Not known: {unknown:,}. If all of them lived over 20 miles away, it would be {at_most}% "
        "of all."
    )
    return both, bound


def about_the_subject(trend: Trend) -> tuple[str, ...]:
    """Say where the subject stands, what its figure hides, where its line has gaps, and why."""
    return tuple(
        sentence
        for sentence in (
            ranked(trend),
            *distances(trend),
            *(one.why for one in trend.measure.breaks),
            *_gaps(trend),
            *(_partnership(trend) if trend.code is None else ()),
            _not_beside(trend),
        )
        if sentence
    )


def merged(area: str, authority: str) -> str:
    """Say whose figures stand for an area that is several authorities; nothing for one."""
    if area == authority:
        return ""
    return (
        f"{area} is one area in this view, and what is published is by authority: these are the "
        f"figures of {authority} alone."
    )


def about_the_lines(trend: Trend) -> tuple[str, ...]:
    """Say what the lines are made of that the subject is compared with."""
    return tuple(
        sentence
        for sentence in (
            *(_partnership(trend) if trend.code is not None else ()),
            *_neighbours(trend),
            "The publisher rounds the numbers of London and England to 10 children."
            if trend.measure.part
            else "",
            *_no_table(trend),
        )
        if sentence
    )


def quarters_explained(trend: Trend) -> str:
    """Say how a rank and a quarter are found."""
    there = max((rank.of for rank in trend.ranks.values()), default=0)
    return (
        f"Ranks run from the highest figure, among the {there} London boroughs that have one; in "
        "the highest quarter, fewer than a quarter of them have a higher one. A high figure is "
        "neither good nor bad in itself."
        if there
        else ""
    )


def in_words(trend: Trend) -> str:
    """Read the chart out: each line's first and last figure."""
    said = [title(trend)]
    for line in trend.lines:
        there = [point for point in line.points if point.value is not None]
        if there:
            ends = dict.fromkeys((there[0], there[-1]))
            said.append(
                f"{place(line, trend)}: "
                + ", ".join(
                    f"{written(point.value or 0, trend.measure)} in "
                    f"{year_of(point.year, trend.measure)}"
                    for point in ends
                )
            )
    return ". ".join((*said, "The table below holds every year."))


def _since(now: int, then: Point | None, measure: TrendMeasure) -> str:
    if then is None or then.value is None:
        return ""
    year, before = year_of(then.year, measure), written(then.value, measure)
    if now == then.value:
        return f", as in {year}"
    return f", {'up' if now > then.value else 'down'} from {before} in {year}"


def _london(trend: Trend) -> str:
    line = trend.line(Whose.LONDON)
    value = line.at(trend.latest).value if line else None
    if value is None or not trend.measure.has_common_scale:
        return ""
    return f"; London {written(value, trend.measure)}"


def _missing(trend: Trend, now: Point) -> str:
    year = year_of(trend.latest, trend.measure)
    there = [
        point
        for point in trend.subject.points
        if point.value is not None and point.year >= first_comparable(trend.measure)
    ]
    before = (
        f" (last published: {written(there[-1].value or 0, trend.measure)} in "
        f"{year_of(there[-1].year, trend.measure)})"
        if there
        else ""
    )
    return f"the figure of {year} is {now.why}{before}"


def _with_a_figure(trend: Trend) -> tuple[str, ...]:
    """Give the boroughs beside the partnership that have a figure in the latest year."""
    return tuple(
        code
        for code, line in zip(trend.borough_codes, trend.boroughs, strict=True)
        if line.at(trend.latest).value is not None
    )


def _not_beside(trend: Trend) -> str:
    """Name the authorities that stand in no line of their own beside the partnership's."""
    if trend.code is not None:
        return ""
    every = (*trend.subject.of, *trend.subject.without)
    names = [trend.names[code] for code in every if code not in trend.borough_codes]
    if not names:
        return ""
    return (
        f"{listed(names)} {is_or_are(names)} not among the boroughs shown here: so few children "
        "are looked after there that one child moves a share by many points."
    )


def _range(trend: Trend) -> str:
    """Say from where to where boroughs lie that cannot be put together."""
    values: dict[int, list[str]] = {}
    for line in trend.boroughs:
        value = line.at(trend.latest).value
        if value is not None:
            values.setdefault(value, []).append(line.name)
    if not values:
        return ""
    low, high = (
        f"{written(value, trend.measure)} ({listed(values[value])})"
        for value in (min(values), max(values))
    )
    figure = low if low == high else f"from {low} to {high}"
    return trend.measure.says.format(figure=figure, of="")


def _gaps(trend: Trend) -> Iterator[str]:
    for why, because in _WHY.items():
        found = {
            line.name: [point.year for point in line.points if point.why == why]
            for line in (trend.subject, *trend.boroughs)
        }
        said = [
            f"{name} in {_years(years, trend.measure)}" for name, years in found.items() if years
        ]
        if said:
            yield f"{why.capitalize()}: {'; '.join(said)}. {because}"


_WHY: Final = {
    WITHHELD: "The publisher does so to protect children: the line has a gap there, and nothing "
    "is worked out.",
    TOO_FEW: "The share would be of fewer than 6 children, or of all but fewer than 6.",
}


def _partnership(trend: Trend) -> Iterator[str]:
    line = trend.line(Whose.PARTNERSHIP)
    if line is None and trend.code is None:
        line = trend.subject
    if line is None:
        return
    if trend.measure.why_no_sum:
        yield f"{line.name}: {trend.measure.why_no_sum}."
        return
    names = [trend.names[code] for code in line.of]
    left_out = [trend.names[code] for code in line.without]
    if not names:
        yield f"{line.name}: no authority has a figure in every year, so none is drawn."
        return
    said = f"{line.name} is the sum of {listed(names)}"
    yield (
        f"{said}, the same in every year; {listed(left_out)} {is_or_are(left_out)} left out, "
        "withheld or not published in some years."
        if left_out
        else f"{said}."
    )


def _neighbours(trend: Trend) -> Iterator[str]:
    line = trend.line(Whose.NEIGHBOURS)
    if line is None:
        return
    elsewhere = [code for code in line.without if code not in trend.names]
    left_out = [trend.names[code] for code in line.without if code in trend.names]
    every = len(line.of) + len(line.without)
    not_here = f"{_number(len(elsewhere))} {is_or_are(elsewhere)} outside London and not held here"
    if not line.of:
        yield (
            f"Statistical neighbours: of its {_number(every)}, {not_here}; too few are left, so "
            "no median is drawn."
        )
        return
    members = listed([trend.names[code] for code in line.of])
    said = [f"the median of {_number(len(line.of))} of its {_number(every)} ({members})"]
    if elsewhere:
        said.append(not_here)
    if left_out:
        said.append(
            f"{listed(left_out)} {is_or_are(left_out)} left out, withheld or not published in "
            "some years"
        )
    yield f"Statistical neighbours: {'; '.join(said)}."


def _no_table(trend: Trend) -> Iterator[str]:
    if trend.code is not None and trend.subject.is_empty:
        known = any(point.why != NOT_PUBLISHED for point in trend.subject.points)
        if not known:
            yield f"No published figure of {trend.subject.name} is held here."


def _years(years: Sequence[int], measure: TrendMeasure) -> str:
    """2018, 2020 and 2022 to 2024."""
    cuts = [at for at, (one, other) in enumerate(pairwise(years), start=1) if other != one + 1]
    spans = [years[low:high] for low, high in pairwise([0, *cuts, len(years)])]
    match years:
        case [_, _]:  # two are no span
            spans = [years[:1], years[1:]]
    return listed(
        [
            year_of(span[0], measure)
            if span[0] == span[-1]
            else f"{year_of(span[0], measure)} to {year_of(span[-1], measure)}"
            for span in spans
        ]
    )


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _ordinal(number: int) -> str:
    teens = range(11, 14)
    ending = "th" if number % 100 in teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
