"""Whoever the children are, the groups, the bands and the sides are all of them once."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.answer.areas import COUNTS, TOTAL
from lib.answer.boroughs.groups import BANDS, GROUPS, Field
from lib.answer.boroughs.question import boroughs
from lib.answer.boroughs.tables import QUADRANT
from lib.answer.boroughs.view import BoroughsView
from lib.answer.loaded import DEMO_RETURNS, Loaded, load
from lib.disclosure.released import Audience
from lib.spatial.measures import measure
from tests.fixtures.attacks import COUNTS_OF_GROUPS, FAR, NEAR
from tests.fixtures.placed_children import FOOTPRINT, random_placements

WHENS = ("today", "with_contract")


@cache
def demo() -> Loaded:
    return load(DEMO_RETURNS, today=date(2026, 1, 1))


def invented(seed: int, children: int) -> Loaded:
    """Children of every kind, a tenth of everything not known."""
    placements = random_placements(seed, children)
    draw = placements["child_key"].sample(frac=1, random_state=seed).to_numpy()
    placements["legal_status"] = [("C1", "C2", "E1", "V2", "J1", None)[one % 6] for one in draw]
    placements["placement_provider"] = [("PR1", "PR4", "PR5", None)[one % 4] for one in draw]
    placements = placements.astype({"legal_status": "str", "placement_provider": "str"})
    measured = measure(placements, footprint=FOOTPRINT, neighbours=demo().neighbours)
    return replace(demo(), measured=measured, is_invented=False)


def seen(
    loaded: Loaded, group_key: str | None = None, area_code: str | None = None
) -> BoroughsView:
    return boroughs(
        loaded,
        audience=Audience.OFFICERS,
        contract=loaded.own_contract,
        area_code=area_code,
        group_key=group_key,
    )


populations = st.builds(invented, st.integers(0, 2**31 - 1), st.integers(0, 70))


@settings(deadline=None, max_examples=15)
@given(populations)
def test_bands_and_sides_are_all_children_once_in_every_borough(loaded: Loaded) -> None:
    view = seen(loaded)
    areas = view.overview.boroughs
    for row in (*FOOTPRINT.codes, TOTAL):
        for when in WHENS:

            def of(table: str, *keys: str, row: str = row, when: str = when) -> int:
                return sum(getattr(view, table).count(row, f"{when}_{key}") or 0 for key in keys)

            everyone = areas.count(row, f"{when}_children")
            assert of("bands", *(band.key for band in BANDS), "distance_unknown") == everyone
            assert of("bands", *NEAR) == areas.count(row, f"{when}_miles_20_or_less")
            assert of("bands", *FAR) == areas.count(row, f"{when}_miles_over_20")
            sides = [key for key in QUADRANT if not key.endswith("distance_unknown")]
            assert of("retention", *sides, "not_known") == everyone
            for side, whole in (("inside", "in_footprint"), ("outside", "outside_footprint")):
                parts = [key for key in QUADRANT if key.startswith(side)]
                assert of("retention", *parts) == areas.count(row, f"{when}_{whole}")


@settings(deadline=None, max_examples=15)
@given(populations, st.sampled_from([None, *FOOTPRINT.codes]))
def test_the_groups_of_a_field_are_all_children_once(loaded: Loaded, area_code: str | None) -> None:
    groups = seen(loaded, area_code=area_code).by_group
    for field in Field:
        keys = [one.key for one in GROUPS if one.field is field]
        for column in COUNTS_OF_GROUPS:
            parts = [groups.count(key, column) for key in keys]
            assert sum(part or 0 for part in parts) == groups.count(TOTAL, column)


@settings(deadline=None, max_examples=5)
@given(populations, st.sampled_from(Field))
def test_what_the_groups_show_adds_up_to_what_all_children_show(
    loaded: Loaded, field: Field
) -> None:
    everyone = seen(loaded).overview
    of_groups = [seen(loaded, one.key).overview for one in GROUPS if one.field is field]
    for row in everyone.boroughs.table.index:
        for column in (f"{when}_{key}" for when in WHENS for key in COUNTS):
            whole = everyone.boroughs.count(row, column) or 0
            assert sum(one.boroughs.count(row, column) or 0 for one in of_groups) == whole
    for when in WHENS:
        flows = sum(int(one.flows.table[when].sum()) for one in of_groups)
        assert flows == int(everyone.flows.table[when].sum())


@settings(deadline=None, max_examples=10)
@given(populations)
def test_those_who_live_in_the_areas_are_those_inside(loaded: Loaded) -> None:
    view = seen(loaded)
    assert view.need.count(TOTAL, "living_here") == view.overview.boroughs.count(
        TOTAL, "today_in_footprint"
    )


@pytest.mark.parametrize("children", [0, 1])
def test_a_return_without_children_still_has_its_tables(children: int) -> None:
    loaded = invented(1, children)
    for audience in Audience:
        view = boroughs(
            loaded,
            audience=audience,
            contract=loaded.own_contract,
            area_code=None,
            group_key=None,
        )
        assert view.bands_sentence
        assert [*view.bands.table.index][-1] == TOTAL
