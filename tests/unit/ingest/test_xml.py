"""A return as XML loads as it does as CSV; XML that could do harm is refused, and told."""

import csv
import json
import shutil
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lib.answer.loaded import DEMO_RETURNS, read_footprint
from lib.ingest import folders
from lib.ingest.load import load_returns
from lib.sources.postcodes import PostcodeIndex
from tests.fixtures.returns_on_disk import (
    EPISODES,
    HACKNEY,
    HEADER,
    child,
    codes,
    count,
    episode,
    load,
    only,
    put,
    put_episodes,
    put_header,
)
from tests.fixtures.xml_return import put_xml, xml_return

TABLES = ("episodes", "children", "costs", "homes", "monitoring")
NAME = f"{HACKNEY}/return.xml"
SECRETS = ("Q7-4711", "ZZ9 9ZZ", "A000000000009", "13/09/2003", "Lovelace")

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(
        f'<!ENTITY lol{n} "{f"&lol{n - 1 if n > 1 else str()};" * 10}">' for n in range(1, 10)
    )
    + "]><EXPSSDA903><CHILD>&lol9;</CHILD></EXPSSDA903>"
)
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<EXPSSDA903><CHILD><HEADER><CHILDID>&x;</CHILDID></HEADER></CHILD></EXPSSDA903>"
)
WHOLE = xml_return([child(CHILD=SECRETS[0])], [episode(CHILD=SECRETS[0], PL_POST=SECRETS[1])])
HOSTILE = {
    "billion laughs": (BOMB.encode(), "xml_declarations"),
    "external entity": (EXTERNAL.encode(), "xml_declarations"),
    "document type alone": (
        b'<!DOCTYPE EXPSSDA903 SYSTEM "http://example.org/x.dtd"><EXPSSDA903/>',
        "xml_declarations",
    ),
    "nesting": (b"<a>" * 200_000 + b"</a>" * 200_000, "xml_too_deep"),
    "nesting in a cell": (
        b"<EXPSSDA903><CHILD><HEADER><CHILDID>" + b"<a>" * 200_000,
        "xml_too_deep",
    ),
    "cut off": (WHOLE[: len(WHOLE) // 2], "xml_malformed"),
    "cut off in its first line": (WHOLE[:10], "xml_malformed"),
    "an entity that nobody declared": (WHOLE.replace(b"Q7", b"&nbsp;"), "xml_malformed"),
    "another encoding than it says": (
        WHOLE.replace(b"Q7", "Zoë".encode("cp1252")),
        "file_encoding",
    ),
    "an encoding that there is not": (WHOLE.replace(b"UTF-8", b"UTF-88"), "file_encoding"),
    "a codec that is none of texts": (WHOLE.replace(b"UTF-8", b"rot13"), "file_encoding"),
    "UTF-16 that says UTF-8": (WHOLE.decode().encode("utf-16-le"), "xml_malformed"),
    "NUL": (WHOLE.replace(b"Q7", b"\0"), "xml_malformed"),
    "a workbook": (b"PK\x03\x04" + bytes(range(256)) * 20, "file_encoding"),
    "CSV": (b"CHILD,DECOM,DEC,PLACE\n1,2,3,4\n", "xml_malformed"),
    "nothing": (b"", "file_empty"),
    "blanks": (b" \r\n ", "file_empty"),
    "another document": (
        b"<Message><Children><Child/></Children></Message>",
        "file_not_recognised",
    ),
    "no child": (b"<EXPSSDA903/>", "file_not_recognised"),
    "an endless comment": (b"<EXPSSDA903><!--" + b"<!- " * 500_000, "xml_malformed"),
    "an endless name": (b"<" + b"a" * 3_000_000, "xml_malformed"),
    "a hundred thousand attributes": (
        b"<EXPSSDA903 " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>",
        "file_not_recognised",
    ),
}


@pytest.mark.parametrize("kind", [*HOSTILE])
def test_xml_that_is_no_return_is_refused_at_once_with_a_finding(
    tmp_path: Path, kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    content, code = HOSTILE[kind]
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    put(tmp_path, NAME, content)
    begun = time.process_time()
    returns = load(tmp_path)
    assert time.process_time() - begun < 2
    (finding,) = returns.findings
    assert (finding.code, finding.file, finding.row) == (code, NAME, None)
    assert finding.message.endswith(("is in.", "take it away."))
    assert not any(secret in finding.message for secret in ("root:", "lol", *SECRETS))
    assert len(returns.episodes) == 1
    counted = count(returns, NAME)
    assert (counted.read, counted.loaded) == (0, 0)
    assert capfd.readouterr() == ("", "")


def test_a_file_larger_than_any_return_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MOST_FILE_BYTES", 1000)
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    put_xml(tmp_path, [child()] * 9, [episode()])
    assert codes(load(tmp_path)) == ["file_too_large"]


def test_the_invented_returns_as_xml_load_to_the_same_tables(tmp_path: Path) -> None:
    def rows(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return [*csv.DictReader(file)]

    read = 0
    for path in DEMO_RETURNS.rglob("*.csv"):
        name = path.relative_to(DEMO_RETURNS)
        if path.name == "episodes.csv":
            children, episodes = rows(path.with_name("header.csv")), rows(path)
            alone = {row["CHILD"] for row in rows(path.with_name("uasc.csv"))}
            children = [{**row, "UASC": str(int(row["CHILD"] in alone))} for row in children]
            put(tmp_path, str(name.with_name("return.xml")), xml_return(children, episodes))
            read += len(episodes)
        elif path.name not in ("header.csv", "uasc.csv"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(path, tmp_path / name)
    asked = {
        "footprint": read_footprint(), "postcodes": PostcodeIndex.open(),
        "today": date(2026, 1, 1),
    }  # fmt: skip
    as_csv, as_xml = (load_returns(folder, **asked) for folder in (DEMO_RETURNS, tmp_path))
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(as_csv, name), getattr(as_xml, name))
    assert as_csv.available_dates == as_xml.available_dates
    of_episodes = [counted for counted in as_xml.files if counted.file.endswith("(Episodes)")]
    assert sum(counted.read for counted in of_episodes) == read
    # as XML, a child whose row the Header table lacks has one with the identifier alone
    told = [
        sorted(
            found.code
            for found in returns.findings
            if found.code not in ("header_row_missing", "birth_missing")
        )
        for returns in (as_csv, as_xml)
    ]
    assert told[0] == told[1]


def test_findings_name_the_element_by_its_number_and_never_the_child(tmp_path: Path) -> None:
    put_xml(
        tmp_path,
        [child(), child(CHILD=SECRETS[0], DOB="31/02/2003", UPN=SECRETS[2], name=SECRETS[4])],
        [episode(), episode(CHILD=SECRETS[0], PLACE="", PL_POST=SECRETS[1]),
         episode(CHILD=SECRETS[0], DEC=SECRETS[1], LS=SECRETS[0])],
    )  # fmt: skip
    returns = load(tmp_path)
    found = {(one.file, one.row, one.column, one.code) for one in returns.findings}
    assert (f"{NAME} (Episodes)", 2, "PLACE", "value_missing") in found
    assert (f"{NAME} (Episodes)", 3, "DEC", "date_impossible") in found
    assert only(returns, "value_missing").message.startswith("EPISODE 2, element PL: ")
    told = json.dumps([asdict(one) for one in (*returns.findings, *returns.files)])
    assert not any(secret in told for secret in SECRETS)


def test_every_row_of_every_table_is_accounted_for(tmp_path: Path) -> None:
    children = [child(), child(CHILD="kid-2"), {}]
    episodes = [episode(), episode(CHILD="kid-2", PLACE=""), {"PLACE": "", "DEC": ""}]
    within = "<SUMMARY><TOTAL>3</TOTAL></SUMMARY>"
    put(tmp_path, NAME, xml_return(children, episodes, reviews=2, within=within))
    returns = load(tmp_path)
    counted = {one.file: (one.read, one.loaded, one.refused, one.ignored) for one in returns.files}
    assert counted == {
        f"{NAME} (Episodes)": (3, 1, 1, 1),
        f"{NAME} (Header)": (3, 1, 0, 2),
        f"{NAME} (other tables)": (7, 0, 0, 7),
    }
    assert len(returns.episodes) == 1


def test_elements_that_are_empty_for_every_child_may_be_left_out(tmp_path: Path) -> None:
    row = {key: value for key, value in episode().items() if value and key != "CIN"}
    put_xml(tmp_path, [child()], [row])
    returns = load(tmp_path)
    assert returns.findings == ()
    assert returns.episodes["end_date"].isna().all()


def test_a_column_that_a_figure_needs_is_missed_in_xml_too(tmp_path: Path) -> None:
    put_xml(tmp_path, [child()], [{k: v for k, v in episode().items() if k != "PL_POST"}])
    assert only(load(tmp_path), "column_missing").column == "PL_POST"


def test_a_return_as_csv_and_as_xml_is_one_return(tmp_path: Path) -> None:
    rows = [episode(DEC="01/07/2017"), episode(DECOM="01/07/2017", RNE="P", PL_POST="E15 4LZ")]
    put_episodes(tmp_path, *rows)
    put_header(tmp_path, child())
    alone = load(tmp_path)
    put_xml(tmp_path, [child()], rows)
    both = load(tmp_path)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(alone, name), getattr(both, name))
    assert sum(counted.loaded for counted in both.files if "pisodes" in counted.file) == 2


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("<DECOM>", "<DECOM>01/01/2016</DECOM><DECOM>"),
        ("<CHILDID>", "<CHILDID>kid-9</CHILDID><CHILDID>"),
        ("</HEADER>", "</HEADER><HEADER><CHILDID>kid-9</CHILDID></HEADER>"),
        ("<EPISODE>", "<EPISODE><CHILDID>kid-9</CHILDID>"),
    ],
)
def test_of_two_elements_where_one_belongs_none_is_chosen(
    tmp_path: Path, found: str, wanted: str
) -> None:
    put_episodes(tmp_path, episode(CHILD="sound"))
    content = xml_return([child()], [episode()]).decode()
    put(tmp_path, NAME, content.replace(found, wanted))
    returns = load(tmp_path)
    assert "row_malformed" in codes(returns)
    assert len(returns.episodes) == 1
    assert count(returns, f"{NAME} (Episodes)").refused == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-1"])
def test_the_encoding_is_the_one_that_the_file_declares(tmp_path: Path, encoding: str) -> None:
    name = "Zoë-1"
    text = xml_return([child(CHILD=name)], [episode(CHILD=name)]).decode()
    declared = encoding.removesuffix("-sig")
    content = text.replace("UTF-8", declared).encode(encoding)
    put(tmp_path, NAME, content)
    put(
        tmp_path,
        f"{HACKNEY}/costs.csv",
        f"CHILD,start,end,weekly_cost_pounds\n{name},05/06/2017,,9\n",
    )
    returns = load(tmp_path)
    assert returns.findings == ()
    assert len(returns.costs) == 1


def test_a_namespace_and_other_elements_change_nothing(tmp_path: Path) -> None:
    put_xml(tmp_path, [child()], [episode()])
    plain = load(tmp_path)
    text = xml_return([child()], [episode()]).decode()
    text = text.replace("<EXPSSDA903>", '<EXPSSDA903 xmlns="urn:x" version="3">')
    text = text.replace("<RNE>", "<!-- c --><?pi x?><NEW_IN_2027>7</NEW_IN_2027><RNE><![CDATA[")
    put(tmp_path, NAME, text.replace("</RNE>", "]]></RNE>"))
    again = load(tmp_path)
    assert again.findings == plain.findings == ()
    pd.testing.assert_frame_equal(plain.episodes, again.episodes)


def test_a_file_of_identifiers_alone_holds_no_header_table(tmp_path: Path) -> None:
    """As the separate document of social workers, which no figure needs."""
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    workers = "<SW_EPISODE><SW_ID>AB123456789</SW_ID></SW_EPISODE>"
    header = f"<HEADER><CHILDID>kid-1</CHILDID>{workers}</HEADER>"
    content = f"<EXPSSDA903><CHILD>{header}</CHILD></EXPSSDA903>"
    put(tmp_path, NAME, content)
    returns = load(tmp_path)
    assert returns.findings == ()
    assert count(returns, f"{NAME} (other tables)").ignored == 2


def test_a_return_of_children_outside_every_folder_is_refused(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    put(tmp_path, "return.xml", xml_return([child()], [episode()]))
    returns = load(tmp_path)
    assert codes(returns) == ["file_outside_folder"] * 2
    assert count(returns, "return.xml (Episodes)").refused == 1


def test_every_column_of_the_csv_has_its_element() -> None:
    content = xml_return([dict.fromkeys(HEADER, "a")], [dict.fromkeys(EPISODES, "a")]).decode()
    assert all(f"<{name}>" in content for name in ("CHILDID", "PL", "DECOM", "URN", "MC_DOB"))
