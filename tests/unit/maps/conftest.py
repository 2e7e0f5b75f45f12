"""The footprint, and the real door that lets tables out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lib.disclosure.release import Protection, Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.domain.footprint import Footprint

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def footprint() -> Footprint:
    return Footprint.from_toml((ROOT / "geodata" / "footprint.toml").read_text("utf-8"))


@pytest.fixture
def let_out(footprint: Footprint) -> Callable[..., Released]:
    def let_out(table: Unreleased, audience: Audience = Audience.OFFICERS) -> Released:
        return release(
            [table],
            protection=Protection(),
            footprint=footprint,
            audience=audience,
            is_invented=True,
        )[table.name]

    return let_out
