"""Who would come to a contract's beds, as one audience may see it."""

from lib.answer.loaded import Loaded
from lib.disclosure.released import Audience
from lib.scenario.demand import Demand
from lib.scenario.demand_of_many import demand_of_many


def as_seen_by(audience: Audience, coming: Demand, loaded: Loaded) -> Demand:
    """Let no single child decide what others than officers see."""
    if audience is Audience.OFFICERS:
        return coming
    return demand_of_many(coming, smallest_shown_count=loaded.footprint.smallest_shown_count)
