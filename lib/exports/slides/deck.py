"""A briefing as one PowerPoint file."""

import io
from collections.abc import Callable
from typing import Any

from pptx.presentation import Presentation
from pptx.slide import NotesSlide, SlideLayout

from lib.exports.briefing import Briefing
from lib.exports.slides.flow import closing_slides
from lib.exports.slides.furniture import footer
from lib.exports.slides.layout import slides_of_sheet
from lib.exports.slides.native import Painter, draw
from lib.exports.slides.office import add_run
from lib.exports.slides.parts import Slide, Words
from lib.exports.slides.stamp import stamp
from lib.exports.slides.template import empty_deck, layout_of
from lib.exports.zipped import dated


def briefing_as_slides(
    briefing: Briefing, *, picture: Painter, progress: Callable[[float], object] | None = None
) -> bytes:
    """
    Write a briefing as slides that can be edited: the map alone is a picture.

    Parameters
    ----------
    picture
        Gives the PNG of a map, asked for once a map, in inches of width and height.
    progress
        Told the share of the slides that are made.

    Returns
    -------
    bytes
        Of a .pptx file. The same briefing gives the same bytes, wherever it is written.

    Notes
    -----
    Nothing is left to the program that shows it: every text is measured as Arial is wide, and
    what does not fit becomes smaller, down to 10 points and in tables to 9, or goes on on
    another slide.
    """
    deck = empty_deck()
    layout = layout_of(deck)
    foot = footer(briefing)
    top = foot[0].box.top
    slides = [slide for sheet in briefing.sheets for slide in slides_of_sheet(sheet, top)]
    slides += closing_slides(briefing, top)
    for number, slide in enumerate(slides):
        if progress:
            progress(number / len(slides))
        _add(deck, layout, slide, foot, briefing, picture)
    stamp(deck, briefing)
    content = io.BytesIO()
    deck.save(content)
    return dated(content.getvalue(), briefing.as_of)


def _add(
    deck: Presentation,
    layout: SlideLayout,
    slide: Slide,
    foot: list[Words],
    briefing: Briefing,
    picture: Painter,
) -> None:
    shown = deck.slides.add_slide(layout)
    for part in (*slide.parts, *foot):
        draw(part, shown, picture=picture, as_of=briefing.as_of)
    _write_notes(shown.notes_slide, slide.notes)


def _write_notes(notes: NotesSlide, text: str) -> None:
    frame: Any = notes.notes_text_frame
    for number, line in enumerate(text.split("\n")):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        add_run(paragraph, line)
