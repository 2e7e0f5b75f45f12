"""Nothing is shown but through one door."""

from dataclasses import replace

import pandas as pd
import pytest

from lib.disclosure.kinds import Kinds
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, rearranged, release
from lib.disclosure.released import Audience, Released
from lib.disclosure.sums import Cell, Sum
from lib.domain.footprint import Footprint
from lib.errors import DisclosureError

FOOTPRINT = Footprint.from_toml(
    """
    name = "Three boroughs"
    lead = "E09000003"
    placement_types = ["K2"]
    contract = "own.toml"
    [authorities]
    E09000003 = "Barnet"
    E09000004 = "Bexley"
    E09000005 = "Brent"
    [[merges]]
    codes = ["E09000004", "E09000005"]
    name = "Bexley and Brent"
    [ages]
    from = 11
    to = 17
    [release]
    smallest_shown_count = 6
    smallest_told_group = 10
    [release.symbols]
    c = "Hidden."
    k = "Rounds to zero."
    x = "Not available."
    z = "Not applicable."
    """
)


def table(**columns: list[object]) -> pd.DataFrame:
    rows = ["E09000003", "E09000004+E09000005", "total"]
    return pd.DataFrame(columns, index=rows[-len(next(iter(columns.values()))) :])


def shared(one: Unreleased, *sums: Sum) -> Released:
    return release(
        [one],
        protection=Protection(sums=sums),
        footprint=FOOTPRINT,
        audience=Audience.SHARED,
        is_invented=False,
    )[one.name]


def test_a_table_that_was_not_released_cannot_be_made_by_hand() -> None:
    with pytest.raises(DisclosureError, match="has not been released"):
        Released(
            name="mine",
            audience=Audience.SHARED,
            is_invented=False,
            table=pd.DataFrame(),
            key=object(),
        )


def test_small_counts_are_hidden_and_true_zeros_shown() -> None:
    inside = Unreleased(
        name="inside", table=table(children=pd.array([3, 0, 9], "Int64")), counts=("children",)
    )
    released = shared(inside)
    assert released.is_hidden("E09000003", "children")
    assert pd.isna(released.table.at["E09000003", "children"])
    assert released.table.at["E09000004+E09000005", "children"] == 0
    assert released.table.at["total", "children"] == 9


def test_a_second_cell_goes_where_the_total_would_give_the_first_away() -> None:
    inside = Unreleased(
        name="inside", table=table(children=pd.array([3, 20, 23], "Int64")), counts=("children",)
    )
    parts = tuple(Cell("inside", row, "children") for row in inside.table.index[:2])
    released = shared(inside, Sum(Cell("inside", "total", "children"), parts))
    assert len(released.hidden) == 2


def test_hidden_parts_are_told_together_where_a_reader_could_work_it_out() -> None:
    rows = ["one", "other", "third", "total"]
    counts = pd.DataFrame(
        {"children": pd.array([3, 7, 30, 40], "Int64"), "inside": pd.array([1, 2, 2, 5], "Int64")},
        index=rows,
    )
    released = shared(Unreleased(name="all", table=counts, counts=("children", "inside")))
    parts = {column: [(row, column) for row in rows[:-1]] for column in counts}
    assert not released.hidden.isdisjoint(parts["inside"])
    assert released.hidden_together(parts["inside"], ("total", "inside")) is None
    assert released.hidden_together(parts["children"], ("total", "children")) is None
    linked = Sum(
        Cell("all", "total", "children"), tuple(Cell("all", row, "children") for row in rows[:-1])
    )
    protected = shared(Unreleased(name="all", table=counts, counts=("children", "inside")), linked)
    assert protected.hidden_together(parts["children"], ("total", "children")) == 10


def test_what_was_decided_under_one_policy_is_not_taken_for_another() -> None:
    inside = Unreleased(
        name="inside", table=table(children=pd.array([7, 12, 19], "Int64")), counts=("children",)
    )
    assert not shared(inside).hidden
    stricter = release(
        [inside],
        protection=Protection(),
        footprint=replace(FOOTPRINT, smallest_shown_count=10),
        audience=Audience.SHARED,
        is_invented=False,
    )["inside"]
    assert stricter.is_hidden("E09000003", "children")


def test_a_percentage_goes_with_the_count_that_it_is_made_from() -> None:
    inside = Unreleased(
        name="inside",
        table=table(children=pd.array([3, 20, 23], "Int64"), share=pd.array([30, 40, 38], "Int64")),
        counts=("children",),
        made_from={"share": ("children",)},
    )
    released = shared(inside)
    assert released.is_hidden("E09000003", "share")
    assert released.table.at["total", "share"] == 38


