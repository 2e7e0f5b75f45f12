"""`python -m lib sources` says plainly whether the geodata are as recorded."""

from pathlib import Path

import pytest

from lib.__main__ import main
from lib.sources import registry
from lib.sources.imports import run


def test_verify_ends_with_zero_where_all_is_as_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", "verify"]) == 0
    assert "as recorded" in capsys.readouterr().out


def test_verify_ends_with_one_and_names_what_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(registry, "fingerprint", lambda _root, path: f"another {path}")
    assert main(["sources", "verify"]) == 1
    assert "boundaries/boroughs_full.parquet is not what was recorded" in capsys.readouterr().err


def test_recording_a_file_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", "record", "geodata/boundaries/none.csv"]) == 2
    assert "boundaries/none.csv" in capsys.readouterr().err


def test_figures_that_are_not_understood_are_refused_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "invented.csv"
    path.write_text("time_period,geographic_level\n2026,National\n")
    assert main(["sources", "import", str(path)]) == 2
    assert "invented.csv, row 1 has no column" in capsys.readouterr().err


@pytest.mark.parametrize("asked", [True, False])
def test_revised_years_are_taken_only_if_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, asked: bool
) -> None:
    taken: list[bool] = []

    def import_published(_path: Path, *, replace: bool) -> list[str]:
        taken.append(replace)
        return []

    monkeypatch.setattr(run, "import_published", import_published)
    path = tmp_path / "invented.xlsx"
    path.write_bytes(b"")
    assert main(["sources", "import", str(path), *(["--replace"] if asked else [])]) == 0
    assert taken == [asked]
