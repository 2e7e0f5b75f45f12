"""The tables of a trend: every year of every line, and the boroughs in the latest year."""

from typing import Final

from lib.answer.context.trend_sentences import PLACE_EXPLAINED, place_in_london, quarter
from lib.answer.context.trend_view import NOT_PUBLISHED, Line, Point, Trend
from lib.answer.context.trend_words import part_of, written, year_of
from lib.answer.context.trends import base
from lib.answer.wording import whole_percent
from lib.ui.markup import element, table, text

_NO_FIGURE: Final = "no figure"


def years_table(found: Trend) -> str:
    """Write years by areas; where there is no figure, why."""
    measure = found.measure
    (subject, *others) = found.lines
    lines = [subject, *(line for line in (*others, *found.boroughs) if not line.is_empty)]
    years = [
        point.year for point in reversed(subject.points)
        if any(line.at(point.year).value is not None for line in lines)
    ]  # fmt: skip
    has_children = any(point.part is not None for point in subject.points)
    has_known = any(point.known is not None for point in subject.points)
    return table(
        [
            [
                year_of(year, measure),
                _cell(subject.at(year), found),
                *([_children(subject.at(year))] if has_children else []),
                *([_of_known(subject.at(year))] if has_known else []),
                *(_cell(line.at(year), found) for line in lines[1:]),
            ]
            for year in years
        ],
        heads=(
            "Year",
            text(_head(subject)),
            *(["Children"] if has_children else []),
            *(["Of those known"] if has_known else []),
            *(text(_head(line)) for line in lines[1:]),
        ),
        caption=f"{measure.name}, the latest year first. Statistical neighbours: their median.",
        sections={
            sum(year >= one.year for year in years): one.why
            for one in measure.breaks
            if one.is_new_definition
        },
        of="is-stacked",
    )


def boroughs_table(found: Trend) -> str:
    """Write each borough's latest figure, what it was, and where it stands in London."""
    first = min(
        (then.year for line in found.boroughs if (then := _base(line, found))), default=None
    )
    has_unknown = bool(found.measure.unknown)
    rows = []
    for line, code in zip(found.boroughs, found.borough_codes, strict=True):
        rank, now = found.ranks.get(code), line.at(found.latest)
        rows.append(
            [
                text(line.name),
                *([] if first is None else [_cell(line.at(first), found)]),
                _cell(now, found),
                *([_not_known(now), _of_known(now)] if has_unknown else []),
                f"{place_in_london(rank)} of {rank.of}" if rank else "",
                quarter(rank) if rank else "",
            ]
        )
    return table(
        rows,
        heads=(
            "Borough",
            *([] if first is None else [year_of(first, found.measure)]),
            year_of(found.latest, found.measure),
            *(["Not known", "Of those known"] if has_unknown else []),
            "Place in London",
            "Quarter",
        ),
        caption=f"{found.measure.name}, by borough"
        + (f". {PLACE_EXPLAINED}" if found.ranks else "")
        + (". Place and quarter are of the share of those known." if has_unknown else ""),
    )


def _head(line: Line) -> str:
    """Name a column; of a sum or a median, of how many authorities it is."""
    part = part_of(line)
    return f"{line.name}, {part}" if part else line.name


def _base(line: Line, found: Trend) -> Point | None:
    return base(line, found.measure, found.latest)


def _cell(point: Point, found: Trend) -> str:
    if point.value is None:
        return _without(point.why)
    return written(point.value, found.measure)


def _children(point: Point) -> str:
    if point.part is None:
        return _without(point.why or NOT_PUBLISHED)
    return f"{point.part:,} of {point.whole:,}"


def _of_known(point: Point) -> str:
    if point.of_known is None:
        return _without(point.why or _NO_FIGURE)
    return f"{point.of_known}% of {point.known:,}"


def _not_known(point: Point) -> str:
    if point.not_known is None or point.whole is None:
        return _without(point.why or _NO_FIGURE)
    share = whole_percent(point.not_known, point.whole)
    return f"{point.not_known:,} " + element("span", f"{share}%", of="cth-share")


def _without(why: str) -> str:
    return element("span", text(why), of="cth-hidden")
