"""A zipped folder is read like the folder, and one that could do harm is refused unread."""

import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from lib.answer.loaded import DEMO_RETURNS, demo_content_hash
from lib.ingest import archives
from lib.ingest.archives import unpacked
from lib.ingest.findings import NothingUsableError
from lib.ingest.tree import Fault, File, Folder
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

GOOD = {
    "episodes.csv": csv_text(EPISODES, [episode()]),
    "header.csv": csv_text(HEADER, [child()]),
}


def zipped(files: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def looked_into(content: bytes) -> Folder | Fault:
    return unpacked(File(name="a.zip", size_bytes=len(content), read=lambda: content))


def test_the_invented_returns_zipped_load_to_the_same_and_are_known_as_invented(
    tmp_path: Path,
) -> None:
    path = Path(shutil.make_archive(str(tmp_path / "from a colleague"), "zip", DEMO_RETURNS))
    plain, packed = load(DEMO_RETURNS), load(path)
    assert packed.content_hash == plain.content_hash == demo_content_hash()
    for table in ("episodes", "children", "costs", "homes", "monitoring"):
        pd.testing.assert_frame_equal(getattr(plain, table), getattr(packed, table))
    assert [(one.read, one.refused) for one in packed.files] == [
        (one.read, one.refused) for one in plain.files
    ]


@pytest.mark.parametrize(
    ("archive", "prefix"),
    [
        (f"{HACKNEY}.zip", ""),
        ("Hackney.ZIP", ""),
        ("Hackney.zip", "SSDA903/2018/"),
        (f"{HACKNEY}/2018.zip", "any folder/"),
        ("returns.zip", "Hackney/"),
        ("returns.zip", "London Borough of Hackney\\"),
    ],
)
def test_an_archive_is_an_authoritys_or_holds_the_folders_of_several(
    tmp_path: Path, archive: str, prefix: str
) -> None:
    put(tmp_path, archive, zipped({prefix + name: text for name, text in GOOD.items()}))
    returns = load(tmp_path)
    assert returns.authorities_loaded == (HACKNEY,)
    assert returns.findings == ()
    assert all(archive.split("/", maxsplit=1)[0] in one.file for one in returns.files)


def test_files_beside_an_archive_are_read_too(tmp_path: Path) -> None:
    put(tmp_path, "returns.zip", zipped({f"Havering/{name}": text for name, text in GOOD.items()}))
    put(tmp_path, "episodes.csv", GOOD["episodes.csv"])
    returns = load(tmp_path)
    assert returns.authorities_loaded == (HAVERING,)
    assert only(returns, "file_outside_folder").file == "episodes.csv"


HARMFUL = {
    "the first bytes alone": (lambda: b"PK\x03\x04 and no more", "archive_damaged"),
    "cut off": (lambda: zipped(GOOD)[:-40], "archive_damaged"),
    "a bomb": (lambda: zipped({"a.csv": b"," * 2_000_000}), "archive_ratio"),
    "too many files": (
        lambda: zipped({f"{n}.csv": b"" for n in range(2_001)}),
        "archive_too_large",
    ),
}


@pytest.mark.parametrize("kind", HARMFUL)
def test_an_archive_that_could_do_harm_is_refused_and_the_others_load(
    tmp_path: Path, kind: str
) -> None:
    made, code = HARMFUL[kind]
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    put(tmp_path, f"{HACKNEY}/more.zip", made())
    returns = load(tmp_path)
    assert only(returns, code).file == f"{HACKNEY}/more.zip"
    assert len(returns.episodes) == 1


def test_one_that_says_it_holds_less_than_it_does_is_unpacked_no_further() -> None:
    honest = zipped({"episodes.csv": b"x" * 1_000_000 + b"the rest"}, method=zipfile.ZIP_STORED)
    lying = honest.replace((1_000_008).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert lying != honest
    folder = looked_into(lying)
    assert isinstance(folder, Folder)
    with pytest.raises(Exception, match="cannot be unpacked"):
        folder.files[0].read()


def test_one_with_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped(GOOD))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):  # the flag stands 6 and 8 bytes into each header
        start = content.find(mark)
        while start >= 0:
            content[start + (6 if mark.endswith(b"\x04") else 8)] |= 1
            start = content.find(mark, start + 1)
    put(tmp_path, "Hackney.zip", bytes(content))
    with pytest.raises(NothingUsableError) as caught:
        load(tmp_path)
    assert "archive_encrypted" in {found.code for found in caught.value.findings}


def test_no_member_leads_out_of_the_archive_and_none_is_an_archive(tmp_path: Path) -> None:
    odd = {
        "../../Hackney/episodes.csv": "x",
        "/": "x",
        "inner.zip": zipped(GOOD),
        "a/" * 70 + "episodes.csv": "x",
        "__MACOSX/._episodes.csv": "x",
        ".hidden/episodes.csv": "x",
    }
    put(tmp_path, "Hackney.zip", zipped(GOOD | odd))
    returns = load(tmp_path)
    assert codes(returns) == ["archive_member"] * 3
    assert len(returns.episodes) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Hackney.zip"]


def test_two_members_of_one_name_are_told_and_the_first_is_read(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in GOOD.items():
            archive.writestr(name, text)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("episodes.csv", "x")
    put(tmp_path, "Hackney.zip", packed.getvalue())
    returns = load(tmp_path)
    assert only(returns, "archive_member").file == "Hackney.zip/episodes.csv"
    assert len(returns.episodes) == 1


def test_archives_together_unpack_to_no_more_than_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = sum(map(len, GOOD.values()))
    monkeypatch.setattr(archives, "MOST_UNPACKED_BYTES", size + 10)
    put(tmp_path, "Hackney.zip", zipped(GOOD))
    put(tmp_path, "Havering.zip", zipped(GOOD))
    returns = load(tmp_path)
    assert returns.authorities_loaded == (HACKNEY,)
    refused = [found.file for found in returns.findings if found.code == "archive_too_large"]
    assert refused == ["Havering.zip/episodes.csv", "Havering.zip/header.csv"]


def test_the_limit_of_archives_keeps_no_plain_file_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED_BYTES", sum(map(len, GOOD.values())) + 10)
    for name in ("Hackney/2016.zip", "Hackney/2017.zip"):
        put(tmp_path, name, zipped(GOOD))
    for name, text in GOOD.items():
        put(tmp_path, f"Havering/{name}", text.replace("E8 1EA", "RM1 3BD"))
    returns = load(tmp_path)
    assert returns.authorities_loaded == (HACKNEY, HAVERING)
    refused = {found.file for found in returns.findings if found.code == "archive_too_large"}
    assert refused == {"Hackney/2017.zip/episodes.csv", "Hackney/2017.zip/header.csv"}


def test_a_file_in_an_archive_is_as_large_as_one_on_the_disk_may_be(tmp_path: Path) -> None:
    rows = "".join(f"kid-{n},{n * 7919 % 100_000_007}\n" for n in range(1_400_000))
    put(tmp_path, "Hackney.zip", zipped({**GOOD, "large.csv": "CHILD,DECOM,DEC,PLACE\n" + rows}))
    assert only(load(tmp_path), "file_too_large").file == "Hackney.zip/large.csv"
