"""What stands in a file: figures as they are, symbols where there is none, texts as texts."""

import csv
import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.domain.symbols import Symbol
from lib.errors import DisclosureError
from lib.exports.csv_file import table_as_csv
from lib.exports.exported import Exported, WorkedOut
from lib.exports.plain_text import as_plain_text
from lib.exports.workbook import tables_as_workbook
from tests.fixtures.placed_children import FOOTPRINT

AS_OF = date(2018, 3, 31)
HOSTILE = [
    "=1+1", "=cmd|' /C calc'!A1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1",
    "＝1+1", "＋1", "－1", "＠x",
]  # fmt: skip


def let_out(table: pd.DataFrame, audience: Audience = Audience.OFFICERS, **of: Any) -> Released:
    unreleased = Unreleased(name="table", table=table, **of)
    return release(
        [unreleased],
        protection=Protection(),
        footprint=FOOTPRINT,
        audience=audience,
        is_invented=False,
    )["table"]


def exported(table: pd.DataFrame, audience: Audience = Audience.OFFICERS, **of: Any) -> Exported:
    named = {key: of.pop(key) for key in ("worked_out", "miles") if key in of}
    return Exported(table=let_out(table, audience, **of), about="Invented.", heading="row", **named)


def as_csv(table: Exported, marking: str = "") -> list[list[str]]:
    text = table_as_csv(table, marking=marking).decode("utf-8-sig")
    return [*csv.reader(io.StringIO(text, newline=""))]


def as_workbook(table: Exported, marking: str = "") -> bytes:
    return tables_as_workbook({"table": table}, [("Title", "T")], as_of=AS_OF, marking=marking)


def as_sheet(content: bytes, name: str = "table") -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [*book[name].iter_rows(values_only=True)]


@pytest.mark.parametrize(
    "unreleased",
    [
        pd.DataFrame({"children": [3]}),
        Unreleased(name="table", table=pd.DataFrame({"children": [3]})),
        {"children": [3]},
        None,
    ],
)
def test_what_has_not_been_released_gets_into_no_file(unreleased: Any) -> None:
    with pytest.raises(DisclosureError, match="has not been released"):
        Exported(table=unreleased, about="", heading="row")


def test_a_hidden_count_is_c_and_an_unknown_one_x_in_both_kinds_of_file() -> None:
    table = pd.DataFrame(
        {"children": pd.array([4, 67, None], dtype="Int64")}, index=["few", "many", "not loaded"]
    )
    shared = exported(table, Audience.SHARED, counts=("children",))
    wanted = [["few", "c"], ["many", "67"], ["not loaded", "x"]]
    assert [row[:2] for row in as_csv(shared)[1:]] == wanted
    sheet = [row[:2] for row in as_sheet(as_workbook(shared))[1:]]
    assert sheet == [("few", "c"), ("many", 67), ("not loaded", "x")]
    assert [row[1] for row in as_csv(exported(table, counts=("children",)))[1:]] == ["4", "67", "x"]


def test_no_byte_of_a_shared_file_holds_a_hidden_number() -> None:
    table = pd.DataFrame({"children": pd.array([4, 67], dtype="Int64")}, index=["few", "many"])
    shared = exported(table, Audience.SHARED, counts=("children",))
    assert b"4" not in table_as_csv(shared, marking="")
    book = zipfile.ZipFile(io.BytesIO(as_workbook(shared)))
    sheet = book.read("xl/worksheets/sheet2.xml")
    assert b">67<" in sheet
    assert not any(b">4<" in book.read(name) for name in book.namelist())


def test_numbers_stand_as_they_are_and_whole_ones_without_a_point() -> None:
    table = pd.DataFrame({"figure": [12.0, -3.0, -0.25, 1_234_567.5]})
    assert [row[1] for row in as_csv(exported(table))[1:]] == ["12", "-3", "-0.25", "1234567.5"]
    sheet = as_sheet(as_workbook(exported(table)))[1:]
    assert [row[1] for row in sheet] == [12, -3, -0.25, 1_234_567.5]


def test_miles_have_one_decimal_as_in_every_other_answer() -> None:
    table = pd.DataFrame({"median_miles": pd.array([12.349, 7.04, None], dtype="Float64")})
    one = exported(table, miles=frozenset({"median_miles"}))
    assert [row[1] for row in as_csv(one)[1:]] == ["12.3", "7", "x"]


def test_a_percentage_that_rounds_to_zero_is_told_from_none_and_from_that_of_nobody() -> None:
    table = pd.DataFrame(
        {
            "children": pd.array([300, 300, 0, None], dtype="Int64"),
            "inside": pd.array([1, 0, 0, None], dtype="Int64"),
            "inside_share": pd.array([0, 0, None, None], dtype="Int64"),
        }
    )
    share = WorkedOut(of=("children",), part=("inside",))
    cells = [row[3] for row in as_csv(exported(table, worked_out={"inside_share": share}))[1:]]
    assert cells == ["k", "0", "z", "x"]


