"""Every figure of a trend is a published one, or follows from published ones that anybody has."""

import csv
import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.answer.context.trend_figures import Cell, Figures, published_figures, published_years
from lib.answer.context.trend_lines import about_the_lines, merged
from lib.answer.context.trend_measures import TREND_MEASURES, TrendMeasure, Unit, trend_measure
from lib.answer.context.trend_sentences import (
    about_the_subject,
    distances,
    in_words,
    place_in_london,
    ranked,
    title,
)
from lib.answer.context.trend_view import TOO_FEW, WITHHELD, Rank, Trend, Whose
from lib.answer.context.trends import released_code, runs, trend
from lib.answer.loaded import read_footprint
from lib.domain.whole_areas import ENGLAND, LONDON
from lib.sources.paths import GEODATA
from lib.ui.context.trend_tables import boroughs_table

FOOTPRINT = read_footprint()
REDBRIDGE, CITY, HAVERING, HACKNEY = "E09000026", "E09000001", "E09000016", "E09000012"
SUBJECTS = (None, *FOOTPRINT.codes)
EVERYBODY = "looked_after_n"
OVER_20 = "More than 20 miles from home"


@cache
def rows(table: str) -> list[dict[str, str]]:
    path = Path(GEODATA) / "published" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed() -> dict[tuple[str, int, str], str]:
    """The files themselves, read by other means: a number as text, or the code in its place."""
    found = {
        (row["area_code"], int(row["year"]), row["measure"]): row["value"] or row["status"]
        for row in rows("children_looked_after")
    }
    for row in rows("weekly_cost"):
        year = 2000 + int(row["financial_year"][-2:])
        found[row["area_code"], year, row["measure"]] = row["gbp_per_week"] or row["status"]
    return found


PRINTED = printed()


def number(code: str, year: int, name: str) -> int | None:
    text = PRINTED.get((code, year, name), "")
    return int(text) if text.isdigit() else None


def halves_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2))


def expected(measure: TrendMeasure, code: str, year: int) -> int | None:
    """A figure of one area, from the file alone."""
    if measure.name == OVER_20 and year < 2018:
        return number(code, year, "over20_outside_la_pct")
    if (code, year, measure.figure) in PRINTED:
        return number(code, year, measure.figure)
    part, whole = number(code, year, measure.part), number(code, year, EVERYBODY)
    if part is None or whole is None or {part, whole - part} & set(range(1, 6)):
        return None
    return halves_up(Fraction(100 * part, whole))


def numbers_of_distance(code: str, year: int) -> tuple[int, int, int] | None:
    """Children over 20 miles away, of known distance and all, where all three are published."""
    far, unknown, everybody = (
        number(code, year, name) for name in ("over20_n", "distance_unknown_n", EVERYBODY)
    )
    if far is None or unknown is None or everybody is None:
        return None
    return far, everybody - unknown, everybody


def compared(measure: TrendMeasure, code: str, year: int) -> int | None:
    """What boroughs are ranked by: of a distance, the share of the children of whom it is known."""
    if measure.name != OVER_20:
        return expected(measure, code, year)
    found = numbers_of_distance(code, year)
    return found and halves_up(Fraction(100 * found[0], found[1]))


def of(measure: TrendMeasure | str, code: str | None, figures: Figures | None = None) -> Trend:
    return trend(
        trend_measure(measure) if isinstance(measure, str) else measure,
        code=code,
        shown_codes=FOOTPRINT.codes,
        footprint=FOOTPRINT,
        figures=figures or published_figures(),
    )


every_trend = pytest.mark.parametrize(
    ("measure", "code"),
    [(measure, code) for measure in TREND_MEASURES for code in SUBJECTS],
    ids=lambda value: value.name if isinstance(value, TrendMeasure) else str(value),
)


