"""The only door to anything that is shown or exported."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from lib.disclosure.kinds import Whom
from lib.disclosure.protect import Protection, hidden_cells
from lib.disclosure.released import KEY_TO_THE_DOOR, Audience, Released
from lib.disclosure.remembered import remembered
from lib.disclosure.sums import Cell
from lib.domain.footprint import Footprint
from lib.errors import DisclosureError


@dataclass(frozen=True, kw_only=True, repr=False)
class Unreleased:
    """
    A table that nobody may see yet.

    Parameters
    ----------
    name
        Unique among the tables released together.
    table
        One row label once; a count that is not known is missing.
    counts
        Columns that count children.
    made_from
        Columns that are worked out (a percentage, a median), with the counts
        that they come from: hidden with any one of them.
    in_no_table
        Counts among ``counts`` that hide what is made from them and are not released
        themselves: how many distances a median is of.
    whom
        By row label and column, which children a count is of, where kinds of children tell.
    for_officers_alone
        Points, single lines, findings: refused for any other audience.
    drops_rows_wholly_hidden
        Whether a row whose counts are all hidden or zero disappears, so that
        its presence tells nothing.
    """

    name: str
    table: pd.DataFrame
    counts: tuple[str, ...] = ()
    made_from: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_no_table: tuple[str, ...] = ()
    whom: Mapping[tuple[Hashable, str], Whom] = field(default_factory=dict)
    for_officers_alone: bool = False
    drops_rows_wholly_hidden: bool = False

    def shown(self) -> pd.DataFrame:
        """Copy what may be released of the table, if nothing else stands in the way."""
        return self.table.drop(columns=list(self.in_no_table))

    def cells(self) -> dict[Cell, int]:
        """Every count that is known, by cell."""
        return {
            Cell(self.name, row, column): int(count)
            for column in self.counts
            for row, count in self.table[column].items()
            if pd.notna(count)
        }


def release(
    tables: Sequence[Unreleased],
    *,
    protection: Protection,
    footprint: Footprint,
    audience: Audience,
    is_invented: bool,
) -> dict[str, Released]:
    """
    Release tables that are seen together, for one audience.

    For **officers** the tables pass as they are. For the **shared** audience
    counts of 1 to 5 are hidden, with whatever would give them back
    (`lib.disclosure.protect`); merged authorities must already be one row.

    Returns
    -------
    dict[str, Released]
        By name. Hidden cells are missing and listed in ``Released.hidden``.

    Raises
    ------
    DisclosureError
        If a table is for officers alone, or holds an authority that is only
        released merged with another, and the audience is shared; or if a cell does
        not count the children that its table says.
    """
    if audience is Audience.OFFICERS:
        return {
            one.name: _released(one.name, one.shown(), frozenset(), audience, is_invented)
            for one in tables
        }
    for one in tables:
        _refuse_what_is_not_shared(one, footprint)
    counts = {cell: count for one in tables for cell, count in one.cells().items()}
    whom = {Cell(one.name, *where): of for one in tables for where, of in one.whom.items()}
    unseen = {cell for one in tables for cell in one.cells() if cell.column in one.in_no_table}
    smallest = (footprint.smallest_shown_count, footprint.smallest_told_group)
    hidden = remembered(
        lambda: hidden_cells(
            counts,
            protection,
            whom=whom,
            unseen=unseen,
            smallest_shown_count=smallest[0],
            smallest_told_group=smallest[1],
        ),
        hangs_on=(counts, protection, whom, unseen, smallest),
    )
    return {one.name: _shared(one, hidden, is_invented) for one in tables}


def rearranged(
    source: Released,
    name: str,
    cells: Mapping[Hashable, Mapping[str, tuple[Hashable, str]]],
    texts: pd.DataFrame,
) -> Released:
    """
    Lay released figures out anew: nothing is added, and hidden cells stay so.

    Parameters
    ----------
    source
        What has been released.
    name
        Of the new table.
    cells
        For each new row and column, the row and column in ``source``.
    texts
        Labels by new row; they come first.
    """
    figures = pd.DataFrame.from_dict(
        {
            row: {column: source.table.at[where] for column, where in columns.items()}
            for row, columns in cells.items()
        },
        orient="index",
    )
    hidden = frozenset(
        (row, column)
        for row, columns in cells.items()
        for column, where in columns.items()
        if where in source.hidden
    )
    table = texts.join(figures.convert_dtypes())
    return _released(name, table, hidden, source.audience, source.is_invented)


def _refuse_what_is_not_shared(one: Unreleased, footprint: Footprint) -> None:
    if one.for_officers_alone:
        message = f"{one.name!r} is for officers alone: choose the officers' view to see it."
        raise DisclosureError(message)
    merged = {code for merge in footprint.merges for code in merge.codes}
    alone = merged.intersection(map(str, one.table.index)) if one.counts else set()
    if alone:
        message = f"{one.name!r} holds {sorted(alone)}, which are released merged alone."
        raise DisclosureError(message)


def _shared(one: Unreleased, hidden_by_cell: frozenset[Cell], is_invented: bool) -> Released:  # noqa: FBT001 (one of two private calls)
    hidden = {
        (cell.row, cell.column)
        for cell in hidden_by_cell
        if cell.table == one.name and cell.column in one.counts
    }
    hidden |= {
        (row, column)
        for column, sources in one.made_from.items()
        for row in one.table.index
        if any((row, source) in hidden for source in sources)
    }
    table = one.shown()
    hidden = {(row, column) for row, column in hidden if column in table}
    for row, column in hidden:
        table.at[row, column] = None
    if one.drops_rows_wholly_hidden:
        kept = table[list(one.counts)].fillna(0).gt(0).any(axis=1)
        table = table[kept]
        hidden = {(row, column) for row, column in hidden if kept.at[row]}
    return _released(one.name, table, frozenset(hidden), Audience.SHARED, is_invented)


def _released(
    name: str,
    table: pd.DataFrame,
    hidden: frozenset[tuple[Hashable, str]],
    audience: Audience,
    is_invented: bool,  # noqa: FBT001 (passed on)
) -> Released:
    return Released(
        name=name,
        audience=audience,
        is_invented=is_invented,
        table=table,
        hidden=hidden,
        key=KEY_TO_THE_DOOR,
    )
