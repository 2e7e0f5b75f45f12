"""
Adds a year to the official figures from a download of the Department's, Ofsted's or ONS's.

A download is known by its headings. What it holds of years that are here must say the same
as what is here. If the publisher revised them, the whole of what it holds of those years
is taken in place of what is here, or nothing: never single figures.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pandas as pd

from lib.errors import SourceError
from lib.sources import registry
from lib.sources.imports import homes_list, looked_after, prices
from lib.sources.imports.grid import Grid, head, read_grids
from lib.sources.imports.release import Release
from lib.sources.imports.replace import replace_files
from lib.sources.imports.some import some
from lib.sources.paths import GEODATA
from lib.sources.published import TABLES, figures_of


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """A kind of download: the table it is for, how it is known, and how it is read."""

    table: str
    is_one: Callable[[Grid], bool]
    read: Callable[[Grid, pd.DataFrame], Release]


_READERS: Final = (
    _Reader(table=looked_after.TABLE, is_one=looked_after.is_one, read=looked_after.read),
    _Reader(table=homes_list.TABLE, is_one=homes_list.is_one, read=homes_list.read),
    _Reader(table=prices.TABLE, is_one=prices.is_one, read=prices.read),
)
_ON_31_MARCH: Final = ("children_looked_after", "childrens_homes")


def is_publication(path: Path) -> bool:
    """Tell whether a CSV holds official figures that can be imported, by its first rows."""
    grid = head(path)
    return any(reader.is_one(grid) for reader in _READERS)


def import_published(path: Path, *, replace: bool = False, root: Path = GEODATA) -> list[str]:
    """
    Check a download, and add its years to the table of `geodata/published` that it is for.

    Parameters
    ----------
    path
        CSV, or the publisher's workbook (.xlsx).
    replace
        Take what the download holds of years that are here in place of what is here.
    root
        The folder of geodata.

    Returns
    -------
    list of str
        What was added and replaced, in sentences.

    Raises
    ------
    SourceError
        Naming what is wrong, or which figures differ. All is then as it was.
    """
    reader, grid = _recognised(read_grids(path))
    file = f"published/{reader.table}.csv"
    present = _present(root / file)
    release = reader.read(grid, present)
    period = "date" if "date" in TABLES[release.table].key else "year"
    periods = sorted(set(release.rows[period]))
    _refuse_gap(path, present[period], periods)
    differing = _differing(present, release, period)
    if differing:
        _refuse_revision(
            path, differing, is_older=periods[-1] < max(present[period]), is_asked=replace
        )
    table = _merged(present, release, period, replace=bool(differing))
    added = [name for name in periods if not _is_held(present, release, period, name)]
    of_file = _of_file(root, file, table, period, release)
    if not added and not differing and of_file is None:
        return [f"{path.name} holds nothing that is not here, and says the same. Nothing changed."]
    try:
        figures_of(table, table=release.table)
    except SourceError as error:
        message = f"{path.name} is not imported. With it {error}."
        raise SourceError(message) from error
    entry = _entry(root, path, release)
    replace_files(
        {file: _as_csv(table)},
        {file: of_file or {}},
        publications={release.publication: entry},
        root=root,
    )
    said = [f"{path.name} is now in geodata/{file}, as {release.publication} ({entry['title']})."]
    if added:
        said.append(f"Added: {', '.join(added)}.")
    if differing:
        said.append(f"Replaced, with all of their years: {some(differing)}.")
    return [*said, f"See that {entry['address']} opens; if not, mend it in geodata/sources.toml."]


def _recognised(grids: list[Grid]) -> tuple[_Reader, Grid]:
    found = [(reader, grid) for grid in grids for reader in _READERS if reader.is_one(grid)]
    if len(found) == 1:
        return found[0]
    if found:
        message = (
            f"Several sheets could be meant: {some([grid.name for _, grid in found])}. Save the "
            "right one as CSV, with its title rows, and import that."
        )
        raise SourceError(message)
    message = (
        f"{grids[0].name if grids else 'The file'} is none of the official figures that can be "
        "imported. geodata/README.md lists them."
    )
    raise SourceError(message)


def _present(path: Path) -> pd.DataFrame:
    try:
        rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (OSError, ValueError) as error:
        message = f"{path.name} is missing or cannot be read. Restore it from the repository."
        raise SourceError(message) from error
    figures_of(rows, table=path.stem)
    return rows


def _refuse_gap(path: Path, present: "pd.Series[str]", periods: list[str]) -> None:
    """Let a series have no gap: years follow on from those that are here."""
    last = int(max(present)[:4])
    unknown = [int(name[:4]) for name in periods if name not in set(present)]
    if unknown != list(range(last + 1, last + 1 + len(unknown))):
        message = (
            f"{path.name} is not imported: it is of {some([str(year) for year in unknown])}, which "
            f"does not follow on from {last}, the last year here. Import the releases between."
        )
        raise SourceError(message)


def _blocks(rows: pd.DataFrame, period: str) -> pd.MultiIndex:
    """Name for each row its year and measure: what a release holds whole or not at all."""
    measure = rows["measure"] if "measure" in rows else pd.Series("", index=rows.index)
    return pd.MultiIndex.from_arrays([rows[period], measure])


def _is_held(present: pd.DataFrame, release: Release, period: str, name: str) -> bool:
    held = _blocks(present, period)
    return bool(_blocks(release.rows[release.rows[period] == name], period).isin(held).all())


def _differing(present: pd.DataFrame, release: Release, period: str) -> list[str]:
    """Name the figures of blocks that are here and in the release, and are not the same."""
    old_blocks, new_blocks = _blocks(present, period), _blocks(release.rows, period)
    old = present[old_blocks.isin(new_blocks)]
    new = release.rows[new_blocks.isin(old_blocks)]
    here, there = _by_key(old, release.table), _by_key(new, release.table)
    names = {**_names(present), **_names(release.rows)}
    return [
        f"{names[key[0]]} {' '.join(key[1:])} ({here.get(key, 'nothing')} here, "
        f"{there.get(key, 'nothing')} in the file)"
        for key in sorted(here.keys() | there.keys())
        if here.get(key) != there.get(key)
    ]


def _refuse_revision(path: Path, differing: list[str], *, is_older: bool, is_asked: bool) -> None:
    """Refuse figures that are others than here, unless they are newer and asked for."""
    if is_asked and not is_older:
        return
    remedy = (
        "It is an earlier release than the newest here, so what is here stays."
        if is_older
        else "Publishers revise earlier years. To take all that it holds of those years in place "
        "of what is here, import it again with --replace."
    )
    message = (
        f"{path.name} is not imported: {len(differing):,} of its figures for years that are here "
        f"are others than those here: {some(differing)}. {remedy}"
    )
    raise SourceError(message)


def _by_key(rows: pd.DataFrame, table: str) -> dict[tuple[str, ...], str]:
    """Give what a row says, as text, by area and the table's key."""
    layout = TABLES[table]
    key = ["area_code", *layout.key]
    said = [name for name in rows if name not in {*key, "area_name", "source"}]
    return {
        tuple(cells[: len(key)]): " ".join(text for text in cells[len(key) :] if text)
        for cells in rows[[*key, *said]].to_numpy().tolist()
    }


