"""What every shape of PowerPoint needs: a place, a name, and texts as they were measured."""

from collections.abc import Sequence
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches, Pt

from lib.exports.slides.lettering import PITCH, TYPEFACE, plain
from lib.exports.slides.parts import Box, Paragraph

_RGB: Final[Any] = RGBColor  # its package declares half of its types


def emu(box: Box) -> tuple[Inches, Inches, Inches, Inches]:
    """Give a box in PowerPoint's units."""
    return Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height)


def describe(shape: Any, name: str, alt: str) -> None:  # noqa: ANN401 (each kind has a class)
    """Give a shape its name, and the text for those who do not see it."""
    shape.name = name
    shape.element.xpath(".//p:cNvPr")[0].set("descr", plain(alt))


def write(
    frame: Any,  # noqa: ANN401 (a text frame: its package declares half of its types)
    said: Sequence[Paragraph],
    *,
    alignment: PP_ALIGN = PP_ALIGN.LEFT,
) -> None:
    """Set paragraphs as they were measured: the lines' height is ours, and nothing resizes."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    for number, one in enumerate(said):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        paragraph.alignment = alignment
        paragraph.line_spacing = Pt(PITCH * one.points)
        paragraph.space_before = Pt(0)
        paragraph.space_after = Inches(one.gap) if number < len(said) - 1 else Pt(0)
        if not one.text:
            continue
        run = add_run(paragraph, one.text)
        run.font.size = Pt(one.points)
        run.font.bold = one.is_bold
        run.font.color.rgb = rgb(one.colour)


def add_run(paragraph: Any, text: str) -> Any:  # noqa: ANN401 (as above)
    """Add a text to a paragraph, in our typeface and in English."""
    run = paragraph.add_run()
    run.text = text
    run.font.name = TYPEFACE
    run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
    return run


def rgb(colour: str) -> RGBColor:
    """Give a colour of the palette."""
    color: RGBColor = _RGB.from_string(colour.removeprefix("#"))
    return color
