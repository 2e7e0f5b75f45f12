"""One council alone, few children, and dates that no return covers: nothing is given back."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from lib.answer.loaded import DEMO_RETURNS, Loaded, load
from tests.attacks.bounding import bounds
from tests.attacks.served import asked, demo_served
from tests.attacks.test_reader import DOUBT, taken_of
from tests.fixtures.attacks import some_children


@pytest.mark.parametrize(
    "year", [2019, *(pytest.param(one, marks=pytest.mark.in_full) for one in (2022, 2026))]
)
@pytest.mark.parametrize("command", ["answer", "contract"])
def test_a_31_march_that_no_return_covers_is_refused_in_the_shared_view(
    command: str, year: int
) -> None:
    with demo_served():
        found = asked(command, "--audience", "shared", "--as-of", f"{year}-03-31")
    assert found.code == 2
    assert found.out == ""


@pytest.mark.parametrize(
    ("children", "seed"),
    [(20, 12), *(pytest.param(*one, marks=pytest.mark.in_full) for one in ((20, 13), (30, 14)))],
)
def test_contracts_with_fewer_beds_do_not_give_back_what_the_own_one_hides(
    demo: Loaded, children: int, seed: int
) -> None:
    some = some_children(demo, children, seed)
    taken = taken_of(some, f"{children}, {seed}")
    found = bounds(taken.counts, taken.lines, [*taken.small, *taken.small_changes])
    assert {aim: ends for aim, ends in found.items() if ends[1] - ends[0] < DOUBT} == {}


@pytest.mark.parametrize(
    "code",
    [
        "E09000030",
        *(pytest.param(one, marks=pytest.mark.in_full) for one in ("E09000026", "E09000031")),
    ],
)
def test_the_proof_does_not_give_back_what_one_councils_own_tables_hide(
    tmp_path: Path, code: str
) -> None:
    shutil.copytree(DEMO_RETURNS / code, tmp_path / code)
    shutil.copy(DEMO_RETURNS / "homes.csv", tmp_path)
    taken = taken_of(load(tmp_path, today=date(2026, 1, 1)), code)
    found = bounds(taken.counts, taken.lines, [*taken.small, *taken.small_changes])
    assert {aim: ends for aim, ends in found.items() if ends[1] - ends[0] < DOUBT} == {}
