"""Whatever stands in a cell of a download: refused, or a figure and nothing else comes of it."""

import csv
import io
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.errors import SourceError
from lib.sources.imports.published import import_published
from lib.sources.published import STATUSES, TABLES, published
from tests.fixtures import downloads
from tests.fixtures.downloads import Rows, write
from tests.fixtures.figures_held import content, copied

MAKE: dict[str, Callable[[], Rows]] = {
    "characteristics": downloads.characteristics,
    "numbers": downloads.numbers_and_rates,
    "providers": downloads.providers,
    "series": downloads.series,
}
TABLE = {
    "characteristics": "children_looked_after",
    "numbers": "children_looked_after",
    "providers": "childrens_homes",
    "series": "consumer_prices",
}
HOSTILE = st.one_of(
    st.sampled_from(
        [
            '=HYPERLINK("http://example.org","x")', "+1+1", "@SUM(A1)", "-2", "|cmd", "\t=1",
            "<script>alert(1)</script>", "E09000026", "E99999999", "England", "London", "c", "z",
            "9" * 400, "1e9", "0x10", "٣٤", "１２", "NaN", "inf", "12.5", "1,23", "1,234", "007",
            "2026", "2099", "202526", "Total", "..", "\u202egnirts", "\x1b[31m", "x" * 5_000,
            "a,b\nc,d", '"', "\r\n", "private", "Outstanding", "0", "5", "999999", " 12 ",
        ]
    ),
    st.text(max_size=20),
    st.integers(-10, 10**7).map(str),
)  # fmt: skip


@cache
def _sound(kind: str) -> Rows:
    return MAKE[kind]()


@cache
def _known_texts(table: str) -> frozenset[str]:
    """List all that stands in a table's columns of texts before anything is imported."""
    rows = downloads.table(table)
    texts = [name for name in rows if name not in {*TABLES[table].numbers, "source", "status"}]
    return frozenset(rows[texts].to_numpy().ravel())


@given(
    kind=st.sampled_from(sorted(MAKE)),
    changes=st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 30), HOSTILE), min_size=1, max_size=3
    ),
    replace=st.booleans(),
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_hostile_cell_is_refused_or_comes_to_figures_alone(
    kind: str, changes: list[tuple[int, int, str]], *, replace: bool
) -> None:
    rows = [list(row) for row in _sound(kind)]
    for row, column, text in changes:
        cells = rows[row % len(rows)]
        if cells:
            cells[column % len(cells)] = text
    with tempfile.TemporaryDirectory() as temporary:
        root = copied(Path(temporary) / "project" / "geodata")
        before = content(root)
        path = write(Path(temporary) / "invented.csv", rows)
        try:
            import_published(path, replace=replace, root=root)
            refusal = ""
        except SourceError as error:
            refusal = str(error)
        if refusal:
            assert content(root) == before
            assert refusal.isprintable()
            assert len(refusal) < 2_000
            return
        table = TABLE[kind]
        published(table, folder=root / "published")
        old = before[f"published/{table}.csv"].decode().splitlines()
        new = (root / "published" / f"{table}.csv").read_text("utf-8").splitlines()
        added = list(csv.reader(io.StringIO("\n".join([new[0], *sorted(set(new) - set(old))]))))
        periods = {"2025", "2026", "2026-03-31"}
        for cells in added[1:]:
            named = dict(zip(added[0], cells, strict=True))
            assert named.pop("source") in {"DFE-CLA-2026", "OFSTED-2026", "ONS-D7BT"}
            assert named.pop("status", "") in {"", *STATUSES}
            for number in TABLES[table].numbers:
                figure = named.pop(number)
                assert figure.isascii()
                assert len(figure) <= 6
                assert figure.replace(".", "", 1).isdigit() or figure == ""
            assert set(named.values()) <= _known_texts(table) | periods
        texts = (root / "sources.toml").read_text("utf-8") + (root / "README.md").read_text("utf-8")
        assert "HYPERLINK" not in texts
        assert "<script" not in texts
