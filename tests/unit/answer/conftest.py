"""The invented returns, loaded, and who would come by them."""

from datetime import date

import pytest

from lib.answer.contract.question import demand_of
from lib.answer.loaded import DEMO_RETURNS, Loaded, load
from lib.scenario.demand import Demand


@pytest.fixture(scope="module")
def demo() -> Loaded:
    return load(DEMO_RETURNS, today=date(2026, 1, 1))


@pytest.fixture(scope="module")
def coming(demo: Loaded) -> Demand:
    return demand_of(demo, demo.own_contract)
