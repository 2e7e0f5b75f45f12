"""`python -m lib sources` says plainly whether the geodata are as recorded."""

import pytest

from lib.__main__ import main
from lib.sources import registry


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
