"""Official figures are whole, sourced, and never give a withheld one away."""

import shutil
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from lib.errors import SourceError
from lib.sources.paths import GEODATA
from lib.sources.published import TABLES, published
from lib.sources.published_checks import refuse_small_numbers_sent


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


def test_no_figures_give_a_small_or_withheld_one_back_by_subtraction() -> None:
    """What DfE withholds is the other part of a sum, or small: neither follows from ours."""
    rows = published("children_looked_after")
    measures = set(rows["measure"])
    assert not measures & {"upto20_n", "over20_inside_la_n", "over20_outside_la_n", "outside_la_n"}
    assert not measures & {"distance_unknown_inside_la_n", "distance_unknown_outside_la_n"}
    authorities = rows[rows["area_code"].str.startswith("E09")]
    wide = authorities.pivot_table(index=["area_code", "year"], columns="measure", values="value")
    everyone = wide["looked_after_n"]
    derived = {
        "outside": everyone - wide["inside_la_n"],
        "not unaccompanied": everyone - wide["uasc_n"],
        "20 miles or less": everyone - wide["over20_n"] - wide["distance_unknown_n"],
    }
    for what, numbers in derived.items():
        assert len(numbers.dropna()) > 100, what
        assert not numbers.dropna().between(1, 5).any(), what
    both = wide[["over20_n", "over20_outside_la_pct"]].notna().all(axis=1)
    assert not both.any(), "one of the two definitions for each authority and year"
    flows = set(published("placement_flows")["measure"])
    assert "net_gain" in flows
    assert not flows & {"own_placed_outside", "others_placed_here"}


def test_no_net_gain_is_the_number_of_children_of_an_area_without_a_home() -> None:
    """The attack: nobody is received where no home is, so what is left is who was sent."""
    homes = published("childrens_homes").query("sector == 'all'")
    count = {(row.area_code, int(row.date[:4])): int(row.homes) for row in homes.itertuples()}
    rows = published("placement_flows").query("measure == 'net_gain'")
    small = rows[rows["value"].between(-5, -1)]
    assert len(small) > 100
    for row in small.itertuples():
        there = [count.get((code, max(row.year, 2018)), 1) for code in row.area_code.split("+")]
        assert sum(there) > 0, (row.area_name, row.year)


def test_no_net_gain_that_is_withheld_follows_from_a_sum() -> None:
    rows = published("placement_flows").query("measure == 'net_gain'")
    withheld = rows[rows["status"].eq("c")]
    assert {"E09000029", "E09000033"} == set(withheld["area_code"]) - {
        "E12000007", "E13000001", "E13000002", "E92000001",
    }  # fmt: skip
    for year in set(withheld["year"]):
        of_year = rows[rows["year"].eq(year)].set_index("area_code")["value"]
        assert of_year[["E12000007", "E13000001", "E13000002", "E92000001"]].isna().all()
    assert not rows["area_code"].isin(["E09000001", "E09000012"]).any()


def test_a_small_number_of_children_sent_is_refused() -> None:
    homes = published("childrens_homes").query("sector == 'all'")
    homes = homes.assign(year=homes["date"].str[:4].astype("int64"))
    flows = published("placement_flows")
    refuse_small_numbers_sent(flows, homes)
    westminster = flows["area_code"].eq("E09000033") & flows["year"].eq(2018)
    given = flows.assign(value=flows["value"].mask(westminster, -3))
    with pytest.raises(SourceError, match=r"Westminster in 2018.*Withhold it"):
        refuse_small_numbers_sent(given, homes)


def test_the_figures_of_the_reference_stand_here() -> None:
    """Redbridge in 2025, the footprint's homes, the weekly costs: as publications have them."""
    rows = published("children_looked_after").set_index(["area_code", "year", "measure"])["value"]
    redbridge = rows["E09000026", 2025]
    assert redbridge["over20_n"] == 34
    assert redbridge["looked_after_n"] == 299
    assert redbridge["over20_pct"] == 11
    known = redbridge["looked_after_n"] - redbridge["distance_unknown_n"]
    assert known == 219
    assert round(100 * redbridge["over20_n"] / known) == 16
    eight = [f"E090000{number:02}" for number in (1, 2, 12, 16, 25, 26, 30, 31)]
    homes = published("childrens_homes").query("sector == 'all'")
    summed = homes[homes["area_code"].isin(eight)].groupby("date")[["homes", "places"]].sum()
    assert tuple(summed.loc["2018-03-31"]) == (41, 225)
    assert tuple(summed.loc["2025-03-31"]) == (94, 417)
    cost = published("weekly_cost").set_index(["area_code", "financial_year"])["gbp_per_week"]
    assert cost["E92000001", "2017-18"] == 3_630
    assert cost["E12000007", "2017-18"] == 3_625
    assert cost["E09000025", "2024-25"] == 9_560


