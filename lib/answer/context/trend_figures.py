"""The published rows that trends are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from lib.sources.published import published

_Key: TypeAlias = tuple[str, int, str]
"""An area's code, a year, and the name of a figure."""

_NOT_CLOSE: Final = "Not close"


@lru_cache
def published_years() -> tuple[int, ...]:
    """Give the 31 Marches that are published, of a financial year that on which it ends."""
    return tuple(sorted(map(int, set(published("children_looked_after")["year"]))))


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One row of a published table: a figure, or the code that stands in its place."""

    value: int | None
    status: str | None
    source: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Figures:
    """
    The published rows that trends are made of; ``neighbours`` the closest first.

    ``not_close`` are the authorities, each with a neighbour, that the publisher calls so.
    """

    cells: Mapping[_Key, Cell]
    names: Mapping[str, str]
    neighbours: Mapping[str, tuple[str, ...]]
    not_close: frozenset[tuple[str, str]] = frozenset()

    def value(self, code: str, year: int, name: str) -> int | None:
        """Give a figure, or None where there is none."""
        cell = self.cells.get((code, year, name))
        return cell.value if cell else None


@lru_cache
def published_figures() -> Figures:
    """
    Read what trends are made of.

    Raises
    ------
    SourceError
        As `lib.sources.published.published` does.
    """
    children, costs = published("children_looked_after"), published("weekly_cost")
    costs = costs.rename(columns={"gbp_per_week": "value"})
    costs["year"] = costs["financial_year"].str[:4].astype("int64") + 1
    cells = {}
    for table in (children, costs):
        columns = (table[name].tolist() for name in (
            "area_code", "year", "measure", "value", "status", "source",
        ))  # fmt: skip
        for code, year, name, value, status, source in zip(*columns, strict=True):
            is_there = isinstance(value, int)
            cells[code, year, name] = Cell(
                value=value if is_there else None,
                status=None if is_there else str(status),
                source=source,
            )
    ranked = published("statistical_neighbours").sort_values("rank")
    return Figures(
        cells=cells,
        names=dict(zip(children["area_code"], children["area_name"], strict=True)),
        neighbours={
            str(code): tuple(rows["neighbour_code"]) for code, rows in ranked.groupby("area_code")
        },
        not_close=frozenset(
            (code, neighbour)
            for code, neighbour, closeness in zip(
                ranked["area_code"], ranked["neighbour_code"], ranked["closeness"], strict=True
            )
            if closeness == _NOT_CLOSE
        ),
    )
