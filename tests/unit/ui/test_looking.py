"""Two folders are one only where every file has the same name and content."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from lib.ui.looking import fingerprint


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "placements.csv").write_text("invented")
    (tmp_path / "deeper" / "homes.csv").write_text("invented too")
    return tmp_path


def _change_a_letter(folder: Path) -> None:
    (folder / "placements.csv").write_text("inventeD")


def _change_deeper(folder: Path) -> None:
    (folder / "deeper" / "homes.csv").write_text("invented, too")


def _rename(folder: Path) -> None:
    (folder / "placements.csv").rename(folder / "children.csv")


def _bring_one_more(folder: Path) -> None:
    (folder / "deeper" / "empty.csv").touch()


def _take_one_away(folder: Path) -> None:
    (folder / "deeper" / "homes.csv").unlink()


@pytest.mark.parametrize(
    "change", [_change_a_letter, _change_deeper, _rename, _bring_one_more, _take_one_away]
)
def test_whatever_changes_in_a_folder_is_seen(folder: Path, change: Callable[[Path], None]) -> None:
    before = fingerprint(folder)
    change(folder)
    assert fingerprint(folder) != before


def test_a_file_that_was_written_again_with_the_same_content_is_no_change(folder: Path) -> None:
    before = fingerprint(folder)
    os.utime(folder / "placements.csv", (1, 1))
    assert fingerprint(folder) == before


def test_a_link_that_leads_nowhere_and_one_to_its_own_folder_are_passed_over(folder: Path) -> None:
    before = fingerprint(folder)
    (folder / "gone.csv").symlink_to(folder / "nowhere.csv")
    (folder / "again").symlink_to(folder, target_is_directory=True)
    assert fingerprint(folder) == before


def test_a_folder_that_may_not_be_read_hides_no_other_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_into = os.scandir

    def refused(path: str | Path) -> object:
        if Path(path).name == "deeper":
            raise PermissionError(path)
        return look_into(path)

    monkeypatch.setattr(os, "scandir", refused)
    before = fingerprint(folder)
    _change_deeper(folder)
    assert fingerprint(folder) == before
    _change_a_letter(folder)
    assert fingerprint(folder) != before
