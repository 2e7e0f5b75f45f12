"""Fair shares of a contract between the authorities, released."""

from typing import Final

from lib.answer.areas import TOTAL
from lib.answer.contract import shares_sentences as sentences
from lib.answer.contract.behind import behind
from lib.answer.contract.shares_table import by_area, by_authority, protection
from lib.answer.contract.view import SharesView
from lib.answer.loaded import Loaded
from lib.answer.shared.presets import is_shown_by_area, require_on_offer
from lib.answer.view import OverviewView
from lib.disclosure.release import release
from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.domain.nomination import Rule
from lib.scenario.demand import Demand
from lib.scenario.demand_of_many import demand_of_many
from lib.scenario.forecast import mean_cost_pence

_WHAT_EACH_ADDS: Final = (
    (
        "What each adds: the whole contract's result with an authority's children less the "
        "result without them, averaged over every order in which the authorities could have "
        "joined (Shapley's value). Every set of authorities has all beds, and pays what the "
        "contract would charge for them: a year's management with it, setting up not."
    ),
    (
        "What a borough adds can be more than the beds that its children use: in some orders it "
        "joins before others, while beds stand open that go to their children in the end."
    ),
    (
        "An authority adds little to the cost avoided, or less than nothing, where its children "
        "take beds from others whose placements cost more."
    ),
)

_NOTE: Final = (
    (
        "Cost avoided: what the placements of the children given a bed would cost elsewhere. The "
        "saving is the cost avoided less the part of the fee, by every rule; rounding may move it "
        "a little."
    ),
    (
        "As given out on the as-at date: each bed for all of a full year, at the child's own "
        "weekly cost. It is what the beds could do, not the forecast. Rules between children "
        "(siblings, living alone, not with) are left out here."
    ),
)

_OF_MANY: Final = (
    "Shared view. What children cost elsewhere is rounded to about £100,000 a year, so that it "
    "tells of no single child."
)

_COST: Final = "cost_avoided_pence_equal"
"""In the last row, what all avoid together: hidden where all costs are."""

_POOLED: Final = "Here any authority may nominate for any bed, whatever the contract's rule."


def contract_shares(
    loaded: Loaded, *, contract: Contract, overview: OverviewView, coming: Demand
) -> SharesView:
    """
    Share out children brought inside, miles and saving between the authorities.

    The shares of authorities that are released merged are added before they are shown.

    Parameters
    ----------
    overview
        Of the same contract, as released: it names the audience, and what is hidden there is
        hidden here.

    Raises
    ------
    ConfigurationError
        If no weekly cost is known.
    DisclosureError
        If the contract is none on offer, and others than officers ask.
    """
    audience = overview.audience
    require_on_offer(contract, loaded, audience)
    if not is_shown_by_area(contract, loaded, audience):
        return SharesView(
            shares=None,
            title=sentences.NOT_SHOWN,
            sentence=sentences.NOT_SHOWN_BECAUSE,
            fee_sentence="",
            hidden_sentence="",
            notes=_NOTE,
        )
    if audience is not Audience.OFFICERS:
        coming = demand_of_many(coming, smallest_shown_count=loaded.footprint.smallest_shown_count)
    mean = mean_cost_pence(contract, coming)
    result = loaded.carry_out(contract)
    weeks = float(contract.money.weeks)
    is_set = contract.money.weekly_cost_pence is not None
    shares = by_area(
        by_authority(loaded, contract, result, mean),
        loaded,
        audience,
        weeks_a_year=weeks,
        bed_year_pence=mean * weeks if is_set else None,
        behind_mean=behind(contract, coming).costs,
    )
    let_out = release(
        [shares],
        protection=protection(
            shares,
            overview.boroughs,
            overview.proof,
            result,
            loaded.footprint.smallest_shown_count,
        ),
        footprint=loaded.footprint,
        audience=audience,
        is_invented=loaded.is_invented,
    )[shares.name]
    is_shared = audience is Audience.SHARED
    merged = [merge.name for merge in loaded.footprint.merges] if is_shared else []
    return SharesView(
        shares=let_out,
        title=sentences.title(let_out, merged),
        sentence=sentences.shares(let_out, merged),
        fee_sentence="" if is_shared else sentences.fee(contract),
        hidden_sentence=sentences.hidden(let_out),
        notes=(
            *(() if is_shared else _WHAT_EACH_ADDS),
            *_NOTE,
            *(() if contract.nomination.rule is Rule.POOLED else (_POOLED,)),
            *((_OF_MANY,) if is_shared and not let_out.is_hidden(TOTAL, _COST) else ()),
        ),
    )
