"""What the contracts on offer tell together in the shared view, and which contracts it takes."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

import pandas as pd

from lib.answer.areas import TOTAL, WHENS
from lib.answer.links import Links
from lib.answer.loaded import Loaded
from lib.answer.tables import proof
from lib.disclosure.release import Protection, Unreleased
from lib.disclosure.released import Audience
from lib.disclosure.sums import Cell
from lib.disclosure.suppress import hidden_cells
from lib.domain.contract import Contract
from lib.errors import DisclosureError
from lib.scenario.run import ContractResult

_KEPT: Final = f"{WHENS[1]}_in_footprint"
"""The one measure with the contract that is shown of every preset, for all areas together."""


def require_on_offer(contract: Contract, loaded: Loaded, audience: Audience) -> None:
    """
    Refuse a contract that chooses children as no preset does, for any audience but officers.

    Raises
    ------
    DisclosureError
        Saying what may be changed.
    """
    if audience is Audience.OFFICERS:
        return
    if contract.chooses not in {preset.chooses for preset in loaded.presets.values()}:
        names = ", ".join(preset.name for preset in loaded.presets.values())
        message = (
            "In the shared view homes, ages, beds and nomination are those of a contract on offer "
            f"({names}): chosen at will, they could be narrowed until a figure points to a child. "
            "Money and time may be changed freely. Choose the officers' view for more."
        )
        raise DisclosureError(message)


def withheld_for(contract: Contract, loaded: Loaded, audience: Audience) -> frozenset[Cell]:
    """
    Name the cells of the answer's tables that contracts on offer give away together.

    The partnership's own contract is shown by area, and with every measure. Of the others
    only the children inside, the proof and the ceiling are shown, for all areas together;
    of those, what the difference of two contracts would tell of 1 to 5 children is hidden.
    """
    if audience is Audience.OFFICERS:
        return frozenset()
    counts = {name: _counts(result, loaded) for name, result in loaded.offered.items()}
    hidden = _hidden_together(counts, loaded)
    this = next(name for name in counts if loaded.presets[name].chooses == contract.chooses)
    cells = {
        Cell("proof", *cell.column.split("/", maxsplit=1)) for cell in hidden if cell.row == this
    }
    if Cell("proof", WHENS[1], "children_inside") in cells:
        cells.add(Cell("areas", TOTAL, _KEPT))
    return frozenset(cells)


def is_shown_by_area(contract: Contract, loaded: Loaded, audience: Audience) -> bool:
    """Whether the audience sees this contract's figures by area, and every measure."""
    return audience is Audience.OFFICERS or contract.chooses == loaded.own_contract.chooses


def for_all_areas_alone(areas: Unreleased, flows: Unreleased) -> Iterator[Cell]:
    """Every cell with the contract, but the children inside of all areas together."""
    for column in areas.counts:
        if column.startswith(WHENS[1]):
            for row in areas.table.index:
                if not (row == TOTAL and column in (_KEPT, f"{WHENS[1]}_children")):
                    yield Cell("areas", row, column)
    for row in flows.table.index:
        yield Cell("flows", row, WHENS[1])


def _counts(result: ContractResult, loaded: Loaded) -> dict[str, int]:
    table = proof(loaded, result)
    return {f"{cell.row}/{cell.column}": count for cell, count in table.cells().items()}


def _hidden_together(counts: dict[str, dict[str, int]], loaded: Loaded) -> frozenset[Cell]:
    table = pd.DataFrame.from_dict(counts, orient="index").astype("Int64")
    cells = {
        Cell("presets", row, column): count
        for row, of_columns in counts.items()
        for column, count in of_columns.items()
    }
    links = Links(cells)
    for column in table.columns:
        for one, other in combinations(table.index, 2):
            links.change(Cell("presets", one, column), Cell("presets", other, column))
    together = Protection(sums=links.sums, worked_out=links.worked_out)
    return frozenset(
        cell
        for cell in hidden_cells(
            {**cells, **together.worked_out},
            together.sums,
            smallest_shown_count=loaded.footprint.smallest_shown_count,
            in_no_table=together.worked_out.keys(),
            kept_longest=("with_contract/children_inside",),
        )
        if cell in cells
    )
