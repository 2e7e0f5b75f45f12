"""A copy of the published figures, which an import may change."""

from pathlib import Path

import pytest

from tests.fixtures.figures_held import copied


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy what the import reads and writes; hashes of the rest stay in the register."""
    return copied(tmp_path / "project" / "geodata")
