"""What bears on where a child should live."""

from pathlib import Path

import pytest

from lib.ingest.load import Returns
from lib.ingest.placements import residential_placements
from tests.fixtures.returns_on_disk import (
    EPISODES,
    HACKNEY,
    HAVERING,
    NEEDS,
    codes,
    count,
    csv_text,
    episode,
    load,
    only,
    put,
    put_episodes,
)

FILE = f"{HACKNEY}/needs.csv"


def loaded(folder: Path, *rows: dict[str, str]) -> Returns:
    put_episodes(folder, *[episode(CHILD=name) for name in ("a", "b", "c")])
    put(folder, FILE, csv_text(NEEDS, rows))
    return load(folder)


@pytest.mark.parametrize("text", ["yes", "Yes", "Y", "TRUE", "1"])
def test_yes_may_be_written_in_several_ways(tmp_path: Path, text: str) -> None:
    row = {"CHILD": "b", "keep_placement": text, "asked_to_move": text, "solo": text}
    children = loaded(tmp_path, row).children
    for flag in ("keep_placement", "asked_to_move", "is_solo"):
        assert children[flag].tolist() == [False, True, False]


@pytest.mark.parametrize("text", ["no", "No", "N", "false", "0", ""])
def test_no_and_nothing_are_no(tmp_path: Path, text: str) -> None:
    row = {"CHILD": "b", "keep_placement": text, "asked_to_move": text, "solo": text}
    returns = loaded(tmp_path, row)
    assert not returns.children[["keep_placement", "asked_to_move", "is_solo"]].any(axis=None)
    assert codes(returns) == ["header_missing"]


def test_an_unclear_answer_never_puts_a_child_at_risk_of_being_moved(tmp_path: Path) -> None:
    row = {"CHILD": "b", "keep_placement": "perhaps", "asked_to_move": "perhaps"}
    returns = loaded(tmp_path, row)
    assert returns.children["keep_placement"].tolist() == [False, True, False]
    assert not returns.children["asked_to_move"].any()
    assert codes(returns).count("neither_yes_nor_no") == 2


def test_needs_reach_the_placements(tmp_path: Path) -> None:
    returns = loaded(tmp_path, {"CHILD": "c", "keep_placement": "yes"})
    placements = residential_placements(returns, placement_types=["K2"])
    assert placements["keep_placement"].tolist() == [False, False, True]


def test_siblings_share_a_number_within_their_authority_alone(tmp_path: Path) -> None:
    put(tmp_path, f"{HAVERING}/episodes.csv", csv_text(EPISODES, [episode(CHILD="a")]))
    put(tmp_path, f"{HAVERING}/needs.csv", csv_text(NEEDS, [{"CHILD": "a", "sibling_group": "S1"}]))
    returns = loaded(
        tmp_path,
        {"CHILD": "a", "sibling_group": "S1"},
        {"CHILD": "b", "sibling_group": "S1"},
    )
    groups = returns.children["sibling_group"]
    assert groups.isna().tolist() == [False, False, True, False]
    first, second, elsewhere = groups.dropna()
    assert first == second != elsewhere


@pytest.mark.parametrize("between", [";", "; ", ",", " ", "|"])
def test_being_kept_apart_is_mutual(tmp_path: Path, between: str) -> None:
    returns = loaded(tmp_path, {"CHILD": "a", "not_with": f"b{between}c"})
    assert returns.children["not_with"].tolist() == [(1, 2), (0,), (0,)]


def test_a_stranger_in_not_with_is_told_and_the_others_count(tmp_path: Path) -> None:
    returns = loaded(tmp_path, {"CHILD": "a", "not_with": "b; stranger"})
    assert returns.children["not_with"].tolist() == [(1,), (0,), ()]
    finding = only(returns, "not_with_unknown")
    assert (finding.row, finding.column) == (2, "not_with")
    assert "stranger" not in finding.message


def test_a_child_is_not_kept_apart_from_itself(tmp_path: Path) -> None:
    returns = loaded(tmp_path, {"CHILD": "a", "not_with": "a"})
    assert returns.children["not_with"].tolist() == [(), (), ()]
    assert "not_with_unknown" in codes(returns)


def test_two_rows_of_one_child_are_joined_and_a_yes_in_either_counts(tmp_path: Path) -> None:
    returns = loaded(
        tmp_path,
        {"CHILD": "a", "keep_placement": "yes", "not_with": "b"},
        {"CHILD": "a", "solo": "yes", "not_with": "c"},
    )
    assert returns.children.loc[0, "keep_placement"]
    assert returns.children.loc[0, "is_solo"]
    assert returns.children.loc[0, "not_with"] == (1, 2)
    assert codes(returns).count("child_repeated") == 2


def test_needs_of_a_child_who_is_not_in_the_return_are_ignored_and_told(tmp_path: Path) -> None:
    returns = loaded(tmp_path, {"CHILD": "stranger", "keep_placement": "yes"})
    assert only(returns, "child_unknown").row == 2
    assert count(returns, FILE).ignored == 1
    assert returns.authorities_with_needs == (HACKNEY,)


def test_an_empty_file_of_needs_means_that_nobody_has_any(tmp_path: Path) -> None:
    returns = loaded(tmp_path)
    assert returns.has_needs
    assert not returns.children["keep_placement"].any()


def test_without_the_file_the_rule_is_off(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    returns = load(tmp_path)
    assert not returns.has_needs
    assert returns.children["not_with"].tolist() == [()]
