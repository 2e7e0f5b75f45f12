"""Each sentence of the tour says of whom it is, as at when, and that invented data are invented."""

from dataclasses import replace
from functools import partial

import pytest

from lib.answer import story
from lib.answer.boroughs.question import boroughs
from lib.answer.context.homes import homes
from lib.answer.contract.question import block_contract
from lib.answer.contract.shares import contract_shares
from lib.answer.contract.view import ContractView, SharesView
from lib.answer.loaded import Loaded
from lib.answer.questions import overview
from lib.answer.view import OverviewView
from lib.disclosure.released import Audience
from lib.domain.contract_changes import changed
from lib.scenario.demand import Demand

pytestmark = pytest.mark.xdist_group("populations")

ON_THE_MAP = "Today 56 of 170 children live inside North East London."
WEEKS, BEDS = 52, 35


@pytest.fixture(scope="module", params=list(Audience), ids=str)
def asked(
    request: pytest.FixtureRequest, demo: Loaded, coming: Demand
) -> tuple[ContractView, SharesView]:
    return asked_of(demo, coming, {}, request.param)


def asked_of(
    loaded: Loaded, coming: Demand, changes: dict[str, str], audience: Audience
) -> tuple[ContractView, SharesView]:
    contract = changed(loaded.own_contract, changes)
    ask = partial(block_contract, loaded, coming=coming, runs=200)
    forecast = ask(contract=contract, audience=audience)
    seen = forecast.overview
    return forecast, contract_shares(loaded, contract=contract, overview=seen, coming=coming)


def test_of_invented_returns_every_sentence_says_so_and_of_others_none(
    demo: Loaded, asked: tuple[ContractView, SharesView]
) -> None:
    forecast, shares = asked
    audience = forecast.overview.audience
    own = demo.own_contract
    by_borough = boroughs(demo, audience=audience, contract=own, area_code=None, group_key=None)
    for is_invented in (True, False):
        view = replace(by_borough.overview, is_invented=is_invented)
        sentences = (
            story.where_they_live(view, ON_THE_MAP),
            story.how_far(replace(by_borough, overview=view)),
            story.what_would_change(view, forecast),
            story.what_would_change(view, None),
            story.what_it_would_cost(view, forecast, shares),
            story.what_it_would_cost(view, forecast, None),
            story.what_it_would_cost(view, None, None),
            story.what_is_not_known(view),
        )
        for said in sentences:
            assert ("(invented data)" in said) is is_invented, said
            assert "31 March 2018" in said
            assert said.endswith(".")
        assert all("children in children's homes" in said.lower() for said in sentences[:4])


def test_what_is_published_is_never_called_invented(demo: Loaded) -> None:
    said = story.which_homes(homes(demo.footprint))
    assert said.startswith("Published figures: ")
    assert "invented" not in said


def test_what_a_year_costs_is_the_price_of_all_beds_in_all_weeks(
    demo: Loaded, coming: Demand
) -> None:
    set_price = {"price": "3000", "weeks": str(WEEKS)}
    ask = partial(asked_of, demo, coming, audience=Audience.OFFICERS)
    forecast, shares = ask({**set_price, "management": "100000"})
    said = story.what_it_would_cost(forecast.overview, forecast, shares)
    pounds = 3_000 * BEDS * WEEKS + 100_000
    assert f"would charge £{pounds / 1_000_000:.2f} million a year for its 35 beds" in said
    assert "at the price that it sets, before any rise in prices" in said
    forecast, shares = ask({**set_price, "empty_beds": "used only"})
    assert "filled or not" not in story.what_it_would_cost(forecast.overview, forecast, shares)


def test_a_price_that_follows_from_costs_says_from_which(
    asked: tuple[ContractView, SharesView], demo: Loaded, coming: Demand
) -> None:
    said = story.what_it_would_cost(asked[0].overview, *asked)
    assert "follows from the weekly costs in the returns" in said
    # the page says the same sum where it shares the contract out
    pounds = said.partition("would charge ")[2].partition(" a year")[0]
    assert f"the contract charges {pounds}," in asked[1].sentence
    taken = asked_of(demo, coming, {"weekly_cost": "4000"}, asked[0].overview.audience)
    said = story.what_it_would_cost(taken[0].overview, *taken)
    assert "follows from the weekly cost that it takes" in said


def test_no_charge_is_told_of_a_contract_whose_shares_are_not_shown(
    asked: tuple[ContractView, SharesView],
) -> None:
    forecast, shares = asked
    said = story.what_it_would_cost(forecast.overview, forecast, replace(shares, shares=None))
    assert "charge" not in said
    assert said.casefold().endswith(forecast.headline.casefold())


@pytest.mark.parametrize(
    ("unknowns", "rules_off", "said"),
    [
        ((), (), "nothing that is asked of these returns is unknown."),
        (("No return from Newham.",), (), "no return from Newham."),
        (
            ("No return from Newham.", "The distance is not known."),
            (),
            "no return from Newham; the Overview lists 1 more thing under “What is not known”.",
        ),
        (
            (),
            ("Header was not loaded.", "costs.csv was not loaded.", "No list of homes."),
            "Header was not loaded; the Overview lists 2 more things under “What is not known”.",
        ),
    ],
)
def test_the_first_of_what_is_not_known_is_said_and_where_the_others_stand(
    overview_of_demo: OverviewView,
    unknowns: tuple[str, ...],
    rules_off: tuple[str, ...],
    said: str,
) -> None:
    view = replace(overview_of_demo, unknowns=unknowns, rules_off=rules_off)
    assert story.what_is_not_known(view) == (f"Returns as at 31 March 2018 (invented data): {said}")


@pytest.fixture(scope="module")
def overview_of_demo(demo: Loaded) -> OverviewView:
    return overview(demo, audience=Audience.OFFICERS, contract=demo.own_contract)
