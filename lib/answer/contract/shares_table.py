"""What each area brings to a contract, as a table that is not yet released."""

from collections.abc import Sequence
from itertools import product
from typing import Final

import pandas as pd

from lib.answer.areas import TOTAL, area_code, area_names
from lib.answer.contract.view import SHARES_GAMES, SHARES_MONEY, SHARES_RULES_FOR
from lib.answer.loaded import Loaded
from lib.disclosure.protect import Protection
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
_OF_ALL: Final = {
    "of_all": "beds_used",
    "costs_of_all": "costs_known",
    "children_of_all": "children",
}
"""In every row, what all areas have together: a part of a sum gives the sum away."""
_MEAN: Final = "costs_of_mean"
"""In every row, children behind the mean cost, from which the fee follows."""


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
    bed_year_pence: float | None,
    weeks_a_year: float,
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
    rules = SHARES_RULES_FOR[audience]
    if is_shared and bed_year_pence is None:
        _make_coarse(table, rules, weeks_a_year)
    for rule in rules:
        for game in SHARES_MONEY:
            pounds = table[f"{game}_{rule}"] / PENCE_PER_POUND
            table[f"{game}_{rule}"] = pounds.round(-4 if is_shared else 0)
        for game in SHARES_GAMES:
            if game != _SAVING:
                column = f"{game}_{rule}"
                table[column] = table[column].round(0 if is_shared else 1)
    for of_all, column in _OF_ALL.items():
        table[of_all] = int(table[column][TOTAL])
    table[_MEAN] = behind_mean
    of_area = ("children",) if is_shared else _OF_AREA
    counts = (*of_area, *_OF_ALL, _MEAN)
    shown = [*product(dict.fromkeys((*SHARES_GAMES, *SHARES_MONEY)), rules)]
    columns = [f"{game}_{rule}" for game, rule in shown]
    table = table[[*counts, *columns]].astype(dict.fromkeys(counts, "Int64"))
    table.insert(0, "name", [names.get(code, loaded.footprint.name) for code in table.index])
    return Unreleased(
        name=_NAME,
        table=table,
        counts=counts,
        made_from={f"{game}_{rule}": _comes_from(game, rule) for game, rule in shown},
    )


def _comes_from(game: str, rule: str) -> tuple[str, ...]:
    of_money = ("costs_of_all", _MEAN) if game in SHARES_MONEY else ()
    of_children = ("children", "children_of_all") if rule == "by_children" else ()
    return ("of_all", *of_children, *of_money)


def _make_coarse(table: pd.DataFrame, rules: Sequence[str], weeks_a_year: float) -> None:
    """
    Round what all children cost elsewhere, so that it tells of none: parts are of the rounded sum.

    The reader sets the fee, and could otherwise move a saving over the edge of the rounding,
    penny by penny, until the sum is known.
    """
    for rule in rules:
        avoided = f"{_AVOIDED}_{rule}"
        whole = float(table[avoided][TOTAL])
        if whole:
            rounded = rounded_sum_of_costs(whole / weeks_a_year) * weeks_a_year
            table[avoided] *= rounded / whole
        table[f"{_SAVING}_{rule}"] = table[avoided] - table[f"{_FEE}_{rule}"]


def protection(
    shares: Unreleased, areas: Released, proof: Released, result: ContractResult, smallest: int
) -> Protection:
    """
    Say what is hidden of the shares: what the released areas and the proof hide.

    The children of each area, and the beds filled, are theirs: figures of the whole set. All
    else is a part of one sum, by these two.

    Parameters
    ----------
    smallest
        The smallest count that is shown.
    """
    table = shares.table
    of_areas = [row for row in table.index if row != TOTAL]
    children = [Cell(_NAME, row, "children") for row in of_areas]
    hides_beds = (
        proof.is_hidden("with_contract", "beds_filled")
        or proof.is_hidden("with_contract", "brought_inside")
        or _tells_of_few(table, result, smallest)
    )
    withheld = {
        *(
            Cell(_NAME, row, "children")
            for row in table.index
            if areas.is_hidden(row, "today_children")
        ),
        *(
            Cell(_NAME, row, "children_of_all")
            for row in table.index
            if areas.is_hidden(TOTAL, "today_children")
        ),
        *(Cell(_NAME, row, "of_all") for row in table.index if hides_beds),
    }
    return Protection(
        sums=[Sum(Cell(_NAME, TOTAL, "children"), tuple(children))],
        withheld=frozenset(withheld),
    )


def _tells_of_few(table: pd.DataFrame, result: ContractResult, smallest: int) -> bool:
    """
    Whether what is shared out tells, beside the proof, of few children.

    Of those whom the rules keep out, as shares leave the rules out; of those who move within; of
    those left without a bed.
    """
    brought = round(float(table["children_inside_equal"][TOTAL]))
    used = int(table["of_all"][TOTAL])
    candidates = len(result.plan.rows)
    apart = (
        abs(brought - result.plan.brought_inside),
        abs(brought - result.ceiling.brought_inside),
        abs(used - result.plan.beds_filled),
        result.plan.beds_filled - result.plan.brought_inside,
        used - brought,
        candidates - used,
    )
    return any(0 < number < smallest for number in apart)
