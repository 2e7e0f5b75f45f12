"""Every format of every pack, opened again by others' readers."""

import csv
import io
import re
from itertools import combinations, pairwise

import numpy as np
import openpyxl
import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt
from pypdf import PdfReader

from lib.answer.loaded import Loaded
from lib.disclosure.released import Audience
from lib.errors import ConfigurationError
from lib.exports.briefing import Chart
from lib.exports.formats import Format, files, names, trace_of
from lib.exports.packs.pack import briefing
from lib.exports.packs.views import Chosen, Pack
from lib.exports.typeset.files import as_preview, every_page, pages
from lib.exports.typeset.paging import CLOSING, Layout, sections
from lib.exports.workbook import ABOUT
from tests.unit.exports.briefings.conftest import FilesOf, Made, ViewsFor

HOSTILE_TITLE = '=1+1 #panic("x") $a$ <script>'
HOSTILE_NOTE = '@SUM(A1) \\u{0} *b* _c_ </svg>&amp; #import "x.typ"'
SVG = "{http://www.w3.org/2000/svg}"

every_pack = pytest.mark.parametrize("pack", Pack)
every_audience = pytest.mark.parametrize("audience", Audience)


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("\u200b", ""))


def pdf(files_of: FilesOf, pack: Pack, audience: Audience) -> PdfReader:
    (content,) = files_of(pack, audience, Format.PDF)
    return PdfReader(io.BytesIO(content))


@every_audience
@every_pack
def test_a_pdf_holds_every_title_figure_and_table_and_on_each_page_what_it_is(
    made: Made, files_of: FilesOf, pack: Pack, audience: Audience
) -> None:
    found, reader = made(pack, audience), pdf(files_of, pack, audience)
    every = pages(found, Layout.A4)
    printed = [plain(page.extract_text()) for page in reader.pages]
    for section in sections(found, Layout.A4):
        text = "".join(said for on, said in zip(every, printed, strict=True) if section in on)
        for said in (section.title, *section.sentences, *section.notes, *section.closing):
            assert plain(said) in text, said
        for measure in section.measures:
            assert plain(measure.now) in text
            assert plain(measure.after) in text
        for table in section.tables:
            for row in table.rows:
                for cell in row:
                    assert plain(cell) in text
    for text, here in zip(printed, every, strict=True):
        goes_on = f"{here[0].title} (continued)"
        assert plain(goes_on if plain(goes_on) in text else here[0].title) in text[:400]
        whose = (
            "Officers' view, not for publication"
            if audience is Audience.OFFICERS
            else "Shared view"
        )
        foot = f"{found.marking} As at 31 March 2018 · {whose} · Scenario {found.trace.id}"
        assert plain(foot) in text


@every_pack
def test_a_pdf_can_be_read_aloud(files_of: FilesOf, made: Made, pack: Pack) -> None:
    reader, found = pdf(files_of, pack, Audience.SHARED), made(pack, Audience.SHARED)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == found.title
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    tags, alternatives = set[str](), set[str]()

    def walk(element: object) -> None:
        one = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(one, list):
            for part in one:
                walk(part)
        elif isinstance(one, dict):
            tags.add(str(one.get("/S", "")))
            if "/Alt" in one:
                alternatives.add(str(one["/Alt"]))
            walk(one.get("/K", []))

    walk(root["/StructTreeRoot"]["/K"])
    assert {"/H1", "/P"} <= tags
    assert {"/Table", "/TH", "/TD"} <= tags or pack is Pack.CONTRACT
    shown = [sheet.map.alt for sheet in found.sheets if sheet.map]
    assert {plain(alt) for alt in shown} <= {plain(alt) for alt in alternatives}


def on_page(cm: list[float], tm: list[float]) -> tuple[float, float]:
    """Find where a text begins, in points from the lower left corner."""
    x, y = tm[4], tm[5]
    return cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]


@every_audience
@every_pack
def test_no_text_of_a_pdf_leaves_its_page_and_every_letter_is_in_the_file(
    made: Made, files_of: FilesOf, pack: Pack, audience: Audience
) -> None:
    reader, every = pdf(files_of, pack, audience), pages(made(pack, audience), Layout.A4)
    for here, page in zip(every, reader.pages, strict=True):
        if any(isinstance(one.picture, Chart) for one in here):
            continue  # pypdf loses its place in a chart's groups: the next test looks at those
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        placed: list[tuple[float, float]] = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, _font, _size, placed=placed: (
                placed.append(on_page(cm, tm)) if text.strip() else None
            )
        )
        assert placed
        assert all(20 < x < width - 20 and 15 < y < height - 15 for x, y in placed)
        for one in page["/Resources"]["/Font"].values():
            (described,) = one.get_object()["/DescendantFonts"]
            descriptor = described.get_object()["/FontDescriptor"].get_object()
            assert "SourceSansPro" in descriptor["/FontName"]
            assert {"/FontFile2", "/FontFile3"} & descriptor.keys()


