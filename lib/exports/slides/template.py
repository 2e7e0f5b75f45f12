"""The empty presentation: wide, in Arial and our colours, with nothing in it that would show."""

from typing import Any, Final

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Inches

from lib.exports.slides.lettering import TYPEFACE
from lib.exports.slides.parts import HEIGHT, WIDTH
from lib.maps.palette import LIGHT

TITLE_ONLY: Final = "Title Only"
_KEPT: Final = frozenset({"Title and Content", TITLE_ONLY, "Blank"})

_APPLICATION: Final = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>Closer to Home</Application></Properties>"""

_COLOURS: Final = {
    # what a chart that somebody adds takes of the template, and what it takes of us
    "4F81BD": LIGHT.inside,
    "C0504D": LIGHT.brought_inside,
    "9BBB59": LIGHT.outside,
    "8064A2": LIGHT.home,
    "4BACC6": LIGHT.share_4,
    "F79646": LIGHT.not_known,
}


def empty_deck() -> Deck:
    """Make a presentation of 16 to 9 without slides, from python-pptx's own, which is of 4 to 3."""
    deck = Presentation()
    old_width = deck.slide_width or Inches(WIDTH)
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in deck.slide_layouts:
        if layout.name not in _KEPT:
            deck.slide_layouts.remove(layout)
    for shapes in (deck.slide_master.shapes, *(layout.shapes for layout in deck.slide_layouts)):
        for shape in list(shapes):
            _fit(shape, deck.slide_width / old_width)
    package = deck.part.package
    for rel in list(package.iter_rels()):
        if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(rel.rId)
    for key, rel in list(deck.part.rels.items()):
        if rel.reltype == RELATIONSHIP_TYPE.PRINTER_SETTINGS:
            deck.part.drop_rel(key)
    package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES).blob = _APPLICATION
    _set_theme(deck.slide_master.part)
    return deck


def layout_of(deck: Deck) -> SlideLayout:
    """Give the layout of every slide of ours: a title, and nothing else."""
    return next(layout for layout in deck.slide_layouts if layout.name == TITLE_ONLY)


def _set_theme(master: Part) -> None:
    """Put our typeface and colours into the theme of a master."""
    theme = master.part_related_by(RELATIONSHIP_TYPE.THEME)
    content = theme.blob.replace(
        b'<a:latin typeface="Calibri"', f'<a:latin typeface="{TYPEFACE}"'.encode()
    )
    for theirs, ours in _COLOURS.items():
        content = content.replace(theirs.encode(), ours.removeprefix("#").encode())
    theme.blob = content


def _fit(shape: Any, ratio: float) -> None:  # noqa: ANN401 (each kind has a class)
    """Widen a placeholder with the slide; take away the one for a date, a footer or a number."""
    if shape.element.xpath('.//p:ph[@type="dt" or @type="ftr" or @type="sldNum"]'):
        shape.element.getparent().remove(shape.element)
    elif shape.element.xpath("./p:spPr/a:xfrm"):
        shape.left, shape.width = int(shape.left * ratio), int(shape.width * ratio)
