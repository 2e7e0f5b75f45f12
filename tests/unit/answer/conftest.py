"""The invented returns, loaded, and who would come by them."""

import pytest

from lib.answer.loaded import Loaded
from lib.scenario.demand import Demand


@pytest.fixture(scope="module")
def coming(demo: Loaded) -> Demand:
    return demo.demand(demo.own_contract)
