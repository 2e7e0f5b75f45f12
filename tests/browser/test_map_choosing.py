"""A borough chosen on the map or in the table, and what stays while the reader chooses."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from lib.maps.state import Mode
from tests.fixtures.drawn_map import DrawnMap, differing
from tests.fixtures.visit import WAIT_MS, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., Visit]

PRESSED = "button.cth-row[aria-pressed=true]"
ALONG_THE_OUTLINE = """(code) => {
  const { land, scene } = map.closer;
  const area = land.layers.boroughs.features.find((one) => one.code === code);
  const found = [];
  for (const part of area.parts)
    for (let at = 0; at < part.length; at += 2)
      found.push(closer.toView(scene.view, [part[at], part[at + 1]]));
  return found;
}"""
A_PIXEL = 0.0005
"""Degrees, at the zoom of these tests."""


def test_a_click_on_a_borough_chooses_it_in_one_run_and_again_undoes_it(visit: Open) -> None:
    seen = visit("/?map=With+the+contract")
    drawn = DrawnMap(seen)
    drawn.mark()
    at = drawn.place_of("Redbridge")
    assert seen.runs_after(lambda: drawn.click(at)) == 1
    assert drawn.chosen() == "E09000026"
    assert seen.page.locator(PRESSED).inner_text() == "Redbridge"
    assert "borough=Redbridge" in seen.page.url
    assert "map=With+the+contract" in seen.page.url
    assert drawn.words()["title"].startswith("Redbridge")

    assert seen.runs_after(lambda: drawn.click(at)) == 1
    assert drawn.chosen() == "all"
    assert seen.page.locator(PRESSED).count() == 0
    assert "borough" not in seen.page.url
    assert drawn.mode() == Mode.WITH_CONTRACT
    assert drawn.is_the_same()


@pytest.mark.parametrize("path", ["/", "/boroughs", "/block_contract"])
def test_a_choice_of_a_borough_draws_anew_the_part_of_the_page_that_it_changes(
    visit: Open, path: str
) -> None:
    if path == "/boroughs":  # there a part follows: let it be decided before
        before = visit(f"{path}?audience=Shared+view").page
        before.wait_for_selector("text=All looked-after children", timeout=WAIT_MS)
        before.wait_for_selector(".is-awaited", state="detached", timeout=WAIT_MS)
    seen = visit(path)
    drawn = DrawnMap(seen)
    row = seen.page.locator("button.cth-row", has_text="Hackney").first
    seen.quiet()
    parts_before = seen.runs_of_a_part
    assert seen.runs_after(row.click) == 1
    assert seen.runs_of_a_part == parts_before + 1
    assert drawn.chosen() == "E09000012"
    runs = seen.runs
    seen.runs_after(seen.page.get_by_text("Shared view").click)
    assert seen.runs == runs + 1
    assert seen.runs_of_a_part == parts_before + 1, "whose view it is changes the whole page"


def test_a_click_on_a_map_that_runs_beyond_the_screen_chooses_and_scrolls_nothing(
    visit: Open,
) -> None:
    seen = visit("/boroughs")
    drawn = DrawnMap(seen)
    seen.settle()
    at = drawn.place_of("Waltham Forest")
    x, y = drawn.spot(at)
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    y += seen.page.evaluate(scrolled)
    seen.page.evaluate(f"{scrolled} = 0")
    box = drawn.surface().bounding_box()
    assert box
    assert y < 900 < box["y"] + box["height"]
    assert seen.runs_after(lambda: seen.page.mouse.click(x, y)) == 1
    assert drawn.chosen() == "E09000031"
    assert seen.page.evaluate(scrolled) == 0


def test_a_click_on_water_or_on_a_neighbour_asks_the_server_nothing(
    desktop: Visit, drawn: DrawnMap
) -> None:
    palette, pixels, margin = drawn.palette(), drawn.pixels(), int(drawn.view()["margin"])
    framed = pixels[margin + 60 : -margin - 60, margin + 60 : -margin - 60]
    for meaning in ("water", "land"):
        is_it = (framed == palette[meaning]).all(axis=-1)
        row, column = next(
            (row, column)
            for row, column in np.argwhere(is_it)[::40]
            if is_it[max(0, row - 5) : row + 6, max(0, column - 5) : column + 6].all()
        )
        position = {"x": int(column) + 60, "y": int(row) + 60}
        click = partial(drawn.surface().click, position=position)
        assert desktop.messages_after(click) == 0, meaning
    assert drawn.chosen() == "all"


def test_a_borough_chosen_in_the_table_is_outlined_on_the_map(visit: Open) -> None:
    seen = visit()
    drawn = DrawnMap(seen)
    row = seen.page.locator("button.cth-row", has_text="Barking and Dagenham")

    def outlined() -> float:
        pixels, colour = drawn.pixels(), drawn.palette()["outline"]
        corners = np.round(drawn.frame.evaluate(ALONG_THE_OUTLINE, "E09000002")).astype(int)
        return float((pixels[corners[:, 1], corners[:, 0]] == colour).all(axis=-1).mean())

    assert outlined() < 0.2
    assert seen.runs_after(row.click) == 1
    assert drawn.chosen() == "E09000002"
    assert row.get_attribute("aria-pressed") == "true"
    assert outlined() > 0.6


def test_a_choice_that_comes_back_is_not_laid_out_again_and_looks_as_on_a_fresh_page(
    visit: Open,
) -> None:
    seen = visit()
    drawn = DrawnMap(seen)

    def choose(name: str) -> None:
        row = seen.page.locator("button.cth-row", has_text=name).first
        assert seen.runs_after(row.click) == 1
        drawn.frame.wait_for_function(
            "(name) => map.closer.land.header.names.find((one) => one.text === name).code === "
            "map.getContainer().dataset.chosen",
            arg=name,
        )

    def keeps() -> bool:
        return drawn.frame.evaluate("() => window.first === map.closer.scene")

    choose("Hackney")
    drawn.frame.evaluate("() => { window.first = map.closer.scene; }")
    choose("Havering")
    assert not keeps()
    choose("Hackney")
    assert keeps()
    fresh = DrawnMap(visit("/?borough=Hackney"))
    assert not differing(drawn.pixels(), fresh.pixels()).any()

    choose("Havering")
    drawn.frame.evaluate("() => map.setView([51.58, 0.05], 11.5, {animate: false})")
    choose("Hackney")
    assert not keeps(), "what was laid out for another view must not stand in this one"


def test_nothing_that_officers_were_shown_stays_in_the_map_of_the_shared_view(visit: Open) -> None:
    seen = visit("/?single=true")
    drawn = DrawnMap(seen)
    held = (
        "() => [...map.closer.kept.values(), map.closer.figures, map.closer.scene.figures]"
        ".map((one) => [one.is_partial, Boolean(one.lines || one.points)])"
    )
    row = seen.page.locator("button.cth-row", has_text="Hackney").first
    assert seen.runs_after(row.click) == 1
    assert [False, True] in drawn.frame.evaluate(held)
    assert seen.runs_after(seen.page.get_by_role("radio", name="Shared view").click) >= 1
    drawn.frame.wait_for_function("() => map.closer.scene.figures.is_partial")
    found = drawn.frame.evaluate(held)
    assert len(found) == 3
    assert all(one == [True, False] for one in found)


def test_the_frame_of_the_map_gathers_no_styles_while_a_reader_chooses(visit: Open) -> None:
    seen = visit()
    drawn = DrawnMap(seen)
    styles = "() => [...document.querySelectorAll('style')].map((one) => one.textContent)"
    is_one_theme = (
        f"() => ({styles})().filter((one) => one.includes('--primary-color')).length === 1"
    )

    def choose(name: str) -> list[str]:
        row = seen.page.locator("button.cth-row", has_text=name).first
        assert seen.runs_after(row.click) == 1
        drawn.frame.wait_for_function(is_one_theme)  # the older go a moment after the run
        return drawn.frame.evaluate(styles)

    before = choose("Hackney")
    assert [choose(name) for name in ("Havering", "Redbridge", "Newham")] == [before] * 3


def test_only_the_choices_made_last_are_kept(visit: Open) -> None:
    kept = DrawnMap(visit()).frame.evaluate(
        """() => {
          const kept = new Map();
          let made = 0;
          for (let key = 0; key < 100; key += 1) closer.recall(kept, key, () => (made += 1));
          closer.recall(kept, 99, () => (made += 1));
          return {held: [...kept.keys()], made};
        }"""
    )
    assert kept["made"] == 100
    assert kept["held"][-1] == 99
    assert len(kept["held"]) < 20


@pytest.mark.parametrize("path", ["/", "/boroughs"])
def test_zoom_and_place_stay_whatever_else_the_reader_chooses(visit: Open, path: str) -> None:
    seen = visit(path)
    page, drawn = seen.page, DrawnMap(seen)
    drawn.mark()
    drawn.show(Mode.CHANGES)
    drawn.frame.evaluate("() => map.setView([51.58, 0.05], 11.5, {animate: false})")
    stands = drawn.stands()

    def choose(key: str, at: int) -> None:
        page.locator(f".st-key-{key}").get_by_role("combobox").click()
        page.get_by_role("option").nth(at).click()

    choices: dict[str, Callable[[], object]] = {
        "borough": page.locator("button.cth-row", has_text="Havering").click,
        "single placements": page.get_by_text("Single placements and homes").click,
        "group": lambda: choose("only", 1),
        "date": lambda: choose("as-at", 1),
        "audience": page.get_by_role("radio", name="Shared view").click,
    }
    del choices["single placements" if path == "/boroughs" else "group"]
    for name, choice in choices.items():
        assert seen.runs_after(choice) >= 1, name
        assert drawn.is_the_same(), f"{name}: the frame was mounted anew"
        assert drawn.stands() == pytest.approx(stands, abs=A_PIXEL), name
        assert drawn.mode() == Mode.CHANGES, name
    assert drawn.chosen() == "E09000016"


def test_the_handle_and_the_layers_stay_too(visit: Open) -> None:
    seen = visit("/?map=Side+by+side&layers=shares,names")
    drawn = DrawnMap(seen)
    drawn.frame.get_by_role("slider").focus()
    seen.page.keyboard.press("Home")
    assert seen.runs_after(lambda: drawn.click(drawn.place_of("Newham"))) == 1
    assert drawn.mode() == Mode.SWIPE
    assert drawn.layers() == {"shares", "names"}
    assert drawn.frame.get_by_role("slider").get_attribute("aria-valuenow") == "0"
    assert "layers=shares%2Cnames" in seen.page.url