def test_a_hidden_percentage_is_hidden_whatever_it_rounds_to() -> None:
    table = pd.DataFrame(
        {
            "children": pd.array([900], dtype="Int64"),
            "inside": pd.array([4], dtype="Int64"),
            "inside_share": pd.array([0], dtype="Int64"),
        }
    )
    shared = exported(
        table, Audience.SHARED, counts=("children", "inside"),
        made_from={"inside_share": ("inside", "children")},
        worked_out={"inside_share": WorkedOut(of=("children",), part=("inside",))},
    )  # fmt: skip
    assert as_csv(shared)[1][2:4] == ["c", "c"]


def test_csv_opens_in_excel_as_utf_8_with_its_own_line_ends() -> None:
    content = table_as_csv(exported(pd.DataFrame({"name": ["Zoë"]})), marking="")
    assert content == "\ufeffrow,name,marking\r\n0,Zoë,\r\n".encode()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_a_formula_is_a_text_in_every_place(text: str) -> None:
    table = pd.DataFrame({text: [text]}, index=[text])
    one = Exported(table=let_out(table), about=text, heading=text)
    assert as_csv(one) == [[f"'{text}", f"'{text}", "marking"], [f"'{text}", f"'{text}", ""]]
    content = tables_as_workbook({"t": one}, [(text, text)], as_of=AS_OF, marking="")
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    cells = [cell for cell in cells if cell.value not in (None, "marking")]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value.strip() for cell in cells} == {text.strip()}
    assert b"<f>" not in b"".join(
        zipfile.ZipFile(io.BytesIO(content)).read(f"xl/worksheets/sheet{n}.xml") for n in (1, 2)
    )


def test_a_text_that_reads_like_a_symbol_or_a_number_stays_what_it_is() -> None:
    assert [*Symbol] == ["c", "k", "x", "z"]
    rows = exported(pd.DataFrame({"name": ["c", "12", "#N/A", ""]})).rows()
    assert [type(row[1]) for row in rows] == [str] * 4
    sheet = as_sheet(as_workbook(exported(pd.DataFrame({"name": ["c", "12", "#N/A"]}))))
    assert [row[1] for row in sheet[1:]] == ["c", "12", "#N/A"]


def test_every_row_of_a_marked_table_carries_the_marking() -> None:
    table = exported(pd.DataFrame({"children": [3, 4]}))
    rows = as_csv(table, marking="Invented data")
    assert [row[-1] for row in rows] == ["marking", "Invented data", "Invented data"]
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(table, marking="Invented data")))
    assert {sheet.oddHeader.center.text for sheet in book.worksheets} == {"Invented data"}
    assert [row[-1].value for row in book["table"].iter_rows()] == [row[-1] for row in rows]


def test_the_same_figures_are_the_same_bytes_at_any_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = exported(pd.DataFrame({"name": ["A", "B"], "children": [3, 4]}))
    first = as_workbook(table)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert as_workbook(table) == first
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {1980}
    properties = openpyxl.load_workbook(io.BytesIO(first)).properties
    assert properties.created.date() == properties.modified.date() == AS_OF


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
) | st.sampled_from(HOSTILE)
NUMBERS = st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9)


@given(st.lists(st.tuples(TEXTS, NUMBERS), min_size=1, max_size=6))
@settings(deadline=None, max_examples=80)
def test_texts_and_numbers_come_back_from_a_csv_file(rows: list[tuple[str, float]]) -> None:
    table = pd.DataFrame(
        {"name": pd.Series([text for text, _ in rows], dtype="object"),
         "figure": pd.Series([number for _, number in rows], dtype="object")}
    )  # fmt: skip
    content = table_as_csv(exported(table), marking="m")
    read = [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))][1:]
    assert [row[1] for row in read] == [as_plain_text(text) for text, _ in rows]
    assert [float(row[2]) for row in read] == [float(number) for _, number in rows]
    assert not any(row[1].startswith(("=", "+", "-", "@", "\t", "\r")) for row in read)
    again = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    assert [float(number) for number in again["figure"]] == [float(number) for _, number in rows]


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(deadline=None, max_examples=30)
def test_no_text_can_break_a_workbook_or_become_a_formula(texts: list[str]) -> None:
    content = as_workbook(exported(pd.DataFrame({"name": pd.Series(texts, dtype="object")})))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["table"]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert len(cells) == len(texts)
    assert not any(cell.data_type == "f" for cell in cells)
