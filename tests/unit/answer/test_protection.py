"""What the shared tables tell together: no subtraction of two gives back one to five children."""

from dataclasses import replace

import pytest

from lib.answer.as_json import as_json
from lib.answer.loaded import Loaded, read_contract
from lib.answer.questions import overview
from lib.disclosure.released import Audience
from tests.fixtures.attacks import given_away


@pytest.mark.parametrize("children", [8, 20, 45, 90, 140])
@pytest.mark.parametrize("seed", range(4))
def test_no_two_shared_figures_give_away_one_to_five_children(
    demo: Loaded, children: int, seed: int
) -> None:
    some = demo.measured.sample(children, random_state=seed).sort_index()
    contract = read_contract()
    view = overview(
        replace(demo, measured=some, is_invented=False), audience=Audience.SHARED, contract=contract
    )
    assert list(given_away(as_json(view, contract))) == []


def test_the_audit_finds_what_officers_may_see(demo: Loaded) -> None:
    contract = read_contract()
    view = overview(demo, audience=Audience.OFFICERS, contract=contract)
    assert list(given_away(as_json(view, contract)))


def test_the_demonstration_keeps_its_headline_in_the_shared_view(demo: Loaded) -> None:
    contract = read_contract()
    shared = as_json(overview(demo, audience=Audience.SHARED, contract=contract), contract)
    assert shared["today"]["in_footprint"] is not None
    assert shared["with_contract"]["in_footprint"] is not None
    assert shared["ceiling"] is not None


def test_without_any_known_placement_the_answer_still_stands(demo: Loaded) -> None:
    nowhere = demo.measured.head(12).assign(
        placement_authority_code=None,
        is_in_footprint=None,
        is_in_borough=None,
        is_distant=None,
        is_near=None,
        distance_miles=float("nan"),
    )
    nowhere = nowhere.astype(demo.measured.dtypes)
    for audience in Audience:
        view = overview(
            replace(demo, measured=nowhere), audience=audience, contract=read_contract()
        )
        assert view.flows.table.empty
        assert view.boroughs.count("total", "today_footprint_unknown") == 12
