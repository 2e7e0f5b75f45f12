"""Which part of the ground a still map shows, against Leaflet's own scale and pyproj."""

import math

import numpy as np
import pyproj
import pytest
import shapely

from lib.domain.footprint import Footprint
from lib.maps.state import Opening
from lib.maps.still.view import SCREEN_PIXELS, View
from lib.sources.boundaries import authorities_draw

WGS84 = pyproj.Geod(ellps="WGS84")


@pytest.mark.parametrize(("width", "height"), [(680, 380), (400, 900), (1200, 300)])
def test_the_whole_footprint_is_in_the_frame_with_a_margin(
    footprint: Footprint, width: float, height: float
) -> None:
    view = View.over(footprint, Opening(), width=width, height=height)
    ours = authorities_draw().set_index("code").loc[list(footprint.codes)]
    points = view.on_frame(shapely.get_coordinates(ours.geometry.values))
    low, high = points.min(axis=0), points.max(axis=0)
    assert (low > 0).all()
    assert (high < (width, height)).all()
    # as large as it can be: one of the two directions has the margin and no more
    assert min(low[0] / width, low[1] / height) == pytest.approx(0.05 / 1.1, rel=0.01)


@pytest.mark.parametrize(("width", "height"), [(680, 400), (680, 180), (400, 700), (720, 560)])
def test_a_link_s_place_is_in_the_middle_and_all_that_the_screen_showed_is_there(
    footprint: Footprint, width: float, height: float
) -> None:
    at, zoom = (51.55, 0.1), 11.0
    view = View.over(footprint, Opening(centre=at, zoom=zoom), width=width, height=height)
    assert view.at(at) == pytest.approx((width / 2, height / 2), abs=0.01)
    # metres of one of Leaflet's pixels at this zoom
    _, _, metres = WGS84.inv(0, at[0], 360 / 256 / 2**zoom, at[0])
    shares = (
        view.metres * width / (metres * SCREEN_PIXELS[0]),
        view.metres * height / (metres * SCREEN_PIXELS[1]),
    )
    assert min(shares) == pytest.approx(1, rel=0.005), "and no more than has to be"
    of_a_pixel = math.log2(min(width / SCREEN_PIXELS[0], height / SCREEN_PIXELS[1]))
    assert view.zoom == pytest.approx(zoom + of_a_pixel, abs=0.02)


def test_north_is_up_and_a_kilometre_is_alike_in_both_directions(footprint: Footprint) -> None:
    view = View.over(footprint, Opening(), width=680, height=400)
    here, north, east = view.on_frame(
        np.array([(545_000, 185_000), (545_000, 186_000), (546_000, 185_000)])
    )
    assert north[1] < here[1]
    assert east[0] > here[0]
    assert here[1] - north[1] == pytest.approx(east[0] - here[0])
