"""The invented returns, read row by row in the plainest Python, give the same placements."""

import csv
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from lib.domain.codes import LEGAL_STATUSES, PLACEMENT_TYPES
from lib.ingest.load import Returns, load_returns
from lib.ingest.placements import looked_after_by_authority, residential_placements
from lib.sources.paths import GEODATA
from tests.fixtures.returns_on_disk import FOOTPRINT, TODAY, FewPostcodes

DEMO = GEODATA / "synthetic" / "returns"
Episode = dict[str, object]


@pytest.fixture(scope="module")
def returns() -> Returns:
    # The points do not matter here; the four postcodes that this one knows are enough.
    return load_returns(DEMO, footprint=FOOTPRINT, postcodes=FewPostcodes(), today=TODAY)


def day_of(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 (a date, no time)
    except ValueError:
        return None


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def histories(folder: Path) -> dict[str, list[Episode]]:
    found: dict[str, dict[date, Episode]] = defaultdict(dict)
    for row in rows_of(folder / "episodes.csv"):
        start, end = day_of(row["DECOM"]), day_of(row["DEC"])
        if start is None or (row["DEC"] and end is None) or row["PLACE"] not in PLACEMENT_TYPES:
            continue
        if end is None or end >= start:
            found[row["CHILD"]][start] = {**row, "start": start, "end": end}
    return {child: [by_day[day] for day in sorted(by_day)] for child, by_day in found.items()}


def placement_on(history: list[Episode], day: date) -> tuple[str, date, date] | None:
    """Type, start and start of the placement of the episode that is open on a day."""
    began = None
    found = None
    for before, episode in zip([None, *history], history, strict=False):
        goes_on = before is not None and episode["RNE"] == "L" and before["end"] == episode["start"]
        began = began if goes_on else episode["start"]
        ends = episode["end"] or day + timedelta(days=1)
        assert episode["LS"] in LEGAL_STATUSES
        if episode["start"] <= day < ends and episode["LS"] not in ("V3", "V4"):
            found = (str(episode["PLACE"]), episode["start"], began)
    return found


def test_the_placements_are_those_of_a_plain_reading(returns: Returns) -> None:
    placements = residential_placements(returns, placement_types=["K2"])
    counts = looked_after_by_authority(returns)
    assert returns.authorities_loaded == FOOTPRINT.codes
    for code in FOOTPRINT.codes:
        births = {row["CHILD"]: day_of(row["DOB"]) for row in rows_of(DEMO / code / "header.csv")}
        expected = []
        looked_after = 0
        for child, history in histories(DEMO / code).items():
            found = placement_on(history, returns.as_of)
            if found is None:
                continue
            looked_after += 1
            if found[0] != "K2":
                continue
            born = births[child]
            assert born is not None
            age = returns.as_of.year - born.year
            age -= (returns.as_of.month, returns.as_of.day) < (born.month, born.day)
            expected.append((*(pd.Timestamp(day) for day in found[1:]), age))
        here = placements[placements["authority_code"] == code]
        columns = ["start_date", "placement_start_date", "age_years"]
        assert sorted(here[columns].itertuples(index=False, name=None)) == sorted(expected)
        assert counts[code] == looked_after


def test_the_plain_reading_finds_something_to_compare(returns: Returns) -> None:
    placements = residential_placements(returns, placement_types=["K2"])
    went_on = placements["placement_start_date"] < placements["start_date"]
    assert len(placements) > 100
    assert went_on.any()
