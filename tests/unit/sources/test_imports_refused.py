"""A download that is not what it should be is refused in plain words, and changes nothing."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from lib.errors import SourceError
from lib.sources.imports import replace, run
from lib.sources.imports.published import import_published
from tests.fixtures import downloads
from tests.fixtures.downloads import REDBRIDGE, Rows, changed, write, write_workbook
from tests.fixtures.figures_held import content


def _without(rows: Rows, heading: str) -> Rows:
    at = next(number for number, row in enumerate(rows) if heading in row)
    place = rows[at].index(heading)
    return [*rows[:at], *([*row[:place], *row[place + 1 :]] for row in rows[at:] if row)]


def _of(make: Callable[[], Rows], column: str, value: str, **where: str) -> Callable[[], Rows]:
    return lambda: changed(make(), **where)(column, value)


def _home(column: str, value: str) -> Callable[[], Rows]:
    def make() -> Rows:
        rows = downloads.providers()
        rows[4][downloads.OFSTED.index(column)] = value
        return rows

    return make


GRADES = downloads.OFSTED[downloads.GRADE]
OVER_20 = "Placed more than 20 miles from home"
BROKEN: dict[str, tuple[Callable[[], Rows], str]] = {
    "no percentages": (
        lambda: _without(downloads.characteristics(), "percentage"),
        "row 1 has no column, or several, headed “percentage”",
    ),
    "no number": (
        _of(downloads.characteristics, "number", "many", a=REDBRIDGE, b=OVER_20),
        "“number” holds “many”",
    ),
    "empty cell": (
        _of(downloads.characteristics, "number", "", a=REDBRIDGE, b=OVER_20),
        "“number” holds “”",
    ),
    "unknown code": (
        _of(downloads.characteristics, "number", "q", a=REDBRIDGE, b=OVER_20),
        "codes c, k, u, x, z",
    ),
    "part of a per cent": (
        _of(downloads.characteristics, "percentage", "9.7", a=REDBRIDGE, b=OVER_20),
        "“percentage” holds “9.7”. Wanted is a whole number",
    ),
    "below nothing": (
        _of(downloads.characteristics, "number", "-9", a=REDBRIDGE, b=OVER_20),
        "“number” holds “-9”",
    ),
    "a million children": (
        _of(downloads.characteristics, "number", "1000000", a=REDBRIDGE, b=OVER_20),
        "“number” holds “1000000”",
    ),
    "more than all": (
        _of(downloads.characteristics, "number", "9999", a=REDBRIDGE, b=OVER_20),
        "`over20_n` is more than all children looked after",
    ),
    "a small count": (
        _of(downloads.characteristics, "number", "4", a=REDBRIDGE, b=OVER_20),
        "publishes none from 1 to 5",
    ),
    "percentage of another number": (
        _of(downloads.characteristics, "percentage", "50", a=REDBRIDGE, b=OVER_20),
        "is not the share",
    ),
    "a wording that changed": (
        _of(downloads.characteristics, "characteristic", "Far from home", a=OVER_20),
        "no rows that are understood for: placed more than 20 miles from home",
    ),
    "an area short": (
        lambda: [row for row in downloads.characteristics() if REDBRIDGE not in row],
        "no row for: Redbridge 2026",
    ),
    "another name": (
        _of(downloads.characteristics, "la_name", "Bolton", a=REDBRIDGE),
        "calls E09000026 “Bolton”; here it is Redbridge",
    ),
    "no year": (
        _of(downloads.characteristics, "time_period", "202527", a=REDBRIDGE),
        "time_period holds “202527”",
    ),
    "a figure twice": (
        lambda: [*downloads.characteristics(), downloads.characteristics()[-2]],
        "stands a second time",
    ),
    "a short row": (
        lambda: [*downloads.characteristics(), ["2026"]],
        "has 1 cells, and the headings are 15",
    ),
    "totals that differ": (
        lambda: changed(
            downloads.characteristics(), a=REDBRIDGE, b="Locality of placement", c="Total"
        )("number", "301"),
        "all children looked after in Redbridge are another number",
    ),
    "an England of another size": (
        _of(downloads.numbers_and_rates, "number", "800000", a="National"),
        "England's figure is wholly another",
    ),
    "boroughs that are not London": (
        _of(downloads.numbers_and_rates, "number", "900", a=REDBRIDGE),
        "boroughs do not add up to London",
    ),
    "another file of the release": (
        _of(downloads.numbers_and_rates, "population_count", "Children adopted"),
        "no rows that are understood for: children looked after at 31 March",
    ),
    "no date": (
        lambda: downloads.providers()[1:],
        "says above its headings of no dates",
    ),
    "two dates": (
        lambda: [["Compared with 31 March 2025"], *downloads.providers()],
        "says above its headings of 2 dates",
    ),
    "inspected homes alone": (
        lambda: [row for row in downloads.providers() if len(row) < 9 or row[downloads.GRADE]],
        "holds inspected homes alone",
    ),
    "a list cut off": (lambda: downloads.providers()[:1_500], "England's figure is wholly another"),
    "no grades": (
        lambda: _without(downloads.providers(), GRADES),
        "has no columns headed “Overall experiences",
    ),
    "a URN twice": (_home("URN", "5000002"), "URN 5000002 stands in another row too"),
    "a URN that is none": (_home("URN", "=1+1"), "row 5, column “URN” holds “=1+1”"),
    "an unknown authority": (_home("Local authority", "Atlantis"), "holds “Atlantis”"),
    "London for an authority": (_home("Local authority", "London"), "holds “London”"),
    "an unknown sector": (_home("Sector", "Charity"), "“Sector” holds “Charity”"),
    "places beyond measure": (_home("Places", "900"), "“Places” holds “900”"),
    "no places": (_home("Places", ""), "“Places” holds “”"),
    "an unknown grade": (_home(GRADES, "Splendid"), "holds “Splendid”"),
    "an unknown status": (_home("Registration status", "Perhaps"), "holds “Perhaps”"),
    "another series": (
        lambda: [[cell.replace("D7BT", "D7G7") for cell in row] for row in downloads.series()],
        "is the series “D7G7”",
    ),
    "another base year": (
        lambda: [[cell.replace("2015=", "2023=") for cell in row] for row in downloads.series()],
        "another base year",
    ),
    "prices that leap": (lambda: downloads.series(y2025="999.0"), "rise by more than 30%"),
    "an index that is none": (lambda: downloads.series(y2025="1e3"), "row 20 holds “2025, 1e3”"),
    "a year twice": (lambda: [*downloads.series(), ["2025", "138.1"]], "2025 stands a second"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_broken_download_is_refused_in_plain_words_and_changes_nothing(
    root: Path, tmp_path: Path, what: str
) -> None:
    make, said = BROKEN[what]
    path = write(tmp_path / "invented.csv", make())
    before = content(root)
    with pytest.raises(SourceError) as refused:
        import_published(path, root=root)
    assert said in str(refused.value)
    assert "invented.csv" in str(refused.value)
    assert content(root) == before


def test_failure_halfway_leaves_everything_as_it_was(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(root)
    put = replace._put_in_place

    def put_one_and_fail(paths: list[str], **folders: Path) -> None:
        monkeypatch.setattr(Path, "replace", failing)
        put(paths, **folders)

    moved = Path.replace
    calls: list[Path] = []

    def failing(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == 2:
            raise PermissionError(13, "Permission denied")
        return moved(self, target)

    monkeypatch.setattr(replace, "_put_in_place", put_one_and_fail)
    with pytest.raises(SourceError, match="it is as it was"):
        import_published(write(tmp_path / "a.csv", downloads.characteristics()), root=root)
    assert len(calls) == 2
    assert content(root) == before


def test_file_of_none_of_the_kinds_is_told_where_they_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(SourceError, match=r"official figures \(geodata/README\.md\)"):
        run.import_file(path)


@pytest.mark.parametrize("damaged", [b"", b"PK\x03\x04 and no more", b"no workbook"])
def test_damaged_workbook_is_refused(root: Path, tmp_path: Path, damaged: bytes) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(damaged)
    with pytest.raises(SourceError, match="damaged workbook, or none"):
        import_published(path, root=root)


def test_workbook_with_two_lists_asks_which(root: Path, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "list.xlsx", downloads.providers(homes=1))
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book["Provider level"])
    book.save(path)
    with pytest.raises(SourceError, match="Several sheets could be meant"):
        import_published(path, root=root)
