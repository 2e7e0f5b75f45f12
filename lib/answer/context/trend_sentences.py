"""What a published trend says in words: its title, its rank, what its figure hides."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from lib.answer.context.trend_lines import neighbours, not_beside, partnership
from lib.answer.context.trend_measures import TrendMeasure, Unit
from lib.answer.context.trend_view import (
    TOO_FEW,
    WITHHELD,
    Point,
    Rank,
    Trend,
    Whose,
)
from lib.answer.context.trend_words import place, written, year_of
from lib.answer.context.trends import base, first_comparable
from lib.answer.wording import listed, moved_from, whole_percent

PLACE_EXPLAINED: Final = (
    "A place is counted from the nearer end, highest or lowest, among those of London's 33 "
    "authorities that have a figure"
)

_QUARTERS: Final = ("highest", "second highest", "second lowest", "lowest")


def title(trend: Trend) -> str:
    """
    State the latest figure, what it was, and London's; of a missing one, that it is missing.

    Where it is not known of all children, both shares stand here, and what it was below.
    """
    measure, now = trend.measure, trend.subject.at(trend.latest)
    london = _london(trend)
    if now.value is None:
        return f"{place(trend.subject, trend)}: {_range(trend) or _missing(trend, now)}{london}"
    then = base(trend.subject, measure, trend.latest)
    since = _of_known(now) or _since(now.value, then, measure)
    says = measure.together if trend.subject.whose is Whose.PARTNERSHIP else measure.says
    children = f" ({now.part:,} of {now.whole:,})" if now.part is not None else ""
    finding = says.format(figure=written(now.value, measure), of=children)
    return f"{place(trend.subject, trend)}: {finding}{since}{london}"


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
    is_money = measure.unit is Unit.POUNDS
    when = "in the money of each year, financial years" if is_money else "31 March of"
    what = f"{measure.name}, as a share of all" if measure.unknown else measure.name
    return f"{what}, {when} {first} to {last}. Published figures, whatever returns are loaded."


def ranked(trend: Trend) -> str:
    """Say where a borough stands in London; nothing where it has no figure, or is none."""
    rank = trend.ranks.get(trend.code or "")
    if rank is None:
        return ""
    year = year_of(trend.latest, trend.measure)
    what = "its share of those whose distance is known" if trend.measure.unknown else "it"
    return (
        f"In {year} {what} is the {place_in_london(rank)} of the {rank.of} London boroughs with a "
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
    now = trend.subject.at(trend.latest)
    if now.part is None or now.whole is None or now.not_known is None:
        return ()
    both = (
        f"Over 20 miles: {now.part:,} of {now.whole:,} is {now.value}%, and of the {now.known:,} "
        f"whose distance is known {now.of_known}%."
    )
    at_most = whole_percent(now.part + now.not_known, now.whole)
    bound = (
        f"Not known: {now.not_known:,}. If all of them lived over 20 miles away, it would be "
        f"{at_most}% of all."
    )
    return both, bound, *_both_before(trend)


def about_the_subject(trend: Trend) -> tuple[str, ...]:
    """Say where the subject stands, what its figure hides, where its line has gaps, and why."""
    return tuple(
        sentence
        for sentence in (
            ranked(trend),
            *distances(trend),
            *(one.why for one in trend.measure.breaks),
            *_gaps(trend),
            *(partnership(trend) if trend.code is None else ()),
            not_beside(trend),
            *neighbours(trend),
        )
        if sentence
    )


def quarters_explained(trend: Trend) -> str:
    """Say how a rank and a quarter are found."""
    there = max((rank.of for rank in trend.ranks.values()), default=0)
    what = "share of those whose distance is known" if trend.measure.unknown else "figure"
    return (
        f"Ranks run from the highest {what}, among the {there} London boroughs that have one; in "
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
    return f", {moved_from(now, then.value, before)} in {year}"


def _of_known(now: Point) -> str:
    if now.of_known is None:
        return ""
    return f", {now.of_known}% of the {now.known:,} whose distance is known"


def _both_before(trend: Trend) -> Iterator[str]:
    """Say what each of both shares was: like is held against like."""
    then = base(trend.subject, trend.measure, trend.latest)
    known = next((one for one in trend.subject.points if one.of_known is not None), None)
    if then is None or known is None:
        return
    of_known = (
        f"; {known.of_known}% of those whose distance is known in {known.year}, the first year "
        "for which their number is published"
    )
    yield (
        f"Before: {then.value}% of all in {then.year}"
        f"{of_known if then.year <= known.year < trend.latest else ''}."
    )


def _london(trend: Trend) -> str:
    line = trend.line(Whose.LONDON)
    london = line.at(trend.latest) if line else None
    if london is None or london.value is None or not trend.measure.has_common_scale:
        return ""
    figure = f"; London {written(london.value, trend.measure)}"
    if trend.subject.at(trend.latest).of_known is None:
        return figure
    return f"{figure} of all" if london.of_known is None else f"{figure} and {london.of_known}%"


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


def _ordinal(number: int) -> str:
    teens = range(11, 14)
    ending = "th" if number % 100 in teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
