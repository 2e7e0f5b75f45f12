"""One history for each child, whatever the files it was written in."""

from pathlib import Path

import pandas as pd
import pytest

from tests.fixtures.returns_on_disk import (
    EPISODES,
    HACKNEY,
    HAVERING,
    child,
    codes,
    count,
    csv_text,
    episode,
    load,
    only,
    put,
    put_episodes,
    put_header,
)

FILE = f"{HACKNEY}/episodes.csv"


def starts(returns_episodes: pd.DataFrame) -> list[str]:
    """Give the first days of the placements; one that is not known is blank."""
    days = returns_episodes["placement_start_date"]
    return ["" if pd.isna(day) else f"{day:%d/%m/%Y}" for day in days]


def test_a_change_of_legal_status_does_not_begin_a_placement(tmp_path: Path) -> None:
    put_episodes(
        tmp_path,
        episode(DECOM="01/05/2015", RNE="S", DEC="01/03/2016"),
        episode(DECOM="01/03/2016", RNE="P", DEC="01/06/2017"),
        episode(DECOM="01/06/2017", RNE="L", DEC="01/09/2017"),
        episode(DECOM="01/09/2017", RNE="L"),
    )
    found = load(tmp_path).episodes
    assert starts(found) == ["01/05/2015", "01/03/2016", "01/03/2016", "01/03/2016"]


@pytest.mark.parametrize("reason", ["S", "P", "T", "B", "U"])
def test_every_other_reason_begins_a_placement(tmp_path: Path, reason: str) -> None:
    put_episodes(
        tmp_path,
        episode(DECOM="01/03/2016", RNE="S", DEC="01/06/2017"),
        episode(DECOM="01/06/2017", RNE=reason),
    )
    assert starts(load(tmp_path).episodes) == ["01/03/2016", "01/06/2017"]


def test_an_episode_may_end_on_the_day_before_the_placement_goes_on(tmp_path: Path) -> None:
    put_episodes(
        tmp_path,
        episode(DECOM="01/03/2016", RNE="S", DEC="01/06/2017"),
        episode(DECOM="02/06/2017", RNE="L"),
    )
    put_header(tmp_path, child())
    returns = load(tmp_path)
    assert starts(returns.episodes) == ["01/03/2016", "01/03/2016"]
    assert returns.findings == ()


def test_after_a_gap_it_is_not_known_when_the_placement_began_and_that_is_told(
    tmp_path: Path,
) -> None:
    put_episodes(
        tmp_path,
        episode(DECOM="01/03/2016", RNE="S", DEC="01/06/2017"),
        episode(DECOM="03/06/2017", RNE="L", DEC="01/09/2017"),
        episode(DECOM="01/09/2017", RNE="L", DEC="01/10/2017"),
        episode(DECOM="01/10/2017", RNE="P"),
    )
    returns = load(tmp_path)
    assert starts(returns.episodes) == ["01/03/2016", "", "", "01/10/2017"]
    assert only(returns, "episode_before_missing").row == 3


def test_a_placement_that_a_return_of_one_year_cuts_off_is_older_and_no_fault(
    tmp_path: Path,
) -> None:
    put_episodes(
        tmp_path,
        episode(CHILD="a", DECOM="01/04/2016", RNE="S", DEC="20/04/2017"),
        episode(CHILD="settled", DECOM="01/06/2017", RNE="L"),
        episode(CHILD="settled too", DECOM="01/06/2017", RNE="L", DEC="01/10/2017"),
        episode(CHILD="settled too", DECOM="01/10/2017", RNE="L"),
    )
    put_header(tmp_path, *[child(CHILD=name) for name in ("a", "settled", "settled too")])
    returns = load(tmp_path)
    assert starts(returns.episodes) == ["01/04/2016", "", "", ""]
    assert returns.findings == ()


def test_a_placement_does_not_go_on_from_another_child(tmp_path: Path) -> None:
    put_episodes(
        tmp_path,
        episode(CHILD="a", DECOM="01/03/2016", RNE="S", DEC="01/06/2017"),
        episode(CHILD="b", DECOM="01/06/2017", RNE="L"),
    )
    assert starts(load(tmp_path).episodes) == ["01/03/2016", ""]


