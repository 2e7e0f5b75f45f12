"""A contract saved with what its figures were made with, and opened again, or refused plainly."""

import tomllib
from dataclasses import replace
from datetime import date

import pytest

from lib.domain.block_home import BlockHome, Need, Takes
from lib.domain.contract import Contract
from lib.domain.contract_changes import MOST_IN_A_LINK, as_link, changed, differences, from_link
from lib.domain.contract_toml import contract_from_toml, contract_to_toml
from lib.domain.nomination import Nomination
from lib.domain.scenario import MadeWith, scenario_from_toml, scenario_to_toml
from lib.errors import ConfigurationError
from lib.sources.paths import GEODATA

AGES = (11, 17)
OWN = contract_from_toml((GEODATA / "contracts" / "nelcp.toml").read_text("utf-8"), ages=AGES)
MADE_WITH = MadeWith(
    data_sha256="25c243e330320054312ce25efbe644be57b856e33d10527196b21140aa6f7035",
    as_of="2018-03-31", audience="officers", model="2026-11-26", seed=2018, runs=10_000,
)  # fmt: skip

EVERYTHING = replace(
    changed(
        OWN,
        {
            "price": "2100.5/2800/3100", "weekly_cost": "3571.43", "weeks": "52.18",
            "empty_beds": "part guaranteed", "guaranteed_share": "0.25", "management": "12345.67",
            "begins": "2020-02-29", "occupancy": "0.875", "fills_first": "least flexible",
            "ages_from": "10", "ages_to": "16", "placed_within_months": "7",
            "nomination": "E09000016=0.4,E09000025=0.6",
        },
    ),
    name="Invented: “two” \\ 'three' é\t<b>",
    homes=(
        BlockHome(
            name="A*b;c=d&e 100% 家", authority_code="E09000016", beds=3, postcode="RM1 3BD",
            takes=Takes.GIRLS, age_min_years=11, meets=frozenset({Need.SOLO}),
            opens=date(2021, 5, 1), most_years_apart=2,
        ),
        BlockHome(name="B", authority_code="E09000025", beds=1, age_max_years=13),
    ),
)  # fmt: skip


@pytest.mark.parametrize("contract", [OWN, EVERYTHING], ids=["own", "everything"])
def test_a_scenario_that_is_saved_and_opened_is_the_same(contract: Contract) -> None:
    text = scenario_to_toml(contract, MADE_WITH)
    assert scenario_from_toml(text, ages=AGES) == (contract, MADE_WITH)
    assert scenario_to_toml(*_opened(text)) == text


def _opened(text: str) -> tuple[Contract, MadeWith]:
    contract, made_with = scenario_from_toml(text, ages=AGES)
    assert made_with is not None
    return contract, made_with


def test_a_file_of_a_contract_alone_was_made_with_nothing() -> None:
    assert scenario_from_toml(contract_to_toml(OWN), ages=AGES) == (OWN, None)


def test_ages_that_are_saved_win_over_those_of_the_partnership() -> None:
    contract, _ = scenario_from_toml(scenario_to_toml(EVERYTHING, MADE_WITH), ages=(0, 5))
    assert (contract.age_min_years, contract.age_max_years) == (10, 16)


def test_a_saved_file_holds_no_more_than_the_contract_and_six_words_about_it() -> None:
    saved = tomllib.loads(scenario_to_toml(OWN, MADE_WITH))
    assert saved.pop("saved_with") == vars(MADE_WITH)
    assert saved == tomllib.loads(contract_to_toml(OWN))


