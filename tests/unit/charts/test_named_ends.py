"""The names at the ends of lines lie on no other, and as near to their lines as that allows."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.charts.named_ends import end_text, label_places

TOP = 100.0

LABELS = st.lists(st.tuples(st.floats(0, TOP), st.floats(1, 12)), min_size=1, max_size=8)


@given(LABELS)
def test_labels_never_overlap_and_keep_their_order(ends: list[tuple[float, float]]) -> None:
    values, heights = map(list, zip(*ends, strict=True))
    places = label_places(values, heights, top=TOP)
    order = sorted(range(len(values)), key=values.__getitem__)
    for low, high in pairwise(order):
        assert places[high] - places[low] >= (heights[low] + heights[high]) / 2 - 1e-9
    for at in order:
        assert places[at] - heights[at] / 2 >= -1e-9
        assert places[at] + heights[at] / 2 <= TOP + 1e-9


@given(LABELS)
def test_a_label_that_has_room_stands_where_its_line_ends(ends: list[tuple[float, float]]) -> None:
    values, heights = map(list, zip(*ends, strict=True))
    everything = sum(heights)
    places = label_places(values, heights, top=TOP)
    for at, value in enumerate(values):
        others = [other for other in range(len(values)) if other != at]
        is_alone = all(abs(values[other] - value) > 2 * everything for other in others)
        if is_alone and everything <= value <= TOP - everything:
            assert places[at] == pytest.approx(value)


@pytest.mark.parametrize("values", sorted(set(permutations((10.0, 11.0, 11.0, 30.0)))))
def test_labels_that_crowd_are_moved_both_ways(values: tuple[float, ...]) -> None:
    """Three labels 6 high around 10.67 stand at 4.67, 10.67 and 16.67, the fourth where it was."""
    places = label_places(values, [6.0] * 4, top=TOP)
    assert sorted(places) == pytest.approx([32 / 3 - 6, 32 / 3, 32 / 3 + 6, 30])


def test_a_name_is_broken_where_a_phone_has_no_room_and_a_figure_never() -> None:
    assert end_text("Hackney", "9%") == "Hackney 9%"
    assert end_text("Barking and Dagenham", "16%") == "Barking and\nDagenham 16%"
    assert end_text("Partnership", "15%", part="7 of 8") == "Partnership 15%\n(7 of 8)"
    (name, figure) = end_text("City of London", "5% (2017)").split("\n")
    assert name == "City of London"
    assert figure.split() == ["5%", "(2017)"]
