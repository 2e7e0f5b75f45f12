"""Rows keep their numbers, and a spoilt row spoils no other."""

import numpy as np
import pytest

from lib.ingest.findings import column_letter
from lib.ingest.headings import Kind, recognise
from lib.ingest.tables import Sheet, parse
from tests.fixtures.returns_on_disk import COSTS, EPISODES, HEADER, HOMES, NEEDS

HEADINGS = "CHILD,DECOM,DEC,PLACE\n"


def parsed(text: str) -> Sheet:
    sheet = parse(text.encode("utf-8"))
    assert sheet is not None
    return sheet


def cells(sheet: Sheet, column: str) -> list[str]:
    found = sheet.columns[column]
    return [found.distinct[code] for code in found.codes]


def numbers(sheet: Sheet, where: np.ndarray) -> list[int]:
    return sheet.rows[where].tolist()


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    sheet = parsed(HEADINGS + "a,1,2,K2\n\nb,1,2,K2\n,,,\nc,1,2,K2\n")
    assert sheet.rows.tolist() == [2, 3, 4, 5, 6]
    assert numbers(sheet, sheet.is_blank) == [3, 5]
    assert cells(sheet, "CHILD") == ["a", "", "b", "", "c"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_computer(end: str) -> None:
    sheet = parsed((HEADINGS + "a,1,2,K2\nb,3,4,U4").replace("\n", end))
    assert cells(sheet, "PLACE") == ["K2", "U4"]
    assert sheet.rows.tolist() == [2, 3]


def test_titles_above_the_headings_are_passed_over_and_counted_in_row_numbers() -> None:
    sheet = parsed("Return of the year,,,\n\nExported,today,,\n" + HEADINGS + "a,1,2,K2\n")
    assert sheet.rows.tolist() == [5]
    assert cells(sheet, "CHILD") == ["a"]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_are_recognised(separator: str) -> None:
    sheet = parsed((HEADINGS + "a,1,2,K2\n").replace(",", separator))
    assert sheet.separator == separator
    assert cells(sheet, "PLACE") == ["K2"]


def test_cells_missing_at_the_end_of_a_row_are_blank_and_told_apart_from_blank_ones() -> None:
    sheet = parsed(HEADINGS + "a,1\nb,1,2,K2\nc,1,,\n\n")
    assert cells(sheet, "PLACE") == ["", "K2", "", ""]
    assert not sheet.is_malformed.any()
    assert sheet.width == 4
    assert sheet.widths.tolist() == [2, 4, 4, 1]


def test_where_the_file_ends_in_a_row_its_last_cell_may_be_cut_in_the_middle() -> None:
    assert cells(parsed(HEADINGS + "a,1,20,K2\nb,1,2"), "DEC") == ["20", ""]
    assert cells(parsed(HEADINGS + "a,1,20,K2\nb,1,2,K2"), "PLACE") == ["K2", "K2"]


def test_empty_cells_beyond_the_headings_do_no_harm() -> None:
    sheet = parsed(HEADINGS + "a,1,2,K2,,\nb,1,2,K2\n")
    assert cells(sheet, "PLACE") == ["K2", "K2"]
    assert not sheet.is_malformed.any()


def test_a_row_with_more_cells_than_headings_is_malformed_and_the_others_are_not() -> None:
    sheet = parsed(HEADINGS + "a,1,2,K2\nb,1,,2,K2\nc,1,2,K2\n")
    assert numbers(sheet, sheet.is_malformed) == [3]
    assert cells(sheet, "CHILD") == ["a", "", "c"]


def test_a_quote_mark_left_open_spoils_its_own_row_only() -> None:
    sheet = parsed(HEADINGS + 'a,1,"2,K2\nb,1,2,K2\nc,1,2,K2\n')
    assert numbers(sheet, sheet.is_malformed) == [2]
    assert cells(sheet, "CHILD") == ["", "b", "c"]


def test_two_quote_marks_left_open_do_not_swallow_the_rows_between_them() -> None:
    sheet = parsed(HEADINGS + 'a,1,2,"K2\nb,1,2,K2\nc,1,2,K2\nd,1,2,"K2\ne,1,2,K2\n')
    assert cells(sheet, "CHILD") == ["", "b", "c", "", "e"]
    assert numbers(sheet, sheet.is_malformed) == [2, 5]


def test_a_quoted_cell_may_hold_the_separator() -> None:
    sheet = parsed(HEADINGS + '"a, the first",1,2,K2\n')
    assert cells(sheet, "CHILD") == ["a, the first"]


def test_a_list_of_homes_may_have_line_breaks_inside_cells_and_headings() -> None:
    text = 'URN,"\nProvision type",Local authority,Name\nSC1,Children\'s home,Hackney,"One\nTwo"\n'
    sheet = parsed(text + "SC2,Children's home,Newham,Three\n")
    assert sheet.kind is Kind.HOMES
    assert sheet.rows.tolist() == [2, 3]
    assert cells(sheet, "Local authority") == ["Hackney", "Newham"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_break_in_a_quoted_cell_of_any_column_is_no_fault(end: str) -> None:
    text = (
        'CHILD,NOTES,DECOM,DEC,PLACE\na,"one\n\ntwo ""quoted"", three",1,2,K2\n\n'
        'b,"""",1,2,U4\n"c\nd",x,1,2,H5\n'
    )
    sheet = parsed(text.replace("\n", end))
    assert cells(sheet, "PLACE") == ["K2", "", "U4", "H5"]
    assert sheet.rows.tolist() == [2, 3, 4, 5]
    assert not sheet.is_malformed.any()


def test_a_quoted_cell_with_line_breaks_does_not_hide_a_quote_mark_left_open() -> None:
    sheet = parsed(HEADINGS + 'a,1,2,"K\n2"\nb,"1,2,K2\nc,1,2,K2\nd,1,2,"U\n4"\n')
    assert cells(sheet, "CHILD") == ["a", "", "c", "d"]
    assert numbers(sheet, sheet.is_malformed) == [3]


def test_no_cell_is_longer_than_a_spreadsheet_lets_it_be() -> None:
    many = "".join(f"kid-{n},1,2,K2\n" for n in range(4_000))
    sheet = parsed(HEADINGS + 'a,1,2,"K2\n' + many + 'b,1,2,"\n')
    assert numbers(sheet, sheet.is_malformed) == [2, 4_003]


def test_a_heading_that_stands_twice_is_told() -> None:
    assert parsed("CHILD,DECOM,DEC,PLACE,decom\n").twice == ("DECOM",)


def test_the_quick_and_the_careful_reader_agree() -> None:
    rows = [f"kid-{n},0{n % 9 + 1}/01/2018, ,K{n % 3}" for n in range(50)]
    quick = parsed(HEADINGS + "\n".join(rows) + "\n")
    careful = parsed(HEADINGS + "\n".join(rows) + "\nlast,1\n")
    for column in quick.columns:
        assert cells(quick, column) == cells(careful, column)[:-1]


@pytest.mark.parametrize("text", ["", "\n\n", "A,B\n1,2\n", '"', "CHILD\nkid-1\n"])
def test_what_has_no_known_headings_is_not_recognised(text: str) -> None:
    assert parse(text.encode("utf-8")) is None


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (EPISODES, Kind.EPISODES),
        (HEADER, Kind.HEADER),
        (COSTS, Kind.COSTS),
        (NEEDS, Kind.NEEDS),
        (HOMES, Kind.HOMES),
        (("CHILD", "SEX", "DOB"), Kind.HEADER),
        (("child", "Decom", "dec ", "Place", "PL_post"), Kind.EPISODES),
        (("CHILD", "SEX", "DOB", "DUC"), Kind.UASC),
        (("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"), Kind.OTHER_SSDA903),
        (("CHILD", "DOB", "REVIEW", "REVIEW_CODE"), Kind.OTHER_SSDA903),
        (("CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM"), Kind.OTHER_SSDA903),
        (("CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON", "CONVICTED"), Kind.OTHER_SSDA903),
        (("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"), Kind.OTHER_SSDA903),
        (("CHILD", "DOB", "DATE_INT", "DATE_MATCH", "LS_ADOPTR"), Kind.OTHER_SSDA903),
        (("CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED"), Kind.OTHER_SSDA903),
        (("CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"), Kind.OTHER_SSDA903),
        (("CHILD", "DOB", "DOLO_START", "DOLO_END"), Kind.OTHER_SSDA903),
        (("CHILD", "solo"), Kind.NEEDS),
        (("URN", "name"), None),
        (("Missing",), None),
        (("Children", "Review", "2018"), None),
        (("Solo",), None),
    ],
)
def test_tables_are_told_by_their_headings(headings: tuple[str, ...], kind: Kind | None) -> None:
    assert recognise(headings) is kind
    assert recognise(headings[::-1]) is kind


@pytest.mark.parametrize(("position", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_have_the_letters_of_a_spreadsheet(position: int, letter: str) -> None:
    assert column_letter(position) == letter
