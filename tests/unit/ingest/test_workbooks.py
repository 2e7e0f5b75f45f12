"""A workbook is read sheet by sheet, as the CSV that it could be saved as."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from lib.ingest import workbooks
from lib.ingest.reading import UnreadableError
from lib.ingest.workbooks import read_workbook
from tests.fixtures.returns_on_disk import (
    COSTS,
    EPISODES,
    HACKNEY,
    HEADER,
    HOMES,
    NEEDS,
    child,
    count,
    csv_text,
    episode,
    home,
    load,
    only,
    put,
    put_episodes,
    put_header,
)

COST = {"CHILD": "kid-1", "start": "05/06/2017", "end": "", "weekly_cost_pounds": "3571.25"}
NEED = {"CHILD": "kid-1", "keep_placement": "yes"}


def workbook(*sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def rows_of(columns: tuple[str, ...], *rows: dict[str, Any]) -> list[list[Any]]:
    return [[*columns], *[[row.get(column, "") for column in columns] for row in rows]]


def test_every_table_may_come_as_a_workbook_and_loads_to_the_same(tmp_path: Path) -> None:
    tables = {
        "episodes": (EPISODES, episode()),
        "header": (HEADER, child()),
        "costs": (COSTS, COST),
        "needs": (NEEDS, NEED),
        "homes": (HOMES, home()),
    }
    for name, (columns, row) in tables.items():
        put(tmp_path, f"csv/{HACKNEY}/{name}.csv", csv_text(columns, [row]))
        put(tmp_path, f"xlsx/{HACKNEY}/{name}.xlsx", workbook(rows_of(columns, row)))
    plain, books = load(tmp_path / "csv"), load(tmp_path / "xlsx")
    assert books.findings == plain.findings == ()
    for table in ("episodes", "children", "costs", "homes"):
        pd.testing.assert_frame_equal(getattr(plain, table), getattr(books, table))


def test_days_and_numbers_of_a_spreadsheet_read_like_those_of_the_return(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(CHILD="17"))
    put_header(tmp_path, child(CHILD="17"))
    cost = {
        "CHILD": 17.0,
        "start": pd.Timestamp("2017-06-05").to_pydatetime(),
        "weekly_cost_pounds": 3571.25,
    }
    put(tmp_path, f"{HACKNEY}/costs.xlsx", workbook(rows_of(COSTS, cost)))
    returns = load(tmp_path)
    assert returns.costs["weekly_cost_pence"].tolist() == [357125]
    assert returns.costs["start_date"].dt.date.tolist() == [date(2017, 6, 5)]
    assert returns.findings == ()


def test_the_sheets_of_one_workbook_are_tables_of_their_own(tmp_path: Path) -> None:
    book = workbook(
        [["How to fill this in"], ["Ask the team"]],
        rows_of(COSTS, COST),
        [],
        rows_of(NEEDS, NEED),
    )
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    name = f"{HACKNEY}/costs and needs.xlsx"
    put(tmp_path, name, book)
    returns = load(tmp_path)
    assert returns.has_costs
    assert returns.has_needs
    assert only(returns, "sheet_not_recognised").file == f"{name} (sheet 1)"
    assert count(returns, f"{name} (sheet 1)").ignored == 2
    assert count(returns, f"{name} (sheet 2)").loaded == 1
    assert count(returns, f"{name} (sheet 4)").loaded == 1


def test_a_finding_names_the_row_and_column_of_the_spreadsheet(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    rows = [["Weekly costs, invented"], [], *rows_of(COSTS, COST, {**COST, "start": "31/02/2018"})]
    put(tmp_path, f"{HACKNEY}/costs.xlsx", workbook(rows))
    returns = load(tmp_path)
    (finding,) = returns.findings
    assert finding.row == 5
    assert "column B (start)" in finding.message


def test_a_workbook_named_csv_is_read_all_the_same(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/episodes.csv", workbook(rows_of(EPISODES, episode())))
    put_header(tmp_path, child())
    assert len(load(tmp_path).episodes) == 1


def test_a_formula_counts_as_what_it_came_to_and_is_never_run() -> None:
    (sheet,) = read_workbook(workbook([["CHILD", "x"], ["kid-1", "=1+1"]]))
    assert sheet.utf_8 == b"CHILD,x\nkid-1,\n"  # nothing came of it: it was never opened


def test_a_workbook_that_is_no_known_table_is_refused_with_its_rows(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    put(tmp_path, f"{HACKNEY}/notes.xlsx", workbook([["Colour", "Shape"], ["red", "round"]]))
    returns = load(tmp_path)
    assert only(returns, "file_not_recognised").file == f"{HACKNEY}/notes.xlsx"
    assert count(returns, f"{HACKNEY}/notes.xlsx").refused == 1


DAMAGED = {
    "the first bytes alone": (lambda: b"PK\x03\x04", "file_not_text"),
    "cut off": (lambda: workbook([["a"]])[:-30], "file_not_text"),
    "an empty sheet": (lambda: workbook([[]]), "file_empty"),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_or_empty_workbook_is_told(tmp_path: Path, kind: str) -> None:
    made, code = DAMAGED[kind]
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    put(tmp_path, f"{HACKNEY}/costs.xlsx", made())
    assert only(load(tmp_path), code).file == f"{HACKNEY}/costs.xlsx"


def test_a_sheet_that_promises_a_million_rows_is_read_as_far_as_it_goes() -> None:
    book = _changed(workbook(rows_of(COSTS, COST)), b'ref="A1:D2"', b'ref="A1:XFD1048576"')
    (sheet,) = read_workbook(book)
    assert sheet.utf_8.count(b"\n") == 2


def test_a_cell_far_away_is_not_reached_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_MOST_CELLS", 1000)
    book = openpyxl.Workbook()
    book.active.cell(row=1_048_576, column=16_384, value="far")
    written = io.BytesIO()
    book.save(written)
    with pytest.raises(UnreadableError, match="more than 1,000 cells"):
        read_workbook(written.getvalue())


def test_declared_entities_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "kid">]><a>&b;</a>'
    book = _changed(workbook(rows_of(COSTS, COST)), None, bomb)
    with pytest.raises(UnreadableError, match="damaged workbook"):
        read_workbook(book)


def _changed(book: bytes, old: bytes | None, new: bytes) -> bytes:
    """Replace a text in the first sheet, or all of it."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as read, zipfile.ZipFile(changed, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert old is None or old in content
                content = new if old is None else content.replace(old, new)
            written.writestr(name, content)
    return changed.getvalue()


def test_a_time_of_day_stands_after_its_date() -> None:
    moment = pd.Timestamp("2018-03-31 09:30").to_pydatetime()
    (sheet,) = read_workbook(workbook([[moment]]))
    assert sheet.utf_8 == b"31/03/2018 09:30:00\n"


def test_a_return_of_an_authority_fits_into_a_workbook() -> None:
    rows = rows_of(EPISODES, *[episode(CHILD=f"kid-{number}") for number in range(6_000)])
    (sheet,) = read_workbook(workbook(rows))
    assert sheet.utf_8.count(b"\n") == 6_001


def test_a_sheet_that_is_wider_than_any_table_is_told_and_not_cut_off() -> None:
    with pytest.raises(UnreadableError, match="more than 200 columns"):
        read_workbook(workbook([*[[""] * 200 + ["CHILD"]]]))
