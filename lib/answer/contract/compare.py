"""Contracts side by side: the same children, the same chance, so that what differs is theirs."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.answer.contract import compare_sentences as sentences
from lib.answer.contract.behind import BEHIND
from lib.answer.contract.rounding import Rounding
from lib.answer.contract.tables import QUANTILES
from lib.answer.contract.view import ContractView
from lib.answer.wording import listed
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Released
from lib.domain.contract import Contract
from lib.domain.footprint import Footprint
from lib.domain.scenario import MadeWith
from lib.errors import ConfigurationError
from lib.scenario.forecast import TENTHS

Real = npt.NDArray[np.float64]

MOST: Final = 4

_RANGES: Final = (
    "occupancy", "break_even_occupancy", "saving_pounds", "empty_pounds", "term_saving_pounds",
    "children_inside",
)  # fmt: skip
_SINGLE: Final = ("chance_of_loss", "chance_of_target", "pays_from_month", "paid_back_month")
_PENCE: Final = 2
"""Decimals of a pound: what differs by less does not differ."""

_ONE: Final = 1
"""Too few children to show: hides what was hidden in either contract's own answer."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Comparison:
    """
    Contracts against the first of them.

    ``table``
        Index number from 0; ``name``, ``beds``; ``<figure>_<quantile>`` of occupancy,
        break-even share of the beds (missing where not even every bed would do), saving and
        cost of empty beds in the full year, saving over the term and in a year of it
        (``term_year_pounds``), children inside; ``chance_of_loss``, ``chance_of_target``,
        ``chance_of_most`` (of saving more than each other in a full year),
        ``pays_from_month``, ``paid_back_month`` (missing where not within the term). From
        the second on, ``<figure>_more_<quantile>``: its difference from the first, run by
        run; none of ``term_saving_pounds`` where the terms differ.
    ``contracts``
        By the same numbers, named as in the table.
    ``title``
        The finding.
    ``sentences``
        One for each contract after the first.
    ``notes``
        What is not alike, and so bears on the difference.
    """

    table: Released
    contracts: tuple[Contract, ...]
    title: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Figure:
    """Columns of one figure, and whether they are hidden."""

    columns: Mapping[str, float | None]
    is_hidden: bool


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
    difference of two contracts has its own range, narrower than if each had met others.

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
    most = _chance_of_most(views)
    rows = [
        {
            **_own(view, rounding),
            **_more(view, first, rounding, is_first=at == 0),
            "chance_of_most": most[at],
        }
        for at, view in enumerate(views)
    ]
    names = _told_apart([view.contract.name for view in views])
    let_out = release(
        [_laid_out(names, views, rows)],
        protection=Protection(),
        footprint=footprint,
        audience=first.overview.audience,
        is_invented=first.overview.is_invented,
    )["comparison"]
    contracts = tuple(view.contract for view in views)
    return Comparison(
        table=let_out,
        contracts=contracts,
        title=sentences.title(let_out),
        sentences=sentences.differences(let_out, contracts),
        notes=sentences.notes(names, contracts),
    )


def _own(view: ContractView, rounding: Rounding) -> dict[str, _Figure]:
    """Lay out a contract's figures as its own answer has them."""
    ranges = {
        figure: _Figure(
            columns={f"{figure}_{key}": view.figures.number(figure, key) for key in QUANTILES},
            is_hidden=view.figures.is_hidden(figure, "p50"),
        )
        for figure in _RANGES
    }
    single = {
        figure: _Figure(
            columns={figure: view.single.number(figure, "value")},
            is_hidden=view.single.is_hidden(figure, "value"),
        )
        for figure in _SINGLE
    }
    a_year = _quantiles("term_year_pounds", _by_run(view)["term_year_pounds"], rounding)
    is_hidden = ranges["term_saving_pounds"].is_hidden
    return {**ranges, **single, "term_year_pounds": _Figure(columns=a_year, is_hidden=is_hidden)}


