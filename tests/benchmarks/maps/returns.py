"""The same placements for all: as returns for the product, as one table for its peers."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
from pyproj import Transformer

from lib.answer.loaded import load
from lib.sources.postcodes import PostcodeIndex
from lib.synthetic.generate import generate, write
from lib.units import BRITISH_NATIONAL_GRID

SEED = 4
SCALE = 15
"""Of `lib synthetic`: about 2,500 residential placements on the as-at date."""

COPIES = 32
"""Of those placements, for about 80,000."""

_RESIDENTIAL = "K2"
_TO_DEGREES = Transformer.from_crs(BRITISH_NATIONAL_GRID, "EPSG:4326", always_xy=True)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a reader chooses: its name in the list, its code on our map, its placements."""

    name: str
    code: str
    placements: int


@dataclass(frozen=True, kw_only=True)
class Material:
    """
    Folders of returns and the table of the peers.

    ``table`` is a Parquet file of the placements whose two ends are known: ``borough``,
    ``origin_lat``, ``origin_lon``, ``placement_lat``, ``placement_lon``.
    ``choices`` begins with all boroughs. ``many_placements`` counts those of ``many_returns``
    whose two ends are known.
    """

    returns: Path
    many_returns: Path
    many_placements: int
    table: Path
    choices: tuple[Choice, ...]


def invent(folder: Path, *, everywhere: str, boroughs: tuple[str, ...]) -> Material:
    """Invent returns of 2,500 and of 80,000 placements below an empty folder."""
    returns, many, table = folder / "returns", folder / "many", folder / "placements.parquet"
    files = generate(seed=SEED, scale=SCALE, postcodes=PostcodeIndex.open())
    write(files, returns)
    _multiply(returns, many)
    today = datetime.now(UTC).date()
    loaded = load(returns, today=today)
    placements = _in_degrees(loaded.measured, loaded.authority_names)
    placements.to_parquet(table)
    counts = placements["borough"].value_counts()
    if counts[list(boroughs)].duplicated().any():
        message = "Two of the boroughs have as many placements; choose others to click on."
        raise AssertionError(message)
    codes = {one.name: one.code for one in loaded.footprint.authorities}
    return Material(
        returns=returns,
        many_returns=many,
        many_placements=len(_known(load(many, today=today).measured)),
        table=table,
        choices=(
            Choice(name=everywhere, code="all", placements=len(placements)),
            *(
                Choice(name=name, code=codes[name], placements=int(counts[name]))
                for name in boroughs
            ),
        ),
    )


def _in_degrees(measured: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    known = _known(measured)
    found = {"borough": known["authority_code"].astype("str").map(names).to_numpy()}
    for end in ("origin", "placement"):
        longitude, latitude = _TO_DEGREES.transform(
            known[f"{end}_easting"].to_numpy(float), known[f"{end}_northing"].to_numpy(float)
        )
        found |= {f"{end}_lat": latitude.round(5), f"{end}_lon": longitude.round(5)}
    return pd.DataFrame(found)


def _known(measured: pd.DataFrame) -> pd.DataFrame:
    return measured.dropna(subset=["origin_easting", "placement_easting"])


def _multiply(returns: Path, many: Path) -> None:
    """
    Repeat the children who are in residential care, each under an identifier of its own.

    Their earlier episodes, and with whom they should live, stand once: the bonds of a copy
    would be to the same children. Each copy moves the own addresses of an authority's children
    on by one child, so that no line lies on another.
    """
    number = 0
    for path in sorted(returns.iterdir()):
        target = many / path.name
        if path.is_file():
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, target)
            continue
        target.mkdir(parents=True)
        tables = {one.name: pd.read_csv(one, dtype="str") for one in path.glob("*.csv")}
        episodes = tables["episodes.csv"]
        is_open = episodes["DEC"].isna() & episodes["PLACE"].eq(_RESIDENTIAL)
        children = episodes.loc[is_open, "CHILD"].drop_duplicates()
        for name, table in tables.items():
            kept = table[table["CHILD"].isin(children)]
            if name == "needs.csv":
                kept.to_csv(target / name, index=False)
                continue
            now = kept[is_open.loc[kept.index]] if name == "episodes.csv" else kept
            copies = [kept]
            for copy in range(1, COPIES):
                first = number + (copy - 1) * len(children)
                ids = {child: f"INV{1_000_000 + first + at}" for at, child in enumerate(children)}
                copied = now.assign(CHILD=now["CHILD"].map(ids))
                if name == "episodes.csv":
                    copied["HOME_POST"] = np.roll(copied["HOME_POST"].to_numpy(), copy)
                copies.append(copied)
            pd.concat(copies).to_csv(target / name, index=False)
        number += (COPIES - 1) * len(children)
