"""Whatever is loaded: in + outside + unknown = children, for each measure."""

from dataclasses import asdict

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.spatial.measures import measure, summarise
from tests.fixtures.placed_children import FOOTPRINT, NEIGHBOURS, random_placements

populations = st.builds(
    random_placements,
    st.integers(min_value=0, max_value=10_000),
    st.integers(min_value=0, max_value=40),
    unknown=st.sampled_from([0.0, 0.1, 0.6, 1.0]),
)
PARTS = (
    ("in_footprint", "outside_footprint", "footprint_unknown"),
    ("in_borough", "outside_borough", "borough_unknown"),
    ("miles_20_or_less", "miles_over_20", "distance_unknown"),
    ("distant", "not_distant", "distant_unknown"),
)


def measured(placements: pd.DataFrame) -> pd.DataFrame:
    return measure(placements, footprint=FOOTPRINT, neighbours=NEIGHBOURS)


def one_child(child: pd.Series) -> dict[str, bool | None]:
    """The definitions, in words of one syllable."""
    own, there = child["authority_code"], child["placement_authority_code"]
    miles = child["distance_miles"]
    if pd.isna(there):
        in_borough = in_footprint = distant = None
    else:
        in_borough, in_footprint = own == there, there in FOOTPRINT.codes
        distant = not in_borough and {own, there} not in [set(pair) for pair in NEIGHBOURS]
    return {
        "is_in_borough": in_borough,
        "is_in_footprint": in_footprint,
        "is_distant": distant,
        "is_near": None if pd.isna(miles) else miles <= 20,
    }


@settings(deadline=None, max_examples=40)
@given(populations)
def test_each_child_is_measured_as_the_definitions_say(placements: pd.DataFrame) -> None:
    frame = measured(placements)
    for _, child in frame.iterrows():
        expected = one_child(child)
        found = {name: None if pd.isna(child[name]) else bool(child[name]) for name in expected}
        assert found == expected


@settings(deadline=None, max_examples=40)
@given(populations)
def test_in_and_outside_and_unknown_are_all_children(placements: pd.DataFrame) -> None:
    summary = asdict(summarise(measured(placements)))
    assert summary["children"] == len(placements)
    for parts in PARTS:
        assert sum(summary[part] for part in parts) == len(placements)


@settings(deadline=None, max_examples=40)
@given(populations)
def test_the_authorities_add_up_to_all_children(placements: pd.DataFrame) -> None:
    frame = measured(placements)
    summary = asdict(summarise(frame))
    parts = [asdict(summarise(own)) for _, own in frame.groupby("authority_code")]
    for key in summary.keys() - {"median_miles"}:
        assert sum(part[key] for part in parts) == summary[key]


@settings(deadline=None, max_examples=40)
@given(populations, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_figure(placements: pd.DataFrame, random: object) -> None:
    order = list(range(len(placements)))
    random.shuffle(order)  # type: ignore[attr-defined]  # a Hypothesis Random
    assert summarise(measured(placements.iloc[order])) == summarise(measured(placements))