def _names(rows: pd.DataFrame) -> dict[str, str]:
    return dict(zip(rows["area_code"], rows["area_name"], strict=True))


def _merged(present: pd.DataFrame, release: Release, period: str, *, replace: bool) -> pd.DataFrame:
    """Put the blocks of a release beside those here; in their place where ``replace``."""
    old_blocks, new_blocks = _blocks(present, period), _blocks(release.rows, period)
    if replace:
        kept, taken = present[~old_blocks.isin(new_blocks)], release.rows
    else:
        kept, taken = present, release.rows[~new_blocks.isin(old_blocks)]
    order = ["area_code", *TABLES[release.table].key]
    return pd.concat([kept, taken]).sort_values(order, ignore_index=True)


def _of_file(
    root: Path, file: str, table: pd.DataFrame, period: str, release: Release
) -> dict[str, str | list[str]] | None:
    """Describe the table as it is now; None where the register says so already."""
    years = sorted({name[:4] for name in table[period]})
    day = "31 March " if release.table in _ON_31_MARCH else ""
    fields: dict[str, str | list[str]] = {
        "edition": f"{day}{years[0]} to {years[-1]}",
        "made_from": sorted(set(table["source"])),
        **release.of_file,
    }
    entry = registry.files(root)[file]
    if entry | fields == entry:
        return None
    return fields | {"retrieved": datetime.now(UTC).date().isoformat()}


def _entry(root: Path, path: Path, release: Release) -> Mapping[str, str]:
    """Describe the publication, with the hash of what was downloaded."""
    known = registry.publications(root).get(release.publication, {})
    entry = dict(release.entry) | known
    if release.table == prices.TABLE:  # one series, longer every year
        entry["edition"] = release.entry["edition"]
    with path.open("rb") as content:
        taken_from = f"SHA-256 of the file: {hashlib.file_digest(content, 'sha256').hexdigest()}."
    note = entry.get("note", "")
    return entry | {"note": note if taken_from in note else f"{note} {taken_from}".strip()}


def _as_csv(table: pd.DataFrame) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.to_numpy().tolist())
    return text.getvalue().encode()
