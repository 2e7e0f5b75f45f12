"""Nothing that could name a child leaves `lib.ingest`: not in tables, findings or errors."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pytest

from lib.ingest.findings import FileCount, Finding, NothingUsableError
from lib.ingest.load import Returns
from lib.ingest.placements import residential_placements
from tests.fixtures.returns_on_disk import (
    COSTS,
    EPISODES,
    HACKNEY,
    HEADER,
    HOMES,
    NEEDS,
    csv_text,
    home,
    load,
    put,
)

SECRETS = {
    "CHILD": "Q7",  # as short as a code
    "other CHILD": "ID-4711",
    "UPN": "H801200001001",
    "DOB": "13/09/2003",
    "MC_DOB": "14/10/2016",
    "HOME_POST": "E8 1EA",
    "PL_POST": "ZZ9 9ZZ",
    "name": "Ada Lovelace",
}
FORBIDDEN = [*SECRETS.values(), "Lovelace", "2003-09-13", "2016-10-14", "E81EA", "ZZ99ZZ"]
DATES = ("DOB", "MC_DOB")
"""In a column of dates these are dates, and no secret any more."""
EPISODE_COLUMNS = list(EPISODES)


def findings_text(findings: Sequence[Finding], files: Sequence[FileCount]) -> str:
    return json.dumps([asdict(found) for found in [*findings, *files]], ensure_ascii=False)


def tables_text(returns: Returns) -> str:
    tables = [returns.episodes, returns.children, returns.costs, returns.homes]
    tables.append(residential_placements(returns, placement_types=["K2"]))
    return "".join(table.to_csv() for table in tables)


def held(text: str) -> list[str]:
    return [secret for secret in FORBIDDEN if secret in text]


def put_all(folder: Path, episodes: list[dict[str, str]]) -> None:
    put(folder, f"{HACKNEY}/episodes.csv", csv_text(EPISODES, episodes))
    children = [
        {"CHILD": SECRETS["CHILD"], "SEX": "1", **SECRETS},
        {"CHILD": SECRETS["other CHILD"], "DOB": "31/02/2003", "UPN": SECRETS["UPN"]},
        {"CHILD": SECRETS["other CHILD"], "DOB": SECRETS["name"]},
    ]
    put(folder, f"{HACKNEY}/header.csv", csv_text(HEADER, children))
    costs = [dict.fromkeys(COSTS, secret) for secret in SECRETS.values()]
    put(folder, f"{HACKNEY}/costs.csv", csv_text(COSTS, costs))
    needs = [dict.fromkeys(NEEDS, secret) for secret in SECRETS.values()]
    put(folder, f"{HACKNEY}/needs.csv", csv_text(NEEDS, needs))
    homes = [home(Name=SECRETS["name"], Postcode=SECRETS["PL_POST"], Local_authority="x")]
    put(folder, "homes.csv", csv_text(HOMES, homes))


@pytest.mark.parametrize("secret", sorted(SECRETS))
def test_a_secret_in_any_cell_stays_in_its_file(
    tmp_path: Path, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    good = {
        "CHILD": SECRETS["CHILD"], "DECOM": "05/06/2017", "RNE": "S", "LS": "C2", "PLACE": "K2",
        "HOME_POST": SECRETS["HOME_POST"], "PL_POST": SECRETS["PL_POST"],
    }  # fmt: skip
    columns = [c for c in EPISODE_COLUMNS if not (secret in DATES and c in ("DECOM", "DEC"))]
    misplaced = [{**good, column: SECRETS[secret]} for column in columns]
    put_all(tmp_path, [good, {**good, "CHILD": SECRETS["other CHILD"]}, *misplaced])
    returns = load(tmp_path)
    assert len(returns.findings) > len(columns)
    assert held(findings_text(returns.findings, returns.files)) == []
    assert held(tables_text(returns).replace("SC123456", "")) == []
    assert held(repr(returns)) == []
    assert held(caplog.text) == []


def test_a_shifted_column_does_not_spill_identifiers_into_findings(tmp_path: Path) -> None:
    row = [SECRETS[name] for name in ("name", "CHILD", "UPN", "DOB", "HOME_POST", "PL_POST")]
    rows = "".join(",".join(row[turn:] + row[:turn]) + "\n" for turn in range(6))
    put(tmp_path, f"{HACKNEY}/episodes.csv", f"{','.join(EPISODES)}\n{rows}")
    with pytest.raises(NothingUsableError) as caught:
        load(tmp_path)
    assert caught.value.findings
    assert held(findings_text(caught.value.findings, caught.value.files)) == []
    assert held(str(caught.value)) == []


@pytest.mark.parametrize("column", ["PLACE", "PLACE_PROVIDER", "RNE", "LS", "CIN", "REC"])
@pytest.mark.parametrize("value", ["Ab", "aB12", "E20", "N1", "K9", "4711", "Ada"])
def test_what_stands_in_the_place_of_a_code_is_never_repeated(
    tmp_path: Path, column: str, value: str
) -> None:
    """Neither a child of the file in another case, nor half a postcode, nor a first name."""
    good = {"DECOM": "05/06/2017", "RNE": "S", "LS": "C2", "PLACE": "K2", "CIN": "N2"}
    rows = [{**good, "CHILD": "aB12"}, {**good, "CHILD": "AB"}, {**good, "CHILD": "z"}]
    rows[-1][column] = value
    put(tmp_path, f"{HACKNEY}/x.csv", csv_text(EPISODES, rows))
    messages = [found.message for found in load(tmp_path).findings if found.code == "code_unknown"]
    known = (column, value) == ("CIN", "N1")
    assert len(messages) == (not known)
    assert all(f" of {len(value)} characters " in message for message in messages)
    assert not any(value.casefold() in message.split(":")[1].casefold() for message in messages)


def test_the_repr_of_returns_shows_no_row(tmp_path: Path) -> None:
    good = {"CHILD": "a", "DECOM": "05/06/2017", "RNE": "S", "LS": "C2", "PLACE": "K2"}
    put(tmp_path, f"{HACKNEY}/episodes.csv", csv_text(EPISODES, [good]))
    text = repr(load(tmp_path))
    assert "child_key" not in text
    assert "2017-06-05" not in text
