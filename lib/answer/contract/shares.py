"""Fair shares of a contract between the authorities, released."""

from typing import Final

import pandas as pd

from lib.answer.areas import TOTAL, area_code, area_names
from lib.answer.contract import sentences
from lib.answer.contract.view import SHARES_GAMES, SHARES_RULES, SharesView
from lib.answer.loaded import Loaded
from lib.answer.shared_presets import is_shown_by_area, require_on_offer
from lib.disclosure.release import Protection, Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.disclosure.sums import Cell, Sum
from lib.domain.contract import Contract
from lib.domain.nomination import Rule
from lib.scenario.bed_choices import bed_choices
from lib.scenario.costs import price_pence
from lib.scenario.demand import Demand
from lib.scenario.fair_shares import BlockFee, fair_shares
from lib.scenario.forecast import mean_cost_pence
from lib.scenario.homes import locate_homes
from lib.units import PENCE_PER_POUND

_COUNTS: Final = ("children", "candidates", "beds_used")
_TOLD_BY_SHARES: Final = (
    "today_children", "today_in_footprint", "with_contract_in_footprint",
)  # fmt: skip
"""Of the released areas: a share by use is the number of children brought inside."""

_NOTE: Final = (
    (
        "What each adds: the whole contract's result with an authority's children less the "
        "result without them, averaged over every order in which the authorities could have "
        "joined (Shapley's value). Every set of authorities pays the full fee of all beds."
    ),
    (
        "As given out on the as-at date: each bed for all of a full year, at the child's own "
        "weekly cost. It is what the beds could do, not the forecast. Rules between children "
        "(siblings, living alone, not with) are left out here."
    ),
)


def contract_shares(
    loaded: Loaded, *, contract: Contract, areas: Released, coming: Demand
) -> SharesView:
    """
    Share out children brought inside, miles and saving between the authorities.

    The shares of authorities that are released merged are added before they are shown.

    Parameters
    ----------
    areas
        The same contract's, as released: they name the audience, and what is hidden of an
        area there is hidden here.

    Raises
    ------
    ConfigurationError
        If no weekly cost is known.
    DisclosureError
        If the contract is none on offer, and others than officers ask.
    """
    audience = areas.audience
    require_on_offer(contract, loaded, audience)
    if not is_shown_by_area(contract, loaded, audience):
        return SharesView(shares=None, sentence=sentences.shares(None, []), notes=_NOTE)
    table = _by_area(_by_authority(loaded, contract, coming), loaded, audience)
    let_out = release(
        [
            Unreleased(
                name="shares",
                table=table,
                counts=_COUNTS,
                made_from={
                    f"{game}_{rule}": ("candidates",)
                    for game in SHARES_GAMES
                    for rule in SHARES_RULES
                },
            )
        ],
        protection=_protection(table, areas),
        footprint=loaded.footprint,
        audience=audience,
        is_invented=loaded.is_invented,
    )["shares"]
    merged = [merge.name for merge in loaded.footprint.merges]
    return SharesView(
        shares=let_out,
        sentence=sentences.shares(let_out, merged if audience is Audience.SHARED else []),
        notes=_NOTE if contract.nomination.rule is Rule.POOLED else (*_NOTE, _POOLED),
    )


_POOLED: Final = "Here any authority may nominate for any bed, whatever the contract's rule."


def _by_authority(loaded: Loaded, contract: Contract, coming: Demand) -> pd.DataFrame:
    plan = loaded.carry_out(contract).plan
    today = loaded.measured.reset_index(drop=True)
    candidates = today.loc[plan.rows]
    homes = locate_homes(contract, postcodes=loaded.postcodes, footprint=loaded.footprint)
    weeks = float(contract.money.weeks)
    price = float(price_pence(contract.money, mean_cost_pence(contract, coming)))
    children = today["authority_code"].value_counts()
    if contract.money.weekly_cost_pence is not None:
        cost = round(contract.money.weekly_cost_pence.likely)
        candidates = candidates.assign(weekly_cost_pence=cost)
    return fair_shares(
        bed_choices(candidates.reset_index(drop=True), homes),
        candidates["authority_code"].tolist(),
        children_of=children.reindex(list(loaded.returns.authorities_loaded), fill_value=0),
        fee=BlockFee(weeks_a_year=weeks, yearly_pence=weeks * price * contract.beds),
    )


def _by_area(shares: pd.DataFrame, loaded: Loaded, audience: Audience) -> pd.DataFrame:
    """Add up merged authorities, convert pence to pounds, round, and add a total."""
    names = area_names(loaded, audience)
    codes = [area_code(str(code), loaded, audience) for code in shares.index]
    table = shares.groupby(codes, sort=False).sum()
    table.loc[TOTAL] = table.sum()
    saving = [column for column in table.columns if column.startswith("saving_pence")]
    is_shared = audience is Audience.SHARED
    table[saving] = (table[saving] / PENCE_PER_POUND).round(-4 if is_shared else 0)
    others = [column for column in table.columns if column not in (*saving, *_COUNTS)]
    table[others] = table[others].round(0 if is_shared else 1)
    table = table.astype(dict.fromkeys(_COUNTS, "Int64"))
    table.insert(0, "name", [names.get(code, loaded.footprint.name) for code in table.index])
    return table


def _protection(table: pd.DataFrame, released: Released) -> Protection:
    """Each count of the areas adds up to the total; of the same children, some are of others."""
    areas = [row for row in table.index if row != TOTAL]
    hidden_there = [
        row
        for row in table.index
        if any(released.is_hidden(row, column) for column in _TOLD_BY_SHARES)
    ]
    sums = [
        Sum(Cell("shares", TOTAL, column), tuple(Cell("shares", row, column) for row in areas))
        for column in _COUNTS
    ]
    worked_out = {}
    for row in table.index:
        for whole, part in (("children", "candidates"), ("candidates", "beds_used")):
            rest = Cell("shares", row, f"{whole} but {part}")
            worked_out[rest] = int(table[whole][row]) - int(table[part][row])
            sums.append(Sum(Cell("shares", row, whole), (Cell("shares", row, part), rest)))
    return Protection(
        sums=sums,
        worked_out=worked_out,
        withheld=frozenset(
            Cell("shares", row, column) for row in hidden_there for column in _COUNTS
        ),
        kept_longest=("candidates", "children"),
    )