def test_officers_see_every_count() -> None:
    inside = Unreleased(
        name="inside", table=table(children=pd.array([3, 0, 3], "Int64")), counts=("children",)
    )
    released = release(
        [inside],
        protection=Protection(),
        footprint=FOOTPRINT,
        audience=Audience.OFFICERS,
        is_invented=False,
    )["inside"]
    assert not released.hidden
    assert released.table.at["E09000003", "children"] == 3


def test_points_are_refused_to_the_shared_audience() -> None:
    points = Unreleased(
        name="points", table=pd.DataFrame({"easting": [1.0]}), for_officers_alone=True
    )
    with pytest.raises(DisclosureError, match="officers alone"):
        shared(points)


def test_an_authority_released_merged_is_refused_alone() -> None:
    alone = Unreleased(
        name="inside",
        table=pd.DataFrame({"children": pd.array([10], "Int64")}, index=["E09000004"]),
        counts=("children",),
    )
    with pytest.raises(DisclosureError, match="merged"):
        shared(alone)


def test_rows_with_nothing_to_show_disappear_where_their_presence_would_tell() -> None:
    flows = Unreleased(
        name="flows",
        table=table(children=pd.array([3, 20, 0], "Int64")),
        counts=("children",),
        drops_rows_wholly_hidden=True,
    )
    released = shared(flows)
    assert list(released.table.index) == ["E09000004+E09000005"]
    assert not released.hidden


def test_another_layout_keeps_what_is_hidden() -> None:
    inside = Unreleased(
        name="inside", table=table(children=pd.array([3, 20, 23], "Int64")), counts=("children",)
    )
    released = shared(inside)
    again = rearranged(
        released,
        "cards",
        cells={"first": {"n": ("E09000003", "children")}, "all": {"n": ("total", "children")}},
        texts=pd.DataFrame({"label": ["First", "All"]}, index=["first", "all"]),
    )
    assert again.is_hidden("first", "n")
    assert again.table.at["all", "n"] == 23
    assert again.audience is Audience.SHARED


def test_what_can_only_be_worked_out_adds_nothing_to_the_table() -> None:
    inside = Unreleased(
        name="inside", table=table(children=pd.array([30, 20, 50], "Int64")), counts=("children",)
    )
    change = Cell("inside", "total", "change")
    released = release(
        [inside],
        protection=Protection(worked_out={change: 2}),
        footprint=FOOTPRINT,
        audience=Audience.SHARED,
        is_invented=False,
    )["inside"]
    assert list(released.table.columns) == ["children"]
    assert not released.hidden


def of_the_same(count: int) -> dict[str, Released]:
    places = table(children=[3, 20, 23]).index
    children = pd.DataFrame({"area": [places[0]] * 3 + [places[1]] * 20})
    inside = Unreleased(
        name="inside",
        table=table(children=pd.array([3, 20, 23], "Int64")),
        counts=("children",),
        whom={
            **{(place, "children"): {"area": [place]} for place in places[:2]},
            ("total", "children"): {},
        },
    )
    bands = Unreleased(
        name="bands",
        table=table(near=pd.array([count], "Int64")),
        counts=("near",),
        whom={("total", "near"): {"area": [places[1]]}},
    )
    kinds = Kinds(name="children", possible=children.drop_duplicates(), children=children)
    return release(
        [inside, bands],
        protection=Protection(kinds=[kinds]),
        footprint=FOOTPRINT,
        audience=Audience.SHARED,
        is_invented=False,
    )


def test_a_count_is_hidden_or_shown_wherever_the_same_children_are_counted() -> None:
    released = of_the_same(20)
    is_hidden = released["inside"].is_hidden("E09000004+E09000005", "children")
    assert released["bands"].is_hidden("total", "near") == is_hidden
    assert is_hidden or released["inside"].is_hidden("total", "children")


def test_two_counts_said_to_be_of_the_same_children_must_be() -> None:
    with pytest.raises(DisclosureError, match="does not count"):
        of_the_same(19)


@pytest.mark.parametrize("audience", Audience)
def test_what_only_hides_a_median_leaves_the_table(audience: Audience) -> None:
    miles = Unreleased(
        name="miles",
        table=table(known=pd.array([3, 20, 23], "Int64"), median=[2.0, 9.0, 8.0]),
        counts=("known",),
        made_from={"median": ("known",)},
        in_no_table=("known",),
    )
    released = release(
        [miles],
        protection=Protection(),
        footprint=FOOTPRINT,
        audience=audience,
        is_invented=False,
    )["miles"]
    assert list(released.table.columns) == ["median"]
    assert released.is_hidden("E09000003", "median") == (audience is Audience.SHARED)
