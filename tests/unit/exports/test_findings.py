"""Findings go into a file with the rule that they break, and nothing in it is calculated."""

import csv
import io

import pandas as pd
import pytest

from lib.answer.loaded import Loaded
from lib.answer.read import reading_to_officers
from lib.disclosure.released import Released
from lib.errors import DisclosureError
from lib.exports.findings import findings_as_csv


@pytest.fixture(scope="module")
def findings(demo: Loaded) -> Released:
    return reading_to_officers(
        demo.returns,
        before=None,
        footprint=demo.footprint,
        postcodes=demo.postcodes,
        is_invented=True,
    )["findings"]


def read(content: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]


def test_every_finding_has_its_place_its_rule_and_what_to_do(findings: Released) -> None:
    rows = read(findings_as_csv(findings, rows=findings.table.index))
    assert len(rows) == len(findings.table)
    of_redbridge = next(row for row in rows if row["DfE rule"] == "141")
    assert of_redbridge["Authority"] == "Redbridge"
    assert of_redbridge["About"] == "Dates"
    assert of_redbridge["In the words of the rule"] == "Date episode began is not a valid date."
    assert of_redbridge["Row"].isdecimal()
    whole = next(row for row in rows if row["About"] == "Children")
    assert (whole["Row"], whole["DfE rule"]) == ("", "")
    assert {row["marking"] for row in rows} == {"Invented data"}


def test_those_that_were_chosen_are_written_and_no_others(findings: Released) -> None:
    chosen = findings.table.index[findings.table["authority"] == "Newham"]
    rows = read(findings_as_csv(findings, rows=chosen))
    assert {row["Authority"] for row in rows} == {"Newham"}
    assert 0 < len(rows) < len(findings.table)


def test_what_has_not_been_released_gets_into_no_file(findings: Released) -> None:
    with pytest.raises(DisclosureError):
        findings_as_csv(findings.table, rows=pd.Index([0]))  # type: ignore[arg-type]
