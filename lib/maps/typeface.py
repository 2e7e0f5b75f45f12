"""The typeface of everything that leaves the product: the one that the pages are set in."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from matplotlib import font_manager

FAMILY: Final = "Source Sans Pro"
"""Streamlit bundles a later edition of it for browsers alone."""

REGULAR: Final = 400
SEMIBOLD: Final = 600
BOLD: Final = 700


def font_folder() -> Path:
    """Give the folder of the typeface's files."""
    return Path(str(files("font_source_sans_pro") / "files"))


@cache
def font(weight: int = REGULAR) -> font_manager.FontProperties:
    """Give one weight of the typeface, whatever else the machine has."""
    name = {REGULAR: "Regular", SEMIBOLD: "Semibold", BOLD: "Bold"}[weight]
    return font_manager.FontProperties(fname=font_folder() / f"SourceSansPro-{name}.otf")
