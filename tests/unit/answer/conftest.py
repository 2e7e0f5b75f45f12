"""The invented returns, loaded, and who would come by them."""

import pytest

from lib.answer.contract.coming import demand_of
from lib.answer.loaded import Loaded
from lib.scenario.demand import Demand


@pytest.fixture(scope="module")
def coming(demo: Loaded) -> Demand:
    return demand_of(demo, demo.own_contract)
