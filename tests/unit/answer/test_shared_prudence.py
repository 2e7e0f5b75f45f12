"""What others than officers see of a contract is not kinder to it than what officers see."""

import pytest

from lib.answer.contract.question import SEED
from lib.answer.loaded import Loaded
from lib.domain.contract import Contract
from lib.scenario.demand import Demand
from lib.scenario.demand_of_many import demand_of_many
from lib.scenario.forecast import Forecast, forecast, quantiles
from lib.scenario.homes import locate_homes
from lib.units import PENCE_PER_POUND

RUNS = 5_000
"""Of the same children in both views, as far as can be: chance moves both alike."""

STEP_PENCE = 10_000 * PENCE_PER_POUND
"""The shared view shows savings no finer."""


def made(demo: Loaded, contract: Contract, coming: Demand) -> Forecast:
    homes = locate_homes(contract, postcodes=demo.postcodes, footprint=demo.footprint)
    return forecast(contract, coming, homes, seed=SEED, runs=RUNS)


@pytest.mark.parametrize(
    "name", ["nelcp", "beds_12", "beds_24", "beds_35", "late_opening", "half_guaranteed"]
)
def test_no_contract_on_offer_looks_safer_to_others_than_to_officers(
    demo: Loaded, name: str
) -> None:
    contract = demo.presets[name]
    coming = demo.demand(contract)
    smallest = demo.footprint.smallest_shown_count
    officers = made(demo, contract, coming)
    others = made(demo, contract, demand_of_many(coming, smallest_shown_count=smallest))
    # no safer, and no more than a little less safe
    assert -0.01 < others.chance_of_loss - officers.chance_of_loss < 0.05
    saving, of_officers = quantiles(others.saving_pence), quantiles(officers.saving_pence)
    assert saving["p10"] < of_officers["p10"] + STEP_PENCE
    assert saving["p50"] == pytest.approx(of_officers["p50"], abs=3 * STEP_PENCE)
    assert saving["p90"] - saving["p10"] > of_officers["p90"] - of_officers["p10"] - STEP_PENCE
    assert others.occupancy.mean() < officers.occupancy.mean() + 0.005
