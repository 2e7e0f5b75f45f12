"""A published measure year by year: a borough, the partnership, its neighbours, London, England."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from lib.answer.context.trend_figures import Cell, Figures, published_years
from lib.answer.context.trend_measures import EVERYBODY, TrendMeasure
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
from lib.answer.wording import whole_percent
from lib.domain.footprint import Footprint
from lib.domain.whole_areas import ENGLAND, LONDON
from lib.sources.published import STATUSES

SINCE: Final = 2018
"""What the latest figure is held against: the partnership's first year, and the first in which
distance is defined as now."""

_A_BOROUGH: Final = "E09"
_FEWEST_IN_A_MEDIAN: Final = 3
_QUARTERS: Final = 4
_SMALL: Final = 5
"""The highest number of children that nobody is to learn from a share."""


def trend(
    measure: TrendMeasure,
    *,
    code: str | None,
    shown_codes: Iterable[str],
    footprint: Footprint,
    figures: Figures,
) -> Trend:
    """
    Put a measure's lines together.

    Parameters
    ----------
    code
        GSS code of the borough; None for the partnership.
    shown_codes
        Authorities whose figures may stand beside the partnership's: those that are merged into
        others for an audience are not among them.

    Returns
    -------
    Trend
        The subject's line first, then those that it is compared with and that have a figure. A
        year whose figure is withheld has none in any line that it would be part of.
    """
    names = {**footprint.names, **figures.names}
    latest = _latest(measure, figures)
    partnership = _partnership(measure, footprint, figures)
    lines = [partnership]
    if code is not None:
        subject = _own(measure, code, Whose.SUBJECT, figures, names)
        lines = [subject, partnership, _neighbours(measure, code, figures)]
    lines += [
        _own(measure, LONDON, Whose.LONDON, figures, names),
        _own(measure, ENGLAND, Whose.ENGLAND, figures, names),
    ]
    (first, *others) = lines
    others_codes = () if code is not None else tuple(shown_codes)
    return Trend(
        measure=measure,
        code=code,
        latest=latest,
        lines=(first, *(line for line in others if not line.is_empty or line.without)),
        boroughs=tuple(_own(measure, one, Whose.BOROUGH, figures, names) for one in others_codes),
        borough_codes=others_codes,
        ranks=_ranks(measure, (code,) if code is not None else others_codes, latest, figures),
        names=names,
        not_close=tuple(
            one
            for line in lines
            if line.whose is Whose.NEIGHBOURS
            for one in line.of
            if (code, one) in figures.not_close
        ),
    )


def released_code(area_code: str) -> str:
    """Give the authority whose published figures stand for an area: the first of a merged one."""
    return area_code.partition("+")[0]


def runs(line: Line, measure: TrendMeasure) -> tuple[tuple[Point, ...], ...]:
    """Part a line where a year is missing and where a series begins anew: nothing joins them."""
    begins = {one.year for one in measure.breaks if one.is_new_definition}
    there = [point for point in line.points if point.value is not None]
    cuts = [
        at
        for at, (before, after) in enumerate(pairwise(there), start=1)
        if after.year != before.year + 1 or after.year in begins
    ]
    ends = [0, *cuts, len(there)]
    return tuple(tuple(there[low:high]) for low, high in pairwise(ends) if high > low)


def base(line: Line, measure: TrendMeasure, latest: int) -> Point | None:
    """Find what the latest figure is held against: the first since `SINCE`, of one definition."""
    first = max(SINCE, first_comparable(measure))
    there = (
        point for point in line.points if point.value is not None and first <= point.year < latest
    )
    return next(there, None)


def first_comparable(measure: TrendMeasure) -> int:
    """Give the first year of the series as it is now."""
    return max((one.year for one in measure.breaks), default=published_years()[0])


def _point(measure: TrendMeasure, code: str, year: int, figures: Figures) -> Point:
    """Give a year of an area, with how many of its children the measure is known of."""
    point = _share(measure, code, year, figures)
    return _with_known(point, figures.value(code, year, measure.unknown))


def _with_known(point: Point, unknown: int | None) -> Point:
    """Take those of whom it is not known from all; nothing where a number of these is missing."""
    if unknown is None or point.part is None or point.whole is None:
        return point
    known = point.whole - unknown
    return replace(point, known=known) if known and _may_be_divided(point.part, known) else point


def _share(measure: TrendMeasure, code: str, year: int, figures: Figures) -> Point:
    """Give a year of an area: as published, or as the share that two published numbers are."""
    if measure.earlier and year <= measure.earlier.until:
        return _as_published(code, year, measure.earlier.figure, figures)
    cells = [figures.cells.get((code, year, name)) for name in (measure.part, EVERYBODY)]
    part, whole = (cell.value if cell else None for cell in cells)
    if (code, year, measure.figure) in figures.cells or not measure.part:
        point = _as_published(code, year, measure.figure, figures)
        is_share = measure.part not in ("", measure.figure)
        if is_share and None not in (point.value, part, whole):
            return replace(point, part=part, whole=whole)
        return point
    if part is None or whole is None:
        why = next((_why(cell) for cell in cells if cell is None or cell.value is None), "")
        return Point(year=year, value=None, why=why)
    if not _may_be_divided(part, whole):
        return Point(year=year, value=None, why=TOO_FEW)
    return Point(
        year=year,
        value=whole_percent(part, whole),
        part=part,
        whole=whole,
        sources=tuple(cell.source for cell in cells if cell),
    )


def _as_published(code: str, year: int, name: str, figures: Figures) -> Point:
    cell = figures.cells.get((code, year, name))
    if cell is None or cell.value is None:
        return Point(year=year, value=None, why=_why(cell))
    return Point(year=year, value=cell.value, sources=(cell.source,))


def _may_be_divided(part: int, whole: int) -> bool:
    """Whether neither a number nor what it leaves is from 1 to 5."""
    return all(number == 0 or number > _SMALL for number in (part, whole - part))


def _why(cell: Cell | None) -> str:
    if cell is None:
        return NOT_PUBLISHED
    return WITHHELD if cell.status == "c" else STATUSES[cell.status or "x"]


def _own(
    measure: TrendMeasure, code: str, whose: Whose, figures: Figures, names: Mapping[str, str]
) -> Line:
    return Line(
        whose=whose,
        name=names[code],
        points=tuple(_point(measure, code, year, figures) for year in published_years()),
    )


def _partnership(measure: TrendMeasure, footprint: Footprint, figures: Figures) -> Line:
    """
    Sum the authorities whose numbers are published in every year, the same in each.

    So a year is not compared with one of other authorities; who is left out is said.
    """
    parts = (measure.part, EVERYBODY)
    years, codes = _held_throughout(
        footprint.codes,
        lambda code, year: all(figures.value(code, year, name) is not None for name in parts),
    )
    points = []
    for year in published_years():
        part, whole = (
            sum(figures.value(code, year, name) or 0 for code in codes) for name in parts
        )
        is_there = bool(codes) and year in years
        unknown = [figures.value(code, year, measure.unknown) for code in codes]
        points.append(
            _with_known(
                Point(
                    year=year,
                    value=(part if measure.part == measure.figure else whole_percent(part, whole))
                    if is_there
                    else None,
                    why="" if is_there else NOT_PUBLISHED,
                    part=part if is_there and measure.part != measure.figure else None,
                    whole=whole if is_there and measure.part != measure.figure else None,
                    sources=_sources(codes, year, parts, figures) if is_there else (),
                ),
                None if None in unknown else sum(one or 0 for one in unknown),
            )
        )
    return Line(
        whose=Whose.PARTNERSHIP,
        name=footprint.name,
        points=tuple(points),
        of=codes,
        without=tuple(code for code in footprint.codes if code not in codes),
    )


def _neighbours(measure: TrendMeasure, code: str, figures: Figures) -> Line:
    """Take the median of the statistical neighbours that are held here in every year."""
    neighbours = figures.neighbours.get(code, ())
    points = {
        (one, year): _point(measure, one, year, figures)
        for one in neighbours
        for year in published_years()
    }
    years, codes = _held_throughout(
        neighbours, lambda one, year: points[one, year].value is not None
    )
    if len(codes) < _FEWEST_IN_A_MEDIAN:
        years, codes = frozenset(), ()
    return Line(
        whose=Whose.NEIGHBOURS,
        name="Statistical neighbours",
        points=tuple(
            Point(
                year=year,
                # halves up, as all shares
                value=int(median(points[one, year].value or 0 for one in codes) + 0.5),
                sources=tuple(
                    dict.fromkeys(source for one in codes for source in points[one, year].sources)
                ),
            )
            if year in years
            else Point(year=year, value=None, why=NOT_PUBLISHED)
            for year in published_years()
        ),
        of=codes,
        without=tuple(one for one in neighbours if one not in codes),
    )


def _held_throughout(
    codes: Sequence[str], is_held: Callable[[str, int], bool]
) -> tuple[frozenset[int], tuple[str, ...]]:
    """Give the years in which any authority has a figure, and those that have one in all."""
    years = frozenset(
        year for year in published_years() if any(is_held(code, year) for code in codes)
    )
    return years, tuple(
        code for code in codes if years and all(is_held(code, year) for year in years)
    )


def _sources(
    codes: Iterable[str], year: int, names: Iterable[str], figures: Figures
) -> tuple[str, ...]:
    cells = (figures.cells[code, year, name] for code in codes for name in names)
    return tuple(dict.fromkeys(cell.source for cell in cells))


def _boroughs(figures: Figures) -> list[str]:
    return [code for code in figures.names if code.startswith(_A_BOROUGH)]


def _latest(measure: TrendMeasure, figures: Figures) -> int:
    """Find the last year in which any borough of London has a figure."""
    there = (
        year
        for year in reversed(published_years())
        if any(
            _point(measure, code, year, figures).value is not None for code in _boroughs(figures)
        )
    )
    return next(there, published_years()[-1])


def _ranks(
    measure: TrendMeasure, codes: Iterable[str], year: int, figures: Figures
) -> dict[str, Rank]:
    """
    Rank authorities of London among all of London that have a figure.

    Where a measure is not known of all, by the share of those of whom it is: a borough that knows
    of fewer would else stand among those with a low share.
    """
    points = {one: _point(measure, one, year, figures) for one in _boroughs(figures)}
    found = {one: at.of_known if measure.unknown else at.value for one, at in points.items()}
    there = {one: value for one, value in found.items() if value is not None}
    ranks = {}
    for code in there.keys() & set(codes):
        above = sum(value > there[code] for value in there.values())
        ranks[code] = Rank(
            place=above + 1,
            equal=sum(value == there[code] for value in there.values()) - 1,
            of=len(there),
            quarter=_QUARTERS * above // len(there) + 1,
        )
    return ranks
