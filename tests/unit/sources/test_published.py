"""Official figures are whole, sourced, and never give a withheld one away."""

import shutil
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from lib.errors import SourceError
from lib.sources.paths import GEODATA
from lib.sources.published import TABLES, published


@pytest.mark.parametrize("table", TABLES)
def test_every_table_can_be_read(table: str) -> None:
    assert len(published(table)) > 0


def test_every_table_of_the_folder_is_declared() -> None:
    assert {path.stem for path in (GEODATA / "published").glob("*.csv")} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_every_figure_names_a_publication_with_publisher_licence_and_address(table: str) -> None:
    publications = tomllib.loads((GEODATA / "sources.toml").read_text("utf-8"))["publications"]
    for source in published(table)["source"].unique():
        publication = publications[source]
        assert publication["publisher"]
        assert publication["title"]
        assert publication["licence"]
        assert publication["address"]


def test_no_route_by_which_a_figure_came_is_told() -> None:
    publications = tomllib.loads((GEODATA / "sources.toml").read_text("utf-8"))["publications"]
    keys = {key for publication in publications.values() for key in publication}
    assert keys <= {"publisher", "title", "licence", "edition", "address", "note"}


def test_withheld_figure_is_missing_and_says_why() -> None:
    figures = published("children_looked_after").set_index(["area_code", "year", "measure"])
    city = figures.loc[("E09000001", 2018, "inside_la_n")]
    assert pd.isna(city["value"])
    assert city["status"] == "c"


def test_true_zero_is_kept_as_zero() -> None:
    figures = published("children_looked_after").set_index(["area_code", "year", "measure"])
    assert figures.loc[("E09000001", 2017, "inside_la_n"), "value"] == 0


def test_no_two_figures_give_a_withheld_one_back_by_subtraction() -> None:
    """Each of these is one part of a sum whose other part is shown."""
    distance = set(published("children_looked_after")["measure"])
    assert "over20_n" in distance
    assert not distance & {"upto20_n", "over20_inside_la_n", "over20_outside_la_n"}
    assert not distance & {"outside_la_n", "distance_unknown_n"}
    flows = set(published("placement_flows")["measure"])
    assert "net_gain" in flows
    assert not flows & {"own_placed_outside", "others_placed_here"}


def test_homes_of_the_sectors_add_up_to_all() -> None:
    homes = published("childrens_homes").query("date == '2018-03-31'")
    summed = homes[homes["sector"] != "all"].groupby("area_code")[["homes", "places"]].sum()
    everything = homes[homes["sector"] == "all"].set_index("area_code")[["homes", "places"]]
    summed = summed.reindex(everything.index, fill_value=0)
    pd.testing.assert_frame_equal(summed, everything, check_dtype=False)


def test_authorities_add_up_to_england_in_2018() -> None:
    homes = published("childrens_homes").query("date == '2018-03-31' and sector == 'all'")
    homes = homes.set_index("area_code")
    parts = homes[~homes.index.str.startswith(("E12", "E92"))]
    assert parts["homes"].sum() == homes.loc["E92000001", "homes"]
    assert parts["places"].sum() == homes.loc["E92000001", "places"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "published"
    shutil.copytree(GEODATA / "published", copy)
    return copy


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("E09000001,City of London,2018,inside_la_n,,c", "", "figure, or `status`"),
        ("E09000001,City of London,2018,inside_la_n,,c", "3,c", "figure, or `status`"),
        ("E09000001,City of London,2018,inside_la_n,,c", ",q", "figure, or `status`"),
        ("E09000001,City of London,2017,inside_la_n,0,", "0.5,", "no whole number"),
    ],
)
def test_changed_figure_is_refused(folder: Path, old: str, new: str, said: str) -> None:
    path = folder / "children_looked_after.csv"
    text = path.read_text("utf-8")
    assert old in text
    stem = ",".join(old.split(",")[:4])
    path.write_text(text.replace(old, f"{stem},{new or ','}"), "utf-8")
    with pytest.raises(SourceError, match=said):
        published("children_looked_after", folder=folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("area_code,", "authority,", "has not the columns"),
        ("E09000002,Barking", "B,Barking", "no GSS code"),
        (",2018,childrens_homes", ",18,childrens_homes", "no year"),
        (",net_gain,", ",own_placed_outside,", "unknown word"),
        (",DFE-FOI-40813", ",", "no source"),
    ],
)
def test_table_that_is_not_what_it_says_is_refused(
    folder: Path, old: str, new: str, said: str
) -> None:
    path = folder / "placement_flows.csv"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(SourceError, match=said):
        published("placement_flows", folder=folder)


def test_figure_that_stands_twice_is_refused(folder: Path) -> None:
    path = folder / "weekly_cost.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]) + "\n", "utf-8")
    with pytest.raises(SourceError, match="stands twice"):
        published("weekly_cost", folder=folder)


def test_gap_in_the_homes_is_refused(folder: Path) -> None:
    path = folder / "childrens_homes.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace("Hackney,2018-03-31,all,1,8", "Hackney,2018-03-31,all,,8"))
    with pytest.raises(SourceError, match="has a gap"):
        published("childrens_homes", folder=folder)


def test_unknown_and_missing_tables_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="children_looked_after"):
        published("flows")
    with pytest.raises(SourceError, match=r"geodata/published/weekly_cost\.csv is missing"):
        published("weekly_cost", folder=tmp_path)
