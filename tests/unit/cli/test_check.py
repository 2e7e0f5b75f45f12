"""python -m lib check: what it prints, and with which exit code."""

import csv
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest

from lib.__main__ import main
from lib.answer.loaded import DEMO_RETURNS
from tests.fixtures.returns_on_disk import (
    EPISODES,
    HACKNEY,
    child,
    csv_text,
    episode,
    put,
    put_episodes,
    put_header,
)


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any], str]:
    code = main(["check", str(folder), "--json"])
    printed = capsys.readouterr()
    return code, json.loads(printed.out), printed.err


def test_a_clean_return_gives_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_episodes(tmp_path, episode())
    put_header(tmp_path, child())
    code, found, _ = checked(tmp_path, capsys)
    assert code == 0
    (quality,) = found.pop("quality")
    nothing = {"refused": 0, "ignored": 0, "to_mend": 0}
    assert found == {
        "files": [
            {"file": f"{HACKNEY}/{name}.csv", "read": 1, "loaded": 1, **nothing}
            for name in ("episodes", "header")
        ],
        "findings": [],
    }
    assert (quality.pop("authority"), quality.pop("name")) == (HACKNEY, "Hackney")
    assert quality.pop("error_miles") is None
    assert quality.pop("children") == 1
    assert {*quality.values()} == {0}


def test_findings_give_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_episodes(tmp_path, episode(), episode(DECOM="31/02/2018"))
    put_header(tmp_path, child())
    code, found, _ = checked(tmp_path, capsys)
    assert code == 1
    (finding,) = found["findings"]
    assert list(finding) == ["file", "row", "column", "code", "message", "rule", "rule_words"]
    assert finding["rule"] == "141"
    assert finding["rule_words"] == "Date episode began is not a valid date."
    assert (finding["file"], finding["row"], finding["column"], finding["code"]) == (
        f"{HACKNEY}/episodes.csv",
        3,
        "DECOM",
        "date_impossible",
    )


@pytest.mark.parametrize("name", ["nowhere", "empty", HACKNEY])
def test_nothing_usable_gives_2_a_reason_and_still_valid_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "empty").mkdir()
    put(tmp_path, f"{HACKNEY}/bad.csv", b"\0\1\2")
    code, found, reason = checked(tmp_path / name, capsys)
    assert code == 2
    assert sorted(found) == ["files", "findings"]
    assert "authority" in reason


def test_what_has_changed_is_said_of_each_authority(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_episodes(tmp_path / "before", episode(), episode(CHILD="b", DECOM="31/02/2018"))
    put_header(tmp_path / "before", child())
    put_episodes(tmp_path / "after", episode(), episode(CHILD="b"))
    put_header(tmp_path / "after", child(), child(CHILD="b"))
    asked = ["check", str(tmp_path / "after"), "--before", str(tmp_path / "before")]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert (
        "Hackney: looked after 1 -> 2; in residential placements 1 -> 2; rows refused 1 -> 0"
        in said
    )
    main([*asked, "--json"])
    (changed,) = json.loads(capsys.readouterr().out)["changes"]
    assert (changed["to_mend_before"], changed["to_mend_after"]) == (1, 0)


def test_an_authority_that_is_gone_is_not_loaded_and_a_wrong_path_is_told_before_reading(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_episodes(tmp_path / "before", episode())
    put(tmp_path / "after", "Newham/episodes.csv", csv_text(EPISODES, [episode()]))
    main(["check", str(tmp_path / "after"), "--before", str(tmp_path / "before")])
    said = capsys.readouterr().out
    assert "Hackney: looked after 1 -> not loaded" in said
    assert "Newham: looked after not loaded -> 1" in said
    assert main(["check", str(tmp_path / "after"), "--before", str(tmp_path / "nowhere")]) == 2
    assert "--before" in capsys.readouterr().err


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Half past midnight on 24 November here; still the 23rd in Greenwich."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(2026, 11, 23, 10, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr("lib.cli.check.datetime", Clock)
    monkeypatch.setenv("TZ", "Etc/GMT-14")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("far_east")
def test_today_is_the_same_day_wherever_the_computer_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_episodes(tmp_path, episode(), episode(CHILD="b", DECOM="24/11/2026"))
    _, found, _ = checked(tmp_path, capsys)
    assert "date_impossible" in [finding["code"] for finding in found["findings"]]


def test_the_printed_form_shows_the_equation_and_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_episodes(tmp_path, episode(), episode(CHILD="b", PLACE="Q9"))
    put_header(tmp_path, child())
    assert main(["check", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "2 read = 1 loaded + 1 refused + 0 ignored" in printed
    assert "Row 3, column F (PLACE): a text of 2 characters that is no code" in printed
    assert "Loaded, as at 31/03/2018: Hackney. Not loaded: " in printed


def test_refused_rows_are_written_where_they_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    returns, out = tmp_path / "returns", tmp_path / "to mend.csv"
    put_episodes(returns, episode(), episode(CHILD="kid-77", DECOM="31/02/2018"))
    put_header(returns, child())
    assert main(["check", str(returns), "--refused", str(out)]) == 1
    said = capsys.readouterr()
    assert "kid-77" not in said.out + said.err
    assert "1 of them" in said.err
    headings, row = csv.reader(out.read_text("utf-8-sig").splitlines())
    told = dict(zip(headings, row, strict=True))
    assert (told["In file"], told["Row"]) == (f"{HACKNEY}/episodes.csv", "3")
    assert (told["CHILD"], told["DECOM"]) == ("kid-77", "31/02/2018")
    assert told["marking"] == "Official - sensitive: not for publication"


def test_they_are_written_too_where_nothing_can_be_used(tmp_path: Path) -> None:
    returns, out = tmp_path / "returns", tmp_path / "to mend.csv"
    put_episodes(returns, episode(DECOM="31/02/2018"))
    assert main(["check", str(returns), "--refused", str(out)]) == 2
    assert "31/02/2018" in out.read_text("utf-8-sig")


@pytest.mark.parametrize("place", ["returns/mend.csv", "returns/deeper/mend.csv", "taken.csv"])
def test_they_are_written_neither_among_the_returns_nor_over_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    put_episodes(tmp_path / "returns", episode(DECOM="31/02/2018"))
    put(tmp_path, "taken.csv", "as it was")
    out = tmp_path / place
    assert main(["check", str(tmp_path / "returns"), "--refused", str(out)]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert not out.exists() or out.read_text("utf-8") == "as it was"


def test_those_of_the_demonstration_say_that_they_are_invented(tmp_path: Path) -> None:
    out = tmp_path / "to mend.csv"
    assert main(["check", str(DEMO_RETURNS), "--refused", str(out)]) == 1
    rows = [*csv.DictReader(out.read_text("utf-8-sig").splitlines())]
    assert rows
    assert {row["marking"] for row in rows} == {"Invented data"}
