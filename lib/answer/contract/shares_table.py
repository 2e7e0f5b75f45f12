"""What each area brings to a contract, as a table that is not yet released."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from lib.answer.areas import TOTAL, area_code, area_names
from lib.answer.contract.view import SHARES_GAMES, SHARES_MONEY, SHARES_RULES
from lib.answer.loaded import Loaded
from lib.disclosure.protect import Protection, Wanted
from lib.disclosure.release import Unreleased
from lib.disclosure.released import Audience, Released
from lib.disclosure.sums import Cell, Sum
from lib.domain.contract import Contract
from lib.scenario.bed_choices import bed_choices
from lib.scenario.costs import price_pence
from lib.scenario.demand_of_many import rounded_sum_of_costs
from lib.scenario.fair_shares import BlockFee, fair_shares
from lib.scenario.homes import locate_homes
from lib.scenario.run import ContractResult
from lib.units import PENCE_PER_POUND

_NAME: Final = "shares"
_AVOIDED: Final = "cost_avoided_pence"
_FEE: Final = "fee_pence"
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
_OWN_COSTS: Final = {"shapley": ("costs_known",)}
_BY_SET: Final = "beds_by_set"
"""
In every row, what all areas use together, for the beds that each set of them uses. A part that
is guaranteed is held against every set: moved step by step, it would count them one by one.
"""

_TOLD_BY_SHARES: Final = (
    "today_children", "today_in_footprint", "with_contract_in_footprint",
)  # fmt: skip
"""Of the released areas: a share by use is the number of children brought inside."""


def block_fee(contract: Contract, mean_cost_pence: float) -> BlockFee:
    """Give what the contract charges in a full year, at its most likely price."""
    money = contract.money
    return BlockFee(
        bed_year_pence=float(money.weeks) * float(price_pence(money, mean_cost_pence)),
        beds=contract.beds,
        paid_for_empty_share=money.paid_for_empty_share,
        management_pence=money.management_pence_per_year,
    )


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
        is in the shares.
    """
    today = loaded.measured.reset_index(drop=True)
    candidates = today.loc[result.plan.rows]
    known = candidates["weekly_cost_pence"]
    if contract.money.weekly_cost_pence is not None:
        known = known.mask(known.notna())
    homes = locate_homes(contract, postcodes=loaded.postcodes, footprint=loaded.footprint)
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
        weeks_a_year=float(contract.money.weeks),
        fee=block_fee(contract, mean_cost_pence),
    )
    is_known = candidates.loc[known.notna(), "authority_code"].value_counts()
    shares.insert(3, "costs_known", is_known.reindex(codes, fill_value=0))
    return shares


