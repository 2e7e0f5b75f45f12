"""What was refused comes back as it was sent, row by row, with the reason."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib.exports.refused import refused_as_csv
from lib.ingest.cells import read_cells, rows_as_written
from lib.ingest.load import Reading, read_returns
from lib.ingest.on_disk import folder_on_disk
from lib.ingest.refused import FURTHER, RefusedRow
from tests.fixtures.returns_on_disk import (
    EPISODES,
    FOOTPRINT,
    HACKNEY,
    TODAY,
    FewPostcodes,
    child,
    csv_text,
    episode,
    put,
    put_episodes,
    put_header,
)
from tests.fixtures.xml_return import xml_return

NAME = f"{HACKNEY}/episodes.csv"


def read(folder: Path) -> Reading:
    return read_returns(
        folder_on_disk(folder), footprint=FOOTPRINT, postcodes=FewPostcodes(), today=TODAY
    )


def refused(folder: Path) -> list[RefusedRow]:
    return [*read(folder).refused_rows()]


def test_a_refused_row_comes_back_with_its_cells_and_why(tmp_path: Path) -> None:
    spoilt = episode(CHILD="kid-2", DECOM="31/02/2018", REC=" as it stands ")
    put_episodes(tmp_path, episode(), spoilt, episode(CHILD="kid-3"))
    (row,) = refused(tmp_path)
    assert (row.file, row.row) == (NAME, 3)
    assert dict(row.cells) == {name: spoilt.get(name, "") for name in EPISODES}
    assert row.reason.startswith("Row 3, column B (DECOM)")


def test_nothing_that_was_loaded_or_ignored_comes_back(tmp_path: Path) -> None:
    put(tmp_path, NAME, csv_text(EPISODES, [episode()]) + "\n,,,\n")
    put_header(tmp_path, child())
    assert refused(tmp_path) == []


def test_columns_that_no_figure_needs_come_back_under_their_own_headings(tmp_path: Path) -> None:
    columns = ("Note of the worker", *EPISODES, "", "CIN ")
    spoilt = {**episode(DECOM="no day"), "Note of the worker": "x", "": "y", "CIN ": "z"}
    put(tmp_path, NAME, csv_text(columns, [spoilt]))
    (row,) = refused(tmp_path)
    assert row.cells["Note of the worker"] == "x"
    assert row.cells["column 15"] == "y"
    assert row.cells["CIN (column 16)"] == "z"


def test_a_row_with_too_many_cells_loses_none(tmp_path: Path) -> None:
    text = csv_text(EPISODES, [episode()])
    put(tmp_path, NAME, text + text.splitlines()[1] + ",more,,still more\n")
    (row,) = refused(tmp_path)
    assert row.row == 3
    assert row.cells["CHILD"] == "kid-1"
    assert row.cells[FURTHER] == "more | still more"


def test_a_quote_mark_left_open_takes_one_row_back_and_not_the_next(tmp_path: Path) -> None:
    text = csv_text(EPISODES, [episode()])
    put(tmp_path, NAME, f'{text}"kid-2,01/02/2017\n{text.splitlines()[1]}\n')
    (row,) = refused(tmp_path)
    assert row.row == 3
    assert "kid-2" in "".join(row.cells.values())


def test_all_rows_of_a_table_that_cannot_be_used_come_back_with_what_its_file_lacks(
    tmp_path: Path,
) -> None:
    without = [column for column in EPISODES if column != "DECOM"]
    put(tmp_path, NAME, csv_text(without, [episode(), episode(CHILD="kid-2")]))
    rows = refused(tmp_path)
    assert [row.cells["CHILD"] for row in rows] == ["kid-1", "kid-2"]
    assert all("no column DECOM" in row.reason for row in rows)


def test_so_do_the_rows_of_a_file_that_is_no_known_table(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/list.csv", "colour;size\nred;1\n\nblue;2\n")
    rows = refused(tmp_path)
    assert [(row.row, *row.cells.values()) for row in rows] == [(2, "red", "1"), (4, "blue", "2")]
    assert [*rows[0].cells] == ["colour", "size"]
    assert "no table that is known here" in rows[0].reason


def test_an_element_of_xml_comes_back_in_the_columns_of_its_table(tmp_path: Path) -> None:
    spoilt = episode(CHILD="kid-2", DECOM="31/02/2018")
    put(tmp_path, f"{HACKNEY}/return.xml", xml_return([child(CHILD="kid-2")], [spoilt]))
    (row,) = refused(tmp_path)
    assert row.file == f"{HACKNEY}/return.xml (Episodes)"
    assert row.cells["CHILD"] == "kid-2"
    assert row.cells["DECOM"] == "31/02/2018"


def test_no_refused_row_can_be_read_in_a_log(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(CHILD="kid-77", DECOM="31/02/2018"))
    found = read(tmp_path)
    (row,) = found.refused_rows()
    for shown in (repr(row), repr(found), repr(found.tables), repr(found.outcome)):
        assert "kid-77" not in shown


@given(text=st.text(alphabet='ab,"\n\r ;\t', max_size=40), width=st.integers(1, 4))
@settings(deadline=None, max_examples=500)
@example(text='"\r";,', width=2)
def test_rows_are_given_back_as_they_were_counted_whatever_stands_in_them(
    text: str, width: int
) -> None:
    body = text.encode()
    read_in = read_cells(body, width=width, separator=",")
    written = [*rows_as_written(body, width=width, separator=",")]
    assert len(written) == len(read_in.widths)
    for at in np.flatnonzero(~read_in.is_malformed & (read_in.widths == width)).tolist():
        cells = [column.distinct[column.codes[at]] for column in read_in.columns]
        assert cells == [cell.strip() for cell in [*written[at], *[""] * width][:width]]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
ROWS = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(EPISODES, CELLS)).map(
        lambda cells: episode(**cells)
    ),
    max_size=6,
)


@given(rows=ROWS)
@settings(deadline=None, max_examples=60)
def test_as_many_come_back_as_were_refused_and_each_holds_what_stands_in_its_row(
    rows: list[Mapping[str, str]],
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        text = io.StringIO()
        written = csv.writer(text, lineterminator="\n")
        written.writerows([EPISODES, *([row.get(one, "") for one in EPISODES] for row in rows)])
        put(folder, NAME, text.getvalue())
        found = read(folder)
        back = [*found.refused_rows()]
    (count,) = found.outcome.files
    assert len(back) == count.refused
    assert count.read == count.loaded + count.refused + count.ignored
    for row in back:
        assert row.reason
        if FURTHER not in row.cells and count.read == len(rows):
            sent = rows[row.row - 2]
            assert [row.cells[one].strip() for one in EPISODES] == [
                sent.get(one, "").strip() for one in EPISODES
            ]


def test_the_file_to_mend_has_each_column_once_and_calculates_nothing() -> None:
    rows = [
        RefusedRow(file="a.csv", row=2, reason="-1 is no day.", cells={"CHILD": "=1+1", "DEC": ""}),
        RefusedRow(file="b.csv", row=9, reason="Why, too.", cells={"CHILD": "b", "DOB": "x"}),
    ]
    text = refused_as_csv(rows, marking="keep").decode("utf-8-sig")
    headings, first, second = csv.reader(io.StringIO(text))
    assert headings == [
        "In file", "Row", "Why it was refused", "CHILD", "DEC", "DOB", "marking",
    ]  # fmt: skip
    assert first == ["a.csv", "2", "'-1 is no day.", "'=1+1", "", "", "keep"]
    assert second == ["b.csv", "9", "Why, too.", "b", "", "x", "keep"]
