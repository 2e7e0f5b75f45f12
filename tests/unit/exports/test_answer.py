"""The answer on the invented returns as files: what each audience gets, and where it goes."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from lib.__main__ import main
from lib.answer.loaded import Loaded
from lib.answer.questions import overview
from lib.answer.view import OverviewView
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience
from lib.errors import DisclosureError
from lib.exports.answer import answer_as_csv_files, answer_as_workbook, tables_of
from lib.exports.workbook import ABOUT
from lib.maps.picture import MARKS

TABLES = ["measures", "boroughs", "flows", "homes", "proof"]
HOSTILE = '=HYPERLINK("http://example.org","x")'


@pytest.fixture(scope="module")
def views(demo: Loaded) -> dict[Audience, OverviewView]:
    return {
        audience: overview(demo, audience=audience, contract=demo.own_contract)
        for audience in Audience
    }


def csv_files(demo: Loaded, view: OverviewView) -> dict[str, list[list[str]]]:
    files = answer_as_csv_files(view, demo.own_contract, demo.footprint)
    return {
        name: [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
        for name, content in files.items()
    }


def workbook(demo: Loaded, view: OverviewView) -> Any:
    content = answer_as_workbook(view, demo.own_contract, demo.footprint)
    return openpyxl.load_workbook(io.BytesIO(content))


def about(demo: Loaded, view: OverviewView) -> list[tuple[str, str]]:
    return [(row[0].value, row[1].value) for row in workbook(demo, view)[ABOUT].iter_rows()]


def test_each_hidden_cell_of_the_shared_answer_is_c_and_no_other_is(
    demo: Loaded, views: dict[Audience, OverviewView]
) -> None:
    view = views[Audience.SHARED]
    book, files = workbook(demo, view), csv_files(demo, view)
    hidden = 0
    for name, table in tables_of(view).items():
        sheet = [*book[name].iter_rows(min_row=2, values_only=True)]
        rows = files[f"{name}-invented-data.csv"][1:]
        released = table.table
        for n, row in enumerate(released.table.index):
            for m, column in enumerate(map(str, released.table.columns), 1):
                is_hidden = released.is_hidden(row, column)
                hidden += is_hidden
                assert (sheet[n][m] == "c") == (rows[n][m] == "c") == is_hidden
    assert hidden > 50


def test_every_figure_of_the_officers_files_is_the_one_on_screen(
    demo: Loaded, views: dict[Audience, OverviewView]
) -> None:
    view = views[Audience.OFFICERS]
    files = csv_files(demo, view)
    headings, *rows = files["boroughs-invented-data.csv"]
    for cells in rows:
        row = dict(zip(headings, cells, strict=True))
        for column in ("looked_after", "today_children", "with_contract_in_footprint_share"):
            shown = view.boroughs.count(row["code"], column)
            assert row[column] == ("z" if shown is None else str(shown))
        miles = view.boroughs.number(row["code"], "today_median_miles")
        assert row["today_median_miles"] == ("z" if miles is None else f"{round(miles, 1):g}")


def test_no_file_holds_a_single_home_or_child(
    demo: Loaded, views: dict[Audience, OverviewView]
) -> None:
    for view in views.values():
        names = workbook(demo, view).sheetnames
        assert names == [ABOUT, *TABLES]
        files = csv_files(demo, view)
        assert [name.split("-")[0] for name in files] == ["about", *TABLES]
        headings = {heading for rows in files.values() for heading in rows[0]}
        assert not {heading for heading in headings if "easting" in heading or "urn" in heading}


def test_officers_files_of_real_returns_are_marked_and_shared_ones_are_not(
    demo: Loaded, views: dict[Audience, OverviewView]
) -> None:
    officers = replace(views[Audience.OFFICERS], is_invented=False)
    shared = replace(views[Audience.SHARED], is_invented=False)
    sensitive = MARKS["sensitive"]
    files = csv_files(demo, officers)
    assert {name.partition("-")[2] for name in files} == {"not-for-publication.csv"}
    assert {row[-1] for rows in files.values() for row in rows[1:]} == {sensitive}
    assert ("Marking", sensitive) in about(demo, officers)
    assert {sheet.oddHeader.center.text for sheet in workbook(demo, officers)} == {sensitive}
    files = csv_files(demo, shared)
    assert [*files] == ["about.csv", *(f"{name}.csv" for name in TABLES)]
    assert {row[-1] for rows in files.values() for row in rows[1:]} == {""}
    assert ("Marking", None) in about(demo, shared)
    assert not any("not for publication" in str(text) for _, text in about(demo, shared))


def test_invented_figures_say_so_in_every_file(
    demo: Loaded, views: dict[Audience, OverviewView]
) -> None:
    for view in views.values():
        files = csv_files(demo, view)
        assert all(name.endswith("-invented-data.csv") for name in files)
        assert {row[-1] for rows in files.values() for row in rows[1:]} == {MARKS["invented"]}
        assert ("Marking", MARKS["invented"]) in about(demo, view)


def test_the_first_sheet_says_what_the_figures_are_and_what_stands_in_them_alone(
    demo: Loaded, views: dict[Audience, OverviewView]
) -> None:
    said = about(demo, views[Audience.SHARED])
    names = [name for name, _ in said]
    assert ("As at", "31 March 2018") in said
    assert ("Symbol c", "Hidden to protect children.") in said
    assert "Symbol u" not in names
    assert {"Title", "Audience", "Contract", "Source", "Measure in_footprint"} <= {*names}
    assert any(text == views[Audience.SHARED].headline for _, text in said)
    assert "Symbol c" not in [name for name, _ in about(demo, views[Audience.OFFICERS])]


def test_no_name_from_outside_becomes_a_formula(
    demo: Loaded, views: dict[Audience, OverviewView]
) -> None:
    view = views[Audience.OFFICERS]
    hostile = view.homes.table.assign(name=HOSTILE).rename(index=lambda code: f"+{code}")
    homes = release(
        [Unreleased(name="homes", table=hostile)],
        protection=Protection(), footprint=demo.footprint, audience=Audience.OFFICERS,
        is_invented=True,
    )["homes"]  # fmt: skip
    view = replace(view, homes=homes, title=HOSTILE, headline=f"@{HOSTILE}")
    contract = replace(demo.own_contract, name=HOSTILE)
    files = answer_as_csv_files(view, contract, demo.footprint)
    for content in files.values():
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(answer_as_workbook(view, contract, demo.footprint)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert sum(cell.value == HOSTILE for cell in cells) == len(hostile) + 2


def test_the_same_answer_is_the_same_bytes(
    demo: Loaded, views: dict[Audience, OverviewView]
) -> None:
    for view in views.values():
        given = (view, demo.own_contract, demo.footprint)
        assert answer_as_workbook(*given) == answer_as_workbook(*given)
        assert answer_as_csv_files(*given) == answer_as_csv_files(*given)


def test_a_frame_in_the_place_of_a_released_table_is_refused(
    demo: Loaded, views: dict[Audience, OverviewView]
) -> None:
    frame: Any = pd.DataFrame({"children": [3]})
    view = replace(views[Audience.SHARED], boroughs=frame)
    with pytest.raises(DisclosureError, match="has not been released"):
        answer_as_workbook(view, demo.own_contract, demo.footprint)


def test_a_table_for_officers_gets_into_no_file_for_others(
    demo: Loaded, views: dict[Audience, OverviewView]
) -> None:
    view = replace(views[Audience.SHARED], flows=views[Audience.OFFICERS].flows)
    with pytest.raises(DisclosureError, match="'flows' was not released for"):
        answer_as_csv_files(view, demo.own_contract, demo.footprint)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_command_writes_one_workbook_or_a_folder_of_csv(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, folder = tmp_path / "new" / "figures.xlsx", tmp_path / "figures"
    for out in (book, folder):
        assert main(["answer", "--audience", "shared", "--out", str(out)]) == 0
        assert f"Written: {out}" in capsys.readouterr().err
    assert openpyxl.load_workbook(book).sheetnames == [ABOUT, *TABLES]
    assert len([*folder.glob("*-invented-data.csv")]) == 6
    assert names_in(tmp_path) == ["figures", "new"]  # and nothing half written
    assert names_in(book.parent) == ["figures.xlsx"]


@pytest.mark.parametrize("name", ["figures.xlsx", "figures", "figures.csv", "taken/figures"])
def test_what_is_there_already_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "figures.xlsx").write_bytes(b"mine")
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "mine.txt").write_bytes(b"mine")
    (tmp_path / "taken").write_bytes(b"mine")
    assert main(["answer", "--out", str(tmp_path / name)]) == 2
    said = capsys.readouterr()
    assert name.split("/", maxsplit=1)[0] in said.err
    assert "Traceback" not in said.err
    assert (tmp_path / "figures.xlsx").read_bytes() == b"mine"
    assert names_in(tmp_path / "figures") == ["mine.txt"]
    assert names_in(tmp_path) == ["figures", "figures.xlsx", "taken"]