def by_area(
    shares: pd.DataFrame,
    loaded: Loaded,
    audience: Audience,
    *,
    fee: BlockFee,
    weeks_a_year: float,
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
    if is_shared:
        members = pd.Series(codes).value_counts().reindex(table.index, fill_value=len(codes))
        _make_coarse(
            table,
            members / len(codes),
            fee,
            weeks_a_year=weeks_a_year,
            bed_year_pence=bed_year_pence,
        )
    for rule in SHARES_RULES:
        for game in SHARES_MONEY:
            pounds = table[f"{game}_{rule}"] / PENCE_PER_POUND
            table[f"{game}_{rule}"] = pounds.round(-4 if is_shared else 0)
        for game in SHARES_GAMES:
            if game != _SAVING:
                column = f"{game}_{rule}"
                table[column] = table[column].round(0 if is_shared else 1)
    for of_all, column in _OF_ALL.items():
        table[of_all] = int(table[column][TOTAL])
    table[_BY_SET] = table["of_all"]
    table[_MEAN] = behind_mean
    counts = (*_OF_AREA, *_OF_ALL, _BY_SET, _MEAN)
    table.insert(0, "name", [names.get(code, loaded.footprint.name) for code in table.index])
    return Unreleased(
        name=_NAME,
        table=table.astype(dict.fromkeys(counts, "Int64")),
        counts=counts,
        made_from={
            f"{game}_{rule}": _comes_from(game, rule, fee)
            for game in (*SHARES_GAMES, *SHARES_MONEY)
            for rule in SHARES_RULES
        },
    )


def _make_coarse(
    table: pd.DataFrame,
    part: pd.Series,
    fee: BlockFee,
    *,
    weeks_a_year: float,
    bed_year_pence: float | None,
) -> None:
    """
    Round what children cost elsewhere, and beds that are paid for, before the reader's prices.

    The reader sets the fee, and could otherwise move a share over the edge of the
    rounding, penny by penny, until it is known; or set a cost so high that no rounding of
    pounds hides a part of a bed. A share of money is as fine as one of the children.

    Parameters
    ----------
    part
        Of all authorities, by row: those that are added up in it.
    """
    for rule in SHARES_RULES:
        avoided, charged = f"{_AVOIDED}_{rule}", f"{_FEE}_{rule}"
        if bed_year_pence is None:
            table[avoided] = _sums_of_costs(table[avoided], rule, weeks_a_year)
        elif rule == "shapley":
            table[avoided] = _in_steps(table[avoided], bed_year_pence)
        if rule == "shapley" and fee.paid_for_empty_share == 0:
            management = fee.management_pence * part
            of_beds = table[charged] - management
            table[charged] = _in_steps(of_beds, fee.bed_year_pence) + management
        table[f"{_SAVING}_{rule}"] = table[avoided] - table[charged]


def _sums_of_costs(yearly_pence: pd.Series, rule: str, weeks: float) -> pd.Series:
    """Round them so that none tells what one child costs; parts of a sum are of the rounded one."""
    rounded = (yearly_pence / weeks).map(rounded_sum_of_costs) * weeks
    whole = float(yearly_pence[TOTAL])
    if rule == "shapley" or not whole:
        return rounded
    return yearly_pence * (float(rounded[TOTAL]) / whole)


def _in_steps(pence: pd.Series, step: float) -> pd.Series:
    return (pence / step).round() * step


def _is_the_same_for_all(fee: BlockFee) -> bool:
    """Whether every set of authorities pays the same, however many beds it uses."""
    return fee.paid_for_empty_share == 1


def _comes_from(game: str, rule: str, fee: BlockFee) -> tuple[str, ...]:
    if game == _AVOIDED:
        return (*_COMES_FROM[rule], *_OWN_COSTS.get(rule, ()), "costs_of_all", _MEAN)
    if game == _FEE:
        if _is_the_same_for_all(fee) and rule in {"shapley", "equal"}:
            return (_MEAN,)
        return (*_COMES_FROM[rule], *((_BY_SET,) if rule == "shapley" else ()), _MEAN)
    if game == _SAVING:
        return (*_comes_from(_AVOIDED, rule, fee), *_comes_from(_FEE, rule, fee))
    return _COMES_FROM[rule]


def protection(
    shares: Unreleased,
    areas: Released,
    result: ContractResult,
    fee: BlockFee,
    smallest_shown_count: int,
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
    withheld = frozenset(_withheld(table, areas, result, fee, smallest_shown_count))
    return Protection(
        sums=sums,
        worked_out=worked_out,
        wanted=[
            Wanted(cells={Cell(_NAME, row, column): 1.0 for row in table.index})
            for column in ("children", "candidates")
        ],
        withheld=withheld,
        guarded=dict.fromkeys(withheld, smallest_shown_count - 1),
    )


_PARTS: Final = (("children", "candidates"), ("candidates", "beds_used"))


def _withheld(
    table: pd.DataFrame,
    areas: Released,
    result: ContractResult,
    fee: BlockFee,
    smallest_shown_count: int,
) -> Iterator[Cell]:
    moved_within = result.plan.beds_filled - result.plan.brought_inside
    tells_the_rules = (
        _tells_the_rules(table, result, smallest_shown_count)
        or 0 < moved_within < smallest_shown_count
    )
    for row in table.index:
        is_hidden_there = any(
            areas.is_hidden(row, column) for column in _TOLD_BY_SHARES
        ) or _tells_who_was_inside(table, areas, str(row), smallest_shown_count)
        if is_hidden_there or (row == TOTAL and tells_the_rules):
            yield from (Cell(_NAME, row, column) for column in _OF_AREA if column != "children")
        # where the areas show how many children there are, a share by that number tells no more
        if areas.is_hidden(row, "today_children") or (row == TOTAL and tells_the_rules):
            yield Cell(_NAME, row, "children")
        if row != TOTAL and 0 < fee.paid_for_empty_share < 1:
            yield Cell(_NAME, row, _BY_SET)
    if 0 < int(table["costs_known"][TOTAL]) < smallest_shown_count:
        yield from (Cell(_NAME, row, column) for row in table.index for column in _OF_ALL)


def _tells_who_was_inside(
    table: pd.DataFrame, areas: Released, row: str, smallest_shown_count: int
) -> bool:
    """Whether the beds of an area, with its children inside, tell how few were inside before."""
    today, after = (areas.count(row, column) for column in _TOLD_BY_SHARES[1:])
    if today is None or after is None:
        return False
    return 0 < abs(int(table["beds_used"][row]) - (after - today)) < smallest_shown_count


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
