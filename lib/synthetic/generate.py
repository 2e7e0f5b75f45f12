"""Invented returns of the eight authorities, as files."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from lib.errors import ConfigurationError
from lib.sources.postcodes import PostcodeIndex
from lib.synthetic.assumptions import AUTHORITIES, HISTORY_FROM, HISTORY_FROM_SCALED
from lib.synthetic.beside import costs_table, needs_table
from lib.synthetic.draws import day_number
from lib.synthetic.mistakes import with_mistakes
from lib.synthetic.monitoring import monitoring_table
from lib.synthetic.places import Places
from lib.synthetic.short_breaks import short_break_tables
from lib.synthetic.tables import (
    AUTHORITY,
    HOMES_TITLE,
    episodes_table,
    header_table,
    homes_table,
    unaccompanied_table,
)
from lib.synthetic.targets import read_targets
from lib.synthetic.town import Town, build_town

DEMO_SEED: Final = 2018
"""Seed of the returns in ``geodata/synthetic/returns``."""

MOST_TOWNS: Final = 300
"""Beyond it, invented identifiers would not fit into their seven figures."""


def generate(
    *,
    seed: int,
    postcodes: PostcodeIndex,
    scale: int = 1,
    progress: Callable[[float], None] | None = None,
) -> dict[str, bytes]:
    """
    Invent returns: the same seed, scale and edition of postcodes give the same bytes.

    Parameters
    ----------
    scale
        How many times as many children and homes. Beyond 1 the histories are longer, so
        that 36 has England's size: 80,000 children looked after, a million episodes.
    progress
        Told the share that is done, from 0 to 1.

    Returns
    -------
    dict
        Path below the folder of returns (``E09000016/episodes.csv``, ``homes.csv``) to CSV
        in UTF-8. ``monitoring.csv`` is of one contract, whatever the scale.

    Raises
    ------
    ConfigurationError
        If the seed is negative, or the scale not from 1 to :data:`MOST_TOWNS`.
    """
    if seed < 0:
        message = f"The seed is {seed}; a whole number from 0 on is wanted."
        raise ConfigurationError(message)
    if not 1 <= scale <= MOST_TOWNS:
        message = f"The scale is {scale}; a whole number from 1 to {MOST_TOWNS} is wanted."
        raise ConfigurationError(message)
    places, targets = Places.of(postcodes), read_targets()
    since = HISTORY_FROM if scale == 1 else HISTORY_FROM_SCALED
    history_from = day_number(since)
    pieces: dict[str, list[bytes]] = {}
    for number in range(scale):
        rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, number])))
        town = build_town(
            rng, number=number, places=places, targets=targets, history_from=history_from
        )
        for name, table in _tables(rng, town, history_from=history_from).items():
            pieces.setdefault(name, []).append(_csv(table, has_headings=number == 0))
        if progress:
            progress((number + 1) / scale)
    pieces["monitoring.csv"] = [_csv(monitoring_table(seed=seed), has_headings=True)]
    files = {name: b"".join(parts) for name, parts in sorted(pieces.items())}
    title = f"{HOMES_TITLE}\n".encode()
    return {name: title + text if name == "homes.csv" else text for name, text in files.items()}


def check_folder(folder: Path) -> None:
    """
    Make sure that a folder is empty or not there yet.

    Raises
    ------
    ConfigurationError
        If it holds something, which might be a council's own returns.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is not an empty folder. Choose another, or empty it first."
        raise ConfigurationError(message)


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """
    Write files below a folder.

    Raises
    ------
    ConfigurationError
        If the folder holds something, or cannot be written into.
    """
    check_folder(folder)
    for name, text in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        except OSError as error:
            message = f"{path} cannot be written: {error.strerror}. Choose another folder."
            raise ConfigurationError(message) from error


def _tables(rng: np.random.Generator, town: Town, *, history_from: int) -> dict[str, pd.DataFrame]:
    """Write one town's tables, by path below the folder of returns."""
    header, episodes = header_table(rng, town), episodes_table(rng, town)
    unaccompanied = unaccompanied_table(town, header)
    needs = needs_table(rng, town)
    costs = costs_table(rng, town, needs, history_from=history_from)
    if town.number == 0:
        header, episodes = with_mistakes(rng, town, header, episodes)
    breaks_header, breaks = short_break_tables(rng, town)
    tables = {
        "header": pd.concat([header, breaks_header]),
        "episodes": pd.concat([episodes, breaks]),
        "uasc": unaccompanied,
        "costs": costs,
        "needs": needs,
    }
    by_return = {
        f"{code}/{name}.csv": table[table[AUTHORITY].eq(number)].drop(columns=AUTHORITY)
        for number, code in enumerate(AUTHORITIES)
        for name, table in tables.items()
    }
    return by_return | {"homes.csv": homes_table(town)}


def _csv(table: pd.DataFrame, *, has_headings: bool) -> bytes:
    return table.to_csv(index=False, header=has_headings, lineterminator="\n").encode("utf-8")
