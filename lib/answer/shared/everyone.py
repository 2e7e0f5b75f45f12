"""All looked-after children by borough and group, decided after everything of those in homes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from lib.answer.areas import TOTAL, area_codes, areas_loaded
from lib.answer.boroughs.groups import members
from lib.answer.boroughs.looked_after import CHILDREN, GROUPS_BY_FIELD, everyone, looked_after
from lib.answer.loaded import Loaded
from lib.answer.shared.answers import Answer, answers_on_offer
from lib.answer.shared.sets import protection, whole_set
from lib.answer.whom import NO, YES
from lib.disclosure.kinds import Kinds, Whom
from lib.disclosure.protect import Protection, Wanted
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.disclosure.sums import Cell, Part

_IN_A_HOME: Final = "in_a_home"
_NOT_TOLD: Final = "not in a home"
"""Of a child who is not in a home no other table tells."""

_KEYS: Final[Mapping[str, list[str]]] = {
    field: [one.key for one in groups] for field, groups in GROUPS_BY_FIELD.items()
}
"""Groups of each field; the last is *not known*."""

_MANY: Final = 4.0
"""Of all areas together, a figure is worth so many of those by area."""

_SHARED: Final = Audience.SHARED

_RELEASED: WeakKeyDictionary[Loaded, Released] = WeakKeyDictionary()


def looked_after_set(loaded: Loaded) -> Released:
    """
    Release how many children each area looks after by age, provider and legal status.

    What the whole set shows stays as it is; of this table so much is hidden that, beside it, no
    few children become known, neither of all looked after nor of those in homes. Once for each
    load.

    Returns
    -------
    Released
        As `lib.answer.boroughs.looked_after.looked_after` says.
    """
    if loaded not in _RELEASED:
        answers = answers_on_offer(loaded)
        table = looked_after(loaded, _SHARED)
        let_out = release(
            [*(_lifted(one) for answer in answers for one in answer.every), table],
            protection=_protection(loaded, answers, table),
            footprint=loaded.footprint,
            audience=_SHARED,
            is_invented=loaded.is_invented,
        )
        _RELEASED[loaded] = let_out[table.name]
    return _RELEASED[loaded]


def _protection(loaded: Loaded, answers: Sequence[Answer], table: Unreleased) -> Protection:
    of_homes = protection(loaded, answers)
    areas = [str(row) for row in table.table.index.drop(TOTAL)]
    return replace(
        of_homes,
        kinds=_kinds(loaded, of_homes.kinds),
        whom={cell: _of_those_in_homes(of) for cell, of in of_homes.whom.items()},
        partitions=[*of_homes.partitions, *_partitions(table, areas)],
        wanted=[
            Wanted(cells={cell: _MANY if cell.row == TOTAL else 1.0 for cell in table.cells()})
        ],
        withheld=of_homes.withheld.union(
            Cell(table.name, area, keys[-1]) for area in areas for keys in _KEYS.values()
        ),
        group_of={
            **of_homes.group_of,
            **{cell: Cell(table.name, cell.row, CHILDREN) for cell in table.cells()},
        },
        decided=dict(_decided(answers, whole_set(loaded).values())),
    )


def _lifted(one: Unreleased) -> Unreleased:
    """Say of each count of children in homes that it is of these, and whom others are of."""
    whom = {cell: _of_those_in_homes(of) for cell, of in one.whom.items()}
    if one.name == "areas":
        whom |= {
            (row, "looked_after"): {} if row == TOTAL else {"area": [str(row)]}
            for row in one.table.index[one.table["is_loaded"]]
        }
    return replace(one, whom=whom)


def _of_those_in_homes(of: Whom) -> Whom:
    return {**of, _IN_A_HOME: [YES]}


def _kinds(loaded: Loaded, of_homes: Sequence[Kinds]) -> list[Kinds]:
    """
    List kinds of all looked-after children: those in homes as before, and all the others.

    By each field the area is told too, so that what the first list has in common with each
    other one is still all that any two have.
    """
    children = everyone(loaded)
    groups = members(children, GROUPS_BY_FIELD)
    others = pd.DataFrame({"area": area_codes(children, loaded, _SHARED)})
    for field, keys in _KEYS.items():
        others[field] = np.select([groups[key] for key in keys[:-1]], keys[:-1], keys[-1])
    others = others[~children["is_in_a_home"]]
    areas = pd.DataFrame({"area": sorted(areas_loaded(loaded, _SHARED))})
    first = of_homes[0].children["area"]
    by_area = [
        replace(
            one,
            possible=areas.merge(one.possible, how="cross"),
            children=one.children.assign(area=first),
        )
        if one.name in _KEYS
        else one
        for one in of_homes
    ]
    return [_with_others(one, others, areas["area"].tolist()) for one in by_area]


def _with_others(one: Kinds, others: pd.DataFrame, areas: Sequence[str]) -> Kinds:
    """Add to a list of kinds those of children who are not in homes."""
    values = {"area": areas, **_KEYS}
    told = [column for column in one.possible.columns if column in values]
    kinds = pd.DataFrame([*product(*(values[column] for column in told))], columns=told)

    def joined(in_homes: pd.DataFrame, elsewhere: pd.DataFrame) -> pd.DataFrame:
        parts = (in_homes.assign(**{_IN_A_HOME: YES}), elsewhere.assign(**{_IN_A_HOME: NO}))
        return pd.concat(parts, ignore_index=True).fillna(_NOT_TOLD)

    return Kinds(
        name=one.name,
        possible=joined(one.possible, kinds),
        children=joined(one.children, others[told]),
    )


def _partitions(table: Unreleased, areas: Sequence[str]) -> Iterator[list[Part]]:
    """Name the parts of a whole: the groups of a field in each area, the areas of each group."""
    for keys in _KEYS.values():
        for row in (*areas, TOTAL):
            yield [(Cell(table.name, row, key),) for key in keys]
        for key in keys:
            yield [(Cell(table.name, row, key),) for row in areas]


def _decided(
    answers: Sequence[Answer], released: Iterable[Mapping[str, Released]]
) -> Iterator[tuple[Cell, bool]]:
    """Tell of each count of those in homes whether it is hidden."""
    for answer, tables in zip(answers, released, strict=True):
        for one in answer.every:
            shown = tables[one.name.removeprefix(answer.name)]
            for cell, count in one.cells().items():
                if cell.column in one.in_no_table:
                    yield cell, True
                elif cell.row in shown.table.index:
                    yield cell, shown.is_hidden(cell.row, cell.column)
                else:  # whoever misses a row takes it for nobody
                    yield cell, count > 0
