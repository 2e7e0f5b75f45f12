"""A year of official figures is added whole or not at all; the downloads here are invented."""

import hashlib
import shutil
from pathlib import Path

import pandas as pd
import pytest

from lib.errors import SourceError
from lib.sources import registry
from lib.sources.imports import published as imports
from lib.sources.imports.homes_list import _key
from lib.sources.imports.published import import_published, is_publication
from lib.sources.published import TABLES, published
from tests.fixtures import downloads
from tests.fixtures.downloads import CITY, REDBRIDGE, Rows, changed, write, write_workbook
from tests.fixtures.figures_held import content

CHILDREN = "children_looked_after.csv"
HOMES = "childrens_homes.csv"
PRICES = "consumer_prices.csv"


def lines(root: Path, name: str) -> list[str]:
    return (root / "published" / name).read_text("utf-8").splitlines()


DOWNLOADS = {
    "characteristics": (downloads.characteristics, CHILDREN, "DFE-CLA-2026"),
    "numbers": (downloads.numbers_and_rates, CHILDREN, "DFE-CLA-2026"),
    "providers": (downloads.providers, HOMES, "OFSTED-2026"),
    "prices": (downloads.series, PRICES, "ONS-D7BT"),
}


@pytest.mark.parametrize("kind", DOWNLOADS)
def test_year_is_added_and_every_other_row_stays_as_it_was_byte_for_byte(
    root: Path, tmp_path: Path, kind: str
) -> None:
    make, name, source = DOWNLOADS[kind]
    before = content(root)
    old = lines(root, name)
    said = import_published(write(tmp_path / "invented.csv", make()), root=root)
    assert any("Added" in line for line in said)
    new = lines(root, name)
    is_new = set(new) - set(old)
    assert [line for line in new if line not in is_new] == old
    assert is_new
    year = "2025" if kind == "prices" else "2026"
    assert all(f",{year}" in line and line.endswith(f",{source}") for line in is_new)
    touched = {path for path, then in content(root).items() if then != before[path]}
    assert touched == {f"published/{name}", "sources.toml", "README.md"}


def test_both_files_of_a_release_give_every_measure_of_the_new_year(
    root: Path, tmp_path: Path
) -> None:
    import_published(write(tmp_path / "a.csv", downloads.numbers_and_rates()), root=root)
    import_published(write(tmp_path / "b.csv", downloads.characteristics()), root=root)
    figures = published("children_looked_after", folder=root / "published")
    of_areas = figures[~figures["measure"].eq("over20_outside_la_pct")]
    was, now = (of_areas[of_areas["year"] == year] for year in (2025, 2026))
    assert set(zip(now["area_code"], now["measure"], strict=True)) == set(
        zip(was["area_code"], was["measure"], strict=True)
    )
    redbridge = now[now["area_code"] == REDBRIDGE].set_index("measure")["value"]
    everyone = downloads.everyone(REDBRIDGE)
    assert redbridge["looked_after_n"] == everyone
    assert redbridge["inside_la_n"] == everyone * 2 // 5
    assert redbridge["over20_n"] == everyone // 10
    assert redbridge["pl_foster_pct"] in {59, 60}
    trend = figures[(figures["measure"] == "over20_n") & (figures["area_code"] == REDBRIDGE)]
    assert list(trend["year"])[-2:] == [2025, 2026]


def test_order_of_the_two_files_makes_no_difference(root: Path, tmp_path: Path) -> None:
    first = write(tmp_path / "a.csv", downloads.characteristics())
    second = write(tmp_path / "b.csv", downloads.numbers_and_rates())
    other = Path(shutil.copytree(root, tmp_path / "other" / "geodata"))
    for file in (first, second):
        import_published(file, root=root)
    for file in (second, first):
        import_published(file, root=other)
    assert lines(root, CHILDREN) == lines(other, CHILDREN)


