"""A briefing as PowerPoint: what stands on the slides, that it fits, and that it can be edited."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.chart import XL_TICK_LABEL_POSITION
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Pt

from lib.disclosure.released import Audience
from lib.exports.briefing import Briefing, Chart, Measure, Sheet, Table
from lib.exports.slides.deck import briefing_as_slides
from lib.exports.slides.grids import measured
from lib.exports.slides.lettering import cut, lines, width_inches
from lib.exports.slides.stamp import trace_of_slides

MAP: Any = SimpleNamespace(alt="61 of 172 children live inside North East London.")
TRACE: Any = SimpleNamespace(id="7K3M-Q2XD", as_json=lambda: '{"note":"<\\u00e9> & \\"x\\""}')
BOROUGHS = ("Barking and Dagenham", "Hackney and City of London", "Havering", "Newham")
TABLE = Table(
    title="Children by borough",
    headings=("Borough", "Children", "Inside"),
    rows=(*((name, str(20 + n), "hidden") for n, name in enumerate(BOROUGHS)), ("All", "172", "")),
    last_is_total=True,
    note="Hidden: counts from 1 to 5.",
)
BARS = Chart(
    title="Inside, by borough",
    subtitle="Children; the dashed line is the average",
    editable_subtitle="Children, by borough",
    alt="Most children who live inside are from Havering.",
    drawn=None,
    kind="bars",
    categories=BOROUGHS,
    series={"Today": (9, 4, None, 11), "With the contract": (15, 12, 13, 14)},
)
LINES = replace(
    BARS, kind="lines", number_format='[<0.1]"under 10%";0%', series={"Share": (0.1, None, 0.3, 1)}
)
MEASURE = Measure(
    label="In the footprint", now="35%", after="52%", said=("61 of 172 children", "84 to 93")
)
SHEET = Sheet(
    title="61 of 172 children live inside North East London",
    subtitle="Children in children's homes, 31 March 2018",
    sentences=("With 35 block beds, 84 to 93 could.", "Nobody is moved."),
    measures=(MEASURE,) * 5,
    map=MAP,
    tables=(TABLE,),
    notes=("Distances are straight lines.",),
)
HOSTILE = ("=1+1", "+2", "-3", "@SUM(A1)", "<b>&amp;", "\x00\x0b\ud800\uffff", "long" * 60)
WORDS = "note that somebody adds beside the figures "
FULL = Sheet(
    title=("Two in three children who are in homes live outside the footprint " * 3)[:120],
    subtitle="Children in children's homes of North East London " * 3,
    sentences=("No way of giving out the beds can bring the number above 96 of 172. " * 3,) * 4,
    measures=(replace(MEASURE, label="Distant: outside the borough, and more than 20 miles"),) * 5,
    map=MAP,
    tables=(TABLE, replace(TABLE, rows=TABLE.rows * 12)),
    notes=((WORDS * 20)[:400],) * 12,
)
WORST = (
    FULL,
    replace(FULL, map=None),
    replace(FULL, map=None, chart=replace(BARS, categories=BOROUGHS * 10, series={"A": (1,) * 40})),
    replace(FULL, tables=()),
    replace(FULL, tables=(), notes=(), chart=BARS),
    replace(SHEET, map=None, tables=(replace(TABLE, rows=TABLE.rows[:1] * 60),)),
    replace(SHEET, map=None, tables=(TABLE, TABLE)),
    replace(SHEET, map=None, tables=(TABLE, TABLE, replace(TABLE, rows=()))),
    replace(SHEET, map=None, tables=(), measures=(), notes=()),
    replace(SHEET, sentences=("V" * 9_000, "v " * 3_000), measures=(MEASURE,) * 30),
    replace(
        SHEET,
        title=" ".join(HOSTILE),
        measures=(Measure(label="M" * 200, now="9" * 90, after="8", said=("q" * 400,) * 9),) * 5,
        tables=(replace(TABLE, title="T" * 300, rows=(("=1+1", "Z" * 2_000, "\x01"),)),),
    ),
)


def picture(_: object, width: float, height: float) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (round(width * 30), round(height * 30)), "#DCE8F2").save(content, "PNG")
    return content.getvalue()


def briefing(*sheets: Sheet, **others: Any) -> Briefing:
    given: dict[str, Any] = {
        "title": "Where children live",
        "audience": Audience.SHARED,
        "as_of": date(2018, 3, 31),
        "marking": "Invented data",
        "sheets": sheets,
        "definitions": ("In the footprint: in one of the eight authorities.",) * 6,
        "sources": ("Office for National Statistics, Open Government Licence v3.0.",) * 4,
        "trace": TRACE,
        "link": "/overview?date=2018-03-31",
    }
    return Briefing(**{**given, **others})


def deck(*sheets: Sheet, **others: Any) -> Any:
    content = briefing_as_slides(briefing(*sheets, **others), picture=picture)
    return Presentation(io.BytesIO(content))


def texts(slide: Any) -> list[str]:
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found += [paragraph.text for paragraph in shape.text_frame.paragraphs]
    return found


def named(slide: Any, name: str) -> list[Any]:
    return [shape for shape in slide.shapes if shape.name == name]


def alt(shape: Any) -> str:
    (element,) = shape.element.xpath(".//p:cNvPr")
    return str(element.get("descr"))


def frames(slides: Any) -> Iterator[Any]:
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame
            elif shape.has_table:
                yield from (cell.text_frame for cell in shape.table.iter_cells())


def test_a_sheet_is_a_slide_with_its_title_figures_and_footer() -> None:
    first, last = deck(SHEET).slides
    assert first.shapes.title.text_frame.text == SHEET.title
    said = texts(first)
    assert {SHEET.subtitle, *SHEET.sentences, *SHEET.notes} < {*said}
    assert {"In the footprint", "35% → 52%", "61 of 172 children"} < {*said}
    for slide in (first, last):
        (marking,) = named(slide, "Marking")
        assert marking.text_frame.paragraphs[0].runs[0].font.bold
        facts = "As at 31 March 2018 · Shared view · Scenario 7K3M-Q2XD"
        assert f"{facts} · /overview?date=2018-03-31" in texts(slide)
        assert slide.shapes[-1].element.xpath('.//a:fld[@type="slidenum"]')
    assert last.shapes.title.text_frame.text == "What the figures mean, and where they come from"
    assert texts(last).count("In the footprint: in one of the eight authorities.") == 6


def test_the_footer_says_for_whom_the_figures_are() -> None:
    for audience, said in (
        (Audience.SHARED, "Shared view"),
        (Audience.OFFICERS, "Officers' view, not for publication"),
    ):
        for slide in deck(SHEET, audience=audience).slides:
            (foot,) = named(slide, "As at")
            assert f" · {said} · " in foot.text_frame.text


def test_without_a_marking_none_is_shown() -> None:
    slides = deck(SHEET, marking="").slides
    assert not any(named(slide, "Marking") for slide in slides)


def test_what_is_heard_and_outlined_comes_in_the_order_in_which_it_is_read() -> None:
    names = [shape.name for shape in deck(SHEET).slides[0].shapes]
    order = ["Title", "Subtitle", "Sentences", "Measure", "Figure", "Map", "Table title"]
    order += ["Table", "Table note", "Notes", "Marking", "As at", "Slide number"]
    assert [*dict.fromkeys(names)] == order
    assert names.count("Figure") == 5


def test_whoever_does_not_see_the_picture_is_told_what_it_shows() -> None:
    mapped, charted, *_ = deck(SHEET, replace(SHEET, map=None, chart=BARS)).slides
    assert [alt(shape) for shape in named(mapped, "Map")] == [MAP.alt]
    assert [alt(shape) for shape in named(mapped, "Table")] == [TABLE.title]
    assert [alt(shape) for shape in named(charted, "Chart")] == [BARS.alt]
    for slide, picture_alt in ((mapped, MAP.alt), (charted, BARS.alt)):
        notes = slide.notes_slide.notes_text_frame.text
        assert {*SHEET.sentences, *SHEET.notes, picture_alt} < {*notes.split("\n")}


def test_every_cell_of_a_table_is_the_one_that_went_in() -> None:
    (shape,) = named(deck(SHEET).slides[0], "Table")
    cells = [tuple(cell.text for cell in row.cells) for row in shape.table.rows]
    assert cells == [TABLE.headings, *TABLE.rows]
    assert shape.table.first_row
    assert shape.table.last_row


@pytest.mark.parametrize("chart", [BARS, LINES])
def test_a_chart_and_its_workbook_hold_the_figures_that_went_in(chart: Chart) -> None:
    (shape,) = named(deck(replace(SHEET, map=None, chart=chart)).slides[0], "Chart")
    plot = shape.chart.plots[0]
    assert (*plot.categories,) == chart.categories
    assert {one.name: (*one.values,) for one in plot.series} == chart.series
    book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
    heads, *rows = book["Sheet1"].iter_rows(values_only=True)
    assert heads[1:] == (*chart.series,)
    assert rows == [*zip(chart.categories, *chart.series.values(), strict=True)]
    assert book["Sheet1"].cell(2, 2).number_format == chart.number_format


def test_a_slide_speaks_of_the_chart_that_stands_there_and_not_of_the_drawn_one() -> None:
    titled = replace(SHEET, map=None, chart=BARS)
    for sheet in (titled, replace(titled, subtitle=BARS.subtitle)):
        slide = deck(sheet).slides[0]
        assert texts(slide).count(BARS.editable_subtitle) == 1
        assert BARS.subtitle not in texts(slide)
    assert texts(slide)[1] == BARS.editable_subtitle, "it is the slide's own subtitle"


def test_names_and_figures_of_bars_stand_clear_of_each_other() -> None:
    gains = ("Placements that begin in a year", "Share of placements offered a block bed")
    chart = replace(
        BARS, categories=gains, series={"Low": (-90_000, -680_000), "High": (None, 740_000)},
        number_format="£#,##0",
    )  # fmt: skip
    (shape,) = named(deck(replace(SHEET, map=None, chart=chart)).slides[0], "Chart")
    assert shape.chart.category_axis.tick_label_position is XL_TICK_LABEL_POSITION.LOW
    left, width = (
        float(shape.chart._chartSpace.xpath(f".//c:manualLayout/c:{side}/@val")[0])
        * shape.width.inches
        for side in ("x", "w")
    )
    assert left >= width_inches(gains[1], 11)
    axis = shape.chart.value_axis
    per_inch = (axis.maximum_scale - axis.minimum_scale) / width
    for room in (-680_000 - axis.minimum_scale, axis.maximum_scale - 740_000):
        assert room / per_inch >= width_inches("−£680,000", 11)


def test_bars_begin_at_nothing_however_near_each_other_they_are() -> None:
    chart = replace(BARS, series={"Today": (0.88, 0.9, 0.91, 0.92)}, number_format="0%")
    (shape,) = named(deck(replace(SHEET, map=None, chart=chart)).slides[0], "Chart")
    assert shape.chart.value_axis.minimum_scale == 0


def test_a_chart_of_nothing_is_left_out() -> None:
    slide = deck(replace(SHEET, map=None, chart=replace(BARS, categories=(), series={}))).slides[0]
    assert not named(slide, "Chart")


def test_a_long_table_goes_on_under_its_headings_with_the_total_at_its_end() -> None:
    rows = (*((f"Authority {n}", str(n), "") for n in range(60)), ("All", "1,204", ""))
    slides = [*deck(replace(SHEET, map=None, tables=(replace(TABLE, rows=rows),))).slides][:-1]
    tables = [shape.table for slide in slides for shape in named(slide, "Table")]
    assert 2 <= len(tables) == len(slides)
    shown = [[tuple(cell.text for cell in row.cells) for row in one.rows] for one in tables]
    assert all(heads == TABLE.headings for heads, *_ in shown)
    assert tuple(row for _, *part in shown for row in part) == rows
    assert [one.last_row for one in tables] == [False] * (len(tables) - 1) + [True]
    assert all(slide.shapes.title.text.endswith("(continued)") for slide in slides[1:])


@pytest.mark.parametrize("number", range(len(WORST)))
def test_nothing_overlaps_and_nothing_leaves_the_slide(number: int) -> None:
    shown = deck(WORST[number], link="/overview?" + "areas=E09000001&" * 40)
    for slide in shown.slides:
        boxes = [
            (one.name, one.left, one.top, one.left + one.width, one.top + one.height)
            for one in slide.shapes
        ]
        for name, left, top, right, bottom in boxes:
            assert left >= 0, name
            assert top >= 0, name
            assert right <= shown.slide_width, name
            assert bottom <= shown.slide_height, name
        for one, other in combinations(boxes, 2):
            is_apart = min(one[3], other[3]) - max(one[1], other[1]) <= Pt(0.1) or min(
                one[4], other[4]
            ) - max(one[2], other[2]) <= Pt(0.1)
            assert is_apart, (one[0], other[0])
        for table in named(slide, "Table"):
            assert abs(sum(row.height for row in table.table.rows) - table.height) < Pt(0.1)


@pytest.mark.parametrize("number", range(len(WORST)))
def test_no_type_is_too_small_to_read(number: int) -> None:
    for frame in frames(deck(WORST[number]).slides):
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                assert run.font.size >= Pt(9)
                assert (run.font.name, run.font.language_id) == ("Arial", 2057)
        assert frame.auto_size is MSO_AUTO_SIZE.NONE
        assert frame.word_wrap


def test_no_sentence_and_no_note_is_lost() -> None:
    notes = tuple(f"{number}. {WORDS * 9}".strip() for number in range(12))
    sentences = tuple(f"{number}: {WORDS * 30}".strip() for number in range(9))
    slides = deck(replace(FULL, notes=notes, sentences=sentences)).slides
    said = " ".join(text for slide in slides for text in texts(slide))
    assert all(text in said for text in (*notes, *sentences))


def test_notes_without_room_stand_under_the_table_that_goes_on_and_not_alone() -> None:
    long = replace(SHEET, sentences=(WORDS * 10,), notes=(WORDS * 6,) * 4)
    *slides, _ = deck(long).slides
    assert len(slides) == 2
    (table,) = named(slides[-1], "Table")
    (beneath,) = named(slides[-1], "Text")
    assert beneath.top > table.top + table.height


def test_small_tables_stand_beside_the_map_and_next_to_each_other() -> None:
    small = replace(TABLE, rows=TABLE.rows[:3])
    *slides, _ = deck(
        replace(SHEET, sentences=(WORDS * 8,), measures=(MEASURE,) * 4, tables=(small, small))
    ).slides
    (slide,) = slides
    (map_,) = named(slide, "Map")
    first, second = named(slide, "Table")
    assert first.top == second.top
    assert first.left + first.width < second.left
    assert second.left + second.width < map_.left


def test_what_a_note_on_the_slide_says_is_not_said_again_under_every_measure() -> None:
    hidden = replace(MEASURE, said=("61 of 172 children", TABLE.note))
    (slide, _) = deck(replace(SHEET, measures=(hidden,) * 4)).slides
    assert texts(slide).count(TABLE.note) == 1
    alone = deck(replace(SHEET, measures=(hidden,) * 4, tables=())).slides[0]
    assert texts(alone).count(TABLE.note) == 4, "there is no note that says it"


def test_headings_give_way_before_the_names_of_rows_do() -> None:
    headings = ("Borough", *("20 miles or less with the contract",) * 6)
    rows = tuple((name, *("12",) * 6) for name in BOROUGHS)
    fitted = measured(replace(TABLE, headings=headings, rows=rows), 10, 8.5)
    assert len({*fitted.row_heights}) == 1
    assert fitted.widths[0] >= width_inches("Hackney and City of London", 10)
    assert fitted.heading_height > 2 * fitted.row_heights[0]


def test_hostile_texts_are_texts_everywhere() -> None:
    chart = replace(
        BARS, title=HOSTILE[0], alt=" ".join(HOSTILE), categories=HOSTILE,
        series={"=1+1": (1,) * 7, "@A1\x00": (2,) * 7},
    )  # fmt: skip
    table = Table(title="\x0b=1", headings=("=1+1",), rows=tuple((text,) for text in HOSTILE))
    sheet = Sheet(
        title=HOSTILE[0], subtitle=HOSTILE[4], sentences=HOSTILE, chart=chart, tables=(table,),
        notes=HOSTILE,
    )  # fmt: skip
    given = briefing(sheet, marking="<\x01>", link="/\x02=1", title="\x03<b>")
    content = briefing_as_slides(given, picture=picture)
    shown = Presentation(io.BytesIO(content))
    expected = [
        text.translate(dict.fromkeys((0, 11, 0xD800, 0xFFFF), "\ufffd")) for text in HOSTILE
    ]
    said = [text for slide in shown.slides for text in texts(slide)]
    assert {*expected} < {*said}
    (shape,) = [shape for slide in shown.slides for shape in named(slide, "Table")]
    assert [row.cells[0].text for row in shape.table.rows] == ["=1+1", *expected]
    (charted,) = [shape for slide in shown.slides for shape in named(slide, "Chart")]
    assert [*charted.chart.plots[0].categories] == expected
    blob = charted.chart.part.chart_workbook.xlsx_part.blob
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(blob)).active for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert [cell.value for cell in cells if cell.column == 1][1:] == expected
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert b"hlinkClick" not in archive.read(name)
            assert b'TargetMode="External"' not in archive.read(name)


def test_the_file_says_what_it_is_and_from_what_it_was_made() -> None:
    content = briefing_as_slides(briefing(SHEET), picture=picture)
    said = Presentation(io.BytesIO(content)).core_properties
    assert (said.title, said.author) == ("Where children live", "Closer to Home")
    assert said.created == said.modified == datetime(2018, 3, 31)  # noqa: DTZ001 (has no zone)
    assert said.identifier == "7K3M-Q2XD"
    assert "7K3M-Q2XD" in said.keywords
    assert trace_of_slides(content) == TRACE.as_json()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert b"/overview?date=2018-03-31" in archive.read("customXml/item1.xml")
        assert {archive.getinfo(name).date_time[0] for name in names} == {1980}
    assert not any("thumbnail" in name or "printer" in name for name in names)


def test_the_trace_is_still_there_when_the_slides_have_been_edited() -> None:
    shown = deck(SHEET)
    shown.slides[0].shapes.title.text_frame.text = "Another title"
    content = io.BytesIO()
    shown.save(content)
    assert trace_of_slides(content.getvalue()) == TRACE.as_json()


def with_stored(text: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("customXml/item1.xml", text)
    return content.getvalue()


OF_SOMEBODY_ELSE = {
    "nothing": b"",
    "no archive": b"PK\x03\x04 no archive",
    "nothing stored": with_stored(b""),
    "another name": with_stored(b"<briefing/>"),
    "nothing in it": with_stored(b'<briefing xmlns="urn:closer-to-home:briefing"/>'),
    "entities": with_stored(b'<!DOCTYPE b [<!ENTITY e "e">]><b>&e;</b>'),
    "two million blanks": with_stored(b"<b>" + b" " * 2_000_000 + b"</b>"),
    "no text": with_stored(b"\xff\xfe\x00"),
}


@pytest.mark.parametrize("kind", OF_SOMEBODY_ELSE)
def test_a_file_of_somebody_else_has_no_trace(kind: str) -> None:
    assert trace_of_slides(OF_SOMEBODY_ELSE[kind]) is None


@pytest.mark.slow
def test_the_same_briefing_is_the_same_bytes_in_another_process_and_time_zone() -> None:
    root = Path(__file__).parents[3]
    found = set()
    for seed, zone, language in (("1", "Asia/Tokyo", "C"), ("2", "America/Lima", "de_DE.UTF-8")):
        env = {
            **os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language,
            "PYTHONPATH": str(root),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, __file__], env=env, check=True, capture_output=True, text=True
        )
        found.add(done.stdout.strip())
    assert found == {digest()}


def digest() -> str:
    given = briefing(SHEET, FULL, replace(SHEET, map=None, chart=BARS))
    return sha256(briefing_as_slides(given, picture=picture)).hexdigest()


def test_text_is_as_wide_as_in_arial_and_breaks_where_it_must() -> None:
    # Arial has 2048 units: H 1479, i 455; bold H 1479, i 569
    assert width_inches("Hi", 72) == pytest.approx(1.03 * (1479 + 455) / 2048, rel=1e-3)
    assert width_inches("Hi", 72, is_bold=True) == pytest.approx(1.03 * 2048 / 2048, rel=1e-3)
    assert width_inches("é", 72) == width_inches("e", 72)
    assert lines("one two three", 0.7, 12) == ["one two", "three"]
    assert "".join(lines("W" * 50, 1, 12)) == "W" * 50
    assert max(width_inches(line, 12) for line in lines("W" * 50, 1, 12)) <= 1
    assert cut("one two three four", 0.7, 12, most=1) == "one tw…"


if __name__ == "__main__":
    print(digest())
