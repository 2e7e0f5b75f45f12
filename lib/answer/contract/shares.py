"""Fair shares of a contract between the authorities, released."""

from typing import Final

from lib.answer.contract.behind import behind
from lib.answer.contract.shares_sentences import shares as in_words
from lib.answer.contract.shares_table import by_area, by_authority, protection
from lib.answer.contract.view import SharesView
from lib.answer.loaded import Loaded
from lib.answer.shared_presets import is_shown_by_area, require_on_offer
from lib.disclosure.release import release
from lib.disclosure.released import Audience, Released
from lib.domain.contract import Contract
from lib.domain.nomination import Rule
from lib.scenario.demand import Demand
from lib.scenario.forecast import mean_cost_pence

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

_POOLED: Final = "Here any authority may nominate for any bed, whatever the contract's rule."


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
        return SharesView(shares=None, sentence=in_words(None, []), notes=_NOTE)
    mean = mean_cost_pence(contract, coming)
    result = loaded.carry_out(contract)
    is_set = contract.money.weekly_cost_pence is not None
    shares = by_area(
        by_authority(loaded, contract, result, mean),
        loaded,
        audience,
        bed_year_pence=mean * float(contract.money.weeks) if is_set else None,
        behind_mean=behind(contract, coming).costs,
    )
    let_out = release(
        [shares],
        protection=protection(shares, areas, result, loaded.footprint.smallest_shown_count),
        footprint=loaded.footprint,
        audience=audience,
        is_invented=loaded.is_invented,
    )[shares.name]
    merged = [merge.name for merge in loaded.footprint.merges]
    return SharesView(
        shares=let_out,
        sentence=in_words(let_out, merged if audience is Audience.SHARED else []),
        notes=_NOTE if contract.nomination.rule is Rule.POOLED else (*_NOTE, _POOLED),
    )
