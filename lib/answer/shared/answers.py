"""The tables of each contract on offer, as others than officers may see them, not yet released."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from lib.answer import tables
from lib.answer.areas import TOTAL, WHENS, areas
from lib.answer.boroughs.tables import bands, groups, need, retention
from lib.answer.loaded import Loaded
from lib.answer.placed import Placed
from lib.disclosure.release import Unreleased
from lib.disclosure.released import Audience
from lib.scenario.run import ContractResult

_TODAY, _AFTER = WHENS
_SHARED = Audience.SHARED


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """
    What one contract on offer shows.

    ``name`` is empty for the partnership's own, and begins the names of the tables of another.
    ``of_boroughs`` are the tables of the Boroughs page by name, for the own contract alone.
    """

    name: str
    placed: Placed
    has_bed: npt.NDArray[np.bool_]
    areas: Unreleased
    flows: Unreleased
    proof: Unreleased
    homes: Unreleased
    of_boroughs: Mapping[str, Unreleased]

    @property
    def every(self) -> tuple[Unreleased, ...]:
        """All tables."""
        return (self.areas, self.flows, self.proof, self.homes, *self.of_boroughs.values())

    @property
    def areas_loaded(self) -> list[str]:
        """Codes of the areas of which a return is loaded."""
        table = self.areas.table
        return [str(row) for row in table.index if row != TOTAL and table.at[row, "is_loaded"]]

    @property
    def block_areas(self) -> list[str]:
        """Codes of the areas with block homes."""
        has_beds = self.homes.table["block_beds"].gt(0).fillna(value=False)
        return [str(code) for code in self.homes.table.index[has_beds]]


_ANSWERS: WeakKeyDictionary[Loaded, tuple[Answer, ...]] = WeakKeyDictionary()


def answers_on_offer(loaded: Loaded) -> tuple[Answer, ...]:
    """Lay out the tables of each contract on offer, the own one first, once for each load."""
    if loaded not in _ANSWERS:
        _ANSWERS[loaded] = tuple(_answer(loaded, name) for name in loaded.offered)
    return _ANSWERS[loaded]


def _answer(loaded: Loaded, name: str) -> Answer:
    result = loaded.offered[name]
    placed = Placed.all_of(loaded, result)
    is_own = loaded.presets[name] == loaded.own_contract
    prefix = "" if is_own else f"{name}: "
    homes, proof = tables.homes(loaded, result, _SHARED), tables.proof(loaded, result)
    by_area, flows = areas(loaded, placed, _SHARED), tables.flows(loaded, placed, _SHARED)
    of_boroughs = (
        (
            groups(placed, _SHARED, name=loaded.footprint.name),
            bands(loaded, placed, _SHARED),
            retention(loaded, placed, _SHARED),
            need(loaded, placed, homes, _SHARED),
        )
        if is_own
        else ()
    )
    return Answer(
        name=prefix,
        placed=placed,
        areas=by_area if is_own else _of_another(by_area, prefix),
        flows=flows if is_own else _of_another(flows, prefix),
        proof=proof if is_own else replace(_named(proof, prefix), whom={}),
        has_bed=_has_bed(result),
        homes=_named(homes, prefix),
        of_boroughs={one.name: one for one in of_boroughs},
    )


def _has_bed(result: ContractResult) -> npt.NDArray[np.bool_]:
    """Tell of each child, in the order of the placements, whether it has a block bed."""
    has_bed = np.zeros(len(result.with_contract), dtype=bool)
    has_bed[result.plan.rows[result.plan.matching.home_of_child >= 0]] = True
    return has_bed


def _named(one: Unreleased, prefix: str) -> Unreleased:
    return replace(one, name=f"{prefix}{one.name}")


def _of_another(one: Unreleased, prefix: str) -> Unreleased:
    """Of a contract that is not the own one, kinds tell of today alone."""
    whom = {
        (row, column): of
        for (row, column), of in one.whom.items()
        if column.startswith(_TODAY) or column == f"{_AFTER}_children"
    }
    return replace(_named(one, prefix), whom=whom)
