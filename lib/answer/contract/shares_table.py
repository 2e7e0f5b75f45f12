"""What each area brings to a contract, as a table that is not yet released."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from lib.answer.areas import TOTAL, area_code, area_names
from lib.answer.contract.view import SHARES_GAMES, SHARES_RULES
from lib.answer.loaded import Loaded
from lib.disclosure.release import Protection, Unreleased
from lib.disclosure.released import Audience, Released
from lib.disclosure.sums import Cell, Sum
from lib.domain.contract import Contract
from lib.scenario.bed_choices import bed_choices
from lib.scenario.costs import price_pence
from lib.scenario.fair_shares import BlockFee, fair_shares
from lib.scenario.homes import locate_homes
from lib.scenario.run import ContractResult
from lib.units import PENCE_PER_POUND

_NAME: Final = "shares"
_SAVING: Final = "saving_pence"
_OF_AREA: Final = ("children", "candidates", "beds_used", "costs_known")
_OF_ALL: Final = {"of_all": "beds_used", "costs_of_all": "costs_known"}
"""In every row, what all areas have together: a part of a sum gives the sum away."""
_MEAN: Final = "costs_of_mean"
"""In every row, children behind the mean cost, from which the fee follows."""

_COMES_FROM: Final = {
    "shapley": ("candidates", "beds_used", "of_all"),
    "equal": ("of_all",),
    "by_children": ("children", "of_all"),
    "by_use": ("beds_used", "of_all"),
}
_COSTS_COME_FROM: Final = {"shapley": ("costs_known",)}

_TOLD_BY_SHARES: Final = (
    "today_children", "today_in_footprint", "with_contract_in_footprint",
)  # fmt: skip
"""Of the released areas: a share by use is the number of children brought inside."""


def by_authority(
    loaded: Loaded, contract: Contract, result: ContractResult, mean_cost_pence: float
) -> pd.DataFrame:
    """
    Share the contract out between the authorities.

    A weekly cost that is not known is taken for the mean, as in the forecast.

    Returns
    -------
    DataFrame
        As `lib.scenario.fair_shares.fair_shares`; ``costs_known``: candidates whose own cost
        is in the shares; ``fee_<rule>``: pence a year of the fee that is in the share of the
        saving.
    """
    today = loaded.measured.reset_index(drop=True)
    candidates = today.loc[result.plan.rows]
    known = candidates["weekly_cost_pence"]
    if contract.money.weekly_cost_pence is not None:
        known = known.mask(known.notna())
    homes = locate_homes(contract, postcodes=loaded.postcodes, footprint=loaded.footprint)
    weeks = float(contract.money.weeks)
    yearly = weeks * float(price_pence(contract.money, mean_cost_pence)) * contract.beds
    codes = list(loaded.returns.authorities_loaded)
    shares = fair_shares(
        bed_choices(
            candidates.assign(weekly_cost_pence=known.fillna(round(mean_cost_pence))).reset_index(
                drop=True
            ),
            homes,
        ),
        candidates["authority_code"].tolist(),
        children_of=today["authority_code"].value_counts().reindex(codes, fill_value=0),
        fee=BlockFee(weeks_a_year=weeks, yearly_pence=yearly),
    )
    is_known = candidates.loc[known.notna(), "authority_code"].value_counts()
    shares.insert(3, "costs_known", is_known.reindex(codes, fill_value=0))
    for rule, to in (("shapley", None), ("equal", None), ("by_children", "children"),
                     ("by_use", "beds_used")):  # fmt: skip
        part = 1 / len(codes) if to is None else shares[to] / shares[to].sum()
        shares[f"fee_{rule}"] = yearly * part
    return shares


def by_area(
    shares: pd.DataFrame,
    loaded: Loaded,
    audience: Audience,
    *,
    bed_year_pence: float | None,
    behind_mean: int,
) -> Unreleased:
    """
    Add up merged authorities, convert pence to pounds, round, and add a total.

    Parameters
    ----------
    bed_year_pence
        What a bed's child costs elsewhere in a year, where the reader set it; None where each
        child's own cost holds.
    behind_mean
        Children behind the mean cost; 0 where the reader set it.
    """
    names = area_names(loaded, audience)
    codes = [area_code(str(code), loaded, audience) for code in shares.index]
    # a rule that divides by nothing gives no share, and not a share of nothing
    table = shares.groupby(codes, sort=False).sum(min_count=1)
    table.loc[TOTAL] = table.sum(min_count=1)
    is_shared = audience is Audience.SHARED
    for rule in SHARES_RULES:
        fee = table.pop(f"fee_{rule}")
        saving = table[f"{_SAVING}_{rule}"]
        if is_shared:
            saving = _coarse(saving + fee, rule, bed_year_pence) - fee
        table[f"{_SAVING}_{rule}"] = (saving / PENCE_PER_POUND).round(-4 if is_shared else 0)
        for game in SHARES_GAMES:
            if game != _SAVING:
                column = f"{game}_{rule}"
                table[column] = table[column].round(0 if is_shared else 1)
    for of_all, column in _OF_ALL.items():
        table[of_all] = int(table[column][TOTAL])
    table[_MEAN] = behind_mean
    counts = (*_OF_AREA, *_OF_ALL, _MEAN)
    table.insert(0, "name", [names.get(code, loaded.footprint.name) for code in table.index])
    return Unreleased(
        name=_NAME,
        table=table.astype(dict.fromkeys(counts, "Int64")),
        counts=counts,
        made_from={
            f"{game}_{rule}": _comes_from(game, rule)
            for game in SHARES_GAMES
            for rule in SHARES_RULES
        },
    )


def _coarse(elsewhere: pd.Series, rule: str, bed_year_pence: float | None) -> pd.Series:
    """
    Round what children cost elsewhere, before the fee comes off.

    The reader sets the fee, and could otherwise move a share over the edge of the
    rounding, penny by penny, until it is known; or set a cost so high that no rounding of
    pounds hides a part of a bed. A share of the saving is as fine as one of the children.
    """
    ten_thousand_pounds = 10_000 * PENCE_PER_POUND
    if bed_year_pence is None:
        return (elsewhere / ten_thousand_pounds).round() * ten_thousand_pounds
    return (elsewhere / bed_year_pence).round() * bed_year_pence if rule == "shapley" else elsewhere


def _comes_from(game: str, rule: str) -> tuple[str, ...]:
    of_costs = (*_COSTS_COME_FROM.get(rule, ()), "costs_of_all", _MEAN) if game == _SAVING else ()
    return (*_COMES_FROM[rule], *of_costs)


def protection(
    shares: Unreleased, areas: Released, result: ContractResult, smallest_shown_count: int
) -> Protection:
    """
    Name what links the shares: sums over the areas, parts of the same children, the plan.

    Parameters
    ----------
    areas
        As released: what is hidden of an area there is hidden here.
    """
    table, known = shares.table, shares.cells()
    of_areas = [row for row in shares.table.index if row != TOTAL]
    sums = [
        Sum(Cell(_NAME, TOTAL, column), tuple(Cell(_NAME, row, column) for row in of_areas))
        for column in _OF_AREA
    ]
    worked_out = {}
    for row in table.index:
        parts = (
            *((Cell(_NAME, row, whole), part) for whole, part in _PARTS),
            *((Cell(_NAME, TOTAL, column), of_all) for of_all, column in _OF_ALL.items()),
        )
        for whole, part in parts:
            rest = Cell(_NAME, row, f"{whole.column} but {part}")
            worked_out[rest] = known[whole] - known[Cell(_NAME, row, part)]
            sums.append(Sum(whole, (Cell(_NAME, row, part), rest)))
    return Protection(
        sums=sums,
        worked_out=worked_out,
        withheld=frozenset(_withheld(table, areas, result, smallest_shown_count)),
        kept_longest=("candidates", "children"),
    )


_PARTS: Final = (("children", "candidates"), ("candidates", "beds_used"))


def _withheld(
    table: pd.DataFrame, areas: Released, result: ContractResult, smallest_shown_count: int
) -> Iterator[Cell]:
    tells_the_rules = _tells_the_rules(table, result, smallest_shown_count)
    for row in table.index:
        is_hidden_there = any(areas.is_hidden(row, column) for column in _TOLD_BY_SHARES)
        if is_hidden_there or (row == TOTAL and tells_the_rules):
            yield from (Cell(_NAME, row, column) for column in _OF_AREA)
    if 0 < int(table["costs_known"][TOTAL]) < smallest_shown_count:
        yield from (Cell(_NAME, row, column) for row in table.index for column in _OF_ALL)


def _tells_the_rules(
    table: pd.DataFrame, result: ContractResult, smallest_shown_count: int
) -> bool:
    """Whether the shares, which leave the rules out, tell how few children the rules keep out."""
    brought = round(float(table["children_inside_equal"][TOTAL]))
    used = int(table["beds_used"][TOTAL])
    apart = (
        abs(brought - result.plan.brought_inside),
        abs(brought - result.ceiling.brought_inside),
        abs(used - result.plan.beds_filled),
    )
    return any(0 < number < smallest_shown_count for number in apart)
