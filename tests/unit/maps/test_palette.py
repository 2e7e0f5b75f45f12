from itertools import pairwise
from pathlib import Path

import pytest

import lib.ui
from lib.maps.palette import DARK, LIGHT, Palette

GRAPHICS = ("inside", "outside", "brought_inside", "fewer", "not_known", "home", "outline")
CHANGES = [f"change_{at}" for at in range(1, 6)]
SHARES = [f"share_{at}" for at in range(1, 6)]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_twenty_one() -> None:
    assert _contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("meaning", GRAPHICS)
@pytest.mark.parametrize("ground", ["land", "footprint_land"])
def test_every_meaning_stands_out_from_the_land(
    palette: Palette, meaning: str, ground: str
) -> None:
    assert _contrast(palette.as_dict()[meaning], palette.as_dict()[ground]) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("text", "panel"),
        ("text", "halo"),
        ("quiet_text", "panel"),
        ("quiet_text", "halo"),
        ("on_inside", "inside"),
    ],
)
def test_every_text_can_be_read(palette: Palette, text: str, ground: str) -> None:
    assert _contrast(palette.as_dict()[text], palette.as_dict()[ground]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_no_change_has_the_colour_of_land_without_a_shade(palette: Palette) -> None:
    assert palette.change_3 == palette.footprint_land


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("end", ["change_1", "change_5"])
def test_a_large_change_stands_out_from_none(palette: Palette, end: str) -> None:
    assert _contrast(palette.as_dict()[end], palette.change_3) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_more_and_fewer_are_equally_strong(palette: Palette) -> None:
    for fewer, more in (("change_1", "change_5"), ("change_2", "change_4")):
        strengths = [_contrast(palette.as_dict()[end], palette.change_3) for end in (fewer, more)]
        assert strengths[0] == pytest.approx(strengths[1], rel=0.15)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_more_is_bluer_and_fewer_is_warmer(palette: Palette) -> None:
    for name in ("change_1", "change_2", "change_4", "change_5"):
        red, _, blue = (int(palette.as_dict()[name][at : at + 2], 16) for at in (1, 3, 5))
        assert (blue > red) == (name in {"change_4", "change_5"})


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("scale", [SHARES, CHANGES[2:], CHANGES[2::-1]])
def test_each_class_is_told_from_the_next_and_further_from_the_land(
    palette: Palette, scale: list[str]
) -> None:
    colours = [palette.as_dict()[name] for name in scale]
    for one, other in pairwise(colours):
        assert _contrast(one, other) >= 1.25
    away = [_contrast(colour, palette.footprint_land) for colour in colours]
    assert away == sorted(away)


def test_a_cross_can_be_seen_on_its_circle() -> None:
    for palette in (LIGHT, DARK):
        assert _contrast(palette.on_brought_inside, palette.brought_inside) >= 3


def test_pages_use_the_colours_of_the_map() -> None:
    style = (Path(lib.ui.__file__).parent / "style.css").read_text("utf-8")
    for name, meaning in (
        ("inside", "inside"),
        ("outside", "outside"),
        ("brought", "brought_inside"),
    ):
        light, dark = (palette.as_dict()[meaning].lower() for palette in (LIGHT, DARK))
        assert f"--cth-{name}: light-dark({light}, {dark});" in style
