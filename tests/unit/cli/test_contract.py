"""`python -m lib contract` and the forecast of `python -m lib answer`: what they print."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lib.__main__ import main
from lib.answer.loaded import read_contract
from lib.domain.contract_changes import changed
from lib.domain.contract_toml import contract_to_toml
from lib.domain.settings import SETTINGS
from lib.domain.terms import EmptyBeds, FillsFirst
from tests.fixtures.returns_on_disk import child, episode, put_episodes, put_header

ROOT = Path(__file__).parents[3]
CLAIM = ("discount=0.2", "beds=35", "weeks=52", "occupancy=1")


def printed(*arguments: str, seed_of_hashes: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lib", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed_of_hashes},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main([*arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    return said.err


def test_the_claim_of_2018_is_printed_to_the_pound() -> None:
    done = printed("contract", "--set", *CLAIM, "--set", "weekly_cost=3630", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["full_occupancy_saving_pounds"] == 1_321_320
    assert done.stderr == "Full counts: not for publication.\n"


def test_the_same_contract_and_seed_print_the_same_bytes_in_any_order_of_sets(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ("contract", "--audience", "shared", "--seed", "7", "--json")
    first = printed(*asked, seed_of_hashes="1")
    assert first.returncode == 0
    assert first.stderr == ""
    capsys.readouterr()
    assert main([*asked]) == 0
    assert capsys.readouterr().out == first.stdout
    document = json.loads(first.stdout)
    assert document["seed"] == 7
    assert document["runs"] == 10_000
    for key in (
        "full_occupancy_saving_pounds", "break_even_occupancy", "occupancy", "saving_pounds",
        "chance_of_loss", "chance_of_target", "sensitivity", "shares",
    ):  # fmt: skip
        assert key in document
    assert list(document["occupancy"]) == ["p10", "p50", "p90"]
    assert len(document["sensitivity"]) > 3


def test_without_json_the_answer_is_in_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contract", "--set", *CLAIM, "weekly_cost=3630"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Invented data. The 2018 proposal: 35 beds, as at 31 March 2018")
    assert "a full year saves £1.32 million" in out
    assert "Year by year, in 8 of 10 runs" in out
    assert "What the claim takes for granted" in out
    assert not re.search(r"\b(nan|NaN|Decimal|Fraction)\b|<NA>", out)


NARROWER = ("ages_from=16", "nomination=fair")


@pytest.mark.parametrize("change", NARROWER)
def test_a_contract_that_chooses_children_is_refused_in_the_shared_view(
    capsys: pytest.CaptureFixture[str], change: str
) -> None:
    said = refused(capsys, "contract", "--audience", "shared", "--set", change)
    assert "Money and time may be changed freely" in said
    assert "The 2018 proposal, 12 beds, 24 beds" in said


def test_so_is_one_of_a_file_and_by_answer_as_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "narrow.toml"
    path.write_text('version = 2\nbased_on = "nelcp.toml"\nages = {from = 17, to = 17}\n', "utf-8")
    for command in ("contract", "answer"):
        said = refused(capsys, command, "--audience", "shared", "--contract", str(path))
        assert "Money and time may be changed freely" in said


WRONG = {
    "a range in no order": (
        "discount=0.3/0.2/0.25",
        "`discount`: 0.3/0.2/0.25 is not in order: lowest, most likely, highest.",
    ),
    "no value": ("discount", "--set 'discount': key=value is wanted, such as discount=0.2."),
    "an unknown key": ("stock=3", "'stock' is no setting of a contract. There are: ages_from"),
    "a share beyond all": ("occupancy=1.2", "'1.2': a number from 0 to 1 is wanted"),
    "other weeks": ("weeks=53", "52 or 52.18 is wanted"),
    "an endless number": ("term_years=1e99999999", "a whole number from 1 to 15 is wanted"),
    "nothing": ("empty_beds=", "one of all paid, part guaranteed, used only is wanted"),
    "no day": ("begins=31/02/2019", "a date such as 2019-04-01 is wanted"),
}


@pytest.mark.parametrize(("change", "reason"), WRONG.values(), ids=WRONG)
def test_a_value_that_cannot_be_is_refused_with_what_is_wanted(
    capsys: pytest.CaptureFixture[str], change: str, reason: str
) -> None:
    assert reason in refused(capsys, "contract", "--set", change)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("[settings]\ndiscount = 1.5", "`settings.discount` is 1.5: numbers from 0 to 0.9"),
        ('nomination = "all"', "`nomination` is 'all': pooled, fair, or shares"),
        ('[[homes]]\nname = "A"\nauthority = "E09000002"\nbeds = 3\ntakes = "boyz"',
         "`homes.takes` is 'boyz': one of any, girls, boys is wanted"),
    ],
)  # fmt: skip
def test_a_value_in_a_file_that_cannot_be_is_no_missing_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, fault: str
) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(f'version = 2\nbased_on = "nelcp.toml"\n{line}\n', "utf-8")
    said = refused(capsys, "contract", "--contract", str(path))
    assert fault in said
    assert "missing" not in said


def test_the_help_gives_the_words_that_a_setting_may_be_and_its_default(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["contract", "--help"])
    out = " ".join(capsys.readouterr().out.split())
    for kind in (EmptyBeds, FillsFirst):
        assert " or ".join(kind) in out
    for setting in SETTINGS.values():
        assert f"{setting.key} {setting.label}" in out
    assert "pooled or fair or shares by GSS code" in out


@pytest.mark.parametrize("seed", ["x", "1.5", ""])
def test_a_seed_that_is_no_whole_number_is_refused_in_plain_words(
    capsys: pytest.CaptureFixture[str], seed: str
) -> None:
    with pytest.raises(SystemExit):
        main(["contract", "--seed", seed])
    assert "a whole number from 0 on is wanted" in capsys.readouterr().err


def test_a_file_that_is_no_contract_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = refused(capsys, "contract", "--contract", str(tmp_path / "none.toml"))
    assert "none.toml cannot be read" in missing
    assert str(tmp_path) not in missing
    later = tmp_path / "later.toml"
    later.write_text('version = 3\nname = "a"\n', "utf-8")
    assert "this program reads 1 to 2" in refused(capsys, "contract", "--contract", str(later))


def test_a_file_is_worked_out_and_its_own_text_gives_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("--set", "weekly_cost=3000", "occupancy=0.5", "empty_beds=used only", "beds=20")
    found = answered(capsys, "contract", *given)
    path = tmp_path / "saved.toml"
    path.write_text(found["contract"]["toml"], "utf-8")
    assert answered(capsys, "contract", "--contract", str(path)) == found
    asked = changed(
        read_contract(),
        {"weekly_cost": "3000", "occupancy": "0.5", "empty_beds": "used only", "beds": "20"},
    )
    assert found["contract"]["toml"] == contract_to_toml(asked)
    # 52 weeks, half of 20 beds, a fifth of 3,000
    assert found["saving_pounds"]["p50"] == pytest.approx(52 * 10 * 600)


@pytest.fixture
def one_child(tmp_path: Path) -> Path:
    """Returns of one authority, with one child: too little to forecast anything from."""
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    return tmp_path


def test_returns_that_cover_too_little_give_no_forecast_and_the_reason(
    one_child: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, "contract", "--returns", str(one_child))
    assert "No weekly cost is known: load costs.csv" in said
    said = refused(capsys, "contract", "--returns", str(one_child), "--set", "weekly_cost=3630")
    assert "The returns cover too little" in said
    assert "`starts_a_year`" in said


@pytest.mark.parametrize("audience", ["officers", "shared"])
def test_the_overview_is_answered_all_the_same(
    one_child: Path, capsys: pytest.CaptureFixture[str], audience: str
) -> None:
    assert main(["answer", str(one_child), "--audience", audience, "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["with_contract_range"] is None
    assert json.loads(said.out)["headline"]
    assert "No forecast: " in said.err


def test_the_overview_gives_the_range_of_children_inside(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = answered(capsys, "answer")
    forecast = found["with_contract_range"]
    assert (
        forecast["p10"] < forecast["p50"] < forecast["p90"] < found["with_contract"]["in_footprint"]
    )
    assert found["today"]["in_footprint"] < forecast["p10"]
    everyone = found["today"]["children"]
    for key in ("p10", "p50", "p90"):
        share = 100 * forecast[key] / everyone
        assert forecast[f"{key}_share"] == pytest.approx(share, abs=0.1)
