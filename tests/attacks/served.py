"""What the pages and the command line give of one load, to whoever asks for it."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.__main__ import main
from lib.answer import loaded as loading
from lib.answer.contract import question
from lib.answer.loaded import Loaded
from lib.sources.paths import STATE_VARIABLE
from lib.ui import looking, queries
from tests.fixtures.page import settled, words

ROOT = Path(__file__).parents[2]
SHARED = "Shared view"
FEW_RUNS = 200
"""Of the forecast: no count of children hangs on their number."""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """Pages as HTML by name, and documents of ``answer`` by the contract that was asked for."""

    pages: Mapping[str, str]
    documents: Mapping[str, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a command wrote, and how it ended."""

    code: int
    out: str
    err: str


def opened(page: str, **address: str | list[str]) -> AppTest:
    """Open a page with an address, of which names are written with _ in place of -."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in address.items():
        app.query_params[name.replace("_", "-")] = value
    return settled((app if page == "overview" else app.switch_page(f"pages/{page}.py")).run())


def asked(*arguments: str) -> Said:
    """Run a command of the command line."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([*arguments])
        except SystemExit as ended:  # argparse, of what it does not know
            code = int(ended.code or 0)
    return Said(code=code, out=out.getvalue(), err=err.getvalue())


@contextmanager
def serving(loaded: Loaded, name: str) -> Iterator[None]:
    """Let pages and commands answer from one load, whatever folder or date they are asked for."""

    def load(_: Path, *, today: date, as_of: date | None = None) -> Loaded:
        assert today
        assert as_of in (None, loaded.returns.as_of)
        return loaded

    with _few_runs() as patch, TemporaryDirectory() as state:
        patch.setenv(STATE_VARIABLE, state)
        patch.setattr(queries, "load", load)
        patch.setattr(loading, "load", load)
        patch.setattr(looking, "fingerprint", lambda _: name)
        yield


@contextmanager
def demo_served() -> Iterator[None]:
    """Let pages and commands answer from the invented returns."""
    with _few_runs():
        yield


@contextmanager
def _few_runs() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.delenv(looking.RETURNS_VARIABLE, raising=False)
        few: Callable[..., Any] = partial(question.block_contract, runs=FEW_RUNS)
        patch.setattr(question, "block_contract", few)
        patch.setattr(queries, "block_contract", few)
        queries._answers().clear()
        yield patch
        queries._answers().clear()


def printed(audience: str, contracts: Mapping[str, Path]) -> Printed:
    """Open the pages with counts of children, and ask for the answer of each contract."""
    view = {"audience": SHARED} if audience == "shared" else {}
    documents = {}
    for name, path in contracts.items():
        said = asked("answer", "--audience", audience, "--json", "--contract", str(path))
        documents[name] = json.loads(said.out)
    pages = {name: words(opened(name, **view)) for name in ("overview", "boroughs")}
    return Printed(pages=pages, documents=documents)