def test_the_later_file_of_two_years_decides(tmp_path: Path) -> None:
    put_episodes(
        tmp_path,
        episode(CHILD="a", DECOM="05/06/2016"),
        episode(CHILD="b", DECOM="01/02/2017", DEC="01/03/2017"),
        name="z-2017.csv",
    )
    put_episodes(
        tmp_path,
        episode(CHILD="a", DECOM="05/06/2016", DEC="05/09/2017", PLACE="U4"),
        episode(CHILD="a", DECOM="05/09/2017"),
        name="a-2018.csv",
    )
    returns = load(tmp_path)
    assert len(returns.episodes) == 3
    first = returns.episodes.loc[0]
    assert (first["placement_type"], first["end_date"]) == ("U4", pd.Timestamp(2017, 9, 5))
    older, newer = count(returns, f"{HACKNEY}/z-2017.csv"), count(returns, f"{HACKNEY}/a-2018.csv")
    assert (older.loaded, older.ignored) == (1, 1)
    assert (newer.loaded, newer.ignored) == (2, 0)
    assert "episode_repeated" not in codes(returns)


def test_files_of_years_may_lie_in_folders_of_years(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(CHILD="a", DECOM="05/06/2016"), name="2016-17/episodes.csv")
    put_episodes(tmp_path, episode(CHILD="b", DECOM="05/06/2017"), name="2017-18/episodes.csv")
    assert len(load(tmp_path).episodes) == 2


def test_an_episode_that_the_newest_file_has_lost_is_told_and_stays_open(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(CHILD="a", DECOM="05/06/2016"), name="2017.csv")
    put_episodes(tmp_path, episode(CHILD="b", DECOM="05/06/2017"), name="2018.csv")
    returns = load(tmp_path)
    finding = only(returns, "episode_not_in_newest_file")
    assert (finding.file, finding.row, finding.column) == (f"{HACKNEY}/2017.csv", 2, "DEC")
    assert returns.episodes["end_date"].isna().all()


def test_the_same_row_twice_counts_once(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(), episode(CHILD="b"), episode())
    returns = load(tmp_path)
    finding = only(returns, "episode_repeated")
    assert (finding.row, finding.column) == (4, "DECOM")
    counted = count(returns, FILE)
    assert (counted.read, counted.loaded, counted.refused, counted.ignored) == (3, 2, 0, 1)


@pytest.mark.parametrize("order", [("T0", "K2"), ("K2", "T0")])
def test_of_two_episodes_that_begin_together_the_longer_is_taken(
    tmp_path: Path, order: tuple[str, str]
) -> None:
    ends = {"T0": "05/06/2017", "K2": ""}
    put_episodes(tmp_path, *[episode(PLACE=place, DEC=ends[place]) for place in order])
    returns = load(tmp_path)
    assert returns.episodes["placement_type"].tolist() == ["K2"]
    assert only(returns, "episode_repeated").row == 2 + order.index("T0")


def test_an_episode_that_begins_before_the_last_has_ended_is_told(tmp_path: Path) -> None:
    put_episodes(
        tmp_path,
        episode(DECOM="01/05/2017"),
        episode(DECOM="01/09/2017", PLACE="U4"),
        episode(CHILD="other", DECOM="01/10/2017"),
    )
    finding = only(load(tmp_path), "episodes_overlap")
    assert (finding.row, finding.column) == (3, "DECOM")


def test_an_overlap_with_an_episode_further_back_is_told_too(tmp_path: Path) -> None:
    put_episodes(
        tmp_path,
        episode(DECOM="01/01/2017", DEC="01/01/2018"),
        episode(DECOM="01/02/2017", DEC="01/03/2017"),
        episode(DECOM="01/06/2017", DEC="01/07/2017"),
    )
    returns = load(tmp_path)
    rows = [finding.row for finding in returns.findings if finding.code == "episodes_overlap"]
    assert rows == [3, 4]


def test_children_of_two_authorities_are_never_one_child(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(CHILD="7"))
    put(tmp_path, f"{HAVERING}/episodes.csv", csv_text(EPISODES, [episode(CHILD="7")]))
    returns = load(tmp_path)
    assert returns.episodes["child_key"].nunique() == 2
    assert returns.children["authority_code"].tolist() == [HACKNEY, HAVERING]
    assert "episode_repeated" not in codes(returns)
