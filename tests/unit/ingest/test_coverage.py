"""Which dates a return tells about."""

from datetime import date
from pathlib import Path

import pytest

from lib.errors import ReturnsError
from tests.fixtures.returns_on_disk import (
    EPISODES,
    HACKNEY,
    HAVERING,
    codes,
    csv_text,
    episode,
    load,
    only,
    put,
    put_episodes,
)


def put_havering(folder: Path, *rows: dict[str, str]) -> None:
    put(folder, f"{HAVERING}/episodes.csv", csv_text(EPISODES, rows))


@pytest.mark.parametrize(
    ("last_event", "as_of"),
    [
        ("01/04/2017", date(2018, 3, 31)),
        ("31/03/2018", date(2018, 3, 31)),
        ("30/03/2018", date(2018, 3, 31)),
        ("01/04/2018", date(2019, 3, 31)),
    ],
)
def test_a_return_covers_the_31_march_on_or_after_its_last_event(
    tmp_path: Path, last_event: str, as_of: date
) -> None:
    put_episodes(tmp_path, episode(DECOM="01/05/2016"), episode(CHILD="b", DECOM=last_event))
    assert load(tmp_path).as_of == as_of


def test_an_end_is_an_event_too(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(DECOM="01/05/2016", DEC="02/04/2018"))
    assert load(tmp_path).as_of == date(2019, 3, 31)


def test_no_31_march_is_covered_before_it_has_come(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(DECOM="01/05/2017"))
    assert load(tmp_path, today=date(2018, 2, 1)).as_of == date(2017, 3, 31)
    assert load(tmp_path, today=date(2018, 3, 31)).as_of == date(2018, 3, 31)


def test_the_date_is_the_last_that_every_return_covers(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(DECOM="05/06/2016", DEC="01/09/2018"))
    put_havering(tmp_path, episode(DECOM="05/06/2016", HOME_POST="RM1 3BD"))
    returns = load(tmp_path)
    assert returns.as_of == date(2017, 3, 31)
    assert codes(returns).count("date_not_covered") == 1


def test_earlier_years_are_offered_only_where_the_return_holds_those_who_left(
    tmp_path: Path,
) -> None:
    put_episodes(
        tmp_path,
        episode(CHILD="stayed", DECOM="01/05/2010"),
        episode(CHILD="left", DECOM="01/05/2014", DEC="01/05/2016"),
        episode(CHILD="came", DECOM="01/05/2017"),
    )
    assert load(tmp_path).available_dates == (
        date(2018, 3, 31),
        date(2017, 3, 31),
        date(2016, 3, 31),
    )


def test_a_year_is_offered_only_where_every_authority_has_a_child(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(DECOM="01/05/2014", DEC="01/05/2015"), episode(CHILD="b"))
    put_havering(
        tmp_path,
        episode(DECOM="01/05/2015", DEC="01/06/2015"),
        episode(CHILD="b", HOME_POST="RM1 3BD"),
    )
    assert load(tmp_path).available_dates == (date(2018, 3, 31),)


def test_another_date_may_be_asked_for(tmp_path: Path) -> None:
    put_episodes(
        tmp_path,
        episode(CHILD="a", DECOM="01/05/2015", DEC="01/12/2017"),
        episode(CHILD="b", DECOM="01/01/2018"),
    )
    returns = load(tmp_path, as_of=date(2017, 3, 31))
    assert returns.as_of == date(2017, 3, 31)
    assert "date_not_covered" not in codes(returns)


@pytest.mark.parametrize("day", [date(2020, 3, 31), date(2001, 3, 31)])
def test_a_date_that_a_return_does_not_cover_is_told_with_the_authority(
    tmp_path: Path, day: date
) -> None:
    put_episodes(tmp_path, episode())
    finding = only(load(tmp_path, as_of=day), "date_not_covered")
    assert finding.file == HACKNEY
    assert f"{day:%d/%m/%Y}" in finding.message


def test_one_slip_of_the_year_does_not_carry_the_whole_return_into_the_future(
    tmp_path: Path,
) -> None:
    usual = [
        episode(CHILD=f"kid-{n}", DECOM=f"{n % 28 + 1:02}/{n % 12 + 1:02}/2017") for n in range(60)
    ]
    put_episodes(tmp_path, *usual, episode(CHILD="slip", DECOM="01/05/2025"))
    returns = load(tmp_path)
    assert returns.as_of == date(2018, 3, 31)
    assert only(returns, "dates_far_from_others").file == HACKNEY


def test_who_holds_the_date_back_and_who_does_not_cover_it_are_named(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(DECOM="05/06/2016", DEC="01/09/2018"))
    put_havering(tmp_path, episode(DECOM="05/06/2016", HOME_POST="RM1 3BD"))
    returns = load(tmp_path)
    assert returns.as_of == date(2017, 3, 31)
    assert returns.authorities_holding_back == (HAVERING,)
    assert returns.authorities_not_covering == (HACKNEY,)


def test_where_a_date_was_asked_for_nobody_holds_it_back(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(DECOM="05/06/2016", DEC="01/09/2018"))
    put_havering(tmp_path, episode(DECOM="05/06/2016", HOME_POST="RM1 3BD"))
    returns = load(tmp_path, as_of=date(2019, 3, 31))
    assert returns.authorities_holding_back == ()
    assert returns.authorities_not_covering == (HAVERING,)


def test_returns_that_end_together_hold_nothing_back(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put_havering(tmp_path, episode(HOME_POST="RM1 3BD"))
    returns = load(tmp_path)
    assert (returns.authorities_holding_back, returns.authorities_not_covering) == ((), ())


def test_a_date_to_come_is_refused_with_what_to_do(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    with pytest.raises(ReturnsError, match=r"24/11/2026 has not come yet.* Choose"):
        load(tmp_path, as_of=date(2026, 11, 24))
    assert load(tmp_path, as_of=date(2026, 11, 23)).as_of == date(2026, 11, 23)
