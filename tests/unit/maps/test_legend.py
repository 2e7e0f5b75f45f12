from collections.abc import Callable

from lib.disclosure.released import Audience, Released
from lib.maps.flows import flow_lines
from lib.maps.legend import Key, legend
from lib.maps.shares import area_shares
from lib.maps.state import Shown, When
from tests.fixtures.partnership import HAVERING, NEWHAM, area_frame, flow_frame, home_frame

Door = Callable[..., Released]
EVERY = {"inside", "outside", "brought_inside"}
INSIDE = frozenset({HAVERING, NEWHAM})


def test_the_legend_uses_numbers_that_occur(let_out: Door) -> None:
    shown = Shown(when=When.WITH_CONTRACT)
    lines = flow_lines(let_out(flow_frame()), inside=INSIDE, shown=shown)
    labels = [
        key["label"]
        for key in legend(
            let_out(area_frame()),
            let_out(home_frame()),
            lines=lines,
            shares={},
            kinds=EVERY,
            shown=shown,
        )
    ]
    assert labels == [
        "Inside today: 22",
        "Brought inside by the contract: up to 12",
        "Outside: 9",
        "Not known: 2",
        "3 children",
        "8 children",
        "Children's homes, by places",
        "Block homes: 8 beds",
    ]


def test_the_shared_legend_says_what_is_not_drawn(let_out: Door) -> None:
    keys = legend(
        let_out(area_frame(), Audience.SHARED),
        let_out(home_frame(), Audience.SHARED),
        lines=[],
        shares={},
        kinds=set(),
        shown=Shown(),
    )
    assert keys[0] == {"label": "Not known: hidden"}
    assert keys[-1]["label"] == "Numbers under 6 are not drawn"


def test_a_number_without_a_symbol_on_the_map_has_none_in_the_legend(let_out: Door) -> None:
    assert {"label": "Not known: 2"} in _keys(let_out, Audience.OFFICERS, Shown())


def test_the_shared_legend_with_the_contract_claims_nothing_of_today(let_out: Door) -> None:
    shown = Shown(when=When.WITH_CONTRACT)
    labels = [str(key["label"]) for key in _keys(let_out, Audience.SHARED, shown)]
    assert "Inside, with the contract: 34" in labels
    assert not [label for label in labels if "today" in label]


def test_the_ring_is_explained_where_it_is_drawn(let_out: Door) -> None:
    ring = "Dotted ring: 20 miles from the middle of Havering"
    chosen = _keys(let_out, Audience.OFFICERS, Shown(area_code=HAVERING))
    assert ring in [key["label"] for key in chosen]
    assert not [
        key
        for key in _keys(let_out, Audience.OFFICERS, Shown())
        if "ring" in str(key["label"]).lower()
    ]


def test_a_borough_without_a_shade_is_explained(let_out: Door) -> None:
    frame = area_frame()
    frame.table["today_in_footprint_share"] = None
    areas = let_out(frame, Audience.SHARED)
    labels = [
        key["label"]
        for key in legend(
            areas,
            let_out(home_frame(), Audience.SHARED),
            lines=[],
            shares=area_shares(areas, Shown()),
            kinds=set(),
            shown=Shown(),
        )
    ]
    assert "Not shaded: hidden" in labels


def _keys(let_out: Door, audience: Audience, shown: Shown) -> list[Key]:
    return legend(
        let_out(area_frame(), audience),
        let_out(home_frame(), audience),
        lines=[],
        shares={},
        kinds=EVERY,
        shown=shown,
    )
