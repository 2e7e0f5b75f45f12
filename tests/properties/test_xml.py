"""Whatever a file of XML holds: no crash, no row unaccounted for, and the same as in CSV."""

import json
import tempfile
from dataclasses import asdict
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ingest.findings import NothingUsableError
from lib.ingest.load import Returns
from tests.fixtures.returns_on_disk import (
    EPISODES,
    HACKNEY,
    HEADER,
    child,
    csv_text,
    episode,
    load,
    put,
)
from tests.fixtures.xml_return import xml_return

NAMES = [f"SECRET{n}" for n in range(4)]
CHILDREN = [child(CHILD=name, DOB=f"{n + 1:02}/09/2003") for n, name in enumerate(NAMES)]
EVENTS = [
    episode(CHILD=name, DECOM=f"{n + 1:02}/{month}/2017", RNE="P")
    for n, name in enumerate(NAMES)
    for month in ("05", "08")
]
CONTENT = xml_return(CHILDREN, EVENTS, reviews=1)
PIECES = [
    b"<", b">", b"</CHILD>", b"<CHILD>", b"<EPISODE>", b"<HEADER>", b"</HEADER>", b"<DECOM>",
    b"&amp;", b"&x;", b"<!DOCTYPE x>", b"<![CDATA[", b"]]>", b"<!--", b"\0", b"\xff", b"<a/>",
    b"<PL>K2</PL>", b"<CHILDID>SECRET1</CHILDID>", b"\xef\xbb\xbf",
]  # fmt: skip
XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=8
)
CELLS = XML_TEXT | st.sampled_from(
    ["", "31/02/2018", "2018-01-01", "K9", "k2", "<b>&amp;</b>", "E8", "ZZ9 9ZZ", "=1+1", "V3"]
)


def loaded(files: dict[str, bytes | str]) -> Returns | NothingUsableError:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            put(Path(folder), f"{HACKNEY}/{name}", content)
        try:
            return load(Path(folder))
        except NothingUsableError as error:
            return error


def check(found: Returns | NothingUsableError) -> None:
    for count in found.files:
        assert count.read == count.loaded + count.refused + count.ignored
    assert "SECRET" not in json.dumps([asdict(one) for one in (*found.findings, *found.files)])
    if isinstance(found, NothingUsableError):
        assert found.findings
        return
    of_episodes = [count.loaded for count in found.files if count.file.endswith("(Episodes)")]
    assert len(found.episodes) == sum(of_episodes)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    content = CONTENT
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = start + draw(st.sampled_from([0, 0, 1, 7, 200]))
        moved = draw(st.sampled_from([b"", content[start:end], *PIECES]))
        content = content[:start] + moved + content[end:]
        if draw(st.booleans()):
            content = content.replace(draw(st.sampled_from(PIECES)), moved)
    return content


@given(mutated())
@settings(deadline=None, max_examples=150)
def test_no_document_can_crash_the_reading_or_lose_a_row(content: bytes) -> None:
    check(loaded({"return.xml": content}))


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-16")))
@settings(deadline=None, max_examples=100)
def test_any_bytes_are_told_and_not_a_crash(content: bytes) -> None:
    found = loaded({"return.xml": content})
    assert isinstance(found, NothingUsableError)
    check(found)


@given(st.text(max_size=20), st.binary(max_size=60))
@settings(deadline=None, max_examples=100)
def test_no_declaration_can_crash_the_reading(encoding: str, rest: bytes) -> None:
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'.encode(errors="replace")
    check(loaded({"return.xml": declaration + CONTENT.partition(b"?>")[2] + rest}))


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_csv_and_xml_of_one_return_agree(data: st.DataObject) -> None:
    children, events = [dict(row) for row in CHILDREN], [dict(row) for row in EVENTS]
    for rows, columns in ((children, HEADER[1:]), (events, EPISODES[1:])):
        for _ in range(data.draw(st.integers(0, 6))):
            row = data.draw(st.sampled_from(rows))
            row[data.draw(st.sampled_from(columns))] = data.draw(CELLS)
        for row in rows:
            for column in columns:
                row.setdefault(column, "")
    as_csv = loaded(
        {"episodes.csv": csv_text(EPISODES, events), "header.csv": csv_text(HEADER, children)}
    )
    as_xml = loaded({"return.xml": xml_return(children, events)})
    assert type(as_csv) is type(as_xml)
    assert sorted(one.code for one in as_csv.findings) == sorted(
        one.code for one in as_xml.findings
    )
    assert [(one.read, one.loaded, one.refused, one.ignored) for one in as_csv.files] == [
        (one.read, one.loaded, one.refused, one.ignored) for one in as_xml.files
    ]
    if isinstance(as_csv, Returns) and isinstance(as_xml, Returns):
        pd.testing.assert_frame_equal(as_csv.episodes, as_xml.episodes)
        pd.testing.assert_frame_equal(as_csv.children, as_xml.children)
