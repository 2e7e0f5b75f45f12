"""A million raw postcodes, against a pandas merge on tidy ones."""

import numpy as np
import pandas as pd

from lib.sources.postcodes import PostcodeIndex
from tests.benchmarks.timing import Row, median_seconds, once

MILLION = 1_000_000
LONDON = ("E09000012", "E09000016", "E09000025", "E10000012", "E10000016", "E08000003")


def rows() -> list[Row]:
    """Open the index, then locate."""
    index, open_seconds, open_mb = once(PostcodeIndex.open)
    tidy = pd.concat(
        [pd.Series(index.postcodes_in(code)["postcode"]) for code in LONDON], ignore_index=True
    ).astype("str")
    rng = np.random.Generator(np.random.PCG64(1))
    chosen = tidy.iloc[rng.integers(0, len(tidy), MILLION)].reset_index(drop=True)
    raw = chosen.where(chosen.index % 2 == 0, chosen.str.lower().str.replace(" ", ""))
    located, _, locate_mb = once(lambda: index.locate(raw))
    whole = pd.DataFrame({"postcode": tidy.drop_duplicates()})
    whole = whole.join(index.locate(whole["postcode"]))
    merged = chosen.to_frame("postcode").merge(whole, on="postcode", how="left")
    if not merged["easting"].equals(located["easting"]):
        message = "The merge and the index disagree."
        raise AssertionError(message)
    return [
        Row(what="postcode index opened", seconds=open_seconds, memory_mb=open_mb, target="0.3 s"),
        Row(
            what="a million raw postcodes located",
            seconds=median_seconds(lambda: index.locate(raw), repeats=5),
            peer="pandas merge, postcodes already tidy",
            peer_seconds=median_seconds(
                lambda: chosen.to_frame("postcode").merge(whole, on="postcode", how="left"),
                repeats=3,
            ),
            memory_mb=locate_mb,
            target="1.5 s, 150 MB",
        ),
    ]
