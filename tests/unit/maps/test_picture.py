"""The whole state of the map, against the tables and the children that it is made from."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.answer.loaded import Loaded
from lib.answer.view import OverviewView
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience
from lib.domain.footprint import Footprint
from lib.errors import DisclosureError
from lib.maps.drawn import PICTURES
from lib.maps.encoding import as_script
from lib.maps.flows import KINDS
from lib.maps.picture import picture
from lib.maps.places import Places, places
from lib.maps.state import Layer, Mode, Opening, Shown, When
from tests.fixtures.partnership import HAVERING, NAMES, flow_frame
from tests.unit.maps.unpacked import unpacked

Views = dict[Audience, OverviewView]
HIDDEN = 65_535
SMALL = range(1, 6)
GOING, COMING = "fewer", {"outside", "inside", "inside_with_contract", "brought_inside"}


def state_of(
    view: OverviewView, footprint: Footprint, *, opening: Opening | None = None, **shown: Any
) -> Any:
    where = places(footprint)
    state = picture(view, places=where, opening=opening or Opening(), shown=Shown(**shown))
    return state | {"places": [_whole(place, where, footprint) for place in state["places"]]}


def _whole(place: Any, where: Places, footprint: Footprint) -> dict[str, Any]:
    """What the browser makes of a place: one that is a code alone stands in the map file."""
    if not isinstance(place, str):
        return place
    name = next(name for name in where.names if name.code == place)
    return {
        "code": place,
        "stands_on": place,
        "name": name.text,
        "at": name.at,
        "is_inside": place in footprint.codes,
    }


def flows_of(state: Any, mode: Mode) -> pd.DataFrame:
    """Lines with the codes of their ends."""
    ends = unpacked(state["pairs"], 4)
    codes = [place["code"] for place in state["places"]]
    return pd.DataFrame(
        [
            (codes[ends[pair][0]], codes[ends[pair][1]], KINDS[kind], int(number))
            for pair, kind, number in unpacked(state["modes"][mode]["flows"], 3)
        ],
        columns=["start", "end", "kind", "children"],
    )


def circles_of(state: Any, mode: Mode) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (state["places"][place]["code"], KINDS[kind], int(number))
            for place, kind, number in unpacked(state["modes"][mode]["circles"], 3)
        ],
        columns=["code", "kind", "children"],
    )


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("when", When)
def test_lines_and_circles_hold_the_numbers_of_the_released_table(
    views: Views, footprint: Footprint, audience: Audience, when: When
) -> None:
    view = views[audience]
    state, mode = state_of(view, footprint), Mode(when)
    table = view.flows.table
    between = table[table["origin_code"] != table["destination_code"]]
    lines = flows_of(state, mode).groupby(["start", "end"])["children"].sum()
    told = between.set_index(["origin_code", "destination_code"])[when].dropna()
    assert lines.to_dict() == told[told > 0].astype(int).to_dict()
    circled = circles_of(state, mode).groupby("code")["children"].sum()
    living = table.groupby("destination_code")[when].sum()
    assert circled.to_dict() == living[living > 0].astype(int).to_dict()


def test_what_changes_is_the_difference_of_the_other_two_pictures(
    views: Views, footprint: Footprint
) -> None:
    state = state_of(views[Audience.OFFICERS], footprint)

    def living(mode: Mode) -> pd.Series:
        drawn = circles_of(state, mode)
        signs = drawn["kind"].map(lambda kind: -1 if kind == GOING else 1)
        return (signs * drawn["children"]).groupby(drawn["code"]).sum()

    today, after, changes = (living(mode) for mode in PICTURES)
    difference = after.sub(today, fill_value=0)
    assert difference[difference != 0].to_dict() == changes[changes != 0].to_dict()


def test_a_circle_holds_those_whose_lines_reach_it_and_those_at_home(
    views: Views, footprint: Footprint
) -> None:
    view = views[Audience.OFFICERS]
    table = view.flows.table
    at_home = table[table["origin_code"] == table["destination_code"]].set_index("origin_code")
    state = state_of(view, footprint)
    reached = flows_of(state, Mode.TODAY).groupby("end")["children"].sum()
    circled = circles_of(state, Mode.TODAY).groupby("code")["children"].sum()
    for code, children in circled.items():
        assert children == reached.get(code, 0) + at_home["today"].get(code, 0)


@pytest.mark.parametrize("when", When)
def test_the_shares_are_those_of_the_children_themselves(
    demo: Loaded, views: Views, footprint: Footprint, when: When
) -> None:
    measured = (
        demo.measured if when is When.TODAY else demo.carry_out(demo.own_contract).with_contract
    )
    values = state_of(views[Audience.OFFICERS], footprint)["modes"][when]["values"]
    for code, children in measured.groupby("authority_code"):
        inside = children["is_in_footprint"].eq(True).sum()  # may be missing
        assert abs(values[code] - 100 * inside / len(children)) <= 0.5
    nobody = set(footprint.codes) - set(measured["authority_code"])
    assert all(values[code] is None for code in nobody)


def test_only_over_all_children_is_a_number_said_to_be_the_most(
    views: Views, footprint: Footprint
) -> None:
    view = views[Audience.OFFICERS]
    for mode in (Mode.WITH_CONTRACT, Mode.CHANGES):
        every = state_of(view, footprint)["modes"][mode]
        some = state_of(replace(view, whom="who are aged 13 to 15"), footprint)["modes"][mode]
        assert "up to" in as_script(every).lower()
        assert "up to" not in as_script(some).lower()


def test_the_description_tells_which_children_where_and_when(
    views: Views, footprint: Footprint
) -> None:
    view = views[Audience.SHARED]
    for picture_of in state_of(view, footprint)["modes"].values():
        assert view.subtitle in picture_of["alt"]
        assert picture_of["title"] in picture_of["alt"]
        assert picture_of["sentence"] in picture_of["alt"]


def test_a_change_is_the_difference_of_the_two_shares_that_are_shown(
    views: Views, footprint: Footprint
) -> None:
    for audience in Audience:
        today, after, changes = (
            state_of(views[audience], footprint)["modes"][mode]["values"] for mode in PICTURES
        )
        for code, points in changes.items():
            both = (today[code], after[code])
            assert points == (None if None in both else both[1] - both[0])


@pytest.mark.parametrize("mode", PICTURES)
def test_no_small_number_of_children_reaches_the_shared_map(
    views: Views, footprint: Footprint, mode: Mode
) -> None:
    state = state_of(views[Audience.SHARED], footprint)
    drawn = [*flows_of(state, mode)["children"], *circles_of(state, mode)["children"]]
    assert not set(drawn) & set(SMALL)
    assert not set(unpacked(state["pairs"], 4)[:, 2:].ravel().tolist()) & set(SMALL)


rows = st.dictionaries(
    st.tuples(st.sampled_from(sorted(NAMES)[:3]), st.sampled_from(sorted(NAMES))),
    st.tuples(st.integers(0, 20), st.integers(0, 20)),
    min_size=1,
)


@given(rows)
@settings(deadline=None)
def test_a_hidden_number_is_in_no_picture_nor_in_the_difference_of_two(
    views: Views, footprint: Footprint, rows: dict[tuple[str, str], tuple[int, int]]
) -> None:
    let_out = release(
        [flow_frame([(*ends, *counts) for ends, counts in rows.items()])],
        protection=Protection(),
        footprint=replace(footprint, merges=()),
        audience=Audience.SHARED,
        is_invented=True,
    )
    state = state_of(replace(views[Audience.SHARED], flows=let_out["flows"]), footprint)
    pairs = unpacked(state["pairs"], 4)
    codes = [place["code"] for place in state["places"]]
    for start, end, *shown in pairs.tolist():
        counts = rows[codes[start], codes[end]]
        for count, number in zip(counts, shown, strict=True):
            assert number == (HIDDEN if count in SMALL else count)
    told = {(codes[start], codes[end]) for start, end, *_ in pairs.tolist()}
    for mode in PICTURES:
        drawn = flows_of(state, mode)
        assert set(zip(drawn["start"], drawn["end"], strict=True)) <= told
        assert not set(drawn["children"]) & set(SMALL)
        assert not set(circles_of(state, mode)["children"]) & set(SMALL)
    changed = flows_of(state, Mode.CHANGES)
    for start, end in zip(changed["start"], changed["end"], strict=True):
        assert not set(rows[start, end]) & set(SMALL)


def test_a_chosen_borough_has_rings_and_its_own_children_alone(
    views: Views, footprint: Footprint
) -> None:
    state = state_of(views[Audience.OFFICERS], footprint, area_code=HAVERING)
    assert (state["view_of"], state["chosen"]) == (HAVERING, [HAVERING])
    assert [ring["miles"] for ring in state["rings"]] == [10, 20, 50]
    assert all(unpacked(ring["line"], 2, "<f4").shape == (72, 2) for ring in state["rings"])
    assert set(flows_of(state, Mode.TODAY)["start"]) == {HAVERING}
    assert set(state["modes"]["today"]["shades"]) == set(footprint.codes)


def test_a_merged_area_is_chosen_as_one(views: Views, footprint: Footprint) -> None:
    merged = "E09000012+E09000001"
    state = state_of(views[Audience.SHARED], footprint, area_code=merged)
    assert state["chosen"] == ["E09000012", "E09000001"]
    said = state["modes"]["today"]["said"]
    assert said["E09000012"] == said["E09000001"]
    labels = state["modes"]["today"]["labels"]
    assert labels["E09000012"]
    assert labels["E09000001"] == ""


def test_all_boroughs_together_have_no_rings(views: Views, footprint: Footprint) -> None:
    state = state_of(views[Audience.OFFICERS], footprint)
    assert (state["view_of"], state["chosen"], state["rings"]) == ("all", [], [])


def test_every_place_is_where_a_symbol_can_stand(views: Views, footprint: Footprint) -> None:
    state = state_of(views[Audience.OFFICERS], footprint)
    where = places(footprint)
    for place in state["places"]:
        assert place["at"] == where.point(place["code"])
        assert place["is_inside"] == (place["code"] in footprint.codes)


def test_every_area_of_the_footprint_has_its_name_and_place_however_little_is_drawn(
    views: Views, footprint: Footprint
) -> None:
    nobody = "E09000001"
    state = state_of(views[Audience.OFFICERS], footprint, area_code=nobody, is_single=True)
    named = {place["code"]: place["name"] for place in state["places"]}
    assert named == footprint.names


def test_an_area_without_a_known_place_is_left_out_and_nothing_fails(
    views: Views, footprint: Footprint
) -> None:
    view = replace(
        views[Audience.OFFICERS],
        flows=officers(
            flow_frame([(HAVERING, "X99999999", 6, 6), (HAVERING, HAVERING, 7, 7)]), footprint
        ),
    )
    state = state_of(view, footprint)
    assert "X99999999" not in {place["code"] for place in state["places"]}
    assert circles_of(state, Mode.TODAY).to_dict("list") == {
        "code": [HAVERING],
        "kind": ["inside"],
        "children": [7],
    }
    assert flows_of(state, Mode.TODAY).empty


def test_block_homes_stand_on_the_map_with_the_contract(views: Views, footprint: Footprint) -> None:
    view = views[Audience.OFFICERS]
    state = state_of(view, footprint)
    rows = {mode: unpacked(state["modes"][mode]["homes"], 4) for mode in PICTURES}
    beds = int(view.homes.table["block_beds"].sum())
    assert [int(rows[mode][:, 3].sum()) for mode in PICTURES] == [0, beds, beds]
    room = int(view.homes.table["places"].sum())
    assert [int(rows[mode][:, 2].sum()) for mode in PICTURES] == [room, room, 0]


def test_the_map_is_asked_for_what_a_link_names(views: Views, footprint: Footprint) -> None:
    view = views[Audience.SHARED]
    assert state_of(view, footprint)["asked"] == {
        "mode": "today",
        "layers": None,
        "at": None,
        "zoom": None,
    }
    opening = Opening(
        mode=Mode.SWIPE,
        layers=frozenset({Layer.NAMES, Layer.SHARES}),
        centre=(51.5512, 0.0834),
        zoom=11.25,
    )
    assert json.loads(as_script(state_of(view, footprint, opening=opening)["asked"])) == {
        "mode": "swipe",
        "layers": ["shares", "names"],
        "at": [51.5512, 0.0834],
        "zoom": 11.25,
    }


def test_no_layer_at_all_may_be_asked_for(views: Views, footprint: Footprint) -> None:
    opening = Opening(layers=frozenset())
    assert state_of(views[Audience.SHARED], footprint, opening=opening)["asked"]["layers"] == []


@pytest.mark.parametrize("audience", Audience)
def test_the_map_says_what_it_is_made_of_when_and_for_whom(
    views: Views, footprint: Footprint, audience: Audience
) -> None:
    state = state_of(views[audience], footprint)
    assert state["mark"] == "Invented data"
    assert "Invented returns" in state["source"]
    assert state["as_at"] in state["subtitle"]
    real = state_of(replace(views[audience], is_invented=False), footprint)
    assert "Invented" not in real["mark"] + real["source"]
    assert real["mark"].startswith("Official") == (audience is Audience.OFFICERS)


def test_the_circles_are_a_part_where_some_are_hidden(views: Views, footprint: Footprint) -> None:
    assert state_of(views[Audience.SHARED], footprint)["is_partial"]
    assert not state_of(views[Audience.OFFICERS], footprint)["is_partial"]


def test_one_colour_means_the_same_today_and_with_the_contract(
    views: Views, footprint: Footprint
) -> None:
    for view in views.values():
        modes = state_of(view, footprint)["modes"]
        assert modes["today"]["scale"]["breaks"] == modes["with_contract"]["scale"]["breaks"]


def test_single_lines_stand_in_place_of_the_flows(views: Views, footprint: Footprint) -> None:
    view = views[Audience.OFFICERS]
    state = state_of(view, footprint, is_single=True)
    assert state["lines"] is not None
    assert state["points"] is not None
    assert state["pairs"] == ""
    assert all(state["modes"][mode]["flows"] == "" for mode in PICTURES)
    assert state_of(view, footprint)["lines"] is None


def test_the_shared_map_has_no_single_lines_even_if_asked(
    views: Views, footprint: Footprint
) -> None:
    state = state_of(views[Audience.SHARED], footprint, is_single=True)
    assert (state["lines"], state["points"]) == (None, None)
    assert state["pairs"] != ""


def test_single_records_let_out_for_nobody_else_are_refused(
    views: Views, footprint: Footprint
) -> None:
    shared = views[Audience.SHARED]
    mixed = replace(shared, lines=shared.homes, points=shared.homes)
    with pytest.raises(DisclosureError, match="single records"):
        state_of(mixed, footprint, is_single=True)


def test_tables_of_two_audiences_never_meet(views: Views, footprint: Footprint) -> None:
    mixed = replace(views[Audience.SHARED], homes=views[Audience.OFFICERS].homes)
    with pytest.raises(DisclosureError, match="different audiences"):
        state_of(mixed, footprint)


def test_two_thousand_five_hundred_placements_take_less_than_sixty_kilobytes(
    views: Views, footprint: Footprint
) -> None:
    rng = np.random.default_rng(903)
    n, homes = 2_500, 600
    origins = rng.uniform((525_000, 178_000), (560_000, 196_000), (n, 2))
    ends = rng.uniform((200_000, 60_000), (640_000, 560_000), (n, 2))
    is_brought = rng.random(n) < 0.1
    after = np.where(is_brought[:, None], origins + 1_000, ends)
    lines = pd.DataFrame(
        np.hstack([origins, ends, after]),
        columns=[
            f"{end}_{axis}"
            for end in ("origin", "placement", "with_contract")
            for axis in ("easting", "northing")
        ],
    ).assign(
        authority_code=rng.choice(footprint.codes, n),
        is_in_footprint=pd.array(rng.random(n) < 0.3, dtype="boolean"),
        is_brought_inside=is_brought,
    )
    stand = rng.uniform((200_000, 60_000), (640_000, 560_000), (homes, 2))
    points = pd.DataFrame(stand, columns=["easting", "northing"]).assign(
        kind="home", places=pd.array(rng.integers(1, 9, homes), dtype="Int64")
    )
    view = replace(
        views[Audience.OFFICERS],
        lines=officers(Unreleased(name="lines", table=lines, for_officers_alone=True), footprint),
        points=officers(
            Unreleased(name="points", table=points, for_officers_alone=True), footprint
        ),
    )
    state = state_of(view, footprint, is_single=True, area_code=None)
    assert len(unpacked(state["lines"]["kinds"], as_type="<u1")) == n
    assert len(unpacked(state["lines"]["moved"], as_type="<u4")) == is_brought.sum()
    assert len(as_script(state)) < 60_000


def officers(table: Unreleased, footprint: Footprint) -> Any:
    let_out = release(
        [table],
        protection=Protection(),
        footprint=footprint,
        audience=Audience.OFFICERS,
        is_invented=True,
    )
    return let_out[table.name]
