"""A contract is a value: changed by naming what differs, written, linked, and read back."""

import math
from dataclasses import replace
from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.answer.loaded import read_footprint, read_presets
from lib.domain.block_home import BlockHome, Need, Takes
from lib.domain.contract_changes import as_link, changed, differences, from_link, with_beds
from lib.domain.contract_toml import contract_from_toml, contract_to_toml
from lib.domain.nomination import Nomination
from lib.domain.ranges import Range
from lib.domain.settings import SETTINGS
from lib.errors import ConfigurationError

FOOTPRINT = read_footprint()
PRESETS = read_presets(FOOTPRINT)
PROPOSAL = PRESETS["nelcp"]

CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "discount": st.floats(0, 0.9, allow_nan=False).map(repr),
        "price": st.integers(100, 9_999).map(str),
        "weekly_cost": st.lists(st.integers(100, 9_999), min_size=3, max_size=3).map(
            lambda found: "/".join(map(str, sorted(found)))
        ),
        "empty_beds": st.sampled_from(["all paid", "part guaranteed", "used only"]),
        "begins": st.dates(date(2018, 1, 1), date(2030, 1, 1)).map(str),
        "beds": st.integers(1, 60).map(str),
        "ages_from": st.integers(0, 11).map(str),
        "nomination": st.sampled_from(["fair", "E09000012=0.25,E09000016=0.75"]),
    },
).filter(lambda changes: not {"discount", "price"} <= changes.keys())


@given(CHANGES, st.sampled_from(list(PRESETS)))
def test_a_link_brings_back_the_contract_that_it_was_made_of(
    changes: dict[str, str], preset: str
) -> None:
    base = PRESETS[preset]
    made = changed(base, changes)
    link = as_link(differences(made, base))
    assert link is not None
    again = changed(base, from_link(link))
    assert (again.money, again.use, again.chooses) == (made.money, made.use, made.chooses)


@given(CHANGES, st.sampled_from(list(PRESETS)))
def test_a_file_brings_back_the_contract_and_the_same_contract_the_same_bytes(
    changes: dict[str, str], preset: str
) -> None:
    made = changed(PRESETS[preset], changes)
    text = contract_to_toml(made)
    again = contract_from_toml(text, ages=(0, 3))
    assert replace(again, assumptions={}, sources={}) == replace(made, assumptions={}, sources={})
    assert contract_to_toml(again) == contract_to_toml(contract_from_toml(text, ages=(5, 9)))


def test_homes_survive_a_link_whatever_they_are_called() -> None:
    homes = (
        BlockHome(
            name="Ben's ; * ~ & = %20 <b>home</b>", authority_code="E09000012", beds=2,
            takes=Takes.GIRLS, age_min_years=15, age_max_years=17, meets=frozenset({Need.SOLO}),
            opens=date(2020, 2, 29), most_years_apart=2,
        ),
        BlockHome(name="Zoë", authority_code="E09000016", beds=1, age_max_years=14),
    )  # fmt: skip
    made = replace(PROPOSAL, homes=homes)
    link = as_link(differences(made, PROPOSAL))
    assert link is not None
    assert changed(PROPOSAL, from_link(link)).homes == homes


def test_a_contract_too_long_for_a_link_wants_a_file() -> None:
    homes = tuple(
        BlockHome(name=f"A home with a long name {at}", authority_code="E09000012", beds=1)
        for at in range(40)
    )
    assert as_link(differences(replace(PROPOSAL, homes=homes), PROPOSAL)) is None


def test_a_link_is_measured_as_the_address_holds_it_and_not_as_it_reads() -> None:
    """In an address a letter with an accent takes six characters, and a browser adds none."""
    links = []
    for beds in range(1, 100):
        homes = tuple(
            BlockHome(name=f"Zoë’s {at}", authority_code="E09000012", beds=1) for at in range(beds)
        )
        links.append(as_link(differences(replace(PROPOSAL, homes=homes), PROPOSAL)))
    fits = [link is not None for link in links]
    assert fits == sorted(fits, reverse=True), "short ones fit, long ones do not"
    longest = next(link for link in reversed(links) if link is not None)
    assert 1_700 < len(quote(longest)) <= 1_800
    assert len(longest) < 1_500


@given(st.text(max_size=200))
def test_a_strange_link_is_read_as_far_as_it_can_be_or_refused_in_words(text: str) -> None:
    changes = from_link(text)
    if changes and all(key not in SETTINGS for key in changes):
        with pytest.raises(ConfigurationError, match="The contract: "):
            changed(PROPOSAL, changes)
    elif not changes:
        assert changed(PROPOSAL, changes) == PROPOSAL


