"""What leaves the map: a picture, and the link of the view."""

import base64
from collections.abc import Callable
from random import Random
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import expect

from lib.disclosure.released import Audience
from lib.links.address import link
from lib.links.asked import AUDIENCES, Asked, Page
from lib.maps.state import Layer, Mode
from tests.fixtures.drawn_map import DrawnMap, how_many, read_png
from tests.fixtures.links import generated_links
from tests.fixtures.visit import WAIT_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]

COPIED_PICTURE = """async () => {
  const [item] = await navigator.clipboard.read();
  const bytes = new Uint8Array(await (await item.getType('image/png')).arrayBuffer());
  return btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(''));
}"""
COPIED_TEXT = "() => navigator.clipboard.readText()"


def _has_a_map(page: Page, asked: Asked) -> bool:
    """Whether there is one: to others than officers not of another contract than the own one."""
    is_of_another = page is Page.BLOCK_CONTRACT and asked.audience and asked.contract
    return page not in (Page.RETURNS, Page.METHODS) and not is_of_another


_WITH_A_MAP = [one for one in generated_links() if _has_a_map(*one)]
OPENED = Random(9).sample(_WITH_A_MAP, 8)  # noqa: S311 (not for secrets)


def test_the_copied_picture_is_the_map_with_its_words_and_its_legend(
    desktop: Visit, drawn: DrawnMap
) -> None:
    drawn.show(Mode.WITH_CONTRACT)
    view, colours = drawn.view(), drawn.palette()
    drawn.copy("Copy picture")
    picture = read_png(base64.b64decode(desktop.page.evaluate(COPIED_PICTURE)))
    with desktop.page.expect_download() as saved:
        drawn.copy("Save picture")
    file = saved.value.path()
    assert saved.value.suggested_filename.endswith(".png")
    assert np.array_equal(read_png(file.read_bytes()), picture)

    sharp = 2
    height, width = picture.shape[:2]
    assert height > sharp * (view["frameHeight"] + 100), "the words stand above, the legend below"
    assert width > sharp * view["frameWidth"]
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 100
    for meaning in ("inside", "outside", "home", "land", "water", "brought_inside"):
        assert how_many(picture, colours[meaning]) > 100, meaning
    assert how_many(picture[: sharp * 60], colours["text"]) > 300, "a title"
    shades = [colours[f"share_{step}"] for step in range(1, 6)]
    below = picture[int(-0.3 * height) :]
    has_all = np.all([(below == shade).all(axis=-1).any(axis=1) for shade in shades], axis=0)
    assert has_all.any(), "the five shades on one line"


def test_a_copied_link_is_relative_and_opens_the_same_place(visit: Open) -> None:
    seen = visit("/?borough=Newham")
    drawn = DrawnMap(seen)
    drawn.show(Mode.CHANGES)
    drawn.copy("Copy link")
    copied = seen.page.evaluate(COPIED_TEXT)
    assert not urlsplit(copied).netloc
    assert not urlsplit(copied).scheme
    assert parse_qs(urlsplit(copied).query) == {"borough": ["Newham"], "map": ["What changes"]}

    drawn.frame.evaluate("() => map.setView([51.6012, -0.0311], 12.25, {animate: false})")
    stands = drawn.stands()
    drawn.copy("Copy link with this place and zoom")
    copied = seen.page.evaluate(COPIED_TEXT)
    opened = DrawnMap(visit(f"/{copied}"))
    assert opened.stands()[:2] == pytest.approx(stands[:2], abs=0.001)
    assert opened.stands()[2] == stands[2]
    assert (opened.mode(), opened.chosen()) == (Mode.CHANGES, drawn.chosen())


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        pytest.param(*one, id=link(*one), marks=[pytest.mark.in_full] if number % 2 else [])
        for number, one in enumerate(OPENED)
    ],
)
def test_an_opened_link_shows_what_it_says_and_is_given_back(
    visit: Open, page: Page, asked: Asked
) -> None:
    address = link(page, asked)
    seen = visit(f"/{address}")
    drawn = DrawnMap(seen)
    seen.settle()
    at_first = Mode.WITH_CONTRACT if page is Page.BLOCK_CONTRACT else Mode.TODAY
    assert drawn.mode() == (asked.mode or at_first)
    assert drawn.layers() == set(map(str, asked.layers if asked.layers is not None else Layer))
    if asked.centre and asked.zoom:
        latitude, longitude, zoom = drawn.stands()
        assert (latitude, longitude) == pytest.approx(asked.centre, abs=0.01)
        assert zoom == pytest.approx(asked.zoom, abs=0.126), "in steps of a quarter"
    names = drawn.frame.evaluate("() => map.closer.figures.names")
    assert [names[code] for code in drawn.chosen().split("+")[:1] if code != "all"] == [
        name for name in [asked.borough] if name
    ]
    words = AUDIENCES[asked.audience or Audience.OFFICERS]
    expect(seen.page.get_by_role("radio", name=words)).to_be_checked(timeout=WAIT_MS)

    drawn.copy("Copy link")
    copied = urlsplit(seen.page.evaluate(COPIED_TEXT))
    assert copied.path == str(page)
    assert parse_qs(copied.query) == parse_qs(urlsplit(address).query)
