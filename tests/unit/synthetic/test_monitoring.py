"""The invented monitoring shows what a real file would look like, and is taken for none."""

import tomllib
from datetime import date

import pandas as pd
import pytest

from lib.domain.footprint import Footprint
from lib.ingest.load import Returns, load_returns
from lib.sources.paths import GEODATA
from lib.sources.postcodes import PostcodeIndex
from lib.synthetic.generate import DEMO_SEED
from lib.synthetic.monitoring import BLOCK_HOMES, INVENTED, MONTHS, monitoring_table


@pytest.fixture(scope="module")
def demo() -> Returns:
    footprint = Footprint.from_toml((GEODATA / "footprint.toml").read_text("utf-8"))
    return load_returns(
        GEODATA / "synthetic" / "returns",
        footprint=footprint,
        postcodes=PostcodeIndex.open(),
        today=date(2026, 1, 1),
    )


def test_every_row_of_the_example_loads_without_a_finding(demo: Returns) -> None:
    (file,) = [file for file in demo.files if file.file == "monitoring.csv"]
    assert file.loaded == file.read == MONTHS * len(BLOCK_HOMES)
    assert [found for found in demo.findings if found.file == "monitoring.csv"] == []
    assert not demo.monitoring.drop(columns="rating_mean").isna().any(axis=None)


def test_the_homes_are_those_of_the_proposal_and_each_says_invented(demo: Returns) -> None:
    contract = tomllib.loads((GEODATA / "contracts" / "nelcp.toml").read_text("utf-8"))
    assert {home["name"]: home["beds"] for home in contract["homes"]} == BLOCK_HOMES
    assert set(demo.monitoring["home_name"]) == {f"{name}{INVENTED}" for name in BLOCK_HOMES}


def test_the_months_begin_after_the_contract_would_have(demo: Returns) -> None:
    assert demo.monitoring["month"].min() >= pd.Timestamp("2019-04-01")
    assert demo.monitoring["month"].nunique() == MONTHS


@pytest.mark.parametrize("seed", [0, DEMO_SEED, 2**32])
def test_what_is_invented_can_be(seed: int) -> None:
    table = monitoring_table(seed=seed)
    numbers = table.drop(columns=["month", "home"]).replace("", None).astype("float64")
    assert (numbers["outcomes_achieved"] <= numbers["outcomes_due"]).all()
    assert (numbers["rating_mean"].notna() == (numbers["rating_answers"] > 0)).all()
    assert numbers["rating_mean"].dropna().between(1, 5).all()
    days = pd.to_datetime(table["month"]).dt.days_in_month
    nights = numbers["nights_used"] + numbers["voids_paid_nights"]
    assert (nights == numbers["beds"] * days).all()


def test_another_seed_gives_another_year() -> None:
    assert not monitoring_table(seed=1).equals(monitoring_table(seed=2))
