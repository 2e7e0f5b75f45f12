"""Parts of a slide as PowerPoint's own shapes: text boxes, tables, charts, one picture."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from PIL import Image
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide as Shown
from pptx.util import Inches

from lib.exports.slides.charts import add_chart
from lib.exports.slides.grids import CELL_SIDE, CELL_TOP
from lib.exports.slides.office import describe, emu, write
from lib.exports.slides.parts import Box, Grid, Paragraph, Part, Plot, Still, Words
from lib.maps.palette import LIGHT
from lib.maps.still.still_map import StillMap

Painter = Callable[[StillMap, float, float], bytes]
"""Gives the PNG of a map in inches of width and height."""

_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's name for a table without colours and lines."""

_NUMBER_FIELD: Final = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_THIN, _THICK = 6_350, 12_700
"""Lines, in PowerPoint's units: half a point and one."""


def draw(part: Part, slide: Shown, *, picture: Painter, as_of: date) -> None:
    """Add a part to a slide, after all that is read before it."""
    if isinstance(part, Words):
        _draw_words(part, slide)
    elif isinstance(part, Grid):
        _draw_grid(part, slide)
    elif isinstance(part, Plot):
        describe(add_chart(part.chart, slide, emu(part.box), as_of=as_of), "Chart", part.chart.alt)
    else:
        _draw_still(part, slide, picture)


def _draw_words(part: Words, slide: Shown) -> None:
    if part.kind == "title" and slide.shapes.title is not None:
        shape: Any = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = emu(part.box)
    elif part.paragraphs:
        shape = slide.shapes.add_textbox(*emu(part.box))
    else:
        return
    shape.name = part.name
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if part.is_at_bottom else MSO_ANCHOR.TOP
    write(frame, part.paragraphs, alignment=PP_ALIGN.RIGHT if part.is_right else PP_ALIGN.LEFT)
    if part.kind == "number":
        (run,) = shape.element.xpath(".//a:r")
        run.tag = run.tag.removesuffix("}r") + "}fld"
        run.set("id", _NUMBER_FIELD)
        run.set("type", "slidenum")


def _draw_grid(part: Grid, slide: Shown) -> None:
    rows = (part.headings, *part.rows)
    frame = slide.shapes.add_table(len(rows), len(part.headings), *emu(part.box))
    describe(frame, "Table", part.alt)
    (style,) = frame.element.xpath(".//a:tableStyleId")
    style.text = _NO_STYLE
    table: Any = frame.table
    table.horz_banding = False
    table.last_row = part.last_is_total
    for column, width in zip(table.columns, part.widths, strict=True):
        column.width = Inches(width)
    last = len(rows) - 1
    cells = iter(frame.element.xpath(".//a:tc"))
    for number, (row, height) in enumerate(zip(rows, part.heights, strict=True)):
        table.rows[number].height = Inches(height)
        is_bold = number == 0 or (part.last_is_total and number == last)
        is_before_total = part.last_is_total and number == last - 1
        line = (
            _rule(LIGHT.text, _THICK)
            if number == 0 or is_before_total
            else _rule(LIGHT.rule, _THIN)
        )
        for position, text in enumerate(row):
            cell = table.cell(number, position)
            cell.margin_left = cell.margin_right = Inches(CELL_SIDE)
            cell.margin_top = cell.margin_bottom = Inches(CELL_TOP)
            cell.vertical_anchor = MSO_ANCHOR.BOTTOM if number == 0 else MSO_ANCHOR.TOP
            said = Paragraph(text=text, points=part.points, is_bold=is_bold)
            is_number = position >= part.texts
            write(cell.text_frame, [said], alignment=PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT)
            element = next(cells)
            element.get_or_add_tcPr().append(parse_xml(line))
            # a line without text would be as high as a program likes
            (end,) = element.xpath("./a:txBody/a:p")
            end.get_or_add_endParaRPr().set("sz", str(round(part.points * 100)))


def _rule(colour: str, width: int) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill>'
    return f'<a:lnB {nsdecls("a")} w="{width}">{fill}</a:lnB>'


def _draw_still(part: Still, slide: Shown, picture: Painter) -> None:
    box = part.box
    content = picture(part.map, box.width, box.height)
    with Image.open(io.BytesIO(content)) as image:
        ratio = image.width / image.height
    # as wide or as high as the box, so that a picture of another shape is not stretched
    width, height = min(box.width, box.height * ratio), min(box.height, box.width / ratio)
    left, top = box.left + (box.width - width) / 2, box.top + (box.height - height) / 2
    at = Box(left=left, top=top, width=width, height=height)
    describe(slide.shapes.add_picture(io.BytesIO(content), *emu(at)), "Map", part.map.alt)
