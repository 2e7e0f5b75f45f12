"""The footprint, the real door that lets tables out, and the answer from the invented returns."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lib.answer.loaded import Loaded
from lib.answer.questions import overview
from lib.answer.view import OverviewView
from lib.disclosure.protect import Protection
from lib.disclosure.release import Unreleased, release
from lib.disclosure.released import Audience, Released
from lib.domain.footprint import Footprint

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def footprint() -> Footprint:
    return Footprint.from_toml((ROOT / "geodata" / "footprint.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def views(demo: Loaded) -> dict[Audience, OverviewView]:
    return {
        audience: overview(demo, audience=audience, contract=demo.own_contract)
        for audience in Audience
    }


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
