"""Eight returns, and returns as large as England's, against plain pandas.read_csv."""

import tempfile
from datetime import date
from pathlib import Path

import pandas as pd

from lib.answer.loaded import DEMO_RETURNS, load, read_footprint
from lib.ingest.load import load_returns
from lib.sources.postcodes import PostcodeIndex
from lib.synthetic.generate import generate, write
from tests.benchmarks.timing import Row, median_seconds, once

ENGLAND_SCALE = 36


def rows(today: date) -> list[Row]:
    """The demonstration warm; England's size once, with its peak memory."""
    footprint, postcodes = read_footprint(), PostcodeIndex.open()
    found = [
        Row(
            what="eight returns loaded, checked and measured",
            seconds=median_seconds(lambda: load(DEMO_RETURNS, today=today), repeats=5),
            peer="pandas.read_csv of the same files",
            peer_seconds=median_seconds(lambda: _read_plainly(DEMO_RETURNS), repeats=5),
            target="1 s",
        )
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(generate(seed=1, scale=ENGLAND_SCALE, postcodes=postcodes), folder)
        returns, seconds, memory_mb = once(
            lambda: load_returns(folder, footprint=footprint, postcodes=postcodes, today=today)
        )
        children, episodes = len(returns.children), len(returns.episodes)
        del returns
        found.append(
            Row(
                what=f"{children:,} children, {episodes:,} episodes loaded and checked, "
                f"{episodes / seconds:,.0f} episodes a second",
                seconds=seconds,
                peer="pandas.read_csv of the same files",
                peer_seconds=median_seconds(lambda: _read_plainly(folder), repeats=1),
                memory_mb=memory_mb,
                target="60 s, 2 GB",
            )
        )
    return found


def _read_plainly(folder: Path) -> int:
    return sum(len(pd.read_csv(path, dtype="str")) for path in sorted(folder.rglob("*.csv")))
