"""`python -m lib locate` in a terminal."""

import argparse
from pathlib import Path

import pytest

from lib.cli import locate


def test_a_name_from_a_file_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sites.csv"
    path.write_text("name,latitude,longitude\nRomford\x1b[31m,51.5787,0.1817\n", "utf-8")
    code = locate.run(argparse.Namespace(points=path, postcodes=[], json=False))
    out = capsys.readouterr().out
    assert code == 0
    assert "\x1b" not in out
    assert "Romford" in out
