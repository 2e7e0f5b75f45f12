"""A still map shows what the screen shows, complete and legible, and the same each time."""

import io
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

from lib.answer.view import OverviewView
from lib.disclosure.released import Audience
from lib.domain.footprint import Footprint
from lib.maps.picture import picture
from lib.maps.places import places
from lib.maps.state import Layer, Mode, Opening, Shown
from lib.maps.still.figure import as_png, as_svg, figure_of
from lib.maps.still.still_map import StillMap, still_map
from tests.unit.maps.unpacked import unpacked

SIZES = ((7.09, 4.1), (7.09, 7.5), (6.04, 4.4), (11.0, 5.0))
ENGLAND = {"centre": (52.6, -1.4), "zoom": 6.6}
Views = dict[Audience, OverviewView]


def drawn(
    views: Views, footprint: Footprint, audience: Audience = Audience.OFFICERS, **how: Any
) -> StillMap:
    area = how.pop("area", None)
    return still_map(
        views[audience],
        places=places(footprint),
        opening=Opening(**how),
        shown=Shown(area_code=area),
    )


def texts(figure: Figure) -> list[Text]:
    FigureCanvasAgg(figure).draw()
    return [text for axes in figure.axes for text in axes.texts if text.get_text()]


def boxes(figure: Figure) -> list[tuple[str, Any]]:
    """Give what is read of each text: at the edge of the frame its number may be cut."""
    found = []
    for text in texts(figure):
        box = text.get_window_extent()
        seen = Bbox.intersection(box, text.axes.bbox)
        if seen is not None and seen.width * seen.height > 0.5 * box.width * box.height:
            found.append((text.get_text(), seen if text.get_text().isdecimal() else box))
    return found


HOW = [
    {"mode": Mode.TODAY},
    {"mode": Mode.WITH_CONTRACT},
    {"mode": Mode.CHANGES},
    {"mode": Mode.SWIPE},
    {"mode": Mode.TODAY, "area": "E09000016"},
    {"mode": Mode.TODAY, **ENGLAND},
]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("how", range(len(HOW)))
@pytest.mark.parametrize("audience", Audience)
def test_no_text_lies_on_another_or_leaves_the_page(
    views: Views, footprint: Footprint, audience: Audience, how: int, size: tuple[float, float]
) -> None:
    if "area" in HOW[how] and audience is Audience.SHARED:
        pytest.skip("the same area, drawn the same")
    figure = figure_of(drawn(views, footprint, audience, **HOW[how]), *size)
    found = boxes(figure)
    wide, high = figure.get_size_inches() * figure.dpi
    for said, box in found:
        assert box.x0 >= -1, said
        assert box.y0 >= -1, said
        assert box.x1 <= wide + 1, said
        assert box.y1 <= high + 1, said
    for (one, a), (other, b) in combinations(found, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        # lines of one label stand close: the room over and under their letters may meet
        assert across <= 1 or down <= 4, (one, other)


@pytest.mark.parametrize("mode", [Mode.TODAY, Mode.WITH_CONTRACT, Mode.CHANGES])
@pytest.mark.parametrize("audience", Audience)
def test_the_words_are_those_of_the_map_on_the_screen(
    views: Views, footprint: Footprint, audience: Audience, mode: Mode
) -> None:
    one = drawn(views, footprint, audience, mode=mode)
    state: Any = picture(
        views[audience], places=places(footprint), opening=Opening(), shown=Shown()
    )
    screen = state["modes"][str(mode)]
    assert (one.title, one.sentence, one.alt) == tuple(
        screen[name] for name in ("title", "sentence", "alt")
    )
    said = " ".join(text.get_text() for text in texts(figure_of(one, 11, 7)))
    for key in screen["legend"]:
        assert key["label"] in said
    for label in filter(None, screen["labels"].values()):
        assert label in said
    assert state["mark"] in said
    assert "© Crown copyright" in said
    assert "mile" in said


def test_each_circle_that_has_room_bears_its_number_of_the_screen(
    views: Views, footprint: Footprint
) -> None:
    one = drawn(views, footprint, mode=Mode.TODAY, **ENGLAND)
    state: Any = picture(
        views[Audience.OFFICERS], places=places(footprint), opening=Opening(), shown=Shown()
    )
    numbers = {int(row[2]) for row in unpacked(state["modes"]["today"]["circles"], 3)}
    found = [text.get_text() for text in texts(figure_of(one, 11, 9))]
    written = {int(text) for text in found if text.isdecimal()}
    assert written
    assert written <= numbers
    assert max(numbers) in written


def test_a_layer_that_is_left_out_is_not_drawn(views: Views, footprint: Footprint) -> None:
    every = frozenset(Layer)
    whole = as_svg(drawn(views, footprint, layers=every), width=6, height=4)
    for layer in Layer:
        less = as_svg(drawn(views, footprint, layers=every - {layer}), width=6, height=4)
        assert len(less) < len(whole), layer


def test_children_beyond_the_frame_are_counted_and_the_others_are_not(
    views: Views, footprint: Footprint
) -> None:
    near = " ".join(text.get_text() for text in texts(figure_of(drawn(views, footprint), 7, 4)))
    far = figure_of(drawn(views, footprint, centre=(53.0, -1.8), zoom=5.6), 7, 7)
    assert "more children live beyond this map" in near
    assert "beyond this map" not in " ".join(text.get_text() for text in texts(far))


def test_single_placements_are_on_no_still_map(views: Views, footprint: Footprint) -> None:
    one = still_map(
        views[Audience.OFFICERS],
        places=places(footprint),
        opening=Opening(),
        shown=Shown(is_single=True),
    )
    assert as_svg(one, width=6, height=4) == as_svg(drawn(views, footprint), width=6, height=4)


def test_a_picture_has_the_dots_that_were_asked_for(views: Views, footprint: Footprint) -> None:
    content = as_png(drawn(views, footprint), width=4, height=3, dots_an_inch=150)
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (600, 450)
        assert image.info["dpi"] == pytest.approx((150, 150), abs=0.1)
        pixels = np.asarray(image.convert("L"))
    assert pixels.std() > 20, "an empty picture"


def test_the_same_map_is_the_same_drawing(views: Views, footprint: Footprint) -> None:
    first, second = (
        as_svg(drawn(views, footprint, mode=Mode.CHANGES), width=6, height=4) for _ in range(2)
    )
    assert first == second
