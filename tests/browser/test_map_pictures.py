"""What the map paints: today, with the contract, what changes, and both side by side."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from lib.maps.state import Layer, Mode
from tests.fixtures.drawn_map import DrawnMap, Pixels, differing, how_many
from tests.fixtures.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_answer_opens_with_a_map_that_is_painted_in_its_colours(
    desktop: Visit, drawn: DrawnMap, theme: str
) -> None:
    desktop.page.emulate_media(color_scheme=theme)
    drawn.frame.wait_for_function(
        "(theme) => document.documentElement.dataset.theme === theme", arg=theme, polling=100
    )
    colours, pixels = drawn.palette(), drawn.pixels()
    desktop.page.emulate_media(color_scheme="light")
    least = {"inside": 100, "outside": 20, "home": 20, "land": 5_000, "water": 1_000, "text": 200}
    painted = {meaning: how_many(pixels, colours[meaning]) for meaning in least}
    assert {name for name in least if painted[name] < least[name]} == set(), painted
    classes = drawn.frame.evaluate(
        "() => Object.values(map.closer.figures.modes.today.shades).filter((one) => one !== null)"
    )
    for one in set(classes):
        assert how_many(pixels, colours[f"share_{one + 1}"]) > 1_000
    assert how_many(pixels, colours["brought_inside"]) == 0, "today the contract brings nobody"


def test_a_switch_changes_picture_and_words_at_once_and_asks_the_server_nothing(
    desktop: Visit, drawn: DrawnMap
) -> None:
    seen: dict[Mode, Pixels] = {Mode.TODAY: drawn.pixels()}
    said = {Mode.TODAY: drawn.words()}

    def switch() -> None:
        for mode in (Mode.WITH_CONTRACT, Mode.CHANGES):
            drawn.show(mode)
            seen[mode], said[mode] = drawn.pixels(), drawn.words()
            addresses.append(desktop.page.url)
        drawn.show(Mode.TODAY)

    addresses: list[str] = []
    assert desktop.messages_after(switch) == 0
    assert addresses[0].endswith("?map=With+the+contract")
    assert addresses[1].endswith("?map=What+changes")
    for what in ("title", "sentence", "legend", "description", "described"):
        assert len({words[what] for words in said.values()}) == len(said), what
    assert said[Mode.TODAY]["sentence"].startswith("Today ")
    assert all(words["sentence"] in words["description"] for words in said.values())

    brought = drawn.palette()["brought_inside"]
    assert how_many(seen[Mode.WITH_CONTRACT], brought) > 50
    assert how_many(seen[Mode.CHANGES], brought) > 50
    assert differing(seen[Mode.TODAY], seen[Mode.WITH_CONTRACT]).sum() > 1_000
    assert differing(seen[Mode.WITH_CONTRACT], seen[Mode.CHANGES]).sum() > 1_000
    assert np.array_equal(drawn.pixels(), seen[Mode.TODAY]), "back is the same picture"
    assert drawn.words() == said[Mode.TODAY]


def test_the_handle_parts_todays_picture_from_that_with_the_contract(
    desktop: Visit, drawn: DrawnMap
) -> None:
    today = drawn.pixels()
    drawn.show(Mode.WITH_CONTRACT)
    after = drawn.pixels()
    drawn.show(Mode.SWIPE)
    view, handle = drawn.view(), drawn.frame.get_by_role("slider")

    def assert_parted_at(share: float) -> None:
        line = view["margin"] + share * view["frameWidth"]
        pixels = drawn.pixels()
        column = np.arange(pixels.shape[1])
        is_compared = np.broadcast_to(abs(column - line) > 3, pixels.shape[:2]).copy()
        # the names of both sides stand at the foot of the line
        foot = int(view["height"] - view["margin"] - 44)
        is_compared[foot : foot + 34, abs(column - line) < 180] = False
        assert (pixels[:foot, round(line)] == drawn.palette()["text"]).all()
        for is_part, own, other in (
            (column < line, today, after), (column > line, after, today),
        ):  # fmt: skip
            part = is_compared & is_part
            # a line that is cut runs a hair's breadth beside the whole one
            unlike_own, unlike_other = (
                int((differing(pixels, whole, by=8) & part).sum()) for whole in (own, other)
            )
            assert unlike_own <= 0.25 * unlike_other + 50

    def moved_by(act: Callable[[], object]) -> float:
        act()
        return int(handle.get_attribute("aria-valuenow") or -1) / 100

    assert_parted_at(0.5)
    handle.focus()
    for key, share in (("ArrowLeft", 0.45), ("ArrowRight", 0.5), ("Home", 0), ("End", 1)):
        assert moved_by(lambda key=key: desktop.page.keyboard.press(key)) == share
    assert_parted_at(1)

    drawn.surface().scroll_into_view_if_needed()
    box = drawn.surface().bounding_box()
    assert box
    mouse, middle = desktop.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + box["width"] - 2, middle)
    mouse.down()
    share = moved_by(lambda: mouse.move(box["x"] + 0.3 * box["width"], middle, steps=4))
    mouse.up()
    assert share == pytest.approx(0.3, abs=0.01)
    assert_parted_at(0.3)
    assert not drawn.frame.evaluate("() => map.closer.hasMoved"), "the handle drags no map"


def test_a_layer_is_left_out_and_comes_back_without_the_server(
    desktop: Visit, drawn: DrawnMap
) -> None:
    whole = drawn.pixels()
    home = drawn.palette()["home"]
    assert desktop.messages_after(lambda: drawn.toggle(Layer.HOMES)) == 0
    assert how_many(drawn.pixels(), home) == 0
    assert "layers=shares%2Cflows%2Cchildren%2Ctransport%2Cnames" in desktop.page.url
    drawn.toggle(Layer.HOMES)
    assert np.array_equal(drawn.pixels(), whole)
    assert "layers" not in desktop.page.url


def test_all_children_can_be_brought_into_view_and_back(drawn: DrawnMap) -> None:
    opening = drawn.stands()
    drawn.press("Show all")
    assert drawn.stands()[2] < opening[2]
    beyond = drawn.frame.evaluate(
        "() => map.closer.figures.modes.today.circles"
        ".filter(({place}) => !map.getBounds().contains(place.at)).length"
    )
    assert beyond == 0
    drawn.press("Back to North East London")
    assert drawn.stands() == pytest.approx(opening, abs=0.001)


@pytest.mark.parametrize(("path", "start"), [("/", ""), ("/?audience=Shared+view", "At least ")])
def test_where_numbers_are_hidden_at_least_those_shown_live_beyond_the_view(
    visit: Open, path: str, start: str
) -> None:
    said = DrawnMap(visit(path)).frame.locator(".closer-beyond").inner_text()
    assert re.fullmatch(rf"{start}\d+ of these children live beyond this view: show all", said)


def test_single_placements_and_homes_are_painted_for_officers(visit: Open) -> None:
    drawn = DrawnMap(visit("/?single=true&map=With+the+contract"))
    home = drawn.palette()["home"]
    after = drawn.pixels()
    assert how_many(after, home) > 100
    drawn.show(Mode.TODAY)
    assert differing(drawn.pixels(), after).sum() > 1_000, "some would live elsewhere"
    drawn.show(Mode.WITH_CONTRACT)
    drawn.toggle(Layer.FLOWS)
    assert differing(drawn.pixels(), after).sum() > 5_000, "lines to where they live"
    drawn.toggle(Layer.HOMES)
    assert how_many(drawn.pixels(), home) == 0


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("mode", [Mode.WITH_CONTRACT, Mode.CHANGES])
def test_the_names_on_the_map_do_not_cover_each_other(
    desktop: Visit, phone: Visit, width: int, mode: Mode
) -> None:
    drawn = DrawnMap.as_at_first(desktop if width == 1440 else phone)
    drawn.show(mode)
    names = drawn.names()
    ours = drawn.frame.evaluate("() => map.closer.land.header.codes.length")
    assert len(names) >= ours
    covered = []
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            a, b = one["box"], other["box"]
            wide = min(a["right"], b["right"]) - max(a["left"], b["left"])
            high = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
            if wide > 2 and high > 2:
                covered.append((one["text"], other["text"], wide, high))
    assert covered == []
