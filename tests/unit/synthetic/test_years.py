"""Returns of every year from 2017 to 2026 read back to the same placements, as CSV and as XML."""

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lib.domain.code_years import FIRST_YEAR, LAST_YEAR, codes_of
from lib.errors import ConfigurationError
from lib.ingest.load import Returns, load_returns
from lib.ingest.placements import residential_placements
from lib.sources.postcodes import PostcodeIndex
from lib.synthetic.generate import DEMO_SEED, generate, write
from lib.synthetic.years import of_year
from tests.fixtures.returns_on_disk import FOOTPRINT, put
from tests.fixtures.xml_return import xml_return

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
TODAY = date(2026, 11, 28)
ONE = "E09000026"
"""One authority is enough where a file is written as XML too."""


@pytest.fixture(scope="module")
def postcodes() -> PostcodeIndex:
    return PostcodeIndex.open()


@pytest.fixture(scope="module")
def invented(postcodes: PostcodeIndex) -> dict[str, bytes]:
    return generate(seed=DEMO_SEED, postcodes=postcodes)


def read(folder: Path, postcodes: PostcodeIndex) -> Returns:
    return load_returns(folder, footprint=FOOTPRINT, postcodes=postcodes, today=TODAY)


@pytest.fixture(scope="module")
def of_2018(
    invented: dict[str, bytes], postcodes: PostcodeIndex, tmp_path_factory: pytest.TempPathFactory
) -> pd.DataFrame:
    folder = tmp_path_factory.mktemp("2018")
    write(of_year(invented, 2018), folder)
    returns = read(folder, postcodes)
    return residential_placements(returns, placement_types=FOOTPRINT.placement_types)


@pytest.mark.parametrize("year", YEARS)
def test_a_return_of_any_year_reads_back_to_the_same_placements(
    year: int,
    invented: dict[str, bytes],
    of_2018: pd.DataFrame,
    postcodes: PostcodeIndex,
    tmp_path: Path,
) -> None:
    write(of_year(invented, year), tmp_path)
    returns = read(tmp_path, postcodes)
    assert returns.as_of == date(year, 3, 31)
    told = {found.code for found in returns.findings}
    assert told.isdisjoint({"code_of_another_year", "year_missing", "two_returns_in_folder"})
    found = residential_placements(returns, placement_types=FOOTPRINT.placement_types)
    assert len(found) == len(of_2018) > 100
    moved = [column for column in found if column.endswith("_date")]
    pd.testing.assert_frame_equal(found.drop(columns=moved), of_2018.drop(columns=moved))
    for column in moved:
        years = pd.DateOffset(years=year - 2018)
        expected = (of_2018[column] + years).astype("datetime64[s]")
        pd.testing.assert_series_equal(found[column], expected)


@pytest.mark.parametrize("year", YEARS)
def test_the_same_return_as_xml_loads_to_the_same(
    year: int, invented: dict[str, bytes], postcodes: PostcodeIndex, tmp_path: Path
) -> None:
    files = {name: text for name, text in of_year(invented, year).items() if ONE in name}
    header, uasc, episodes = (
        [*csv.DictReader(io.StringIO(files[f"{ONE}/{name}.csv"].decode()))]
        for name in ("header", "uasc", "episodes")
    )
    alone = {row["CHILD"] for row in uasc}
    header = [{**row, "UASC": str(int(row["CHILD"] in alone))} for row in header]
    write(files, tmp_path / "csv")
    for name in ("costs", "needs"):
        put(tmp_path / "xml", f"{ONE}/{name}.csv", files[f"{ONE}/{name}.csv"])
    put(tmp_path / "xml", f"{ONE}/return.xml", xml_return(header, episodes))
    as_csv, as_xml = (read(tmp_path / form, postcodes) for form in ("csv", "xml"))
    for table in ("episodes", "children", "costs"):
        pd.testing.assert_frame_equal(getattr(as_csv, table), getattr(as_xml, table))
    assert as_csv.unaccompanied == as_xml.unaccompanied
    assert [found.code for found in as_csv.findings] == [found.code for found in as_xml.findings]


@pytest.mark.parametrize("year", YEARS)
def test_it_is_in_the_codes_of_its_year(year: int, invented: dict[str, bytes]) -> None:
    for name, content in of_year(invented, year).items():
        for column in ("PLACE", "REC", "SEX"):
            rows = csv.DictReader(io.StringIO(content.decode()))
            if rows.fieldnames and column in rows.fieldnames:
                strange = {row[column] for row in rows} - {"", "K9"} - codes_of(column, year)
                assert not strange, name


@pytest.mark.parametrize("year", [2016, 2027])
def test_a_year_whose_return_is_not_read_is_refused(year: int) -> None:
    with pytest.raises(ConfigurationError, match="from 2017 to 2026"):
        of_year({}, year)
