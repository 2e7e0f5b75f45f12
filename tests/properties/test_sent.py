"""Whatever is packed, spoilt and sent: no crash, no row unaccounted for, nothing read of a bomb."""

import io
import zipfile
from collections.abc import Mapping

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ingest.authorities import AuthorityNames
from lib.ingest.findings import NothingUsableError
from lib.ingest.load import Reading, Returns, read_returns
from lib.ingest.sent import SentFile, folder_of_sent, must_be_asked
from lib.ingest.tree import MOST_FILE_BYTES
from tests.fixtures.returns_on_disk import FOOTPRINT, HACKNEY, TODAY, FewPostcodes
from tests.malformed.corpus import workbook
from tests.properties.test_ingest import as_bytes, loaded, sound_return

NAMES = AuthorityNames.with_those_of(FOOTPRINT)
SOUND = {name.split("/")[-1]: as_bytes(rows) for name, rows in sound_return().items()}


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


PACKED = (
    ("Hackney.zip", zipped(SOUND)),
    ("Hackney.zip", zipped(SOUND, zipfile.ZIP_STORED)),
    ("Hackney episodes.xlsx", workbook(*sound_return()[f"{HACKNEY}/episodes.csv"])),
)
"""Made once: a workbook holds the time at which it was made."""


def read(*sent: SentFile) -> Reading:
    folder = folder_of_sent(sent, footprint=FOOTPRINT, names=NAMES)
    return read_returns(folder, footprint=FOOTPRINT, postcodes=FewPostcodes(), today=TODAY)


def check(found: Reading) -> None:
    for counted in found.outcome.files:
        assert counted.read == counted.loaded + counted.refused + counted.ignored
    assert len([*found.refused_rows()]) == sum(one.refused for one in found.outcome.files)
    assert found.outcome.findings or isinstance(found.outcome, Returns)


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_an_archive_or_workbook_that_is_spoilt_anywhere_is_told_and_no_crash(
    data: st.DataObject,
) -> None:
    name, content = data.draw(st.sampled_from(PACKED))
    spoilt = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.one_of(st.just(len(spoilt)), st.integers(0, len(spoilt))))
    sent = SentFile(name=name, content=bytes(spoilt[:end]), authority_code=HACKNEY)
    check(read(sent))


@given(st.sets(st.sampled_from([*SOUND]), min_size=1), st.sampled_from(["packed", "loose"]))
@settings(deadline=None, max_examples=20)
def test_files_that_are_sent_load_as_those_of_a_folder_do(
    names: set[str],
    how: str,
) -> None:
    files = {name: SOUND[name] for name in sorted(names)}
    folder = loaded({f"{HACKNEY}/{name}": content for name, content in files.items()})
    sent = (
        [SentFile(name="a.zip", content=zipped(files), authority_code=HACKNEY)]
        if how == "packed"
        else [
            SentFile(name=name, content=content, authority_code=HACKNEY)
            for name, content in files.items()
        ]
    )
    found = read(*sent)
    check(found)
    assert type(found.outcome) is type(folder)
    if isinstance(folder, NothingUsableError) or isinstance(found.outcome, NothingUsableError):
        return
    for table in ("episodes", "children", "costs", "homes", "monitoring"):
        pd.testing.assert_frame_equal(getattr(found.outcome, table), getattr(folder, table))


@given(st.text(max_size=40), st.binary(max_size=200))
@settings(deadline=None, max_examples=60)
def test_any_name_and_any_bytes_are_told_and_no_crash(name: str, content: bytes) -> None:
    sent = SentFile(name=name, content=content)
    if not must_be_asked(sent, NAMES):
        check(read(sent))
    check(read(SentFile(name=name, content=content, authority_code=HACKNEY)))


@given(st.integers(1, 400), st.sampled_from(["a.csv", "a.xml", "a.xlsx", "a.zip"]))
@settings(deadline=None, max_examples=20)
def test_a_bomb_is_refused_and_never_unpacked(megabytes: int, name: str) -> None:
    packed = zipped({"xl/workbook.xml": b"", "episodes.csv": b"0" * min(megabytes, 30) * 1_000_000})
    found = read(SentFile(name=name, content=packed, authority_code=HACKNEY))
    assert isinstance(found.outcome, NothingUsableError)
    assert sum(one.read for one in found.outcome.files) == 0
    assert len(packed) < MOST_FILE_BYTES


def test_an_archive_of_several_is_taken_apart_and_nobody_is_asked() -> None:
    both = {
        f"returns/{who}/{name}": text
        for who in ("Hackney", "Newham")
        for name, text in SOUND.items()
    }
    sent = SentFile(name="all.zip", content=zipped({**both, "homes.csv": SOUND["homes.csv"]}))
    assert not must_be_asked(sent, NAMES)
    found = read(sent)
    assert isinstance(found.outcome, Returns)
    assert found.outcome.authorities_loaded == (HACKNEY, "E09000025")
    assert found.outcome.has_homes


@pytest.mark.parametrize("name", ["Hackney.zip", "returns.zip"])
def test_whose_folders_an_archive_holds_goes_before_its_name_and_what_was_said(name: str) -> None:
    both = {f"{who}/{file}": text for who in ("Hackney", "Newham") for file, text in SOUND.items()}
    packed = zipped({**both, "costs.csv": SOUND["costs.csv"]})
    found = read(SentFile(name=name, content=packed, authority_code=HACKNEY))
    assert isinstance(found.outcome, Returns)
    assert found.outcome.authorities_loaded == (HACKNEY, "E09000025")
    by_authority = found.outcome.children["authority_code"].value_counts()
    assert by_authority[HACKNEY] == by_authority["E09000025"] == 8


def test_files_of_one_name_are_told_apart_whatever_they_are_called() -> None:
    names = ("episodes.csv", "episodes (2).csv", "episodes.csv", "episodes.csv")
    sent = [SentFile(name=one, content=b"", authority_code=HACKNEY) for one in names]
    found = [one.file for one in read(*sent).outcome.files]
    assert len({*found}) == len(names)


def test_every_file_that_was_sent_is_heard_of() -> None:
    homes = SentFile(name="homes.csv", content=SOUND["homes.csv"])
    for name in ("notes.txt", "x.tsv", "picture.png", "no ending"):
        found = read(homes, SentFile(name=name, content=b"Dear colleague,\nhello\n"))
        assert name in {one.file for one in found.outcome.files}
        assert name in {one.file for one in found.outcome.findings}


def test_a_list_of_homes_and_notes_are_asked_of_nobody_and_a_return_is() -> None:
    asked = {
        name: must_be_asked(SentFile(name=name, content=text), NAMES)
        for name, text in SOUND.items()
    }
    assert asked == {
        "episodes.csv": True, "header.csv": True, "costs.csv": True, "needs.csv": True,
        "homes.csv": False, "monitoring.csv": False,
    }  # fmt: skip
    assert not must_be_asked(SentFile(name="read me.txt", content=b"Dear colleague"), NAMES)
