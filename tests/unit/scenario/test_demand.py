"""Who would come to a block bed: read from small histories, and plainly from the invented set."""

import csv
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lib.domain.contract import Contract
from lib.domain.contract_toml import contract_from_toml
from lib.ingest.load import load_returns
from lib.scenario.demand import Demand, demand, placements_begun
from lib.schemas.placements import CHILDREN, COSTS, EPISODES
from lib.sources.paths import GEODATA
from tests.fixtures.returns_on_disk import FOOTPRINT, TODAY, FewPostcodes

DEMO = GEODATA / "synthetic" / "returns"
AS_OF = date(2018, 3, 31)
FROM = date(2015, 3, 31)
CONTRACT = contract_from_toml(
    (GEODATA / "contracts" / "nelcp.toml").read_text("utf-8"), ages=(11, 17)
)

_EPISODE: Mapping[str, object] = {
    "child_key": 1,
    "authority_code": "E09000012",
    "start_date": "2017-06-05",
    "end_date": None,
    "placement_type": "K2",
    "placement_provider": "PR4",
    "legal_status": "C2",
    "home_urn": None,
    "age_years": 14,
    "age_at_start_years": 13,
    "sex": "F",
    **{
        f"{end}_{part}": value
        for end in ("origin", "placement")
        for part, value in {
            "easting": 534_870.0,
            "northing": 184_694.0,
            "level": "postcode",
            "authority_code": "E09000012",
        }.items()
    },
}
_KINDS = {"string[pyarrow]": "str", "datetime64[ns]": "datetime64[s]"}


def episodes(*rows: Mapping[str, object]) -> pd.DataFrame:
    """In a children's home since 5 June 2017, each its own placement, but for what is given."""
    full = [
        {**_EPISODE, "placement_start_date": row.get("start_date", _EPISODE["start_date"]), **row}
        for row in rows
    ]
    frame = pd.DataFrame(full, columns=list(EPISODES.columns))
    kinds = {name: str(column.dtype) for name, column in EPISODES.columns.items()}
    return EPISODES.validate(frame.astype({k: _KINDS.get(v, v) for k, v in kinds.items()}))


def children_of(frame: pd.DataFrame, **columns: Mapping[int, bool]) -> pd.DataFrame:
    keys = frame["child_key"].drop_duplicates().tolist()
    return CHILDREN.validate(
        pd.DataFrame(
            {
                "child_key": np.array(keys, dtype="int64"),
                "authority_code": pd.Series(["E09000012"] * len(keys), dtype="str"),
                **{
                    name: [columns.get(name, {}).get(key, False) for key in keys]
                    for name in ("keep_placement", "asked_to_move")
                },
                "sibling_group": pd.Series([None] * len(keys), dtype="Int64"),
                "is_solo": [columns.get("is_solo", {}).get(key, False) for key in keys],
                "not_with": pd.Series([()] * len(keys), dtype="object"),
            }
        ).astype(dict.fromkeys(("keep_placement", "asked_to_move", "is_solo"), "bool"))
    )