def test_newer_headings_of_the_department_say_the_same(root: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(root, tmp_path / "other" / "geodata"))
    import_published(write(tmp_path / "a.csv", downloads.characteristics()), root=root)
    renamed = {
        "cla_group": "characteristic", "characteristic": "breakdown",
        "number": "children_count", "percentage": "Children percent",
    }  # fmt: skip
    rows = downloads.characteristics()
    rows[0] = [renamed.get(heading, heading) for heading in rows[0]]
    for row in rows[1:]:
        row[0] = "202526"
    import_published(write(tmp_path / "b.csv", rows), root=other)
    assert lines(root, CHILDREN) == lines(other, CHILDREN)


def test_code_for_a_withheld_figure_is_kept_and_nothing_is_worked_out(
    root: Path, tmp_path: Path
) -> None:
    import_published(write(tmp_path / "a.csv", downloads.characteristics()), root=root)
    figures = published("children_looked_after", folder=root / "published")
    city = figures[(figures["area_code"] == CITY) & (figures["year"] == 2026)]
    assert len(city) == 13
    assert city["value"].isna().all()
    assert (city["status"] == "c").all()


@pytest.mark.parametrize("code", ["k", "x", "z", "u", "C"])
def test_every_code_of_the_department_is_kept(root: Path, tmp_path: Path, code: str) -> None:
    rows = changed(downloads.characteristics(), a=REDBRIDGE, b="Foster placements")(
        "percentage", code
    )
    import_published(write(tmp_path / "a.csv", rows), root=root)
    line = f"{REDBRIDGE},Redbridge,2026,pl_foster_pct,,{code.lower()},DFE-CLA-2026"
    assert line in lines(root, CHILDREN)


@pytest.mark.parametrize(
    ("item", "value", "left_out"),
    [
        ("Placed outside the local authority boundary", "c", "inside_la"),
        ("Placed 20 miles or less from home", "c", "distance_unknown"),
    ],
)
def test_part_that_would_give_a_withheld_one_back_is_left_out(
    root: Path, tmp_path: Path, item: str, value: str, left_out: str
) -> None:
    rows = changed(downloads.characteristics(), a=REDBRIDGE, b=item)("number", value)
    import_published(write(tmp_path / "a.csv", rows), root=root)
    figures = published("children_looked_after", folder=root / "published")
    redbridge = figures[(figures["area_code"] == REDBRIDGE) & (figures["year"] == 2026)]
    measures = set(redbridge["measure"])
    assert not measures & {f"{left_out}_n", f"{left_out}_pct"}
    assert len(measures) == 11


@pytest.mark.parametrize("others", range(1, 6))
def test_part_that_leaves_from_one_to_five_others_is_left_out(
    root: Path, tmp_path: Path, others: int
) -> None:
    total = downloads.everyone(REDBRIDGE)
    rows = downloads.characteristics()
    inside = "Placed inside the local authority boundary"
    changed(rows, a=REDBRIDGE, b=inside)("number", str(total - others))
    changed(rows, a=REDBRIDGE, b=inside)("percentage", "99")
    import_published(write(tmp_path / "a.csv", rows), root=root)
    assert not any(
        f"{REDBRIDGE},Redbridge,2026,inside_la" in line for line in lines(root, CHILDREN)
    )


