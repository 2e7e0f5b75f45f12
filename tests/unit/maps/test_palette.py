from pathlib import Path

import pytest

import lib.ui
from lib.maps.palette import DARK, LIGHT, Palette

GRAPHICS = ("inside", "outside", "brought_inside", "not_known", "home", "outline")


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
