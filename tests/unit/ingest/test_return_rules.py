"""What the Department's rules call a fault is told under their number, and loses no row."""

import random
from pathlib import Path
from typing import Any

import pytest

from lib.domain.code_years import FIRST_YEAR, LAST_YEAR, codes_of, years_of
from lib.ingest import rules
from lib.ingest.rules import rule_of
from tests.fixtures.returns_on_disk import (
    EPISODES,
    HACKNEY,
    HAVERING,
    HEADER,
    child,
    codes,
    csv_text,
    episode,
    load,
    only,
    put,
    put_episodes,
    put_header,
)
from tests.fixtures.xml_return import put_xml


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ([{"DECOM": "31/02/2017"}], "141"),
        ([{"DECOM": ""}], "141"),
        ([{"DEC": "31/02/2018"}], "147"),
        ([{"DEC": "01/06/2017"}], "356"),
        ([{"RNE": "Q"}], "143"),
        ([{"LS": "Q"}], "144"),
        ([{"CIN": "Q"}], "145"),
        ([{"PLACE": "Q"}], "146"),
        ([{"REC": "Q", "DEC": "01/08/2017"}], "149"),
        ([{"DEC": "01/08/2017", "REC": ""}], "148"),
        ([{"REC": "E8"}], "148"),
        ([{"PLACE_PROVIDER": ""}], "526"),
        ([{"URN": ""}], "218"),
        ([{"HOME_POST": ""}], "392B"),
        ([{"PL_POST": ""}], "392B"),
        ([{"PL_POST": "QQ1 1QQ"}], "392c"),
        ([{"DEC": "01/08/2017", "REC": "X1"}], "388"),
        ([{"DEC": "01/08/2017", "REC": "X1"}, {"DECOM": "02/08/2017", "RNE": "P"}], "388"),
        ([{"DEC": "01/08/2017"}, {"DECOM": "04/09/2017", "RNE": "L"}], "433"),
        ([{}, {"DECOM": "04/09/2017", "RNE": "P"}], "501"),
    ],
)
def test_a_broken_rule_is_named(tmp_path: Path, rows: list[dict[str, str]], number: str) -> None:
    sound = episode(CHILD="kid-2")
    put_episodes(tmp_path, sound, *[episode(**cells) for cells in rows])
    put_header(tmp_path, child(), child(CHILD="kid-2"))
    returns = load(tmp_path)
    told = [rule_of(found.code, found.column) for found in returns.findings]
    assert number in [rule.number for rule in told if rule]
    assert len(returns.episodes) >= 1


@pytest.mark.parametrize(
    "cells",
    [
        {"PLACE": "T1", "PLACE_PROVIDER": ""},
        {"PLACE": "U4", "URN": ""},
        {"PLACE": "K1", "URN": "XXXXXXX"},
        {"LS": "V3", "HOME_POST": "", "PL_POST": ""},
    ],
)
def test_what_a_rule_does_not_ask_for_is_not_missed(tmp_path: Path, cells: dict[str, str]) -> None:
    put_episodes(tmp_path, episode(**cells))
    put_header(tmp_path, child())
    assert codes(load(tmp_path)) == []


def test_a_rule_that_is_broken_by_a_finding_has_words() -> None:
    assert {*rules._BROKEN.values()} == {*rules._WORDS}
    assert all(words.endswith(".") for words in rules._WORDS.values())


@pytest.mark.parametrize("as_xml", [False, True])
def test_of_an_unaccompanied_child_no_origin_is_missed(tmp_path: Path, *, as_xml: bool) -> None:
    row = episode(HOME_POST="", LS="V2")
    if as_xml:
        put_xml(tmp_path, [child(UASC="1", DUC="")], [row])
    else:
        put_episodes(tmp_path, row)
        put_header(tmp_path, child())
        put(tmp_path, f"{HACKNEY}/uasc.csv", "CHILD,SEX,DOB,DUC\nkid-1,1,10/09/2003,\nkid-9,1,,\n")
    returns = load(tmp_path)
    assert returns.findings == ()
    assert returns.unaccompanied == {*returns.episodes["child_key"]}


def test_without_a_uasc_table_it_is_said_why_many_origins_may_be_missing(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(HOME_POST=""))
    put_header(tmp_path, child())
    assert only(load(tmp_path), "unaccompanied_missing").file == HACKNEY
    put(tmp_path, f"{HACKNEY}/uasc.csv", "CHILD,SEX,DOB,DUC\nkid-9,1,,\n")
    assert codes(load(tmp_path)) == ["postcode_missing"]


@pytest.mark.parametrize(
    ("cells", "is_told"),
    [
        ({"PLACE": "K3"}, True),
        ({"PLACE": "Z12"}, True),
        ({"PLACE": "K3", "DECOM": "01/06/2025"}, False),
        ({"PLACE": "H5"}, False),
        ({"PLACE": "H5", "DECOM": "01/06/2026"}, True),
    ],
)
def test_a_code_of_another_year_is_taken_and_told(
    tmp_path: Path,
    cells: dict[str, str],
    *,
    is_told: bool,
) -> None:
    put_episodes(tmp_path, episode(**cells))
    put_header(tmp_path, child())
    returns = load(tmp_path)
    assert ("code_of_another_year" in codes(returns)) is is_told
    assert returns.episodes["placement_type"].tolist() == [cells["PLACE"]]