@pytest.mark.parametrize("layout", Layout)
@every_audience
@every_pack
def test_nothing_is_drawn_over_the_edge_of_a_page_nor_into_its_foot(
    made: Made, pack: Pack, audience: Audience, layout: Layout
) -> None:
    found = made(pack, audience)
    drawn = every_page(found, layout, dots_an_inch=72)
    for content, here in zip(drawn, pages(found, layout), strict=True):
        with Image.open(io.BytesIO(content)) as image:
            pixels = np.asarray(image.convert("L"))
        high, wide = pixels.shape
        assert (wide, high) == ((720, 405) if layout is Layout.WIDE else (595, 842))
        edge = 20 if layout is Layout.WIDE else 38
        assert (pixels[:, :edge] > 250).all(), here[0].title
        assert (pixels[:, -edge:] > 250).all(), here[0].title
        # between what is said and the foot nothing stands
        foot = (374, 377) if layout is Layout.WIDE else (797, 803)
        assert (pixels[slice(*foot)] > 250).all(), here[0].title
        assert (pixels[foot[1] :] < 128).any(), "no foot"


@pytest.mark.parametrize("layout", Layout)
@every_pack
def test_a_preview_is_the_page_as_a_file_has_it(made: Made, pack: Pack, layout: Layout) -> None:
    found = made(pack, Audience.OFFICERS)
    drawn = every_page(found, layout, dots_an_inch=72)
    for page in {0, len(drawn) // 2, len(drawn) - 1}:
        assert as_preview(found, layout, page, dots_an_inch=72) == drawn[page], page


@every_pack
def test_a_map_in_a_pdf_is_lines_and_no_picture(files_of: FilesOf, pack: Pack) -> None:
    for page in pdf(files_of, pack, Audience.OFFICERS).pages:
        assert not page.images


@pytest.mark.parametrize("pack", [Pack.CABINET, Pack.CONTRACT])
def test_slides_hold_the_titles_the_tables_and_the_id(
    made: Made, files_of: FilesOf, pack: Pack
) -> None:
    found = made(pack, Audience.SHARED)
    (content,) = files_of(pack, Audience.SHARED, Format.PPTX)
    deck = Presentation(io.BytesIO(content))
    said = plain(
        " ".join(
            shape.text_frame.text
            for slide in deck.slides
            for shape in slide.shapes
            if shape.has_text_frame
        )
    )
    grids = plain(
        " ".join(
            cell.text
            for slide in deck.slides
            for shape in slide.shapes
            if shape.has_table
            for row in shape.table.rows
            for cell in row.cells
        )
    )
    for sheet in found.sheets:
        assert plain(sheet.title) in said
        for table in sheet.tables:
            assert all(plain(cell) in grids for row in table.rows for cell in row)
    assert said.count(plain(found.trace.id)) == len(deck.slides)


def test_a_picture_is_sharp_and_says_what_it_is(made: Made, files_of: FilesOf) -> None:
    found = made(Pack.CABINET, Audience.SHARED)
    every = pages(found, Layout.WIDE)
    pictures = files_of(Pack.CABINET, Audience.SHARED, Format.PNG)
    assert len(pictures) == len(every)
    assert [one.title for one in every[-1]] == [CLOSING]
    for content in pictures:
        with Image.open(io.BytesIO(content)) as image:
            image.load()
            assert image.size in {(3000, 1688), (3000, 1687)}
            assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
            assert image.info["Title"] == found.title
            assert image.info["Source"] == found.link
            pixels = np.asarray(image.convert("L"))
        assert (pixels < 128).mean() > 0.005, "an empty page"
        # nothing is drawn over the edge: the margin is white
        assert (pixels[:, :60] > 250).all()
        assert (pixels[:, -60:] > 250).all()
        assert (pixels[-40:] > 250).all()


@every_pack
def test_a_drawing_says_what_it_shows(made: Made, files_of: FilesOf, pack: Pack) -> None:
    found = made(pack, Audience.SHARED)
    every = pages(found, Layout.WIDE)
    drawings = files_of(pack, Audience.SHARED, Format.SVG)
    assert len(drawings) == len(every)
    for here, content in zip(every, drawings, strict=True):
        root = fromstring(content)
        assert root.findtext(f"{SVG}title") == here[0].title
        described = root.findtext(f"{SVG}desc") or ""
        assert all(one.picture.alt in described for one in here if one.picture)
        assert not [one for one in root.iter() if one.tag == f"{SVG}script"]


@every_audience
@every_pack
def test_data_holds_each_table_hidden_cells_as_c_and_no_formula(
    made: Made, files_of: FilesOf, pack: Pack, audience: Audience
) -> None:
    found = made(pack, audience)
    (content,) = files_of(pack, audience, Format.XLSX)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert kinds <= {"s", "n", "inlineStr"}
    about = {row[0].value: row[1].value for row in book[ABOUT].iter_rows()}
    assert about["Title"] == found.title
    assert about["As at"] == "31 March 2018"
    assert about["Scenario"] == found.trace.id
    shown = [name for name in book.sheetnames if name not in {ABOUT, *found.released}]
    tables = [table for sheet in found.sheets for table in sheet.tables]
    titles = [about[f"Sheet {name}"] for name in shown]
    assert len({*titles}) == len(titles), "a row of the CSV says by its title whose it is"
    for name, title in zip(shown, titles, strict=True):
        assert title.replace(":", "").startswith(name.partition(" ")[2])
        assert 8 < len(name) <= 31
    rows_shown = [
        [cell.value or "" for cell in row][:-1]
        for name in shown
        for row in book[name].iter_rows(min_row=2)
    ]
    for table in tables:
        for row in table.rows:
            assert [*row] in rows_shown
    (content,) = files_of(pack, audience, Format.CSV)
    rows = [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
    assert {len(row) for row in rows} == {6}
    data = {(row[1], row[2], row[3]): row[4] for row in rows if row[0] == "released"}
    hidden = 0
    for name, released in found.released.items():
        sheet = [*book[name].iter_rows(min_row=2, values_only=True)]
        for n, label in enumerate(released.table.index):
            for m, column in enumerate(map(str, released.table.columns), 1):
                is_hidden = released.is_hidden(label, column)
                hidden += is_hidden
                assert (sheet[n][m] == "c") == is_hidden
                assert (data[name, str(label), column] == "c") == is_hidden
    assert (hidden > 20) == (audience is Audience.SHARED)


@pytest.mark.parametrize("of", Format)
def test_each_file_says_what_it_was_made_from(made: Made, files_of: FilesOf, of: Format) -> None:
    wanted = made(Pack.CABINET, Audience.SHARED).trace
    for content in files_of(Pack.CABINET, Audience.SHARED, of):
        assert trace_of(content, of) == wanted


@pytest.mark.parametrize("of", Format)
def test_a_file_that_is_no_briefing_is_told_so(of: Format) -> None:
    for content in (b"", b"nothing", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"<svg", b"PK\x03\x04"):
        with pytest.raises(ConfigurationError, match="says nothing of how it was made"):
            trace_of(content, of)


@pytest.mark.parametrize("of", Format)
def test_whatever_somebody_writes_stays_text(views_for: ViewsFor, demo: Loaded, of: Format) -> None:
    chosen = Chosen(title=HOSTILE_TITLE, note=HOSTILE_NOTE)
    found = briefing(views_for(Audience.SHARED), chosen)
    content, *_ = files(found, of, demo.footprint)
    trace = trace_of(content, of)
    assert (trace.title, trace.note) == (HOSTILE_TITLE, HOSTILE_NOTE)
    if of is Format.PDF:
        text = plain(PdfReader(io.BytesIO(content)).pages[0].extract_text())
        assert plain(HOSTILE_TITLE) in text
        assert plain(HOSTILE_NOTE) in text
    elif of is Format.CSV:
        rows = [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
        assert not [cell for row in rows for cell in row if re.match(r"[=@+]", cell)]
    elif of is Format.SVG:
        root = fromstring(content)
        assert root.findtext(f"{SVG}title") == HOSTILE_TITLE


def test_names_of_several_files_are_in_the_order_of_the_pages() -> None:
    assert names("a", Format.PDF, 1) == ["a.pdf"]
    found = names("a", Format.PNG, 11)
    assert found[0] == "a-01.png"
    assert all(one < other for one, other in pairwise(found))


@every_audience
@every_pack
def test_nothing_on_a_slide_overlaps_or_leaves_it_and_every_picture_says_what_it_shows(
    made: Made, files_of: FilesOf, pack: Pack, audience: Audience
) -> None:
    found = made(pack, audience)
    (content,) = files_of(pack, audience, Format.PPTX)
    deck = Presentation(io.BytesIO(content))
    described = set()
    for slide in deck.slides:
        boxes = [
            (one.name, one.left, one.top, one.left + one.width, one.top + one.height)
            for one in slide.shapes
        ]
        for name, left, top, right, bottom in boxes:
            assert min(left, top) >= 0, name
            assert right <= deck.slide_width, name
            assert bottom <= deck.slide_height, name
        for one, other in combinations(boxes, 2):
            across = min(one[3], other[3]) - max(one[1], other[1])
            down = min(one[4], other[4]) - max(one[2], other[2])
            assert min(across, down) <= Pt(0.1), (one[0], other[0])
        for shape in slide.shapes:
            if shape.shape_type == MSO_SHAPE_TYPE.PICTURE or shape.has_chart:
                described.add(shape._element._nvXxPr.cNvPr.get("descr"))
    for sheet in found.sheets:
        if picture := sheet.map or sheet.chart:
            assert picture.alt in described


@pytest.mark.parametrize("of", [Format.PDF, Format.PPTX])
def test_making_a_file_of_several_maps_tells_how_far_it_is(
    made: Made, demo: Loaded, of: Format
) -> None:
    found = made(Pack.BOROUGHS, Audience.SHARED)
    told: list[float] = []
    files(found, of, demo.footprint, progress=told.append)
    maps = sum(sheet.map is not None for sheet in found.sheets)
    assert len(told) >= maps > 1
    assert told[0] == 0
    assert told == sorted(set(told)), "it goes forward"
    assert told[-1] < 1
