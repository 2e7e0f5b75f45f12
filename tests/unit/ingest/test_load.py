"""A folder of returns, as councils really leave it."""

import hashlib
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lib.domain.footprint import Authority
from lib.ingest.findings import NothingUsableError
from lib.schemas.homes import HOMES as HOMES_SCHEMA
from lib.schemas.placements import CHILDREN, COSTS
from lib.schemas.placements import EPISODES as EPISODES_SCHEMA
from lib.sources.postcodes import PostcodeIndex
from tests.fixtures.returns_on_disk import (
    EPISODES,
    FOOTPRINT,
    HACKNEY,
    HAVERING,
    NEWHAM,
    child,
    codes,
    count,
    csv_text,
    episode,
    load,
    only,
    put,
    put_episodes,
    put_header,
)

ONE = csv_text(EPISODES, [episode()])


@pytest.mark.parametrize(
    "name", ["E09000012", "Hackney", "LB Hackney", "hackney 2018", "London Borough of Hackney"]
)
def test_a_folder_may_be_named_by_code_or_name(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"{name}/episodes.csv", ONE)
    assert load(tmp_path).authorities_loaded == (HACKNEY,)


def test_the_folder_of_one_authority_may_be_given_itself(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    returns = load(tmp_path / HACKNEY)
    assert returns.authorities_loaded == (HACKNEY,)
    assert [found.file for found in returns.files] == ["episodes.csv", "header.csv"]
    pd.testing.assert_frame_equal(returns.episodes, load(tmp_path).episodes)


def test_the_folder_may_be_given_as_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_episodes(tmp_path, episode())
    monkeypatch.chdir(tmp_path / HACKNEY)
    assert load(Path()).authorities_loaded == (HACKNEY,)


def test_authorities_without_a_return_are_named_and_no_finding(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    returns = load(tmp_path)
    assert len(returns.authorities_not_loaded) == 7
    assert HACKNEY not in returns.authorities_not_loaded
    assert returns.findings == ()


def test_a_folder_without_a_usable_episode_is_a_finding_and_not_loaded(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put(tmp_path, f"{NEWHAM}/episodes.csv", csv_text(EPISODES, [episode(PLACE="")]))
    put(tmp_path, f"{NEWHAM}/header.csv", csv_text(["CHILD", "DOB"], [child()]))
    returns = load(tmp_path)
    assert NEWHAM in returns.authorities_not_loaded
    assert only(returns, "authority_not_loaded").file == NEWHAM
    assert count(returns, f"{NEWHAM}/header.csv").ignored == 1


def test_an_authority_of_another_partnership_is_told_and_not_read(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put(tmp_path, "Camden/episodes.csv", ONE)
    returns = load(tmp_path)
    assert only(returns, "authority_not_in_footprint").file == "Camden"
    assert returns.authorities_loaded == (HACKNEY,)
    assert [found.file for found in returns.files] == [f"{HACKNEY}/episodes.csv"]


def test_the_footprint_decides_who_is_read_and_not_the_code(tmp_path: Path) -> None:
    put(tmp_path, "Kent/episodes.csv", csv_text(EPISODES, [episode(HOME_POST="")]))
    kent, medway = (
        Authority(code=code, name=name)
        for code, name in (("E10000016", "Kent"), ("E06000035", "Medway"))
    )
    elsewhere = replace(FOOTPRINT, authorities=(kent, medway), lead_code=kent.code, merges=())
    returns = load(tmp_path, footprint=elsewhere)
    assert returns.authorities_loaded == ("E10000016",)
    assert returns.authorities_not_loaded == ("E06000035",)


def test_two_folders_of_one_authority_are_told_and_one_is_read(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/episodes.csv", ONE)
    put(tmp_path, "Hackney/episodes.csv", ONE)
    returns = load(tmp_path)
    assert only(returns, "authority_twice").file == "Hackney"
    assert len(returns.files) == 1


def test_a_folder_with_another_name_is_told(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put(tmp_path, "old stuff/episodes.csv", ONE)
    assert only(load(tmp_path), "folder_not_recognised").file == "old stuff"


def test_a_return_in_the_wrong_folder_is_suspected(tmp_path: Path) -> None:
    rows = [episode(CHILD=f"kid-{n}") for n in range(3)]
    put(tmp_path, f"{HAVERING}/episodes.csv", csv_text(EPISODES, rows))
    returns = load(tmp_path)
    finding = only(returns, "origins_elsewhere")
    assert finding.file == HAVERING
    assert HACKNEY in finding.message
    assert len(returns.episodes) == 3


def test_a_few_origins_elsewhere_are_nothing_strange(tmp_path: Path) -> None:
    put_episodes(
        tmp_path,
        episode(CHILD="a"),
        episode(CHILD="b", HOME_POST="RM1 3BD"),
        episode(CHILD="c", HOME_POST=""),
    )
    assert "origins_elsewhere" not in codes(load(tmp_path))


def test_other_tables_of_the_return_are_counted_and_not_complained_of(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    put(tmp_path, f"{HACKNEY}/ad1.csv", "CHILD,DOB,DATE_INT\nkid-1,10/09/2003,\n")
    returns = load(tmp_path)
    assert returns.findings == ()
    counted = count(returns, f"{HACKNEY}/ad1.csv")
    assert (counted.read, counted.ignored) == (1, 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a,b\n1,2\n3,4\n", "file_not_recognised"),
        (b"", "file_empty"),
        (b"CHILD,DECOM\0,DEC,PLACE\n", "file_not_text"),
        (b"PK\x03\x04...", "file_not_text"),
        (b"CHILD,DECOM,DEC,PLACE\n\x81\x8d,1,2,3\n", "file_encoding"),
        (b"CHILD,DECOM,DEC,PLACE,DECOM\n1,2,3,4,5\n", "heading_twice"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_does_not_stop_the_others(
    tmp_path: Path, content: bytes, code: str
) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    put(tmp_path, f"{HACKNEY}/bad.csv", content)
    returns = load(tmp_path)
    (finding,) = [found for found in returns.findings if found.code != "column_missing"]
    assert (finding.code, finding.file, finding.row) == (code, f"{HACKNEY}/bad.csv", None)
    assert len(returns.episodes) == 1
    counted = count(returns, f"{HACKNEY}/bad.csv")
    assert counted.loaded == 0
    assert counted.read == counted.refused


def test_a_file_that_may_not_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_episodes(tmp_path, episode())
    locked = put(tmp_path, f"{HACKNEY}/locked.csv", ONE)
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    finding = only(load(tmp_path), "file_unreadable")
    assert finding.file == f"{HACKNEY}/locked.csv"
    assert "Permission denied" in finding.message


@pytest.mark.parametrize(
    ("encoding", "code"),
    [("utf-8-sig", None), ("cp1252", "file_encoding"), ("utf-16", "file_encoding")],
)
def test_a_file_in_another_encoding_loads_and_it_is_said(
    tmp_path: Path, encoding: str, code: str | None
) -> None:
    rows = [episode(CHILD="Zoë-1")]
    put(tmp_path, f"{HACKNEY}/episodes.csv", csv_text(EPISODES, rows).encode(encoding))
    put(
        tmp_path, f"{HACKNEY}/header.csv", csv_text(["CHILD", "SEX", "DOB"], [child(CHILD="Zoë-1")])
    )
    returns = load(tmp_path)
    assert returns.episodes["age_years"].tolist() == [14]
    assert codes(returns) == ([code] if code else [])


def test_semicolons_load_and_it_is_said(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/episodes.csv", ONE.replace(",", ";"))
    returns = load(tmp_path)
    assert "semicolons" in only(returns, "file_separator").message
    assert len(returns.episodes) == 1


def test_a_spoilt_row_is_refused_and_the_others_load(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/episodes.csv", f"{ONE}kid-2,{'x,' * 20}\n")
    returns = load(tmp_path)
    assert only(returns, "row_malformed").row == 3
    assert (len(returns.episodes), count(returns, f"{HACKNEY}/episodes.csv").refused) == (1, 1)


def test_a_spoilt_row_has_one_finding_and_no_untrue_ones(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/episodes.csv", f'{ONE}"kid-2,05/06/2017\nkid-3,{"x," * 20}\n')
    put_header(tmp_path, child())
    found = [(finding.code, finding.row) for finding in load(tmp_path).findings]
    assert found == [("row_malformed", 3), ("row_malformed", 4)]


def test_a_row_that_is_out_is_never_said_to_be_in(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(), episode(PLACE="Q9", DECOM="x", LS="Q9", PL_POST="ZZ9 9ZZ"))
    put_header(tmp_path, child())
    found = load(tmp_path).findings
    assert [finding.code for finding in found] == ["date_impossible", "code_unknown"]
    assert not any("row is in" in finding.message for finding in found)


@pytest.mark.parametrize("tail", ["kid-2,05/06/2017,S,C2,N1,K2,PR4\n", "kid-2,05/06/20", "kid-2"])
def test_a_row_that_is_cut_off_before_its_end_date_is_no_open_episode(
    tmp_path: Path, tail: str
) -> None:
    put(tmp_path, f"{HACKNEY}/episodes.csv", ONE + tail)
    put_header(tmp_path, child())
    returns = load(tmp_path)
    (finding,) = returns.findings
    assert (finding.code, finding.row) == ("row_cut_off", 3)
    assert count(returns, f"{HACKNEY}/episodes.csv").refused == 1
    assert len(returns.episodes) == 1


def test_a_row_that_is_short_of_other_cells_is_in_and_told(tmp_path: Path) -> None:
    tail = "kid-2,05/06/2017,S,C2,N1,K2,PR4,,,,E8 1EA,RM1 3B"
    put(tmp_path, f"{HACKNEY}/episodes.csv", ONE + tail)
    put_header(tmp_path, child(), child(CHILD="kid-2"))
    returns = load(tmp_path)
    assert [(finding.code, finding.row) for finding in returns.findings] == [("row_short", 3)]
    assert returns.episodes["placement_level"].tolist() == ["postcode", "missing"]


def test_blank_rows_are_counted_as_ignored(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/episodes.csv", f"{ONE}\n,,,,,,,,,,,,\n\n")
    counted = count(load(tmp_path), f"{HACKNEY}/episodes.csv")
    assert (counted.read, counted.loaded, counted.ignored) == (4, 1, 3)


def test_notes_and_hidden_files_are_not_read_and_old_workbooks_are_told(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    for name in ("README.md", ".DS_Store", "~$episodes.csv", "notes.txt", f"{HACKNEY}/why.pdf"):
        put(tmp_path, name, "Nothing of interest, really\n")
    plain = load(tmp_path)
    assert plain.findings == ()
    assert len(plain.files) == 2
    put(tmp_path, f"{HACKNEY}/episodes.xls", b"\xd0\xcf\x11\xe0")
    assert only(load(tmp_path), "file_kind_not_read").file == f"{HACKNEY}/episodes.xls"


def test_a_table_of_children_outside_every_folder_is_refused(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put(tmp_path, "episodes.csv", ONE)
    returns = load(tmp_path)
    assert only(returns, "file_outside_folder").file == "episodes.csv"
    assert count(returns, "episodes.csv").refused == 1
    assert len(returns.episodes) == 1


def test_a_file_without_an_ending_is_read_where_its_headings_are_known(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/Episodes", ONE)
    put(tmp_path, f"{HACKNEY}/LICENCE", "Nothing of interest, really\n")
    returns = load(tmp_path)
    assert len(returns.episodes) == 1
    assert [counted.file for counted in returns.files] == [f"{HACKNEY}/Episodes"]


@pytest.mark.parametrize("name", [f"{HACKNEY}/broken.csv", "broken.csv", f"{HACKNEY}/broken"])
def test_a_link_that_leads_nowhere_is_told(tmp_path: Path, name: str) -> None:
    put_episodes(tmp_path, episode())
    (tmp_path / name).symlink_to(tmp_path / "gone.csv")
    finding = only(load(tmp_path), "file_unreadable")
    assert finding.file == name
    assert "link" in finding.message


def test_a_link_to_a_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    (tmp_path / HACKNEY / "round").symlink_to(tmp_path / HACKNEY)
    returns = load(tmp_path)
    assert only(returns, "file_unreadable").file == f"{HACKNEY}/round"
    assert len(returns.files) == 1


def test_a_folder_named_like_a_table_is_told_and_its_files_are_read(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/episodes.csv/2018.csv", ONE)
    returns = load(tmp_path)
    assert only(returns, "file_unreadable").file == f"{HACKNEY}/episodes.csv"
    assert len(returns.episodes) == 1


def test_the_name_a_folder_is_given_under_goes_before_that_of_what_it_links_to(
    tmp_path: Path,
) -> None:
    put(tmp_path, f"elsewhere/{HACKNEY}/episodes.csv", ONE)
    (tmp_path / "Newham").symlink_to(tmp_path / "elsewhere" / HACKNEY)
    assert load(tmp_path / "Newham").authorities_loaded == (NEWHAM,)


@pytest.mark.parametrize("title", ["Missing", "Children,Review,2018"])
def test_a_title_that_is_a_heading_of_another_table_hides_no_episodes(
    tmp_path: Path, title: str
) -> None:
    put(tmp_path, f"{HACKNEY}/episodes.csv", f"{title}\n{ONE}")
    assert len(load(tmp_path).episodes) == 1


def test_a_heading_that_no_figure_needs_may_stand_twice(tmp_path: Path) -> None:
    put(tmp_path, f"{HACKNEY}/episodes.csv", ONE.replace("REASON_PLACE_CHANGE", "CIN"))
    returns = load(tmp_path)
    finding = only(returns, "heading_twice")
    assert "the rows are in" in finding.message
    assert len(returns.episodes) == 1


def test_a_file_name_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put(tmp_path / HACKNEY, "bad\x1b[31m\n.csv", "a\n1\n")
    assert all(finding.file.isprintable() for finding in load(tmp_path).findings)


def test_a_file_name_that_is_no_text_is_shown_all_the_same(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    (tmp_path / HACKNEY / os.fsdecode(b"b\xe4d.csv")).write_text("a\n1\n", encoding="utf-8")
    returns = load(tmp_path)
    only(returns, "file_not_recognised").file.encode("utf-8")


@pytest.mark.parametrize("name", ["nothing", "Camden", HACKNEY])
def test_where_nothing_can_be_used_the_findings_come_with_the_refusal(
    tmp_path: Path, name: str
) -> None:
    put(tmp_path / name, "bad.csv", "a,b\n1,2\n")
    with pytest.raises(NothingUsableError) as caught:
        load(tmp_path / name)
    assert "file_not_recognised" in [finding.code for finding in caught.value.findings]
    (counted,) = caught.value.files
    assert (counted.read, counted.refused) == (1, 1)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingUsableError, match=r"no folder at this path.* authority") as caught:
        load(tmp_path / "nowhere")
    assert [finding.code for finding in caught.value.findings] == ["folder_missing"]


def test_the_hash_is_of_names_and_bytes_and_of_nothing_else(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    put(tmp_path, "homes.csv", "URN,Places,Sector\n")
    put(tmp_path, "README.md", "not read")
    expected = hashlib.sha256()
    for name in (f"{HACKNEY}/episodes.csv", "homes.csv"):
        expected.update(name.encode())
        expected.update((tmp_path / name).read_bytes())
    found = load(tmp_path).content_hash
    assert found == expected.hexdigest()
    put(tmp_path, "README.md", "changed")
    assert load(tmp_path).content_hash == found
    put(tmp_path, f"{HACKNEY}/episodes.csv", ONE + "\n")
    assert load(tmp_path).content_hash != found


def test_nothing_is_written_into_the_folder(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode())
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    load(tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_every_table_is_valid_and_the_same_each_time(tmp_path: Path) -> None:
    put_episodes(tmp_path, episode(), episode(CHILD="b", DOB="x", PL_POST=""))
    returns, again = load(tmp_path), load(tmp_path)
    for schema, table in (
        (EPISODES_SCHEMA, "episodes"),
        (CHILDREN, "children"),
        (COSTS, "costs"),
        (HOMES_SCHEMA, "homes"),
    ):
        schema.validate(getattr(returns, table))
        pd.testing.assert_frame_equal(getattr(returns, table), getattr(again, table))


def test_the_real_index_places_a_real_postcode(tmp_path: Path) -> None:
    put_episodes(
        tmp_path,
        episode(PL_POST="rm13bd"),
        episode(CHILD="b", PL_POST="RM1 3ZZ"),
        episode(CHILD="c", PL_POST="??"),
    )
    returns = load(tmp_path, postcodes=PostcodeIndex.open())
    found = returns.episodes.set_index("child_key").sort_index()
    levels = dict(zip(("b", "c", "kid-1"), found["placement_level"], strict=True))
    assert levels == {"kid-1": "postcode", "b": "sector", "c": "not locatable"}
    assert found["placement_authority_code"].tolist()[2] == HAVERING
    assert only(returns, "postcode_not_locatable").row == 4
    assert returns.as_of == date(2018, 3, 31)
