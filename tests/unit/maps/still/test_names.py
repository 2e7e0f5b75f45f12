"""Names on a still map: none covers another, a symbol, or leaves the frame."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from lib.maps.still.names import Label, Line, placed

FRAME = (0.0, 0.0, 600.0, 400.0)
NO_LINES = np.empty((0, 2))

points = st.tuples(st.floats(20, 580), st.floats(20, 380))
names = st.lists(
    st.tuples(points, st.text("abcdefgh ", min_size=1, max_size=20), st.booleans()),
    min_size=1,
    max_size=12,
)
symbols = st.lists(st.tuples(points, st.floats(3, 30)), max_size=8)


def label(text: str, at: tuple[float, float], *, is_needed: bool = False) -> Label:
    return Label(lines=(Line(text=text, size=14, weight=400),), at=at, is_needed=is_needed)


def share_covered(box: np.ndarray, other: np.ndarray) -> float:
    both = shapely.box(*box).intersection(shapely.box(*other)).area
    return both / min(shapely.box(*box).area, shapely.box(*other).area)


@given(names, symbols)
def test_no_name_lies_on_another_or_on_a_symbol_or_beyond_the_frame(
    wanted: list[tuple[tuple[float, float], str, bool]],
    standing: list[tuple[tuple[float, float], float]],
) -> None:
    obstacles = np.array([(x - r, y - r, x + r, y + r) for (x, y), r in standing]).reshape(-1, 4)
    labels = [label(text, at, is_needed=needed) for at, text, needed in wanted]
    found = placed(labels, obstacles=obstacles, line_points=NO_LINES, frame=FRAME)
    assert len(found) == len(labels)
    standing_boxes = [*obstacles]
    for _, box in filter(None, found):
        assert box[0] >= 0
        assert box[1] >= 0
        assert box[2] <= FRAME[2]
        assert box[3] <= FRAME[3]
        # a little of the room round the letters may be shared, and nothing of the letters
        assert all(share_covered(box, other) <= 0.061 for other in standing_boxes)
        standing_boxes.append(box)


def test_a_name_with_room_stands_at_its_place() -> None:
    (found,) = placed(
        [label("Havering", (300, 200))],
        obstacles=np.empty((0, 4)),
        line_points=NO_LINES,
        frame=FRAME,
    )
    assert found is not None
    box = found.box
    assert ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) == pytest.approx((300, 200))


def test_a_name_keeps_off_a_line_where_it_can() -> None:
    line = np.column_stack([np.linspace(200, 400, 50), np.full(50, 200.0)])
    (found,) = placed(
        [label("Havering", (300, 200))],
        obstacles=np.empty((0, 4)),
        line_points=line,
        frame=FRAME,
    )
    assert found is not None
    box = found.box
    assert not ((line[:, 1] > box[1]) & (line[:, 1] < box[3])).any()


def test_a_borough_s_name_stays_in_the_borough_if_there_is_room() -> None:
    area = shapely.box(100, 100, 300, 200)
    named = Label(
        lines=(Line(text="Newham", size=14, weight=600),),
        at=(200, 150),
        around=(180, 110, 250, 190),
        area=area,
        is_needed=True,
    )
    obstacles = np.array([(180, 110, 250, 190)])
    (found,) = placed([named], obstacles=obstacles, line_points=NO_LINES, frame=FRAME)
    assert found is not None
    box = found.box
    assert area.contains(shapely.box(*box))


def test_a_name_without_room_is_left_out() -> None:
    everything = np.array([(0, 0, 600, 400)])
    assert placed(
        [label("Kent", (300, 200), is_needed=True)],
        obstacles=everything,
        line_points=NO_LINES,
        frame=FRAME,
    ) == [None]


@pytest.mark.parametrize(
    ("height", "written"),
    [(40, ["Newham", "28%"]), (20, ["Newham"]), (14, ["Newham"]), (8, None)],
)
def test_a_borough_without_room_for_name_and_figure_has_its_name_alone(
    height: float, written: list[str] | None
) -> None:
    area = shapely.box(100, 100, 300, 200)
    named = Label(
        lines=(Line(text="Newham", size=14, weight=600), Line(text="28%", size=13, weight=400)),
        at=(200, 150),
        area=area,
        is_ours=True,
        is_needed=True,
    )
    # all of the map is covered but a strip in the middle of the borough
    top, bottom = 150 - height / 2, 150 + height / 2
    obstacles = np.array([(0, 0, 600, top), (0, bottom, 600, 400)])
    (found,) = placed([named], obstacles=obstacles, line_points=NO_LINES, frame=FRAME)
    assert (found and [one.text for one in found.label.lines]) == written
