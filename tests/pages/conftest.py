"""Each page as a reader opens it, without a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from lib.ui import after_the_map, looking
from tests.fixtures.page import few_runs_of_forecasts, settled

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _as_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv(looking.RETURNS_VARIABLE, raising=False)
    monkeypatch.setattr(after_the_map, "PAINTED_SECONDS", 0.0)  # nothing is painted here


@pytest.fixture
def opened() -> Callable[..., AppTest]:
    def opened(page: str = "overview", **address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        for name, value in address.items():
            app.query_params[name.replace("_", "-")] = value
        return settled((app if page == "overview" else app.switch_page(f"pages/{page}.py")).run())

    return opened


@pytest.fixture
def page(opened: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the Block contract page."""
    return lambda **address: opened("block_contract", **address)


@pytest.fixture(scope="module")
def few_runs() -> Iterator[None]:
    with few_runs_of_forecasts():
        yield


@pytest.fixture
def server_address() -> Iterator[Callable[[str | None], None]]:
    """Start the server, as it were, at another address."""
    before = config.get_option("server.address")
    yield lambda address: config.set_option("server.address", address)
    config.set_option("server.address", before)