@given(st.integers(1, 200), st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_beds_are_shared_out_in_proportion_and_none_is_lost(beds: int, of_homes: list[int]) -> None:
    homes = tuple(
        BlockHome(name=str(at), authority_code="E09000012", beds=number)
        for at, number in enumerate(of_homes)
    )
    shared = {home.name: home.beds for home in with_beds(homes, beds)}
    assert sum(shared.values()) == beds
    for at, number in enumerate(of_homes):
        exact = number * beds / sum(of_homes)
        assert math.floor(exact) <= shared.get(str(at), 0) <= math.floor(exact) + 1


def test_money_and_time_choose_no_child_and_homes_ages_and_nomination_do() -> None:
    free = {
        "discount": "0.1", "weekly_cost": "4000", "empty_beds": "used only", "begins": "2020-04-01",
        "opening_delay_months": "12", "occupancy": "0.9", "offered_share": "0.5",
    }  # fmt: skip
    assert changed(PROPOSAL, free).chooses == PROPOSAL.chooses
    for key, text in {
        "beds": "34", "ages_from": "12", "ages_to": "16", "placed_within_months": "6",
        "nomination": "fair",
    }.items():  # fmt: skip
        assert changed(PROPOSAL, {key: text}).chooses != PROPOSAL.chooses


def test_a_price_takes_the_place_of_the_discount_and_the_other_way_round() -> None:
    priced = changed(PROPOSAL, {"price": "2900"})
    assert priced.money.discount is None
    assert priced.money.price_pence_per_bed_week == Range.certain(290_000)
    assert changed(priced, {"discount": "0.1"}).money.price_pence_per_bed_week is None


@pytest.mark.parametrize("order", [("discount", "price"), ("price", "discount")])
def test_a_discount_and_a_price_at_once_are_refused_whichever_comes_last(
    order: tuple[str, str],
) -> None:
    said = {"discount": "0.2", "price": "4000"}
    with pytest.raises(ConfigurationError) as refused:
        changed(PROPOSAL, {key: said[key] for key in order})
    for part in ("`discount` is 0.2", "`price` is 4000", "Give one of the two."):
        assert part in str(refused.value)
    link = as_link(said)
    assert link is not None
    with pytest.raises(ConfigurationError, match="each says what a bed costs"):
        changed(PROPOSAL, from_link(link))


def test_one_of_discount_and_price_may_be_set_and_the_other_unset_at_once() -> None:
    for text, unset in (("price", "discount"), ("discount", "price")):
        both = {text: {"price": "4000", "discount": "0.3"}[text], unset: "from returns"}
        assert changed(PROPOSAL, both).money == changed(PROPOSAL, {text: both[text]}).money


def test_a_changed_setting_says_that_the_reader_set_it() -> None:
    made = changed(PROPOSAL, {"discount": "0.1"})
    assert "set to 10% by the reader" in made.assumptions["discount"]
    assert "discount" not in made.sources
    made = changed(PROPOSAL, {"spot_change": "-0.05/0/0.14", "occupancy": "0.14", "beds": "20"})
    assert "set to 0% (−5% to 14%) by the reader" in made.assumptions["spot_change"]
    assert "set to 14% by the reader" in made.assumptions["occupancy"]
    assert "set to 20 by the reader" in made.assumptions["beds"]


def test_what_is_left_to_the_returns_is_said_to_be() -> None:
    made = changed(changed(PROPOSAL, {"stay_weeks": "40"}), {"stay_weeks": "from returns"})
    assert made.assumptions["stay_weeks"].endswith("left to the returns by the reader.")


def test_every_preset_can_be_carried_out_and_says_what_it_assumes() -> None:
    assert list(PRESETS) == [
        "nelcp", "beds_12", "beds_24", "beds_35", "late_opening", "half_guaranteed",
    ]  # fmt: skip
    assert [contract.beds for contract in PRESETS.values()] == [35, 12, 24, 35, 35, 35]
    for contract in PRESETS.values():
        assert not any("neither a source" in why for why in contract.assumptions.values())
        assert not any("set by whoever" in why for why in contract.assumptions.values())


@pytest.mark.parametrize(
    ("preset", "thing"),
    [
        ("beds_12", "homes"), ("beds_24", "homes"), ("beds_35", "discount"),
        ("late_opening", "opening_delay_months"), ("half_guaranteed", "empty_beds"),
    ],
)  # fmt: skip
def test_a_preset_differs_from_the_proposal_in_what_its_name_says_alone(
    preset: str, thing: str
) -> None:
    assert list(differences(PRESETS[preset], PROPOSAL)) == [thing]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('based_on = "other.toml"', "one of beds_12.toml"),
        ('based_on = "beds_12.toml"', "itself based on another"),
    ],
)
def test_a_contract_is_based_on_one_that_stands_alone(text: str, fault: str) -> None:
    from lib.answer.loaded import contract_from_text  # noqa: PLC0415 (the one use)

    with pytest.raises(ConfigurationError, match=fault):
        contract_from_text(text, FOOTPRINT)


def test_a_price_stands_in_the_place_of_the_discount_of_the_contract_it_is_based_on() -> None:
    from lib.answer.loaded import contract_from_text  # noqa: PLC0415

    text = 'version = 2\nbased_on = "nelcp.toml"\nname = "a price"\n[settings]\nprice = 2800\n'
    made = contract_from_text(text, FOOTPRINT)
    assert made.money.price_pence_per_bed_week == Range.certain(280_000)
    assert made.money.discount is None
    with pytest.raises(ConfigurationError, match="either `discount` or `price`"):
        contract_from_text(f"{text}discount = 0.1\n", FOOTPRINT)


@given(st.integers(0, 100), st.lists(st.integers(0, 9), min_size=1, max_size=8).filter(any))
def test_every_bed_is_nominated_for_by_one_authority(beds: int, weights: list[int]) -> None:
    shares = {f"E0900000{at}": weight / sum(weights) for at, weight in enumerate(weights)}
    given_to = Nomination.read(shares).beds(beds)
    assert sum(given_to.values()) == beds
    for code, number in given_to.items():
        assert abs(number - shares[code] * beds) < 1 + 1e-9
