"""Every pack on slides: nothing that stands on one is cut."""

from collections.abc import Iterator

import pytest

from lib.disclosure.released import Audience
from lib.exports.briefing import Briefing
from lib.exports.packs.views import Pack
from lib.exports.slides.flow import closing_slides
from lib.exports.slides.furniture import footer
from lib.exports.slides.layout import slides_of_sheet
from lib.exports.slides.parts import Grid, Part, Words
from tests.unit.exports.briefings.conftest import Made


def parts(briefing: Briefing) -> Iterator[Part]:
    foot = footer(briefing)
    yield from foot
    top = foot[0].box.top
    slides = [slide for sheet in briefing.sheets for slide in slides_of_sheet(sheet, top)]
    for slide in (*slides, *closing_slides(briefing, top)):
        yield from slide.parts


def texts(part: Part) -> Iterator[str]:
    if isinstance(part, Words):
        yield from (paragraph.text for paragraph in part.paragraphs)
    elif isinstance(part, Grid):
        yield from (cell for row in (part.headings, *part.rows) for cell in row)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("pack", Pack)
def test_no_text_of_a_pack_ends_in_the_ellipsis_of_what_had_no_room(
    made: Made, pack: Pack, audience: Audience
) -> None:
    said = [text for part in parts(made(pack, audience)) for text in texts(part)]
    assert said
    assert [text for text in said if text.endswith("\N{HORIZONTAL ELLIPSIS}")] == []