def _more(
    view: ContractView, first: ContractView, rounding: Rounding, *, is_first: bool
) -> dict[str, _Figure]:
    """Lay out what a contract brings more than the first; missing for the first itself."""
    found = {}
    has_other_term = view.contract.months != first.contract.months
    for figure, of_runs in _by_run(view).items():
        name = f"{figure}_more"
        shown: Mapping[str, float | None] = _quantiles(
            name, of_runs - _by_run(first)[figure], rounding, of=(of_runs, _by_run(first)[figure])
        )
        if is_first or (figure == "term_saving_pounds" and has_other_term):
            shown = dict.fromkeys(shown)
        source = "term_saving_pounds" if figure == "term_year_pounds" else figure
        found[name] = _Figure(
            columns=shown,
            is_hidden=any(one.figures.is_hidden(source, "p50") for one in (view, first)),
        )
    return found


def _by_run(view: ContractView) -> dict[str, Real]:
    runs = view.runs
    return {
        "occupancy": runs.occupancy,
        "saving_pounds": runs.saving_pounds,
        "term_saving_pounds": runs.term_saving_pounds,
        "term_year_pounds": runs.term_saving_pounds / view.contract.money.term_years,
        "children_inside": runs.children_inside,
    }


def _chance_of_most(views: Sequence[ContractView]) -> list[_Figure]:
    """Give each contract's share of the runs in which it saves more than every other."""
    saving = np.stack([view.runs.saving_pounds for view in views]).round(_PENCE)
    is_hidden = any(view.figures.is_hidden("saving_pounds", "p50") for view in views)
    found = []
    for at in range(len(views)):
        others = np.delete(saving, at, axis=0)
        is_most = (saving[at] > others).all(axis=0)
        chance = round(float(is_most.mean()), 4) if len(others) else None
        found.append(_Figure(columns={"chance_of_most": chance}, is_hidden=is_hidden))
    return found


def _quantiles(
    name: str, values: Real, rounding: Rounding, *, of: Sequence[Real] = ()
) -> dict[str, float]:
    """
    Round as the contract's own answer rounds the figure.

    Parameters
    ----------
    of
        What a difference is of: pounds are told no finer than those of the two.
    """
    widest = max((float(np.abs(_tenths(one)).max()) for one in of), default=0.0)
    rounded = {
        "occupancy": rounding.share,
        "children_inside": rounding.children,
    }.get(name.removesuffix("_more"), partial(_no_finer, rounding, widest))
    return {
        f"{name}_{key}": float(rounded(float(value)))
        for key, value in zip(QUANTILES, _tenths(values), strict=True)
    }


def _no_finer(rounding: Rounding, size: float, value: float) -> float:
    """Round a value in the steps of a larger one."""
    base = math.copysign(rounding.pounds(size), value)
    return rounding.pounds(rounding.pounds(base + value) - base)


def _tenths(values: Real) -> Real:
    tenths: Real = np.percentile(values, TENTHS)
    return tenths


def _laid_out(
    names: Sequence[str], views: Sequence[ContractView], rows: Sequence[Mapping[str, _Figure]]
) -> Unreleased:
    table = pd.DataFrame(
        [
            {
                "name": name,
                "beds": view.contract.beds,
                **{key: value for one in row.values() for key, value in one.columns.items()},
                **{f"{BEHIND}_{key}": _ONE if one.is_hidden else 0 for key, one in row.items()},
            }
            for name, view, row in zip(names, views, rows, strict=True)
        ]
    )
    made_from = {
        column: (f"{BEHIND}_{key}",) for key, one in rows[0].items() for column in one.columns
    }
    counts = tuple(f"{BEHIND}_{key}" for key in rows[0])
    figures = dict.fromkeys(made_from, "Float64") | dict.fromkeys(counts, "Int64")
    return Unreleased(
        name="comparison", table=table.astype(figures), counts=counts, made_from=made_from
    )


def _told_apart(names: Sequence[str]) -> list[str]:
    """Number the contracts that have one name, as one from a file and one on offer may."""
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name} (no. {seen[name]})")
    return told
