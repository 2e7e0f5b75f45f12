"""Contracts side by side: the same children, the same chance, so that what differs is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from lib.answer.contract.behind import BEHIND
from lib.answer.contract.rounding import Rounding
from lib.answer.contract.sentences import pounds, span
from lib.answer.contract.tables import QUANTILES
from lib.answer.contract.view import ContractView
from lib.answer.wording import listed
from lib.disclosure.release import Protection, Unreleased, release
from lib.disclosure.released import Released
from lib.domain.footprint import Footprint
from lib.domain.scenario import MadeWith
from lib.errors import ConfigurationError

MOST: Final = 4

_BEHIND: Final = {
    f"{BEHIND}_{figure}": figure for figure in ("occupancy", "saving_pounds", "children_inside")
}
_ONE: Final = 1
"""Too few children to show: hides what was hidden in either contract's own answer."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Comparison:
    """
    Contracts against the first of them.

    ``table``
        Index number from 0; ``name``, ``beds``, ``<figure>_<quantile>`` of occupancy,
        saving and children inside, ``chance_of_loss``, and, from the second on,
        ``<figure>_more_<quantile>``: its difference from the first, run by run.
    """

    table: Released
    sentences: tuple[str, ...]


def made_with(view: ContractView) -> MadeWith:
    """Name what a contract's figures were made with."""
    overview = view.overview
    return MadeWith(
        data_sha256=overview.data_hash,
        as_of=overview.as_of.isoformat(),
        audience=overview.audience.value,
        model=view.model,
        seed=view.seed,
        runs=view.runs_made,
    )


def require_alike(name: str, one: MadeWith, other: MadeWith) -> None:
    """
    Refuse to set side by side what was made with other data, chance or version.

    Raises
    ------
    ConfigurationError
        Saying what differs and what to do.
    """
    unlike = one.unlike(other)
    if unlike:
        message = (
            f"{name!r} cannot be compared as it was saved: it was made with {listed(unlike)}. "
            "Work it out anew on what is loaded now to compare it."
        )
        raise ConfigurationError(message)


def compare(views: Sequence[ContractView], *, footprint: Footprint) -> Comparison:
    """
    Set up to four contracts side by side.

    In every run all meet the same draws and, as far as they can, the same children; the
    difference of two contracts has its own range, narrower than either's.

    Raises
    ------
    ConfigurationError
        If there are too many, or they were not made with the same.
    """
    if not 1 <= len(views) <= MOST:
        message = f"{len(views)} contracts: 1 to {MOST} can be compared."
        raise ConfigurationError(message)
    first = views[0]
    for view in views[1:]:
        require_alike(view.contract.name, made_with(first), made_with(view))
    rounding = Rounding(first.overview.audience)
    rows = [_row(view, None if at == 0 else first, rounding) for at, view in enumerate(views)]
    table = pd.DataFrame(rows).convert_dtypes().astype(dict.fromkeys(_BEHIND, "Int64"))
    let_out = release(
        [
            Unreleased(
                name="comparison",
                table=table,
                counts=tuple(_BEHIND),
                made_from={
                    column: (behind,)
                    for behind, figure in _BEHIND.items()
                    for column in table.columns
                    if column.startswith(figure)
                    or (column == "chance_of_loss" and figure == "saving_pounds")
                },
            )
        ],
        protection=Protection(),
        footprint=footprint,
        audience=first.overview.audience,
        is_invented=first.overview.is_invented,
    )["comparison"]
    return Comparison(
        table=let_out,
        sentences=tuple(_said(let_out, row, views) for row in range(1, len(views))),
    )


def _row(view: ContractView, first: ContractView | None, rounding: Rounding) -> dict[str, object]:
    """Lay out one contract, and what it brings more than the first; None for the first itself."""
    row: dict[str, object] = {"name": view.contract.name, "beds": view.contract.beds}
    rounded = {
        "occupancy": rounding.share,
        "saving_pounds": rounding.pounds,
        "children_inside": rounding.children,
    }
    for behind, figure in _BEHIND.items():
        found = [span(one.figures, figure) for one in (view, first) if one is not None]
        is_hidden = any(one is None for one in found)
        for key, value in zip(QUANTILES, found[0] or (None,) * 3, strict=True):
            row[f"{figure}_{key}"] = value
        of_first = view if first is None else first
        more = getattr(view.runs, figure) - getattr(of_first.runs, figure)
        for key, value in zip(QUANTILES, np.percentile(more, (10, 50, 90)), strict=True):
            is_shown = first is not None and not is_hidden
            row[f"{figure}_more_{key}"] = rounded[figure](float(value)) if is_shown else None
        row[behind] = _ONE if is_hidden else 0
    row["chance_of_loss"] = view.single.number("chance_of_loss", "value")
    return row


def _said(table: Released, row: int, views: Sequence[ContractView]) -> str:
    low, middle, high = (table.number(row, f"saving_pounds_more_{key}") for key in QUANTILES)
    name, first = views[row].contract.name, views[0].contract.name
    if low is None or middle is None or high is None:
        return f"{name}: hidden, because few children stand behind it."
    if low == high == 0:
        return f"{name} saves about as much as {first} in at least 8 of 10 runs."
    more = "more" if middle >= 0 else "less"
    certain = f" In at least 9 of 10 runs it saves {more}." if low > 0 or high < 0 else ""
    return (
        f"{name} most likely saves {pounds(abs(middle))} {more} than {first} "
        f"({pounds(low)} to {pounds(high)} in 8 of 10 runs).{certain}"
    )
