"""
Pages as they looked when somebody last looked at them.

A page may differ from its picture by what an eye would not see: another edge of a letter, a
shade. To take new pictures, after having looked at them:

    python -m tests.unit.exports.briefings.test_golden
"""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageFilter

from lib.answer.loaded import DEMO_RETURNS, Loaded, load
from lib.disclosure.released import Audience
from lib.exports.packs.answered import views_of
from lib.exports.packs.pack import briefing
from lib.exports.packs.views import Chosen, Pack, Views
from lib.exports.typeset.files import as_preview, pages
from lib.exports.typeset.paging import Layout
from lib.maps.state import Mode, Opening

GOLDEN = Path(__file__).parents[3] / "golden"
DOTS_AN_INCH = 60

PAGES = {
    "cabinet-officers-a4": (Pack.CABINET, Audience.OFFICERS, Layout.A4, 0, Opening()),
    "cabinet-shared-a4": (Pack.CABINET, Audience.SHARED, Layout.A4, 0, Opening()),
    "cabinet-side-by-side": (
        Pack.CABINET,
        Audience.OFFICERS,
        Layout.WIDE,
        0,
        Opening(mode=Mode.SWIPE),
    ),
    "borough-officers-a4": (Pack.BOROUGHS, Audience.OFFICERS, Layout.A4, 3, Opening()),
    "terms-officers-a4": (Pack.CONTRACT, Audience.OFFICERS, Layout.A4, 2, Opening()),
    "money-officers-a4": (Pack.CONTRACT, Audience.OFFICERS, Layout.A4, 3, Opening()),
    "closing-shared-wide": (Pack.CABINET, Audience.SHARED, Layout.WIDE, -1, Opening()),
}
"""Pack, audience, layout, page, and how the map stands."""

_MOST_MEAN = 1.0
"""Of 255: two drawings of one page on two machines are a tenth of it apart."""

_MOST_SEEN = 0.002
"""Share of the places that differ by more than a quarter of black, seen from a step back."""


def drawn(views: Views, name: str) -> Image.Image:
    pack, _, layout, at, opening = PAGES[name]
    made = briefing(views, Chosen(pack=pack, opening=opening))
    page = range(len(pages(made, layout)))[at]
    content = as_preview(made, layout, page, dots_an_inch=DOTS_AN_INCH)
    return Image.open(io.BytesIO(content)).convert("RGB")


def differences(one: Image.Image, other: Image.Image) -> npt.NDArray[np.float64]:
    """Give by how much each place differs, seen from a step back."""
    from_a_step_back = ImageFilter.GaussianBlur(1)
    a, b = (np.asarray(image.filter(from_a_step_back), dtype=float) for image in (one, other))
    found: npt.NDArray[np.float64] = np.abs(a - b).mean(axis=2)
    return found


def views_by_audience(demo: Loaded) -> Iterator[tuple[Audience, Views]]:
    for audience in Audience:
        yield audience, views_of(demo, contract=demo.own_contract, audience=audience)


@pytest.fixture(scope="module")
def every(demo: Loaded) -> dict[Audience, Views]:
    return dict(views_by_audience(demo))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_when_somebody_last_looked(every: dict[Audience, Views], name: str) -> None:
    now = drawn(every[PAGES[name][1]], name)
    with Image.open(GOLDEN / f"{name}.png") as image:
        then = image.convert("RGB")
    assert now.size == then.size
    apart = differences(now, then)
    assert apart.mean() < _MOST_MEAN
    assert (apart > 64).mean() < _MOST_SEEN


def test_a_missing_line_or_another_figure_is_seen(every: dict[Audience, Views]) -> None:
    name = "cabinet-officers-a4"
    now = drawn(every[Audience.OFFICERS], name)
    wrong = now.copy()
    wide, high = now.size
    wrong.paste((255, 255, 255), (30, round(0.045 * high), wide - 30, round(0.075 * high)))
    assert (differences(now, wrong) > 64).mean() > _MOST_SEEN


def _take_new_pictures() -> None:
    views = dict(views_by_audience(load(DEMO_RETURNS, today=date(2026, 1, 1))))
    GOLDEN.mkdir(exist_ok=True)
    for name, (_, audience, *_others) in PAGES.items():
        drawn(views[audience], name).save(GOLDEN / f"{name}.png", optimize=True)


if __name__ == "__main__":
    _take_new_pictures()
