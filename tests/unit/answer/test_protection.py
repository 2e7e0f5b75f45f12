"""What the shared tables tell together: no subtraction of two gives back one to five children."""

from dataclasses import replace

from lib.answer.as_json import as_json
from lib.answer.loaded import Loaded, read_contract
from lib.answer.questions import overview
from lib.disclosure.released import Audience
from tests.fixtures.attacks import given_away


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


def test_what_can_be_worked_out_all_the_same_is_shown(demo: Loaded) -> None:
    """Where as many are brought inside as there are beds, all beds are filled."""
    proof = overview(demo, audience=Audience.SHARED, contract=read_contract()).proof
    for row in proof.table.index:
        assert proof.count(row, "brought_inside") == proof.count(row, "beds") == 35
        assert proof.count(row, "beds_filled") == 35


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
