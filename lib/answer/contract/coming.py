"""Who would come to a contract's beds, from the returns, as one audience may see it."""

from datetime import date

from lib.answer.loaded import Loaded
from lib.disclosure.released import Audience
from lib.domain.contract import Contract
from lib.scenario.demand import Demand, demand
from lib.scenario.demand_of_many import demand_of_many


def demand_of(loaded: Loaded, contract: Contract) -> Demand:
    """Find who would come, from the returns."""
    returns = loaded.returns
    return demand(
        returns.episodes,
        returns.children,
        returns.costs,
        loaded.measured,
        contract=contract,
        placement_types=loaded.footprint.placement_types,
        covered_from=_covered_from(loaded),
        as_of=returns.as_of,
    )


def as_seen_by(audience: Audience, coming: Demand, loaded: Loaded) -> Demand:
    """Let no single child decide what others than officers see."""
    if audience is Audience.OFFICERS:
        return coming
    return demand_of_many(coming, smallest_shown_count=loaded.footprint.smallest_shown_count)


def _covered_from(loaded: Loaded) -> date:
    """The first day on which every return tells of all children."""
    dates = (*loaded.returns.available_dates, loaded.returns.as_of)
    return min(dates)
