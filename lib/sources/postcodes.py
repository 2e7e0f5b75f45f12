"""Finds the point and the authority of postcodes."""

from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from lib.domain.location import LEVELS
from lib.sources.postcode_keys import (
    SECTORS,
    UNITS,
    Form,
    Keys,
    is_northern_ireland,
    keys_of,
    postcodes_of,
    texts_of,
)
from lib.sources.postcode_package import (
    POSTCODES_PACKAGE,
    Progress,
    package_fingerprint,
    package_table,
    package_version,
)
from lib.sources.postcode_store import StoredTable, has_table, read_table, write_table
from lib.sources.postcode_table import COUNTRIES, UNKNOWN, Places, PostcodeTable

IMPORTED: Final = "imported"
"""Name under which an official download is stored; it goes before the package."""

_PACKAGE: Final = "package"
_DAMAGED: Final = (
    "The imported postcodes are damaged or of an older format: import them again. Until then those "
    "of the package are used."
)
_ROWS_AT_ONCE: Final = 1 << 16  # small enough for the processor's cache

_POSTCODE, _SECTOR, _DISTRICT, _NOT_LOCATABLE, _MISSING = range(len(LEVELS))


class PostcodeIndex:
    """
    Every postcode of Great Britain, the Isle of Man and the Channel Islands.

    The files are mapped into memory: opening is quick, and processes share them.
    """

    def __init__(self, table: PostcodeTable, *, edition: str) -> None:
        self.table = table
        self._codes = pa.array([*table.authority_codes, COUNTRIES["N"]], pa.large_string())
        self._northern_ireland = len(table.authority_codes)
        self.edition = edition

    @classmethod
    def open(cls, *, progress: Progress | None = None) -> Self:
        """
        Open the index, and build it first where it is missing, outdated or damaged.

        An imported official download goes before the package.

        Parameters
        ----------
        progress
            Called with the share that is done (0 to 1) and what is being done, while the
            index is built; and where an imported edition can no longer be read.

        Raises
        ------
        SourceError
            If the index has to be built and cannot be.
        """
        told = progress or _silent
        stored = read_table(IMPORTED)
        if stored is None:
            if has_table(IMPORTED):
                told(1.0, _DAMAGED)
            fingerprint = package_fingerprint()
            stored = read_table(_PACKAGE)
            if stored is None or stored.fingerprint != fingerprint:
                stored = _build(fingerprint, told)
        return cls(stored.table, edition=stored.edition)

    def locate(self, raw: pd.Series) -> pd.DataFrame:
        """
        Find the point and the authority of each postcode, in any spacing and case.

        A full postcode that is absent is placed at its sector, or else its district;
        so is a text that is only a sector (``E15 4``) or a district (``E15``). Their
        authority is given only where all of their postcodes lie in one.

        Parameters
        ----------
        raw
            Postcodes as they stand in a file; missing and malformed values allowed.

        Returns
        -------
        pd.DataFrame
            Indexed as ``raw``. ``easting`` and ``northing`` (float64, metres,
            EPSG:27700, NaN where not known); ``authority_code`` (str, the upper-tier
            authority or the country outside England, missing where not known);
            ``level`` (str, one of `lib.domain.location.LEVELS`). Northern Ireland is
            known by its area letters BT (level ``district``) and has no point.
        """
        n = len(raw)
        points = np.full((2, n), np.nan)
        authority = np.full(n, UNKNOWN, dtype=np.uint8)
        level = np.empty(n, dtype=np.int8)
        start = 0
        for chunk in texts_of(raw).chunks:
            for offset in range(0, len(chunk), _ROWS_AT_ONCE):
                texts = chunk.slice(offset, _ROWS_AT_ONCE)
                rows = slice(start, start + len(texts))
                self._locate(keys_of(texts), points[:, rows], authority[rows], level[rows])
                start = rows.stop
        located = pd.DataFrame(
            points.T, columns=["easting", "northing"], index=raw.index, copy=False
        )
        codes = pa.array(authority, mask=authority == UNKNOWN)
        levels = pa.array(LEVELS, pa.large_string())
        located["authority_code"] = self._codes.take(codes).to_pandas().array
        located["level"] = levels.take(pa.array(level)).to_pandas().array
        return located

    def spread_metres(self, points: pd.DataFrame) -> pd.Series:
        """
        Tell how far the places that a point stands for may lie from it.

        Parameters
        ----------
        points
            ``easting``, ``northing`` and ``level``, as `locate` gives them.

        Returns
        -------
        Series
            float64, metres, indexed as ``points``: of a sector or a district the way to its
            farthest postcode, of a postcode 0, and missing where there is no point.
        """
        spread = pd.Series(np.nan, index=points.index, dtype="float64")
        has_point = points["easting"].notna()
        spread[has_point & (points["level"] == LEVELS[_POSTCODE])] = 0.0
        for level, places, width in (
            (_SECTOR, self.table.sectors, UNITS),
            (_DISTRICT, self.table.districts, UNITS * SECTORS),
        ):
            asked = points[has_point & (points["level"] == LEVELS[level])]
            each = asked.groupby(["easting", "northing"]).ngroup()
            for _, rows in asked.groupby(each):
                easting, northing = rows[["easting", "northing"]].to_numpy()[0].tolist()
                spread[rows.index] = self._farthest_metres(places, width, easting, northing)
        return spread

    def _farthest_metres(
        self, places: Places, width: int, easting: float, northing: float
    ) -> float:
        """Measure how far the farthest postcode is of the sectors, or districts, with a point."""
        every, farthest = self.table.postcodes, 0.0
        for row in np.flatnonzero((places.easting == easting) & (places.northing == northing)):
            key = int(places.key[row])
            ends = np.searchsorted(every.key, (key * width, (key + 1) * width))
            own = slice(*ends.tolist())  # they are sorted by key
            metres = np.hypot(
                every.easting[own].astype(np.float64) - easting,
                every.northing[own].astype(np.float64) - northing,
            )
            farthest = max(farthest, float(np.nan_to_num(metres).max(initial=0.0)))
        return farthest

    def postcodes_in(self, authority_code: str) -> pd.DataFrame:
        """
        List the located postcodes of an authority.

        Parameters
        ----------
        authority_code
            GSS code of an upper-tier authority, or of a country outside England.

        Returns
        -------
        pd.DataFrame
            In the order of the postcodes, empty where none lies in the authority.
            ``postcode`` (str, with one space, ``RM1 3BD``); ``easting`` and ``northing``
            (float64, metres, EPSG:27700); ``n_at_point`` (int64), how many of the
            authority's postcodes share the point: where they are many, they belong to
            large users or are post boxes.
        """
        places, codes = self.table.postcodes, self.table.authority_codes
        number = codes.index(authority_code) if authority_code in codes else UNKNOWN
        rows = np.flatnonzero((places.authority == number) & ~np.isnan(places.easting))
        listed = pd.DataFrame(
            {
                "postcode": pd.array(postcodes_of(places.key[rows]), dtype="str"),
                "easting": places.easting[rows].astype(np.float64),
                "northing": places.northing[rows].astype(np.float64),
            }
        )
        at_point = listed.groupby(["easting", "northing"])["postcode"].transform("size")
        return listed.assign(n_at_point=at_point.astype("int64"))

    def _locate(
        self,
        keys: Keys,
        points: npt.NDArray[np.float64],
        authority: npt.NDArray[np.uint8],
        level: npt.NDArray[np.int8],
    ) -> None:
        """Fill the columns of one run of rows, from the finest level to the coarsest."""
        level[:] = np.where(keys.form == Form.MISSING, _MISSING, _NOT_LOCATABLE)
        left = np.flatnonzero(keys.form >= Form.DISTRICT)
        key = keys.key.copy()
        for form, number, places, width in (
            (Form.POSTCODE, _POSTCODE, self.table.postcodes, UNITS),
            (Form.SECTOR, _SECTOR, self.table.sectors, SECTORS),
            (Form.DISTRICT, _DISTRICT, self.table.districts, 1),
        ):
            here = left[keys.form[left] >= form]
            found, row = _search(places, key[here])
            rows = here[found]
            points[0, rows], points[1, rows] = places.easting[row], places.northing[row]
            authority[rows] = places.authority[row]
            level[rows] = number
            key[here] //= width
            left = left[level[left] == _NOT_LOCATABLE]
        northern_irish = left[is_northern_ireland(key[left])]
        authority[northern_irish] = self._northern_ireland
        level[northern_irish] = _DISTRICT


def _search(
    places: Places, key: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
    """Say which keys are there, and at which rows."""
    order = np.argsort(key)  # in order, neighbouring searches share the processor's cache
    row = np.empty(len(key), dtype=np.int64)
    row[order] = np.searchsorted(places.key, key[order])
    row[row == len(places.key)] = 0
    found = places.key[row] == key
    return found, row[found]


def _build(fingerprint: str, progress: Progress) -> StoredTable:
    table = package_table(progress)
    progress(0.95, "Writing the postcode index")
    stored = StoredTable(table, fingerprint, f"{POSTCODES_PACKAGE} {package_version()}")
    write_table(_PACKAGE, stored)
    progress(1.0, "The postcode index is ready")
    return read_table(_PACKAGE) or stored


def _silent(_share: float, _what: str) -> None:
    """Tell nobody."""
