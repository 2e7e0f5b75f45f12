"""The colours of the pages are those of the map, and numbers on them can be read."""

import re
from pathlib import Path

import pytest

import lib.ui
from lib.maps.palette import DARK, LIGHT

STYLE = Path(lib.ui.__file__).with_name("style.css").read_text("utf-8")
THEMES = {"light": LIGHT, "dark": DARK}


def _colour(name: str, theme: str) -> str:
    found = re.search(rf"--cth-{name}: light-dark\((#\w+), (#\w+)\)", STYLE)
    assert found, name
    return found[1 if theme == "light" else 2].upper()


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("step", range(1, 6))
def test_a_number_on_each_blue_of_the_matrix_can_be_read(theme: str, step: int) -> None:
    blue = _colour(f"step-{step}", theme)
    on_it = _colour("on-step-5" if step == 5 else "text", theme)
    assert _contrast(blue, on_it) >= 4.5
    assert blue == getattr(THEMES[theme], f"share_{step}")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["inside", "outside", "brought", "unknown", "home"])
def test_each_bar_and_square_stands_out_from_the_page(theme: str, name: str) -> None:
    assert _contrast(_colour(name, theme), _colour("page", theme)) >= 3


def test_no_rule_makes_the_browser_style_all_elements_anew_when_streamlit_changes_a_class() -> None:
    """A part of a class name before any element: each change of a class then restyles the page."""
    rules = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL)
    selectors = [one for rule in re.findall(r"[^{}]+(?={)", rules) for one in rule.split(",")]
    of_part = [one.strip() for one in selectors if "[class*=" in one]
    assert of_part
    any_element = re.compile(r"[\s>+~(](\*|:(?!has|is|where|not)[\w-]+)")
    assert not [one for one in of_part if any_element.search(one)]


def test_no_rule_has_the_browser_search_within_each_element() -> None:
    """What any element holds is looked for in all of them, at each change of any page."""
    rules = re.sub(r"/\*.*?\*/", "", STYLE.partition("@media print")[0], flags=re.DOTALL)
    selectors = [one.strip() for one in re.findall(r"[^{}]+(?={)", rules) if ":has(" in one]
    assert selectors
    assert not [one for one in selectors if re.search(r"(^|[\s>+~,*]):has\(", one)]
    of_wrappers = [one for one in selectors if "stLayoutWrapper" in one]
    assert all('"stLayoutWrapper"]:has(> ' in one for one in of_wrappers)
    assert not [one for one in of_wrappers if re.search(r":has\(> [^)]*\s", one)]