WHOLE = scenario_to_toml(OWN, MADE_WITH)
REFUSED = {
    "no TOML": ("What is this?", "not valid TOML"),
    "nothing": ("", "'name'"),
    "brackets without end": ("a = " + "[" * 60_000, "not valid TOML"),
    "a number without end": ("version = " + "9" * 6_000, "not valid TOML"),
    "a later version": (WHOLE.replace("version = 2", "version = 3"), "`version` is 3"),
    "no version at all": (WHOLE.replace("version = 2", "version = true"), "`version` is True"),
    "an unknown key": ("strange = 1\n" + WHOLE, "'strange' is not a key of this file"),
    "an unknown setting": (
        WHOLE.replace("[settings]", "[settings]\nstrange = 1"), "'strange' is not a setting",
    ),
    "settings that are none": ("version = 2\nsettings = 3", "wrong kind"),
    "homes that are none": ("version = 2\nhomes = 3", "wrong kind"),
    "homes that are texts": (
        'version = 2\nname = "a"\nplaced_within_months = 12\nhomes = ["x"]', "wrong kind",
    ),
    "another file as its base": ('based_on = "nelcp.toml"\nversion = 2', "a whole contract"),
    "a list as its base": ('based_on = ["nelcp.toml"]\nversion = 2', "wrong kind"),
    "a range in no order": (
        WHOLE.replace("discount = 0.2", "discount = [0.3, 0.2, 0.25]"),
        "0.3/0.2/0.25 is not in order: lowest, most likely, highest",
    ),
    "a share beyond one": (
        WHOLE.replace('occupancy = "from returns"', "occupancy = 1.1"), "settings.occupancy",
    ),
    "a time of day": (
        WHOLE.replace("begins = 2019-04-01", "begins = 2019-04-01T10:00:00"), "settings.begins",
    ),
    "saved with a list": ("saved_with = [1]\n" + contract_to_toml(OWN), "`saved_with` holds"),
    "saved with too little": (contract_to_toml(OWN) + "\n[saved_with]\nseed = 1", "holds"),
    "saved with too much": (WHOLE + 'who = "me"\n', "and nothing else"),
    "saved with a word for a number": (
        WHOLE.replace("seed = 2018", 'seed = "2018"'), "`saved_with.seed` is of the wrong kind",
    ),
    "saved with a yes for a number": (
        WHOLE.replace("runs = 10000", "runs = true"), "`saved_with.runs` is of the wrong kind",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        scenario_from_toml(text, ages=AGES)
    assert reason in str(refused.value)


def test_what_two_were_made_with_differs_in_words() -> None:
    assert MADE_WITH.unlike(replace(MADE_WITH)) == []
    other = replace(
        MADE_WITH, data_sha256="f" * 64, as_of="2017-03-31", audience="shared", model="x",
        seed=1, runs=10,
    )  # fmt: skip
    assert MADE_WITH.unlike(other) == [
        "other returns (ffffffffffff, not 25c243e33032)",
        "another date (2017-03-31, not 2018-03-31)",
        "another view (shared, not officers)",
        "another version of the model (x, not 2026-11-26)",
        "other chance (seed) (1, not 2018)",
        "another number of runs (10, not 10000)",
    ]


def test_a_link_brings_back_what_differs_from_a_preset() -> None:
    link = as_link(differences(EVERYTHING, OWN))
    assert link is not None
    assert len(link) <= MOST_IN_A_LINK
    back = changed(OWN, from_link(link))
    assert differences(back, EVERYTHING) == {}


def test_what_is_too_long_for_a_link_is_for_a_file() -> None:
    homes = tuple(replace(OWN.homes[0], name=f"Invented home {at}", beds=1) for at in range(60))
    long = replace(OWN, homes=homes)
    assert as_link(differences(long, OWN)) is None
    assert scenario_from_toml(scenario_to_toml(long, MADE_WITH), ages=AGES)[0] == long


def test_shares_of_the_beds_by_authority_come_back_from_a_file() -> None:
    shares = Nomination.read("E09000016=0.5,E09000025=0.5")
    saved = scenario_to_toml(replace(OWN, nomination=shares), MADE_WITH)
    assert scenario_from_toml(saved, ages=AGES)[0].nomination == shares
