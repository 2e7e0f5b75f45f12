"""Who lives where on the as-at date."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lib.ingest.placements import looked_after_by_authority, residential_placements
from tests.fixtures.returns_on_disk import (
    EPISODES,
    HACKNEY,
    HAVERING,
    csv_text,
    episode,
    load,
    put,
    put_episodes,
)


def on_the_day(folder: Path, *rows: dict[str, str], types: tuple[str, ...] = ("K2",)) -> int:
    put_episodes(folder, episode(CHILD="usual", PLACE="U4"), *rows)
    returns = load(folder)
    assert returns.as_of == date(2018, 3, 31)
    return len(residential_placements(returns, placement_types=types))


@pytest.mark.parametrize(
    ("start", "end", "is_open"),
    [
        ("31/03/2018", "", True),
        ("30/03/2018", "31/03/2018", False),
        ("30/03/2018", "30/03/2018", False),
        ("01/05/2016", "30/03/2018", False),
    ],
)
def test_an_episode_is_open_from_its_first_day_until_the_day_it_ends(
    tmp_path: Path, start: str, end: str, *, is_open: bool
) -> None:
    assert on_the_day(tmp_path, episode(DECOM=start, DEC=end)) == int(is_open)


def test_an_episode_that_ends_after_the_date_is_open_on_it(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(DECOM="01/05/2016", DEC="01/05/2018"))
    returns = load(tmp_path, as_of=date(2018, 3, 31))
    assert len(residential_placements(returns, placement_types=["K2"])) == 1


@pytest.mark.parametrize("status", ["V3", "V4"])
def test_short_breaks_are_left_out_of_every_count(tmp_path: Path, status: str) -> None:
    put_episodes(tmp_path, episode(LS=status), episode(CHILD="b"))
    returns = load(tmp_path)
    assert len(residential_placements(returns, placement_types=["K2"])) == 1
    assert looked_after_by_authority(returns).to_dict() == {HACKNEY: 1}


def test_what_counts_as_residential_is_the_callers_choice(tmp_path: Path) -> None:
    rows = [episode(CHILD=place, PLACE=place) for place in ("K1", "K2", "R1", "U6")]
    assert on_the_day(tmp_path, *rows, types=("K1", "R1")) == 2


def test_of_two_open_episodes_the_later_one_counts(tmp_path: Path) -> None:
    put_episodes(
        tmp_path,
        episode(DECOM="01/05/2016", PL_POST="RM1 3BD"),
        episode(DECOM="01/05/2017", PL_POST="E15 4LZ"),
    )
    placements = residential_placements(load(tmp_path), placement_types=["K2"])
    assert placements["start_date"].tolist() == [pd.Timestamp(2017, 5, 1)]


def test_a_child_whose_later_open_episode_is_no_home_is_not_in_a_home(tmp_path: Path) -> None:
    rows = [episode(DECOM="01/05/2016"), episode(DECOM="01/05/2017", PLACE="U4")]
    assert on_the_day(tmp_path, *rows) == 0


def test_every_loaded_authority_has_a_count_even_if_nobody_is_looked_after(
    tmp_path: Path,
) -> None:
    put_episodes(tmp_path, episode(), episode(CHILD="b", PLACE="U4"))
    gone = episode(DECOM="01/05/2016", DEC="01/09/2017", HOME_POST="RM1 3BD")
    put(tmp_path, f"{HAVERING}/episodes.csv", csv_text(EPISODES, [gone]))
    counts = looked_after_by_authority(load(tmp_path))
    assert counts.to_dict() == {HACKNEY: 2, HAVERING: 0}
    assert str(counts.dtype) == "int64"


def test_nobody_in_a_home_is_an_empty_table(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(PLACE="U4"))
    assert residential_placements(load(tmp_path), placement_types=["K2"]).empty