@every_trend
def test_every_figure_of_an_area_is_its_row_of_the_file(
    measure: TrendMeasure, code: str | None
) -> None:
    found = of(measure, code)
    areas = {Whose.SUBJECT: code, Whose.LONDON: LONDON, Whose.ENGLAND: ENGLAND}
    named = [(line, areas[line.whose]) for line in found.lines if line.whose in areas]
    named += zip(found.boroughs, found.borough_codes, strict=True)
    assert named
    for line, area in named:
        for point in line.points:
            assert point.value == expected(measure, str(area), point.year), (area, point.year)
            assert (point.value is None) == bool(point.why)
            if point.part is not None:
                assert point.part == number(str(area), point.year, measure.part)
                assert point.whole == number(str(area), point.year, EVERYBODY)


@every_trend
def test_the_partnership_is_the_sum_of_the_same_published_numbers_in_every_year(
    measure: TrendMeasure, code: str | None
) -> None:
    found = of(measure, code)
    line = found.subject if code is None else found.line(Whose.PARTNERSHIP)
    assert line is not None
    assert set(line.of) | set(line.without) == set(FOOTPRINT.codes)
    assert line.is_empty == bool(measure.why_no_sum)
    for point in line.points:
        if point.value is None:
            continue
        parts = [number(one, point.year, measure.part) for one in line.of]
        wholes = [number(one, point.year, EVERYBODY) for one in line.of]
        assert None not in (*parts, *wholes)
        if measure.part == EVERYBODY:
            assert point.value == sum(parts)
        else:
            assert point.value == halves_up(Fraction(100 * sum(parts), sum(wholes)))
            assert (point.part, point.whole) == (sum(parts), sum(wholes))