def test_publication_is_named_with_all_that_a_figure_must_name(root: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", downloads.characteristics())
    import_published(path, root=root)
    entry = registry.publications(root)["DFE-CLA-2026"]
    assert entry["publisher"] == "Department for Education"
    assert entry["title"].endswith("reporting year 2026")
    assert entry["licence"] == "Open Government Licence v3.0"
    assert entry["edition"] == "31 March 2026"
    assert entry["address"].endswith("/2026")
    assert hashlib.sha256(path.read_bytes()).hexdigest() in entry["note"]
    assert "a.csv" not in entry["note"]
    file = registry.files(root)[f"published/{CHILDREN}"]
    assert file["edition"] == "31 March 2015 to 2026"
    assert "DFE-CLA-2026" in file["made_from"]
    written = (root / "published" / CHILDREN).read_bytes()
    assert file["sha256"] == hashlib.sha256(written).hexdigest()
    assert not [line for line in registry.verify(root) if "published/" in line]


def test_homes_are_counted_by_authority_and_sector_and_england_is_their_sum(
    root: Path, tmp_path: Path
) -> None:
    import_published(write(tmp_path / "list.csv", downloads.providers()), root=root)
    homes = published("childrens_homes", folder=root / "published")
    new = homes[homes["date"] == "2026-03-31"].set_index(["area_code", "sector"])
    hackney = new.loc["E09000012"]
    assert tuple(hackney.loc["all", ["homes", "places"]]) == (25, 50)
    assert tuple(hackney.loc["private", ["homes", "places"]]) == (15, 30)
    assert tuple(hackney.loc["all", ["outstanding", "inadequate", "not_yet_graded"]]) == (5, 5, 5)
    assert new.loc[(CITY, "all"), "homes"] == 0
    assert new.loc[("E92000001", "all"), "homes"] == 25 * 152
    assert new.loc[("E12000007", "all"), "places"] == 50 * 32
    assert set(new["coverage"]) == {"register"}


def test_workbook_and_csv_of_one_list_agree(root: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(root, tmp_path / "other" / "geodata"))
    import_published(write(tmp_path / "list.csv", downloads.providers()), root=root)
    import_published(write_workbook(tmp_path / "list.xlsx", downloads.providers()), root=other)
    assert lines(root, HOMES) == lines(other, HOMES)


def test_list_that_a_spreadsheet_saved_in_its_own_encoding_is_read(
    root: Path, tmp_path: Path
) -> None:
    path = write(tmp_path / "list.csv", downloads.providers())
    path.write_bytes(path.read_text("utf-8-sig").encode("cp1252"))
    assert any("Added: 2026-03-31" in line for line in import_published(path, root=root))


def test_every_authority_has_a_form_of_its_name_of_its_own() -> None:
    homes = downloads.table("childrens_homes").query("date == '2025-03-31'")
    names = {name for name in homes["area_name"] if name not in {"London", "England"}}
    assert len({_key(name) for name in names}) == len(names) == 153
    assert _key("Bristol") == _key("Bristol, City of")
    assert _key("Durham") == _key("County Durham")
    assert _key("Herefordshire") == _key("Herefordshire, County of")
    assert _key("St Helens") == _key("St. Helens")
    assert _key("London") != _key("City of London")


def test_prices_are_no_longer_called_typed_in_once_the_download_says_the_same(
    root: Path, tmp_path: Path
) -> None:
    rows = [row for row in downloads.series() if not row[0].startswith("2025")]
    before = lines(root, PRICES)
    import_published(write(tmp_path / "series.csv", rows), root=root)
    assert lines(root, PRICES) == before
    entry = registry.files(root)[f"published/{PRICES}"]
    assert "Typed in" not in entry["how"] + entry["caveats"]


def test_price_with_no_decimal_has_one_and_years_before_the_table_are_left(
    root: Path, tmp_path: Path
) -> None:
    import_published(write(tmp_path / "series.csv", downloads.series(y2025="138")), root=root)
    index = published("consumer_prices", folder=root / "published").set_index("year")
    assert index.loc[2025, "index_2015_100"] == 138.0
    assert index.index[0] == 2015


# --- years that are here


def test_same_download_twice_changes_nothing(root: Path, tmp_path: Path) -> None:
    for name, (make, *_) in DOWNLOADS.items():
        path = write(tmp_path / f"{name}.csv", make())
        import_published(path, root=root)
        once = content(root)
        assert "Nothing changed" in " ".join(import_published(path, root=root))
        assert content(root) == once


def test_year_that_the_next_release_repeats_keeps_its_source(root: Path, tmp_path: Path) -> None:
    import_published(write(tmp_path / "a.csv", downloads.characteristics(2026)), root=root)
    old = lines(root, CHILDREN)
    both = [*downloads.characteristics(2026), *downloads.characteristics(2027)[1:]]
    said = import_published(write(tmp_path / "b.csv", both), root=root)
    assert "Added: 2027." in said
    new = lines(root, CHILDREN)
    assert [line for line in new if not line.endswith("DFE-CLA-2027")] == old
    assert {line.split(",")[2] for line in set(new) - set(old)} == {"2027"}


def with_a_revised_year() -> Rows:
    """Make a release of 2025 and 2026, whose 2025 is invented and so another than here."""
    return [*downloads.characteristics(2025), *downloads.characteristics(2026)[1:]]


def test_revised_year_is_refused_and_says_which_figures_change(root: Path, tmp_path: Path) -> None:
    before = content(root)
    path = write(tmp_path / "a.csv", with_a_revised_year())
    with pytest.raises(SourceError, match=r"others than those here.*--replace") as refused:
        import_published(path, root=root)
    assert "Barking and Dagenham 2025" in str(refused.value)
    assert content(root) == before


def test_revised_year_is_taken_whole_if_asked_for(root: Path, tmp_path: Path) -> None:
    old = downloads.table("children_looked_after")
    path = write(tmp_path / "a.csv", with_a_revised_year())
    import_published(path, replace=True, root=root)
    figures = published("children_looked_after", folder=root / "published")
    held = figures[figures["measure"].ne("looked_after_rate_per_10000")]
    held = held[held["measure"].ne("over20_outside_la_pct")]
    assert set(held[held["year"] == 2025]["source"]) == {"DFE-CLA-2026"}
    untouched = old[old["year"] < "2025"]
    now = pd.read_csv(root / "published" / CHILDREN, dtype=str, keep_default_na=False)
    pd.testing.assert_frame_equal(
        now[now["year"] < "2025"].reset_index(drop=True), untouched.reset_index(drop=True)
    )


def test_earlier_release_never_takes_the_place_of_a_later_one(root: Path, tmp_path: Path) -> None:
    before = content(root)
    path = write(tmp_path / "a.csv", downloads.characteristics(2024))
    with pytest.raises(SourceError, match="earlier release than the newest here"):
        import_published(path, replace=True, root=root)
    assert content(root) == before


def test_year_that_leaves_a_gap_is_refused(root: Path, tmp_path: Path) -> None:
    before = content(root)
    path = write(tmp_path / "a.csv", downloads.characteristics(2027))
    with pytest.raises(SourceError, match="2027, which does not follow on from 2025"):
        import_published(path, root=root)
    assert content(root) == before


def test_years_before_2020_stay_as_they_are(root: Path, tmp_path: Path) -> None:
    rows = [*downloads.characteristics(2018), *downloads.characteristics(2026)[1:]]
    import_published(write(tmp_path / "a.csv", rows), root=root)
    new = [line for line in lines(root, CHILDREN) if line.endswith("DFE-CLA-2026")]
    assert {line.split(",")[2] for line in new} == {"2026"}


# --- which file it is


@pytest.mark.parametrize("kind", DOWNLOADS)
def test_download_is_known_by_its_headings_and_not_by_its_name(tmp_path: Path, kind: str) -> None:
    make, name, _ = DOWNLOADS[kind]
    path = write(tmp_path / "ONSPD_NOV_2026.csv", make())
    assert is_publication(path)
    reader, _ = imports._recognised(imports.read_grids(path))
    assert f"{reader.table}.csv" == name
    assert reader.table in TABLES


def test_directory_of_postcodes_is_no_publication(tmp_path: Path) -> None:
    path = tmp_path / "ONSPD.csv"
    path.write_text("pcds,oseast1m,osnrth1m,oslaua\nE8 1EA,534900,184700,E09000012\n")
    assert not is_publication(path)