def costs(*rows: tuple[int, str, str | None, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["child_key", "start_date", "end_date", "weekly_cost_pence"])
    return COSTS.validate(
        frame.astype(
            {
                "child_key": "int64",
                "start_date": "datetime64[s]",
                "end_date": "datetime64[s]",
                "weekly_cost_pence": "int64",
            }
        )
    )


def begun(*rows: Mapping[str, object], as_of: date = AS_OF, since: date = FROM) -> pd.DataFrame:
    return placements_begun(
        episodes(*rows), placement_types=("K2",), covered_from=since, as_of=as_of
    )


def came(
    *rows: Mapping[str, object],
    paid: pd.DataFrame | None = None,
    contract: Contract = CONTRACT,
    since: date = FROM,
    **needs: Mapping[int, bool],
) -> Demand:
    frame = episodes(*rows)
    return demand(
        frame,
        children_of(frame, **needs),
        costs() if paid is None else paid,
        pd.DataFrame({"is_in_footprint": pd.array([True, False, None], dtype="boolean")}),
        ages=(contract.age_min_years, contract.age_max_years),
        placement_types=("K2",),
        covered_from=since,
        as_of=AS_OF,
    )


def test_a_new_legal_status_begins_no_placement() -> None:
    found = begun(
        {"start_date": "2016-05-02", "end_date": "2017-01-09", "legal_status": "C1"},
        {
            "start_date": "2017-01-09",
            "placement_start_date": "2016-05-02",
            "end_date": "2017-08-07",
        },
    )
    assert found["start_date"].tolist() == [pd.Timestamp("2016-05-02")]
    assert found["weeks"].tolist() == [66.0]
    assert found["has_ended"].tolist() == [True]


def test_a_move_from_home_to_home_ends_one_placement_and_begins_another() -> None:
    found = begun(
        {"start_date": "2017-01-02", "end_date": "2017-01-16"}, {"start_date": "2017-01-16"}
    )
    assert found["weeks"].tolist() == [2.0, (date(2018, 3, 31) - date(2017, 1, 16)).days / 7]
    assert found["has_ended"].tolist() == [True, False]


def test_short_breaks_and_other_placements_are_no_starts() -> None:
    found = begun(
        {"legal_status": "V3"}, {"child_key": 2, "legal_status": "V4"},
        {"child_key": 3, "placement_type": "U6"}, {"child_key": 4},
    )  # fmt: skip
    assert found["child_key"].tolist() == [4]


def test_a_placement_whose_beginning_is_not_known_has_no_length() -> None:
    assert begun({"placement_start_date": None}).empty


def test_what_happened_after_the_day_is_not_known_on_it() -> None:
    rows = (
        {"start_date": "2017-12-04", "end_date": "2018-06-04"},
        {"child_key": 2, "start_date": "2018-05-07"},
    )
    found = begun(*rows, as_of=date(2018, 1, 1))
    assert found["child_key"].tolist() == [1]
    assert (found["weeks"].item(), found["has_ended"].item()) == (4.0, False)
    later = begun(*rows, as_of=date(2018, 6, 4))
    assert later["has_ended"].tolist() == [True, False]
    assert later["weeks"].tolist() == [26.0, 4.0]


def test_of_placements_from_before_the_record_it_knows_those_that_lasted_until_it() -> None:
    found = begun(
        {"start_date": "2014-01-06", "end_date": "2015-03-30"},
        {"child_key": 2, "start_date": "2015-03-17", "end_date": "2015-04-14"},
        {"child_key": 3, "start_date": "2015-03-31", "end_date": "2015-04-14"},
        {"child_key": 4, "start_date": "2015-04-14", "end_date": "2015-04-21"},
    )
    assert found["child_key"].tolist() == [2, 3, 4]
    assert found["weeks"].tolist() == [4.0, 2.0, 1.0]
    assert found["entry"].tolist() == [2.0, 0.0, 0.0]


def test_ages_are_those_at_the_placements_start() -> None:
    """A child who came at ten and is twelve is no starter of a home from eleven on."""
    found = came(
        {"age_at_start_years": 10, "age_years": 12, "start_date": "2017-04-03",
         "end_date": "2017-09-04"},
        {"age_at_start_years": 11, "start_date": "2017-09-04",
         "placement_start_date": "2017-04-03"},
        {"child_key": 2, "age_at_start_years": 17},
        {"child_key": 3, "age_at_start_years": None},
        {"child_key": 4, "age_at_start_years": 18},
    )  # fmt: skip
    assert found.starters["age_years"].tolist() == [17]
    assert found.starts_by_year.tolist() == [0, 0, 1]


def test_a_child_rightly_far_away_comes_to_no_block_bed() -> None:
    found = came({}, {"child_key": 2}, keep_placement={1: True}, is_solo={2: True})
    assert found.starters["is_solo"].tolist() == [True]


def test_years_are_whole_ones_back_from_the_day_and_no_more_than_are_covered() -> None:
    days = ["2015-03-31", "2015-04-01", "2016-03-31", "2016-04-01", "2017-03-31", "2017-04-01"]
    rows = [{"child_key": key, "start_date": day} for key, day in enumerate([*days, "2018-03-31"])]
    found = came(*rows, since=date(2015, 3, 31)).starts_by_year
    assert [str(day.date()) for day in found.index] == ["2016-03-31", "2017-03-31", "2018-03-31"]
    assert found.tolist() == [2, 2, 2]
    assert came(*rows, since=date(2015, 4, 1)).starts_by_year.tolist() == [2, 2]
    assert came(*rows, since=date(2010, 3, 31)).starts_by_year.tolist() == [2, 2, 2]


def test_where_no_whole_year_is_covered_none_is_counted() -> None:
    found = came({}, since=date(2017, 6, 1))
    assert found.starts_by_year.empty
    assert found.starts_a_year is None
    assert found.stay is None
    assert len(found.starters) == 1


def test_a_year_without_a_start_tells_nothing_of_how_many_will_come() -> None:
    assert came({"age_at_start_years": 5}).starts_a_year is None


def test_the_range_of_starts_is_the_years_own_or_what_chance_would_give() -> None:
    def starts(*counts: int) -> list[Mapping[str, object]]:
        return [
            {"child_key": 100 * year + turn, "start_date": f"{2017 - year}-09-01"}
            for year, count in enumerate(counts)
            for turn in range(count)
        ]

    apart = came(*starts(36, 4, 9)).starts_a_year
    assert apart is not None
    assert (apart.low, apart.high) == (4, 36)
    assert apart.likely == pytest.approx(49 / 3)
    alike = came(*starts(16, 16, 16)).starts_a_year
    assert alike is not None
    # the lowest and highest tenth of a normal law with the spread of a Poisson law of mean 16
    assert alike.low == pytest.approx(16 - 1.2816 * 4)
    assert alike.high == pytest.approx(16 + 1.2816 * 4)


def test_few_starters_are_joined_by_those_of_the_years_before() -> None:
    few = [{"child_key": key, "start_date": "2017-09-01"} for key in range(29)]
    before = [{"child_key": 100 + key, "start_date": "2016-09-01"} for key in range(3)]
    long_before = [{"child_key": 200, "start_date": "2014-09-01"}]
    one_more = {"child_key": 29, "start_date": "2017-04-01"}
    assert len(came(*few, *before, *long_before).starters) == 32
    assert len(came(*few, one_more, *before).starters) == 30


def test_a_starter_costs_what_was_paid_on_the_first_day() -> None:
    rows = [{"child_key": key, "start_date": "2017-06-05"} for key in range(1, 7)]
    paid = costs(
        (1, "2017-06-05", None, 400_000),
        (2, "2017-01-01", "2017-06-04", 300_000),
        (2, "2017-06-05", "2017-06-05", 310_000),
        (2, "2017-06-06", None, 320_000),
        (3, "2017-06-06", None, 500_000),
        (4, "2017-01-01", "2017-06-05", 200_000),
        (5, "2017-01-01", None, 200_000),
        (5, "2017-03-01", None, 250_000),
    )
    found = came(*rows, paid=paid)
    expected = [400_000, 310_000, np.nan, 200_000, 250_000, np.nan]
    np.testing.assert_array_equal(found.starters["weekly_cost_pence"], expected)
    assert found.costs_known == 4
    assert found.mean_cost_pence == 290_000


def test_without_costs_the_mean_is_not_known() -> None:
    found = came({})
    assert (found.mean_cost_pence, found.costs_known) == (None, 0)


def test_a_child_whose_place_is_not_known_is_counted_and_not_as_inside() -> None:
    found = came({})
    assert (found.children, found.children_inside) == (3, 1)


def test_nobody_gives_an_answer_all_the_same() -> None:
    found = came()
    assert found.starters.empty
    assert (found.starts_a_year, found.stay, found.mean_cost_pence) == (None, None, None)


# the invented returns, read row by row


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 (a date, no time)


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _starts_read_plainly(folder: Path) -> list[tuple[date, int, str, float | None]]:
    """First day, age, sex and weekly pounds of each placement in a children's home that began."""
    header = {row["CHILD"]: row for row in _rows(folder / "header.csv")}
    kept = {row["CHILD"] for row in _rows(folder / "needs.csv") if row["keep_placement"] == "yes"}
    paid = _rows(folder / "costs.csv")
    found = []
    for row in _rows(folder / "episodes.csv"):
        # L alone leaves a child in the same placement; every other reason begins one
        if row["PLACE"] != "K2" or row["RNE"] == "L" or row["LS"] in ("V3", "V4"):
            continue
        if row["CHILD"] in kept:
            continue
        start = _day(row["DECOM"])
        pounds = [
            (_day(cost["start"]), float(cost["weekly_cost_pounds"]))
            for cost in paid
            if cost["CHILD"] == row["CHILD"]
            and _day(cost["start"]) <= start
            and (not cost["end"] or start <= _day(cost["end"]))
        ]
        child = header[row["CHILD"]]
        sex = {"1": "M", "2": "F"}[child["SEX"]]
        found.append(
            (start, _age(_day(child["DOB"]), start), sex, max(pounds)[1] if pounds else None)
        )
    return found


@pytest.fixture(scope="module")
def demo() -> Demand:
    # the points do not matter here; the four postcodes that this one knows are enough
    returns = load_returns(DEMO, footprint=FOOTPRINT, postcodes=FewPostcodes(), today=TODAY)
    return demand(
        returns.episodes,
        returns.children,
        returns.costs,
        pd.DataFrame({"is_in_footprint": pd.array([], dtype="boolean")}),
        ages=(CONTRACT.age_min_years, CONTRACT.age_max_years),
        placement_types=FOOTPRINT.placement_types,
        covered_from=min(returns.available_dates),
        as_of=returns.as_of,
    )


def test_the_invented_returns_read_plainly_give_as_many_starts(demo: Demand) -> None:
    found = [
        start
        for code in FOOTPRINT.codes
        for start in _starts_read_plainly(DEMO / code)
        if 11 <= start[1] <= 17
    ]
    for last in (2016, 2017, 2018):
        expected = sum(date(last - 1, 3, 31) < start[0] <= date(last, 3, 31) for start in found)
        assert demo.starts_by_year[pd.Timestamp(date(last, 3, 31))] == expected > 50
    recent = [start for start in found if date(2017, 3, 31) < start[0] <= date(2018, 3, 31)]
    assert sorted(demo.starters["age_years"]) == sorted(start[1] for start in recent)
    assert sorted(demo.starters["sex"]) == sorted(start[2] for start in recent)
    pounds = sorted(start[3] for start in recent if start[3] is not None)
    pence = demo.starters["weekly_cost_pence"].dropna()
    assert sorted(pence / 100) == pounds
    assert len(pounds) > 50