@every_trend
def test_the_neighbours_line_is_the_median_of_the_same_authorities_in_every_year(
    measure: TrendMeasure, code: str | None
) -> None:
    if code is None:
        assert of(measure, code).line(Whose.NEIGHBOURS) is None
        return
    line = of(measure, code).line(Whose.NEIGHBOURS)
    assert line is not None
    neighbours = {
        row["neighbour_code"] for row in rows("statistical_neighbours") if row["area_code"] == code
    }
    assert len(neighbours) == 10
    assert set(line.of) | set(line.without) == neighbours
    for point in line.points:
        if point.value is not None:
            values = sorted(expected(measure, one, point.year) for one in line.of)
            low, high = values[(len(values) - 1) // 2], values[len(values) // 2]
            assert point.value == halves_up(Fraction(low + high, 2))


def test_a_borough_with_one_neighbour_in_london_has_no_median_and_is_told_why() -> None:
    found = of("Inside the authority", HAVERING)
    line = found.line(Whose.NEIGHBOURS)
    assert line is not None
    assert line.is_empty
    said = " ".join(about_the_subject(found))
    assert "of its ten, nine are outside London and not held here; too few are left" in said


@every_trend
def test_neighbours_that_the_publisher_calls_not_close_are_counted_beside_the_chart(
    measure: TrendMeasure, code: str | None
) -> None:
    found = of(measure, code)
    line = found.line(Whose.NEIGHBOURS)
    called_so = {
        row["neighbour_code"]
        for row in rows("statistical_neighbours")
        if row["area_code"] == code and row["closeness"] == "Not close"
    }
    not_close = called_so & set(line.of if line else ())
    said = " ".join(about_the_subject(found))
    assert ("“not close”" in said) == bool(not_close)
    if line and not_close:
        words = [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
        ]
        how_many = "all" if len(not_close) == len(line.of) else words[len(not_close)]
        assert f"the publisher calls {how_many} of these “not close”" in said


@every_trend
def test_ranks_are_those_of_counting_by_hand(measure: TrendMeasure, code: str | None) -> None:
    found = of(measure, code)
    year = found.latest
    london = sorted({row["area_code"] for row in rows("children_looked_after")
                     if row["area_code"].startswith("E09")})  # fmt: skip
    assert len(london) == 33
    values = [value for one in london if (value := compared(measure, one, year)) is not None]
    falling = sorted(values, reverse=True)
    ranked_codes = [code] if code else list(FOOTPRINT.codes)
    assert set(found.ranks) == {
        one for one in ranked_codes if compared(measure, one, year) is not None
    }
    for one, rank in found.ranks.items():
        own = compared(measure, one, year)
        assert rank.place == falling.index(own) + 1
        assert rank.place_from_lowest == sorted(values).index(own) + 1
        assert rank.equal == values.count(own) - 1
        assert rank.of == len(values)
        share_above = Fraction(sum(value > own for value in values), len(values))
        assert Fraction(rank.quarter - 1, 4) <= share_above < Fraction(rank.quarter, 4)


@pytest.mark.parametrize(
    ("rank", "said"),
    [
        (Rank(place=1, equal=0, of=33, quarter=1), "highest"),
        (Rank(place=2, equal=0, of=33, quarter=1), "2nd highest"),
        (Rank(place=3, equal=2, of=33, quarter=1), "equal 3rd highest"),
        (Rank(place=33, equal=0, of=33, quarter=4), "lowest"),
        (Rank(place=29, equal=1, of=32, quarter=4), "equal 3rd lowest"),
        (Rank(place=11, equal=0, of=33, quarter=2), "11th highest"),
    ],
)
def test_a_place_is_counted_from_the_nearer_end(rank: Rank, said: str) -> None:
    assert place_in_london(rank) == said


def test_the_table_says_from_where_a_place_is_counted_and_among_how_many() -> None:
    authorities = {row["area_code"] for row in rows("childrens_homes")}
    assert sum(code.startswith("E09") for code in authorities) == 33
    for measure in TREND_MEASURES:
        table = boroughs_table(of(measure, None))
        assert "from the nearer end, highest or lowest, among those of London&#x27;s 33" in table


@every_trend
def test_a_withheld_cell_is_a_gap_and_in_no_sum_and_no_median(
    measure: TrendMeasure, code: str | None
) -> None:
    found = of(measure, code)
    names = (measure.figure, *([measure.part] if measure.part else []))
    withheld = {
        (area, year)
        for (area, year, name), text in PRINTED.items()
        if text == "c" and name in names
    }
    for line in (found.subject, *found.boroughs):
        area = code if line is found.subject else found.borough_codes[found.boroughs.index(line)]
        for point in line.points:
            if (area, point.year) in withheld:
                assert point.value is None
                assert point.part is None
                assert point.why == WITHHELD
    for line in found.lines:
        for point in line.points:
            if point.value is not None:
                assert not [one for one in line.of if (one, point.year) in withheld]
    for line in (*found.lines, *found.boroughs):
        for run in runs(line, measure):
            assert [point.year for point in run] == list(range(run[0].year, run[-1].year + 1))
            assert all(point.value is not None for point in run)


@pytest.mark.parametrize("measure", TREND_MEASURES, ids=lambda measure: measure.name)
def test_what_is_withheld_decides_nothing_that_is_said(measure: TrendMeasure) -> None:
    """Whatever stood behind a withheld cell, each line, rank and sentence would be the same."""
    figures = published_figures()
    blank = replace(
        figures,
        cells={key: cell for key, cell in figures.cells.items() if cell.value is not None},
    )
    for code in SUBJECTS:
        ours, theirs = of(measure, code), of(measure, code, blank)
        for line, other in zip(
            (*ours.lines, *ours.boroughs), (*theirs.lines, *theirs.boroughs), strict=True
        ):
            assert line.name == other.name
            assert [p.value for p in line.points] == [p.value for p in other.points]
            assert [p.known for p in line.points] == [p.known for p in other.points]
        assert ours.ranks == theirs.ranks


def test_no_line_runs_over_the_change_of_definition_in_2018() -> None:
    found = of(OVER_20, REDBRIDGE)
    years = [[point.year for point in run] for run in runs(found.subject, found.measure)]
    assert years == [[2015, 2016, 2017], list(range(2018, 2026))]
    assert "Up to 2017: more than 20 miles from home and outside the authority" in " ".join(
        about_the_subject(found)
    )


def test_london_in_2018_is_a_gap_and_not_its_figure_of_another_definition() -> None:
    assert number(LONDON, 2018, "over20_outside_la_pct") == 19
    london = of(OVER_20, REDBRIDGE).line(Whose.LONDON)
    assert london is not None
    assert london.at(2018).value is None


def test_homes_start_in_2020_and_say_why() -> None:
    found = of("In secure and children's homes", HAVERING)
    for line in found.lines:
        assert all(point.value is None for point in line.points if point.year < 2020)
    assert "until 2019 the published group also held hostels" in " ".join(about_the_subject(found))


def test_the_worked_example_of_redbridge_in_2025() -> None:
    both, bound, before = distances(of(OVER_20, REDBRIDGE))
    assert both == ("Over 20 miles: 34 of 299 is 11%, and of the 219 whose distance is known 16%.")
    assert bound == (
        "Not known: 80. If all of them lived over 20 miles away, it would be 38% of all."
    )
    assert number(REDBRIDGE, 2018, "over20_n") == 54
    assert number(REDBRIDGE, 2018, EVERYBODY) == 223
    assert before.startswith("Before: 24% of all in 2018; ")
    assert title(of(OVER_20, REDBRIDGE)) == (
        "Redbridge: 11% of its children (34 of 299) are known to live more than 20 miles from "
        "home, 16% of the 219 whose distance is known; London 18% and 20%"
    )
    assert (
        number(LONDON, 2025, "over20_n"),
        number(LONDON, 2025, EVERYBODY) - number(LONDON, 2025, "distance_unknown_n"),
    ) == (1640, 9290 - 1140)
    assert halves_up(Fraction(100 * 1640, 9290 - 1140)) == 20


def test_a_child_of_unknown_distance_counts_as_near_in_no_rank() -> None:
    """By all children Redbridge is equal 3rd lowest; of those known, three more stand below it."""
    assert ranked(of(OVER_20, REDBRIDGE)) == (
        "In 2025 its share of those whose distance is known is the 6th lowest of the 32 London "
        "boroughs with a published figure, in the lowest quarter."
    )
    shares = {
        one: Fraction(found[0], found[1])
        for one in {code for code, _, _ in PRINTED if code.startswith("E09")}
        if (found := numbers_of_distance(one, 2025))
    }
    assert len(shares) == 32
    assert sorted(shares.values()).index(shares[REDBRIDGE]) == 5


@pytest.mark.parametrize("code", SUBJECTS)
def test_how_many_distances_are_known_is_said_only_where_it_is_published(code: str | None) -> None:
    """For each authority of a sum; else a withheld number would be what is left of the others."""
    found = of(OVER_20, code)
    of_lines = {Whose.LONDON: (LONDON,), Whose.ENGLAND: (ENGLAND,), Whose.SUBJECT: (code,)}
    lines = [(line, of_lines.get(line.whose, line.of)) for line in found.lines]
    lines += [(line, (one,)) for line, one in zip(found.boroughs, found.borough_codes, strict=True)]
    for line, codes in lines:
        for point in line.points:
            published_of = [numbers_of_distance(str(one), point.year) for one in codes]
            if line.whose is Whose.NEIGHBOURS or not codes or None in published_of:
                assert point.known is None
                assert point.of_known is None
                continue
            far, known, everybody = (sum(column) for column in zip(*published_of, strict=True))
            assert (point.part, point.known, point.whole) == (far, known, everybody)
            assert point.not_known == everybody - known
            assert point.of_known == halves_up(Fraction(100 * far, known))


def test_a_withheld_number_of_unknown_distances_leaves_the_rank_and_the_share_out() -> None:
    figures = published_figures()
    withheld = {(REDBRIDGE, 2025, "distance_unknown_n"): Cell(value=None, status="c", source="X")}
    changed = replace(figures, cells={**figures.cells, **withheld})
    found = of(OVER_20, REDBRIDGE, changed)
    assert ranked(found) == ""
    assert distances(found) == ()
    assert title(found) == (
        "Redbridge: 11% of its children (34 of 299) are known to live more than 20 miles from "
        "home, down from 24% in 2018; London 18%"
    )
    together = of(OVER_20, None, changed)
    assert distances(together) == ()
    assert together.subject.at(2024).known is not None


def test_titles_state_the_finding() -> None:
    assert title(of("Inside the authority", REDBRIDGE)) == (
        "Redbridge: 51% of its children (152 of 299) live inside the borough, up from 40% in "
        "2018; London 34%"
    )
    assert ranked(of("Inside the authority", REDBRIDGE)) == (
        "In 2025 it is the highest of the 33 London boroughs with a published figure, in the "
        "highest quarter."
    )
    assert title(of(OVER_20, CITY)) == (
        "City of London: the figure of 2025 is withheld; London 18%"
    )
    assert title(of("Weekly cost of residential care", REDBRIDGE)) == (
        "Redbridge: a week of residential care costs £6,820, up from £2,910 in 2017-18; London "
        "£8,085"
    )


@pytest.mark.parametrize("part", [1, 5, 195, 199])
def test_a_share_of_few_children_or_of_all_but_few_is_not_worked_out(part: int) -> None:
    figures = published_figures()
    year = 2016
    cells = {
        (REDBRIDGE, year, "uasc_n"): Cell(value=part, status=None, source="X"),
        (REDBRIDGE, year, EVERYBODY): Cell(value=200, status=None, source="X"),
    }
    changed = replace(figures, cells={**figures.cells, **cells})
    point = of("Unaccompanied children", REDBRIDGE, changed).subject.at(year)
    assert (point.value, point.part, point.why) == (None, None, TOO_FEW)


def test_a_merged_area_shows_one_authority_and_says_so() -> None:
    area, name = FOOTPRINT.released_area(CITY)
    assert released_code(area) == HACKNEY
    assert merged(name, "Hackney") == (
        "Hackney and City of London is one area in this view, and what is published is by "
        "authority: these are the figures of Hackney alone."
    )
    assert merged("Hackney", "Hackney") == ""


def test_an_authority_that_is_not_held_says_so_and_raises_nothing() -> None:
    elsewhere = replace(
        FOOTPRINT,
        authorities=tuple(replace(one, code=f"E0600{at:04}")
                          for at, one in enumerate(FOOTPRINT.authorities)),
    )  # fmt: skip
    for measure in TREND_MEASURES:
        for code in (None, elsewhere.codes[0]):
            found = trend(measure, code=code, shown_codes=elsewhere.codes, footprint=elsewhere,
                          figures=published_figures())  # fmt: skip
            assert "not published" in title(found)
            assert ranked(found) == ""
    assert "is held here" in " ".join(about_the_lines(found))
    assert "No statistical neighbours of" in " ".join(about_the_subject(found))


@st.composite
def any_trend(draw: st.DrawFn) -> Trend:
    """A trend of figures as any edition might have them; each may be withheld, or not be there."""
    measure = draw(st.sampled_from(TREND_MEASURES))
    codes = [*FOOTPRINT.codes[:2], LONDON]
    earlier = measure.earlier.figure if measure.earlier else ""
    names = sorted({measure.figure, measure.part, earlier, EVERYBODY} - {""})
    keys = [(code, year, name) for code in codes for year in (2017, 2019, 2025) for name in names]
    values = draw(st.lists(st.sampled_from(["c", "", 0, 3, 7, 12, 40, 41, 100]),
                           min_size=len(keys), max_size=len(keys)))  # fmt: skip
    cells = {
        key: Cell(value=None, status="c", source="X")
        if value == "c"
        else Cell(value=int(value) + 100 * (key[2] == EVERYBODY), status=None, source="X")
        for key, value in zip(keys, values, strict=True)
        if value != ""
    }
    figures = Figures(
        cells=cells,
        names={code: f"Area {'ABCDEFGH'[at]}" for at, code in enumerate((*codes, ENGLAND))},
        neighbours={},
    )
    code = draw(st.sampled_from((None, *codes[:2])))
    return of(measure, code, figures)


@settings(deadline=None, max_examples=200)
@given(any_trend())
def test_no_title_says_more_than_the_figures(found: Trend) -> None:
    _says_no_more(found)


@every_trend
def test_no_title_of_what_is_published_says_more_than_the_figures(
    measure: TrendMeasure, code: str | None
) -> None:
    _says_no_more(of(measure, code))


def _says_no_more(found: Trend) -> None:
    """Each number in the title is one of its years; up is higher, down lower, as the same."""
    said = title(found)
    measure, latest = found.measure, found.subject.at(found.latest)
    london = found.line(Whose.LONDON)
    of_london = london.at(found.latest).value if london else None
    allowed = {str(found.latest), *re.findall(r"\d[\d,]*", measure.says)}
    for point in (latest, *found.subject.points):
        numbers = (point.value, point.part, point.whole, point.known, point.of_known)
        allowed |= {f"{n:,}" for n in numbers if n is not None}
    if latest.value is None:
        for line in found.boroughs:
            value = line.at(found.latest).value
            allowed |= set() if value is None else {f"{value:,}"}
    if of_london is not None:
        allowed |= {f"{of_london:,}", f"{london.at(found.latest).of_known}"}
    years = r"\b20\d\d-\d\d\b" if measure.unit is Unit.POUNDS else r"\bin (20\d\d)\b"
    bare = re.sub(years, "", said)
    bare = re.sub(r"the figure of 20\d\d ", "", bare)
    for text in re.findall(r"\d[\d,]*", bare):
        assert text.rstrip(",") in allowed, said
    moved = re.search(
        r", (up|down) from £?([\d,]+)%? in (20\d\d)(-\d\d)?|, as in (20\d\d)(-\d\d)?", said
    )
    if moved:
        start = int(moved[3] or moved[5]) + (measure.unit is Unit.POUNDS)
        then = found.subject.at(start).value
        assert then is not None
        assert latest.value is not None
        assert start >= max([2018, *(one.year for one in measure.breaks)])
        assert {"up": latest.value > then, "down": latest.value < then,
                None: latest.value == then}[moved[1]]  # fmt: skip
        assert moved[1] is None or moved[2] == f"{then:,}"
    if latest.value is None and not found.boroughs:
        assert latest.why in said
        assert not moved
    assert ("; London " in said) == (of_london is not None and measure.has_common_scale)


def test_authorities_without_a_line_beside_the_partnership_are_named() -> None:
    found = trend(
        trend_measure("Weekly cost of residential care"),
        code=None,
        shown_codes=[one for one in FOOTPRINT.codes if one != CITY],
        footprint=FOOTPRINT,
        figures=published_figures(),
    )
    assert title(found) == (
        "North East London without City of London: a week of residential care costs from £5,920 "
        "(Tower Hamlets) to £9,560 (Newham); London £8,085"
    )
    assert "City of London is not among the boroughs shown here" in " ".join(
        about_the_subject(found)
    )
    assert CITY not in found.ranks


@every_trend
def test_the_picture_in_words_says_what_the_lines_hold(
    measure: TrendMeasure, code: str | None
) -> None:
    found = of(measure, code)
    said = in_words(found)
    for line in found.lines:
        there = [point for point in line.points if point.value is not None]
        if there and line is not found.subject:
            assert f"{there[-1].value:,}" in said


def test_years_are_those_of_the_files() -> None:
    assert {year for _, year, _ in PRINTED} == set(published_years())
