"""What the lines of a trend are made of, in words: who is in a sum or a median, and who is not."""

from collections.abc import Iterator

from lib.answer.context.trend_view import NOT_PUBLISHED, Trend, Whose
from lib.answer.context.trend_words import number
from lib.answer.wording import is_or_are, listed


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
            *(partnership(trend) if trend.code is not None else ()),
            "The publisher rounds the numbers of London and England to 10 children."
            if trend.measure.part
            else "",
            *_no_table(trend),
        )
        if sentence
    )


def partnership(trend: Trend) -> Iterator[str]:
    """Name the authorities that the partnership's line is the sum of, and those that it is not."""
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


def neighbours(trend: Trend) -> Iterator[str]:
    """Say of which statistical neighbours the median is; where there is none, why."""
    line = trend.line(Whose.NEIGHBOURS)
    if trend.code is None:
        yield "Statistical neighbours are those of one borough: choose a borough to see theirs."
        return
    if line is None:
        yield f"No statistical neighbours of {trend.names[trend.code]} are held here."
        return
    elsewhere = [code for code in line.without if code not in trend.names]
    left_out = [trend.names[code] for code in line.without if code in trend.names]
    every = len(line.of) + len(line.without)
    not_here = f"{number(len(elsewhere))} {is_or_are(elsewhere)} outside London and not held here"
    if not line.of:
        yield (
            f"Statistical neighbours: of its {number(every)}, {not_here}; too few are left, so "
            "no median is drawn."
        )
        return
    members = listed([trend.names[code] for code in line.of])
    said = [f"the median of {number(len(line.of))} of its {number(every)} ({members})"]
    if trend.not_close:
        is_all = len(trend.not_close) == len(line.of)
        how_many = "all" if is_all else number(len(trend.not_close))
        said.append(f"the publisher calls {how_many} of these “not close”")
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


def not_beside(trend: Trend) -> str:
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
