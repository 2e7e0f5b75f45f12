"""The Boroughs page: whose children live where, how far away, beside what homes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import pandas as pd
import pytest

from lib.answer.areas import TOTAL
from lib.answer.boroughs.groups import BANDS, GROUPS, Field, members
from lib.answer.boroughs.question import boroughs
from lib.answer.boroughs.view import BoroughsView
from lib.answer.loaded import Loaded
from lib.answer.questions import overview
from lib.disclosure.released import Audience
from lib.domain.codes import LEGAL_STATUSES, PLACEMENT_PROVIDERS, SHORT_BREAKS
from tests.fixtures.placed_children import AS_OF, FOOTPRINT, HACKNEY, HAVERING, placements

Child = Mapping[str, Any]

IN_GROUP: Final[Mapping[str, Callable[[Child], bool]]] = {
    "age:0-10": lambda one: one["age_years"] is not None and one["age_years"] <= 10,
    "age:14-15": lambda one: one["age_years"] in (14, 15),
    "distance:0-10": lambda one: one["miles"] is not None and one["miles"] <= 10,
    "distance:11-20": lambda one: one["miles"] is not None and 10 < one["miles"] <= 20,
    "distance:over-100": lambda one: one["miles"] is not None and one["miles"] > 100,
    "distance:unknown": lambda one: one["miles"] is None,
    "provider:private": lambda one: one["provider"] == "PR4",
    "legal-status:section-20": lambda one: one["status"] == "V2",
}
"""What it is to be in a group, said child by child."""


def seen(
    loaded: Loaded,
    *,
    group_key: str | None = None,
    area_code: str | None = None,
    audience: Audience = Audience.OFFICERS,
) -> BoroughsView:
    return boroughs(
        loaded,
        audience=audience,
        contract=loaded.own_contract,
        area_code=area_code,
        group_key=group_key,
    )


def children_of(frame: pd.DataFrame) -> list[Child]:
    """Plain records: None where something is not known."""
    columns = {
        "borough": "authority_code", "lives_in": "placement_authority_code",
        "age_years": "age_years", "miles": "distance_miles", "inside": "is_in_footprint",
        "near": "is_near", "provider": "placement_provider", "status": "legal_status",
    }  # fmt: skip
    rows = frame[[*columns.values()]].itertuples(index=False)
    return [
        {key: None if pd.isna(value) else value for key, value in zip(columns, row, strict=True)}
        for row in rows
    ]


def test_a_group_in_a_borough_is_counted_child_by_child(demo: Loaded) -> None:
    every = children_of(demo.measured)
    for area in (HAVERING, "E09000025", TOTAL):
        ours = [one for one in every if area in (TOTAL, one["borough"])]
        view = seen(demo, area_code=None if area == TOTAL else area)
        for key, is_in in IN_GROUP.items():
            alike = [one for one in ours if is_in(one)]
            count = view.by_group.count
            assert count(key, "children") == len(alike)
            assert count(key, "today_in_footprint") == sum(bool(one["inside"]) for one in alike)
            assert count(key, "today_miles_20_or_less") == sum(bool(one["near"]) for one in alike)
            assert count(key, "today_distance_unknown") == sum(
                one["miles"] is None for one in alike
            )


@pytest.mark.parametrize("key", IN_GROUP)
def test_a_chosen_group_shows_what_its_children_alone_would_show_today(
    demo: Loaded, key: str
) -> None:
    view = seen(demo, group_key=key)
    alone = seen(replace(demo, measured=demo.measured[members(demo.measured)[key]]))
    for table in ("overview.boroughs", "bands", "retention", "overview.flows"):
        shown, of_subset = (_table(one, table) for one in (view, alone))
        today = [name for name in shown if str(name).startswith("today")]
        shown, of_subset = (
            one.loc[one["today"].gt(0), today] if table == "overview.flows" else one[today]
            for one in (shown, of_subset)
        )
        pd.testing.assert_frame_equal(shown, of_subset)


def test_the_beds_are_given_out_once_over_all_children(demo: Loaded) -> None:
    every = seen(demo)
    result = demo.carry_out(demo.own_contract)
    after = children_of(result.with_contract)
    today = children_of(demo.measured)
    for key, is_in in IN_GROUP.items():
        inside = sum(
            bool(there["inside"]) for one, there in zip(today, after, strict=True) if is_in(one)
        )
        assert every.by_group.count(key, "with_contract_in_footprint") == inside
        chosen = seen(demo, group_key=key).overview
        assert chosen.boroughs.count(TOTAL, "with_contract_in_footprint") == inside
        assert chosen.lines is not None
        assert len(chosen.lines.table) == every.by_group.count(key, "children")


def test_a_child_brought_nearer_stays_in_the_distance_group_of_today(demo: Loaded) -> None:
    view = seen(demo, group_key="distance:over-100")
    assert view.bands.count(TOTAL, "today_miles_over_100") == view.overview.boroughs.count(
        TOTAL, "with_contract_children"
    )
    assert (view.bands.count(TOTAL, "with_contract_miles_over_100") or 0) < (
        view.bands.count(TOTAL, "today_miles_over_100") or 0
    )


def test_without_a_group_officers_see_the_overviews_own_tables(demo: Loaded) -> None:
    view = seen(demo).overview
    expected = overview(demo, audience=Audience.OFFICERS, contract=demo.own_contract)
    assert view.headline == expected.headline
    for name in ("boroughs", "flows", "homes", "proof", "measures", "points", "lines"):
        pd.testing.assert_frame_equal(getattr(view, name).table, getattr(expected, name).table)


@pytest.mark.parametrize(
    ("miles", "band"),
    [
        (0.0, "miles_0_10"), (10.0, "miles_0_10"), (10.1, "miles_11_20"),
        (20.0, "miles_11_20"), (20.1, "miles_21_30"), (30.0, "miles_21_30"),
        (50.0, "miles_31_50"), (100.0, "miles_51_100"), (100.1, "miles_over_100"),
    ],
)  # fmt: skip
def test_a_distance_on_the_line_belongs_to_the_band_below(
    demo: Loaded, miles: float, band: str
) -> None:
    some = demo.measured.head(1).assign(distance_miles=miles)
    view = seen(replace(demo, measured=some))
    assert view.bands.count(TOTAL, f"today_{band}") == 1
    assert sum(view.bands.count(TOTAL, f"today_{one.key}") or 0 for one in BANDS) == 1


def test_eighteen_miles_inside_and_two_miles_over_the_line_are_both_shown(demo: Loaded) -> None:
    some = demo.measured.head(3).assign(
        is_in_footprint=pd.array([True, False, False], dtype="boolean"),
        is_near=pd.array([False, True, True], dtype="boolean"),
        distance_miles=[20.4, 2.0, 3.0],
    )
    view = seen(replace(demo, measured=some))
    assert view.retention.count(TOTAL, "today_inside_far") == 1
    assert view.retention.count(TOTAL, "today_outside_near") == 2
    assert "Of 2 children outside North East London, 2 (100%) live 20 miles or less" in (
        view.retention_sentence
    )
    assert "Of 1 child inside North East London, 1 (100%) live" in view.retention_sentence


def test_every_code_of_the_return_is_in_one_group_of_its_field() -> None:
    codes = [
        *({"placement_provider": code} for code in PLACEMENT_PROVIDERS),
        *({"legal_status": code} for code in LEGAL_STATUSES if code not in SHORT_BREAKS),
    ]
    frame = placements(*codes).assign(distance_miles=5.0)
    found = pd.DataFrame(members(frame))
    for field in Field:
        keys = [one.key for one in GROUPS if one.field is field]
        assert found[keys].sum(axis=1).eq(1).all()
        assert not found[keys[-1]].any(), "a code of the return is not *not known*"


def test_what_is_not_known_is_a_group_of_its_own() -> None:
    frame = placements(
        {"age_years": None, "placement_provider": None, "legal_status": None}
    ).assign(distance_miles=float("nan"))
    found = members(frame)
    assert [key for key, flags in found.items() if flags[0]] == [
        "age:unknown", "distance:unknown", "provider:unknown", "legal-status:unknown",
    ]  # fmt: skip


def test_names_and_keys_of_groups_are_unique() -> None:
    for attribute in ("key", "name"):
        assert len({getattr(one, attribute) for one in GROUPS}) == len(GROUPS)


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("unheard_of", ["", "age:99", "'; drop", "E09000016"])
def test_a_group_or_a_borough_that_is_not_on_offer_counts_as_none(
    demo: Loaded, audience: Audience, unheard_of: str
) -> None:
    view = seen(demo, audience=audience, group_key=unheard_of, area_code="E10000016")
    assert view.group is None
    assert view.area_code is None
    assert view.group_note == ""


def test_need_sets_children_beside_homes_and_places(demo: Loaded) -> None:
    need = seen(demo).need
    every, homes = children_of(demo.measured), demo.returns.homes
    for code in FOOTPRINT.codes:
        assert need.count(code, "children") == sum(one["borough"] == code for one in every)
        assert need.count(code, "living_here") == sum(one["lives_in"] == code for one in every)
        assert (
            need.count(code, "places") == homes.loc[homes["authority_code"] == code, "places"].sum()
        )


def test_without_a_list_of_homes_places_are_not_known_rather_than_none(demo: Loaded) -> None:
    without = replace(
        demo,
        returns=replace(demo.returns, homes=demo.returns.homes.head(0), has_homes=False),
    )
    view = seen(without)
    assert view.need.count(TOTAL, "places") is None
    assert "No list of homes is loaded" in view.need_sentence


def test_a_borough_without_a_return_has_no_figures(demo: Loaded) -> None:
    loaded = tuple(code for code in demo.returns.authorities_loaded if code != HACKNEY)
    without = replace(
        demo,
        measured=demo.measured[demo.measured["authority_code"] != HACKNEY],
        returns=replace(demo.returns, authorities_loaded=loaded, authorities_not_loaded=(HACKNEY,)),
    )
    view = seen(without, area_code=HACKNEY)
    assert view.bands.count(HACKNEY, "today_children") is None
    assert view.need.count(HACKNEY, "children") is None
    assert view.headline.startswith("No return from Hackney")
    assert "No return from Hackney" in view.need_sentence


def test_the_sentence_of_distances_says_the_count_the_share_and_what_is_not_known(
    demo: Loaded,
) -> None:
    view = seen(demo, area_code=HAVERING)
    areas = view.overview.boroughs
    near, everyone = (
        areas.count(HAVERING, f"today_{key}") for key in ("miles_20_or_less", "children")
    )
    share = areas.count(HAVERING, "today_miles_20_or_less_share")
    assert f"Of {everyone} children, {near} ({share}%) live 20 miles or less" in view.bands_sentence
    assert "the distance is not known" in view.bands_sentence
    assert AS_OF.year == view.overview.as_of.year


def test_the_sentence_of_flows_names_those_who_take_most(demo: Loaded) -> None:
    away = [
        one for one in children_of(demo.measured) if one["lives_in"] not in (None, one["borough"])
    ]
    counts = pd.Series([one["lives_in"] for one in away]).value_counts()
    most = demo.authority_names[counts.index[0]]
    assert f"{most} ({counts.iloc[0]}, " in seen(demo).flows_sentence


def test_in_the_shared_view_the_sentence_of_flows_claims_nothing_of_what_is_hidden(
    demo: Loaded,
) -> None:
    """More may live where the number is hidden: the largest shown need not be the largest."""
    said = seen(demo, audience=Audience.SHARED).flows_sentence
    assert "the largest number outside their own borough that can be shown is in " in said
    assert "that can be shown" not in seen(demo).flows_sentence


def test_what_all_boroughs_bring_to_an_authority_is_at_least_what_is_shown_of_each(
    demo: Loaded,
) -> None:
    """Flows are released borough by borough: one that is hidden may go there too."""
    living = pd.Series(
        [one["lives_in"] for one in children_of(demo.measured) if one["lives_in"]]
    ).value_counts()
    by_name = {demo.authority_names[code]: int(count) for code, count in living.items()}
    said = seen(demo, audience=Audience.SHARED).flows_sentence
    shown = re.findall(r"(?:in|and|,) ([A-Z][A-Za-z ]+?) \((at least )?(\d+)", said)
    assert shown
    for name, least, count in shown:
        assert least, "a part of those who live there must not stand for all"
        assert int(count) <= by_name[name]
    assert any(int(count) < by_name[name] for name, _, count in shown)
    assert "at least" not in seen(demo).flows_sentence
    of_one = seen(demo, audience=Audience.SHARED, area_code=HAVERING).flows_sentence
    assert "at least" not in of_one, "of one borough the number is whole"


def test_the_sentence_of_groups_names_the_largest_age(demo: Loaded) -> None:
    every = children_of(demo.measured)
    ages = {
        f"aged {youngest} to {oldest}": sum(
            youngest <= (one["age_years"] or 0) <= oldest for one in every
        )
        for youngest, oldest in ((11, 13), (14, 15), (16, 17))
    }
    largest = max(ages.values())
    name = max(ages, key=ages.__getitem__).replace("14 to", "14 and").replace("16 to", "16 and")
    share = round(100 * largest / len(every))
    said = seen(demo).groups_sentence
    assert said.startswith(f"Of {len(every)} children, the largest groups: {name}, {largest} (")
    assert f"{largest} ({share}%)" in said


def test_no_group_is_called_the_largest_where_another_may_be(demo: Loaded) -> None:
    view = seen(demo, audience=Audience.SHARED)
    for field in (Field.AGE, Field.PROVIDER, Field.LEGAL_STATUS):
        groups = [one for one in GROUPS if one.field is field]
        counts = [view.by_group.count(one.key, "children") for one in groups]
        shown = [count for count in counts if count is not None]
        hidden = (view.by_group.count(TOTAL, "children") or 0) - sum(shown)
        named = [one for one in groups if one.name.lower() in view.groups_sentence.lower()]
        is_largest = shown.count(max(shown)) == 1 and max(shown) > hidden
        assert [view.by_group.count(one.key, "children") for one in named] == (
            [max(shown)] if is_largest else []
        ), field


@pytest.mark.parametrize("group", GROUPS, ids=lambda one: one.key)
@pytest.mark.parametrize(
    "area_code", [None, "E09000001", pytest.param(HAVERING, marks=pytest.mark.in_full)]
)
def test_every_choice_has_its_sentences(demo: Loaded, group: Any, area_code: str | None) -> None:
    view = seen(demo, group_key=group.key, area_code=area_code)
    for sentence in (
        view.headline, view.bands_sentence, view.retention_sentence, view.flows_sentence,
        view.need_sentence, view.groups_sentence,
    ):  # fmt: skip
        assert sentence.endswith(".")
        assert not any(word in sentence for word in ("None", "nan", "<NA>", "  "))


def _table(view: BoroughsView, name: str) -> pd.DataFrame:
    found: Any = view
    for part in name.split("."):
        found = getattr(found, part)
    return found.table
