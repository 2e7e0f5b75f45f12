"""Which cells to hide, so that all that is shown together tells of no few children."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lib.disclosure.choose import hidden_figures
from lib.disclosure.cover import Stage
from lib.disclosure.kinds import Kinds, Whom
from lib.disclosure.knowledge import Knowledge, knowledge
from lib.disclosure.sums import Cell, Part, Sum
from lib.disclosure.watched import Watched


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """
    Cells that are decided together, before those that are wanted less.

    Parameters
    ----------
    cells
        Each with what it costs to hide it, beside the others.
    is_by_row
        Whether a row with any cell hidden counts as lost: the fewest rows are.
    """

    cells: Mapping[Cell, float]
    is_by_row: bool = False


@dataclass(frozen=True, kw_only=True, repr=False)
class Protection:
    """
    What a reader knows of the counts of one set of tables, and what to keep.

    Parameters
    ----------
    kinds
        Kinds of children, from which all follows that adding and subtracting can tell of
        counts whose tables say whom they are of.
    sums
        Which counts add up to which, where no table says whom they are of.
    worked_out
        Counts that stand in no table but can be worked out.
    public
        Counts that everybody knows, and that are not of children: beds of a home.
    unwatched
        Of ``worked_out``, what may be known: it only links others.
    whom
        Whom a count of ``worked_out`` is of, where kinds tell.
    compared
        Pairs of counts whose difference tells how few children changed.
    partitions
        Parts that are all of something, each a count or the difference of two: those that are
        hidden are a count together.
    wanted
        The most wanted first; what is named nowhere comes last.
    withheld
        Cells hidden whatever they hold.
    group_of
        For a count of some of a group, the count of the group.
    decided
        Cells of tables that were released before, each with whether it is hidden: so it stays.
    """

    kinds: Sequence[Kinds] = ()
    sums: Sequence[Sum] = ()
    worked_out: Mapping[Cell, int] = field(default_factory=dict)
    public: Mapping[Cell, int] = field(default_factory=dict)
    unwatched: frozenset[Cell] = frozenset()
    whom: Mapping[Cell, Whom] = field(default_factory=dict)
    compared: Sequence[tuple[Cell, Cell]] = ()
    partitions: Sequence[Sequence[Part]] = ()
    wanted: Sequence[Wanted] = ()
    withheld: frozenset[Cell] = frozenset()
    group_of: Mapping[Cell, Cell] = field(default_factory=dict)
    decided: Mapping[Cell, bool] = field(default_factory=dict)


def hidden_cells(
    counts: Mapping[Cell, int],
    protection: Protection,
    *,
    whom: Mapping[Cell, Whom],
    unseen: Collection[Cell] = (),
    smallest_shown_count: int,
    smallest_told_group: int,
) -> frozenset[Cell]:
    """
    Choose the cells to hide.

    A count from 1 to ``smallest_shown_count - 1`` is hidden; a true zero is not, unless it is
    none of a group of fewer than ``smallest_told_group``, nor is all of such a group. Of every
    such small count, of every small difference of two that are ``compared`` or of a count and
    some of the same children in one row, of few children in all hidden parts of a whole, and of
    few that one or two shown parts of a shown count leave, the least and the most that it can be,
    given all that is shown, lie at least ``smallest_shown_count - 1`` apart.

    Parameters
    ----------
    counts
        Every count of the tables that is known, by cell.
    whom
        Whom each cell is of, where its table says so.
    unseen
        Cells that hide what is made from them and are shown to nobody.

    Raises
    ------
    DisclosureError
        If a cell does not count those whom its table says, or nothing that could be hidden
        would keep a small count from being worked out.
    """
    known = knowledge(
        {**counts, **protection.worked_out, **protection.public},
        kinds=protection.kinds,
        whom={**whom, **protection.whom},
        sums=protection.sums,
    )
    all_or_none = _all_or_none_of_few(counts, protection.group_of, known, smallest_told_group)
    seen = [*(cell for cell in counts if cell not in unseen), *protection.public]
    of_children = [
        *counts,
        *(one for one in protection.worked_out if one not in protection.unwatched),
    ]
    small = {
        number
        for number in {known.number_of[cell] for cell in of_children}
        if 0 < known.counts[number] < smallest_shown_count
    }
    open_to_see = {known.number_of[cell] for cell in seen if cell not in protection.withheld}
    decided = {known.number_of[cell] for cell in protection.decided}
    shown_before = frozenset(
        known.number_of[cell] for cell, is_hidden in protection.decided.items() if not is_hidden
    )
    anyway = {
        *small,
        *(known.number_of[cell] for cell in all_or_none),
        *({known.number_of[cell] for cell in seen} - open_to_see),
        *decided,
    } - shown_before
    stage_of = _stages_of(known, protection, seen)
    watched = Watched(
        known,
        stage_of,
        whom={**whom, **protection.whom},
        smallest_shown_count=smallest_shown_count,
    )
    watched.small_counts(small)
    watched.small_differences(protection.compared)
    watched.small_rests(seen)
    watched.all_or_none((cell, protection.group_of[cell]) for cell in all_or_none)
    watched.partitions(protection.partitions)
    hidden = hidden_figures(
        known,
        _stages(known, protection, seen, stage_of),
        hidden_anyway=anyway,
        known_anyway=shown_before.union(known.number_of[cell] for cell in protection.public),
        watched=watched,
    )
    return frozenset(
        cell
        for cell in counts
        if known.number_of[cell] in hidden or cell in protection.withheld or cell in all_or_none
    )


def _all_or_none_of_few(
    counts: Mapping[Cell, int],
    group_of: Mapping[Cell, Cell],
    known: Knowledge,
    smallest_told_group: int,
) -> list[Cell]:
    """Name the counts that tell of every child of a small group at once."""
    return [
        cell
        for cell, group in group_of.items()
        if cell in counts
        and 0 < counts.get(group, 0) < smallest_told_group
        and counts[cell] in (0, counts[group])
        and known.number_of[cell] != known.number_of[group]
        and not known.goes_without_saying(known.number_of[cell])
    ]


def _stages_of(known: Knowledge, protection: Protection, seen: Iterable[Cell]) -> dict[int, int]:
    """Give the stage of each figure: that of its most wanted cell."""
    found = {known.number_of[cell]: 0 for cell in (*protection.public, *protection.decided)}
    for number, wanted in enumerate(protection.wanted):
        for cell in wanted.cells:
            if cell in known.number_of:
                found.setdefault(known.number_of[cell], number)
    for cell in seen:
        found.setdefault(known.number_of[cell], len(protection.wanted))
    for linked in protection.sums:
        numbers = [known.number_of[cell] for cell in linked.cells if cell in known.number_of]
        latest = max((found[one] for one in numbers if one in found), default=0)
        for one in numbers:
            found.setdefault(one, latest)
    return found


def _stages(
    known: Knowledge, protection: Protection, seen: Sequence[Cell], stage_of: Mapping[int, int]
) -> list[Stage]:
    cost: dict[int, float] = {}
    for one in protection.wanted:
        for cell, worth in one.cells.items():
            if cell in known.number_of:
                cost.setdefault(known.number_of[cell], worth)
    in_tables = {known.number_of[cell] for cell in seen}
    stages = []
    for number in range(len(protection.wanted) + 1):
        figures = sorted(one for one in in_tables if stage_of[one] == number)
        rows: dict[object, set[int]] = {}
        if number < len(protection.wanted) and protection.wanted[number].is_by_row:
            for cell in protection.wanted[number].cells:
                if cell in known.number_of and cell not in protection.withheld:
                    rows.setdefault((cell.table, cell.row), set()).add(known.number_of[cell])
        stages.append(
            Stage(
                cost={one: cost.get(one, 1.0) for one in figures},
                rows=[frozenset(row) for row in rows.values()],
            )
        )
    return stages