def test_the_codes_of_a_year_are_those_of_the_year_before_and_its_changes() -> None:
    assert codes_of("PLACE", 2024) - codes_of("PLACE", 2025) == {"H5", "P2"}
    assert codes_of("PLACE", 2026) - codes_of("PLACE", 2025) == {"Z11", "Z12", "Z13", "Z14"}
    assert codes_of("SEX", 2024) == {"1", "2"}
    assert codes_of("SEX", 2025) == {"M", "F", "U"}
    assert years_of("PLACE", "K2") is None
    assert years_of("PLACE", "K3") == (2025, LAST_YEAR)
    assert years_of("PLACE", "H5") == (FIRST_YEAR, 2024)


def put_both(tmp_path: Path, **second: Any) -> None:
    """Put the same pupil into the returns of Hackney and Havering."""
    for code, cells in ((HACKNEY, {}), (HAVERING, second)):
        row = episode(HOME_POST="RM1 3BD" if code == HAVERING else "E8 1EA", **cells)
        put(tmp_path, f"{code}/episodes.csv", csv_text(EPISODES, [row]))
        put(tmp_path, f"{code}/header.csv", csv_text(HEADER, [child(UPN="H801200001001")]))


def test_a_child_whom_two_authorities_look_after_is_told_to_both_and_not_named(
    tmp_path: Path,
) -> None:
    put_both(tmp_path)
    returns = load(tmp_path)
    told = {found.file: found for found in returns.findings}
    assert {*codes(returns)} == {"child_in_two_authorities"}
    assert "Havering" in told[f"{HACKNEY}/header.csv"].message
    assert "Hackney" in told[f"{HAVERING}/header.csv"].message
    assert not any("H801200001001" in found.message for found in returns.findings)
    assert len(returns.episodes) == 2


def test_a_child_who_was_handed_over_is_no_fault(tmp_path: Path) -> None:
    put_both(tmp_path, DECOM="05/06/2016", DEC="04/06/2017")
    assert load(tmp_path).findings == ()


def test_children_without_a_pupil_number_are_not_one_child(tmp_path: Path) -> None:
    put_both(tmp_path)
    for code in (HACKNEY, HAVERING):
        put(tmp_path, f"{code}/header.csv", csv_text(HEADER, [child(UPN="UN3")]))
    assert load(tmp_path).findings == ()


def of_a_year(year: int, names: str, *, post: str = "E8 1EA", n: int = 30) -> str:
    """An Episodes table of the year that ends on the 31 March of ``year``."""
    chance = random.Random(year)  # noqa: S311 (no secret)
    rows = [
        episode(
            CHILD=f"{names}-{number}",
            DECOM=f"{chance.randint(1, 28):02}/{chance.randint(4, 12):02}/{year - 1}",
            HOME_POST=post,
        )
        for number in range(n)
    ]
    return csv_text(EPISODES, rows)


def headed(tmp_path: Path, *names: str) -> None:
    rows = [child(CHILD=f"{name}-{number}") for name in names for number in range(30)]
    put_header(tmp_path, *rows)


def test_two_returns_of_one_year_that_share_no_child_are_suspected(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/a.csv", of_a_year(2018, "a"))
    put(tmp_path, f"{HACKNEY}/b.csv", of_a_year(2018, "b", post="RM1 3BD"))
    headed(tmp_path, "a", "b")
    returns = load(tmp_path)
    assert only(returns, "two_returns_in_folder").file == HACKNEY
    elsewhere = only(returns, "origins_elsewhere")
    assert elsewhere.file == f"{HACKNEY}/b.csv"
    assert HAVERING in elsewhere.message
    assert len(returns.episodes) == 60


def test_returns_of_two_years_share_children_or_not_and_are_no_fault(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/a.csv", of_a_year(2018, "a"))
    put(tmp_path, f"{HACKNEY}/b.csv", of_a_year(2019, "b"))
    headed(tmp_path, "a", "b")
    assert "two_returns_in_folder" not in codes(load(tmp_path))


def test_a_year_that_is_missing_between_two_is_told(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/a.csv", of_a_year(2016, "a"))
    put(tmp_path, f"{HACKNEY}/b.csv", of_a_year(2018, "b"))
    headed(tmp_path, "a", "b")
    assert "31/03/2017" in only(load(tmp_path), "year_missing").message


@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        ("episodes 2017-18.csv", False),
        ("episodes 201718.csv", False),
        ("SSDA903_2018.csv", False),
        ("2014-2018/episodes.csv", False),
        ("episodes.csv", False),
        ("E09000012 20 children.csv", False),
        ("episodes 2017-12-05.csv", False),
        ("episodes 2016-17.csv", True),
        ("2021/episodes.csv", True),
    ],
)
def test_a_return_of_another_year_than_its_name_says_is_told(
    tmp_path: Path,
    name: str,
    *,
    is_told: bool,
) -> None:
    put(tmp_path, f"{HACKNEY}/{name}", of_a_year(2018, "a"))
    headed(tmp_path, "a")
    assert ("year_not_as_named" in codes(load(tmp_path))) is is_told
