"""A contract is a file of settings: what is public has a source, the rest is an assumption."""

from dataclasses import FrozenInstanceError

import pytest

from lib.domain.contract_toml import contract_from_toml
from lib.errors import ConfigurationError
from lib.sources.paths import GEODATA

PROJECT = (GEODATA / "contracts" / "nelcp.toml").read_text("utf-8")
TEXT = PROJECT.replace("[settings]", "[ages]\nfrom = 11\nto = 17\n\n[settings]", 1)


def test_the_contract_is_35_beds_in_ten_homes_of_three_or_four() -> None:
    contract = contract_from_toml(PROJECT, ages=(11, 17))
    assert contract.beds == 35
    assert len(contract.homes) == 10
    assert {home.beds for home in contract.homes} == {3, 4}
    assert (contract.age_min_years, contract.age_max_years) == (11, 17)
    assert contract.placed_within_months == 12


def test_the_ages_are_the_partnerships_unless_the_contract_sets_its_own() -> None:
    partnership = contract_from_toml(PROJECT, ages=(5, 9))
    assert (partnership.age_min_years, partnership.age_max_years) == (5, 9)
    own = contract_from_toml(TEXT, ages=(5, 9))
    assert (own.age_min_years, own.age_max_years) == (11, 17)


def test_whatever_is_not_public_says_that_it_is_an_assumption() -> None:
    contract = contract_from_toml(TEXT, ages=(11, 17))
    explained = contract.sources.keys() | contract.assumptions.keys()
    assert explained >= {"beds", "homes", "ages", "placed_within_months"}
    assert [
        key for key, why in contract.assumptions.items() if not why.startswith("Assumption: ")
    ] == []
    assert contract.sources.keys() == {"beds", "ages", "discount", "target"}


@pytest.mark.parametrize("key", ["homes", "placed_within_months"])
def test_a_setting_without_a_source_or_a_reason_is_said_to_be_an_assumption(key: str) -> None:
    text = "\n".join(line for line in TEXT.splitlines() if not line.startswith(f'{key} = "'))
    contract = contract_from_toml(text, ages=(11, 17))
    assert contract.assumptions[key].startswith("Assumption ")
    assert "neither a source nor a reason" in contract.assumptions[key]


@pytest.mark.parametrize(
    ("found", "wanted", "reason"),
    [
        ("beds = 4", "beds = 0", "has 0 beds"),
        ("beds = 4", "beds = 4\nopens = 2019-04-01T10:00:00", "a date such as 2019-04-01"),
        ("beds = 4", "beds = 4\nopens = 2026-04-01", "opens on 2026-04-01; the contract begins on"),
        ("beds = 4", "beds = 4\nopens = 9999-12-31", "runs for 7 years, and a date before its end"),
        ("beds = 4", "beds = 3.5", "`homes.beds` is 3.5"),
        ("beds = 4", "beds = true", "`homes.beds` is True"),
        ("beds = 4", 'beds = "4"', "`homes.beds` is '4'"),
        ("beds = 4", "", "'beds'"),
        ("beds = 4", "beds = 99999999999999999999", "1 to 100 are possible"),
        ("beds = 4", "beds = 4\nprice = 1", "'price' is not a key of a home"),
        ("from = 11", "from = 18", "`ages`"),
        ("to = 17", "to = 18", "`ages`"),
        ("placed_within_months = 12", "placed_within_months = 0", "`placed_within_months` is 0"),
        ("placed_within_months = 12", "placed_within_months = 999", "1 to 216"),
        ("placed_within_months = 12", "placed_within = 12", "'placed_within' is not a key"),
        ("Block home J, Walthamstow", "Block home A, Barking", "2 homes are named"),
        ("Block home J, Walthamstow", " ", "`homes.name`"),
        ('postcode = "E17 4JF"', "postcode = 17", "`homes.postcode` is 17"),
        ("[sources]", 'price = 3571\n[sources]\nhomes = "x"', "both `sources` and `assumptions`"),
        ("[ages]", "price = 3571\n[ages]", "'price' is not a key"),
        ("discount = 0.2", "discount = 2", "`settings.discount` is 2"),
        ("discount = 0.2", "discount = [0.2, 0.1, 0.3]", "not in order"),
        ("discount = 0.2", "rebate = 0.2", "'rebate' is not a setting"),
        ("discount = 0.2", "weeks = 53", "52 or 52.18 is wanted"),
        ("discount = 0.2", 'empty_beds = "nobody"', "all paid, part guaranteed, used only"),
        ("version = 2", "version = 3", "it is too old"),
        ("[ages]", "[ages", "not valid TOML"),
        ("[[homes]]", "[[houses]]", "'houses' is not a key"),
    ],
)
def test_a_contract_that_cannot_be_carried_out_is_refused_with_the_reason(
    found: str, wanted: str, reason: str
) -> None:
    assert found in TEXT
    with pytest.raises(ConfigurationError) as refusal:
        contract_from_toml(TEXT.replace(found, wanted), ages=(11, 17))
    assert reason in str(refusal.value)


@pytest.mark.parametrize("opens", ["2010-01-01", "2019-04-01", "2026-03-30"])
def test_a_home_may_be_open_before_the_contract_begins_and_open_until_its_end(opens: str) -> None:
    contract = contract_from_toml(
        TEXT.replace("beds = 4", f"beds = 4\nopens = {opens}", 1), ages=(11, 17)
    )
    assert str(contract.homes[0].opens) == opens


def test_nothing_of_a_contract_can_be_changed_in_place() -> None:
    contract = contract_from_toml(TEXT, ages=(11, 17))
    with pytest.raises(FrozenInstanceError):
        contract.name = "another"  # type: ignore[misc]  # on purpose
    for said in (contract.assumptions, contract.sources):
        with pytest.raises(TypeError):
            said["beds"] = "another reason"  # type: ignore[index]


def test_a_contract_without_homes_is_refused() -> None:
    text = TEXT[: TEXT.index("[[homes]]")].replace("version = 2", "version = 2\nhomes = []")
    with pytest.raises(ConfigurationError, match="`homes` is empty"):
        contract_from_toml(text, ages=(11, 17))