def test_boroughs_and_london_agree_within_rounding() -> None:
    rows = published("children_looked_after").query("measure == 'looked_after_n'")
    for year, of_year in rows.groupby("year"):
        by_area = of_year.set_index("area_code")["value"]
        boroughs = by_area[by_area.index.str.startswith("E09")]
        withheld = int(boroughs.isna().sum())
        off = by_area["E12000007"] - boroughs.sum()
        # rounded to 10; the City of London, withheld in 2025, has some ten children
        assert -5 <= off <= 5 + 20 * withheld, year


def test_prices_rise_by_the_published_yearly_rates() -> None:
    """Series D7G7, rates of the yearly means: another series of the same office."""
    rates = {2016: 0.7, 2017: 2.7, 2018: 2.5, 2019: 1.8, 2020: 0.9, 2021: 2.6, 2022: 9.1,
             2023: 7.3, 2024: 2.5}  # fmt: skip
    index = published("consumer_prices").set_index("year")["index_2015_100"]
    for year, rate in rates.items():
        rise = 100 * (index[year] / index[year - 1] - 1)
        assert abs(rise - rate) < 0.15, year  # both are rounded to one decimal


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
    path.write_text(
        text.replace("Hackney,2018-03-31,all,register,1,8", "Hackney,2018-03-31,all,register,,8")
    )
    with pytest.raises(SourceError, match="has a gap"):
        published("childrens_homes", folder=folder)


def test_unknown_and_missing_tables_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="children_looked_after"):
        published("flows")
    with pytest.raises(SourceError, match=r"geodata/published/weekly_cost\.csv is missing"):
        published("weekly_cost", folder=tmp_path)


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("childrens_homes", "Hackney,2018-03-31,all,register,1,8,0,1", ("Hackney,2018-03-31,all,"
         "register,1,8,1,1"), "grades do not add up"),
        ("childrens_homes", "Hackney,2018-03-31,all,register,1,8", ("Hackney,2018-03-31,all,"
         "register,1,9"), "sectors do not add up"),
        ("children_looked_after", "Redbridge,2025,over20_n,34,", "Redbridge,2025,over20_n,94,",
         "is not the share"),
        ("children_looked_after", "Redbridge,2025,inside_la_pct,51,",
         "Redbridge,2025,inside_la_pct,151,", "from 0 to 100"),
        ("children_looked_after", "Redbridge,2025,inside_la_n,152,",
         "Redbridge,2025,inside_la_n,352,", "more than all"),
        ("placement_flows", "Havering,2024,childrens_homes,net_gain,-6,",
         "Havering,2024,childrens_homes,net_gain,6,", "net gains do not add up"),
        ("placement_flows", "E09000016,Havering,2024,childrens_homes,net_gain,",
         "E09000012,Hackney,2024,childrens_homes,net_gain,", "stands alone as well"),
        ("placement_flows", "Havering,2024,childrens_homes,net_gain,-6,,",
         "Havering,2024,childrens_homes,net_gain,,c,", "follows from a sum"),
        ("placement_flows", "Hackney,2018,childrens_homes,own_placed_outside_pct,100,",
         "Hackney,2018,childrens_homes,own_placed_outside_pct,101,", "from 0 to 100"),
        ("statistical_neighbours", ",1,DFE", ",11,DFE", "have a gap"),
        ("weekly_cost", "2017-18,residential_care,4130", "2017-18,residential_care,41",
         "a week costs"),
        ("children_looked_after", "Redbridge,2025,inside_la_n,152,",
         "Redbridge,2025,inside_la_n,296,", "outside the authority follow from others"),
        ("children_looked_after", "Redbridge,2025,distance_unknown_n,80,",
         "Redbridge,2025,distance_unknown_n,262,", "within 20 miles follow from others"),
        ("children_looked_after", "Redbridge,2025,looked_after_n,299,",
         "Redbridge,2025,looked_after_n,399,", "do not add up to London"),
        ("children_looked_after", "England,2025,looked_after_n,81770,",
         "England,2025,looked_after_n,8177,", "wholly another"),
        ("consumer_prices", ",105.9,", ",10x.9,", "no number"),
        ("consumer_prices", "2015,100.0,", "2015,101.0,", "of 2015 is not 100"),
        ("consumer_prices", ",105.9,", ",205.9,", "rise by more than 30%"),
    ],
)  # fmt: skip
def test_figures_that_do_not_agree_are_refused(
    folder: Path, table: str, old: str, new: str, said: str
) -> None:
    path = folder / f"{table}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(SourceError, match=said):
        published(table, folder=folder)
