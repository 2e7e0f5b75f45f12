"""Whatever stands in the cells of the monitoring file: no row is lost, and none is a lie."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ingest.load import Returns
from lib.schemas.monitoring import MONITORING as SCHEMA
from tests.fixtures.returns_on_disk import (
    MONITORING,
    count,
    csv_text,
    episode,
    load,
    put,
    put_episodes,
)

LIKELY = {
    "month": st.sampled_from(["2019-04", "04/2019", "2019-05", "30/04/2019", "2026-11", "Apr-19"]),
    "home": st.sampled_from(["Invented home A", "invented home a", "Invented home B", "=1+1"]),
}
NUMBER = st.one_of(
    st.integers(-2, 130).map(str), st.floats(-1, 6).map(lambda value: f"{value:.1f}"), st.just("")
)
CELL = st.text(st.characters(exclude_characters="\r\n\0", codec="utf-8"), max_size=12)


def row(columns: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    """Cells that a council may write, and now and then anything at all."""
    likely = {column: LIKELY.get(column, NUMBER) for column in columns}
    return st.fixed_dictionaries(
        {column: st.one_of(cell, cell, cell, CELL) for column, cell in likely.items()}
    )


def loaded(rows: list[dict[str, str]], columns: tuple[str, ...] = MONITORING) -> Returns:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        put_episodes(folder, episode())
        put(folder, "monitoring.csv", csv_text(columns, rows))
        return load(folder)


@given(st.lists(row(MONITORING), max_size=8))
@settings(deadline=None, max_examples=50)
def test_every_row_is_loaded_refused_or_ignored(rows: list[dict[str, str]]) -> None:
    returns = loaded(rows)
    file = count(returns, "monitoring.csv")
    assert file.read == len(rows)
    assert file.read == file.loaded + file.refused + file.ignored
    assert file.loaded == len(SCHEMA.validate(returns.monitoring))
    told = {found.row for found in returns.findings if found.file == "monitoring.csv"}
    assert len(told - {None}) >= file.refused


@given(st.lists(row(MONITORING[:7]), min_size=2, max_size=8), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=25)
def test_the_order_of_rows_decides_nothing(rows: list[dict[str, str]], chance: object) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis' own random
    first, second = loaded(rows), loaded(shuffled)
    assert first.monitoring.equals(second.monitoring)
    assert first.files == second.files
