from collections.abc import Callable
from collections.abc import Set as AbstractSet

from lib.disclosure.released import Audience, Released
from lib.maps.areas import read_areas
from lib.maps.drawn import PICTURES
from lib.maps.flows import KINDS, FlowLine, Kind, flow_lines, read_pairs
from lib.maps.legend import Key, legend
from lib.maps.nodes import read_supply, supply_drawn
from lib.maps.palette import LIGHT
from lib.maps.state import Mode, Shown
from tests.fixtures.partnership import HAVERING, NEWHAM, area_frame, flow_frame, home_frame

Door = Callable[..., Released]
EVERY: AbstractSet[Kind] = frozenset({"inside", "outside", "brought_inside"})
INSIDE = frozenset({HAVERING, NEWHAM})


def keys(
    let_out: Door,
    mode: Mode = Mode.TODAY,
    *,
    audience: Audience = Audience.OFFICERS,
    kinds: AbstractSet[Kind] = EVERY,
    lines: list[FlowLine] | None = None,
    code: str = "total",
    labels: tuple[str, ...] = (),
) -> list[Key]:
    return legend(
        read_areas(let_out(area_frame(), audience), is_of_all=True)[code],
        mode,
        audience=audience,
        kinds=kinds,
        lines=lines or [],
        supply=supply_drawn(read_supply(let_out(home_frame(), audience)), mode),
        labels=labels,
        smallest_shown_count=6,
    )


def labels_of(entries: list[Key]) -> list[str]:
    return [entry["label"] for entry in entries]


def lines_of(let_out: Door, mode: Mode) -> list[FlowLine]:
    pairs = read_pairs(let_out(flow_frame()), inside=INSIDE, shown=Shown())
    return flow_lines(pairs, mode, smallest_change=1)


def test_the_legend_uses_numbers_that_occur(let_out: Door) -> None:
    mode = Mode.WITH_CONTRACT
    assert labels_of(keys(let_out, mode, lines=lines_of(let_out, mode))) == [
        "Inside today: 22",
        "Brought inside by the contract: up to 12",
        "Outside: 9",
        "Not known: 2",
        "3 children",
        "8 children",
        "Children's homes, by places",
        "Block homes: 8 beds",
        "Drawn: one way of giving out the beds",
    ]


def test_the_legend_of_what_changes_has_more_and_fewer(let_out: Door) -> None:
    mode = Mode.CHANGES
    drawn = keys(let_out, mode, kinds={"brought_inside", "fewer"}, lines=lines_of(let_out, mode))
    assert labels_of(drawn) == [
        "More children inside: up to 12",
        "Fewer children",
        "4 children",
        "8 children",
        "Block homes: 8 beds",
        "Drawn: one way of giving out the beds",
    ]


def test_one_borough_s_number_is_no_bound(let_out: Door) -> None:
    assert "Brought inside by the contract: 2" in labels_of(
        keys(let_out, Mode.WITH_CONTRACT, code=HAVERING)
    )


def test_the_shared_legend_says_what_is_not_drawn(let_out: Door) -> None:
    drawn = keys(let_out, audience=Audience.SHARED, kinds={"outside"})
    said = "Numbers under 6 are not drawn: circles stand for at least so many"
    assert drawn[-1] == {"label": said}


def test_where_no_circle_is_drawn_or_of_one_borough_the_shared_legend_names_no_least(
    let_out: Door,
) -> None:
    said = {"label": "Numbers under 6 are not drawn"}
    assert keys(let_out, audience=Audience.SHARED, kinds=set())[-1] == said
    one = keys(let_out, audience=Audience.SHARED, kinds={"outside"}, code=HAVERING)
    assert one[-1] == said


def test_what_is_shown_of_changes_is_no_least(let_out: Door) -> None:
    drawn = keys(let_out, Mode.CHANGES, audience=Audience.SHARED)
    assert drawn[-1] == {"label": "Numbers under 6 are not drawn"}


def test_those_not_known_have_their_square(let_out: Door) -> None:
    square = {"shape": "square", "kind": "not_known"}
    assert {**square, "label": "Not known: 2"} in keys(let_out)
    assert {**square, "label": "Not known: hidden"} in keys(let_out, audience=Audience.SHARED)
    assert not [key for key in keys(let_out, code=HAVERING) if key.get("kind") == "not_known"]


def test_the_shared_legend_with_the_contract_claims_nothing_of_today(let_out: Door) -> None:
    drawn = labels_of(keys(let_out, Mode.WITH_CONTRACT, audience=Audience.SHARED))
    assert "Inside, with the contract: 34" in drawn
    assert not [label for label in drawn if "today" in label]


def test_the_rings_are_explained_where_they_are_drawn(let_out: Door) -> None:
    rings = "Dotted rings: 10, 20 and 50 miles from the middle of Havering"
    assert rings in labels_of(keys(let_out, code=HAVERING))
    assert not [label for label in labels_of(keys(let_out)) if "ring" in label.lower()]


def test_a_borough_without_a_shade_is_explained(let_out: Door) -> None:
    drawn = labels_of(keys(let_out, labels=("52%", "not loaded", "hidden", "", "hidden")))
    assert "Hatched: hidden or not loaded" in drawn
    assert not [label for label in labels_of(keys(let_out, labels=("52%",))) if "Hatched" in label]


def test_every_form_of_the_legend_has_a_colour(let_out: Door) -> None:
    for mode in PICTURES:
        for kind in KINDS:
            for key in keys(let_out, mode, kinds={kind}, labels=("hidden",)):
                assert key.get("kind", "text") in LIGHT.as_dict()


def test_every_key_of_something_that_can_be_left_out_says_with_what_it_goes(let_out: Door) -> None:
    for mode in PICTURES:
        for key in keys(let_out, mode, kinds=set(KINDS), labels=("hidden",)):
            is_drawn = key.get("shape") or key.get("width")
            is_of_no_layer = key.get("kind") in {None, "not_known", "outline"}
            assert bool(key.get("layer")) == bool(is_drawn and not is_of_no_layer)
