"""Whether a postcode directory can be what it says it is."""

from typing import Final

import numpy as np
import pandas as pd

from lib.sources.boundaries import authority_names
from lib.sources.imports.known_places import KNOWN_PLACES
from lib.sources.imports.some import some
from lib.sources.postcode_table import PostcodeTable
from lib.sources.postcodes import PostcodeIndex
from lib.sources.projection import grid_from_degrees

_NEAR_METRES: Final = 1_000.0
_SMALLEST_SHARE_KEPT: Final = 0.99
_SMALLEST_SHARE_UNMOVED: Final = 0.95
_UNMOVED_METRES: Final = 100.0


def faults_of_table(table: PostcodeTable, *, present: PostcodeTable) -> list[str]:
    """
    Say all that speaks against a directory.

    Parameters
    ----------
    table
        The directory that would be imported.
    present
        The one that it would replace. Postcodes are only ever added to the
        official directory, and seldom move.

    Returns
    -------
    list of str
        Sentences; empty where nothing speaks against it.
    """
    return [*_codes(table), *_known_places(table), *_against(table, present)]


def _codes(table: PostcodeTable) -> list[str]:
    expected = {code for code in authority_names() if code.startswith("E")}
    found = {code for code in table.authority_codes if code.startswith("E")}
    faults = []
    if missing := sorted(expected - found):
        faults.append(f"It has no postcode in {len(missing)} authorities: {some(missing)}.")
    if unknown := sorted(found - expected):
        faults.append(
            f"It names {len(unknown)} authorities of England that are not among the "
            f"{len(expected)} known here: {some(unknown)}. It is of an earlier or later year."
        )
    return faults


def _known_places(table: PostcodeTable) -> list[str]:
    postcodes = pd.Series([place.postcode for place in KNOWN_PLACES])
    located = PostcodeIndex(table, edition="").locate(postcodes)
    degrees = np.array([(place.longitude, place.latitude) for place in KNOWN_PLACES])
    easting, northing = grid_from_degrees(degrees).T
    is_full = (located["level"] == "postcode").to_numpy()
    is_near = np.hypot(located["easting"] - easting, located["northing"] - northing) <= _NEAR_METRES
    is_swapped = (
        np.hypot(located["northing"] - easting, located["easting"] - northing) <= _NEAR_METRES
    )
    codes = [place.authority_code for place in KNOWN_PLACES]
    is_right = (located["authority_code"] == codes).to_numpy()
    faults = []
    if is_swapped.any():
        faults.append("Eastings and northings are swapped.")
    elif not (is_full & is_near).all():
        wrong = [KNOWN_PLACES[row].name for row in np.flatnonzero(~(is_full & is_near))]
        faults.append(f"It does not place within a kilometre: {some(wrong)}.")
    if not (is_right | ~is_full).all():
        wrong = [KNOWN_PLACES[row].name for row in np.flatnonzero(is_full & ~is_right)]
        faults.append(f"It gives another authority to: {some(wrong)}.")
    return faults


def _against(table: PostcodeTable, present: PostcodeTable) -> list[str]:
    old, new = present.postcodes, table.postcodes
    row = np.minimum(np.searchsorted(new.key, old.key), len(new.key) - 1)
    is_kept = new.key[row] == old.key
    faults = []
    if is_kept.mean() < _SMALLEST_SHARE_KEPT:
        faults.append(
            f"It has only {is_kept.mean():.1%} of the postcodes of the present edition; the whole "
            "directory has nearly all, for terminated postcodes stay in it."
        )
    moved = np.hypot(
        new.easting[row[is_kept]] - old.easting[is_kept],
        new.northing[row[is_kept]] - old.northing[is_kept],
    )
    moved = moved[~np.isnan(moved)]
    if len(moved) and (moved <= _UNMOVED_METRES).mean() < _SMALLEST_SHARE_UNMOVED:
        faults.append(
            f"{(moved > _UNMOVED_METRES).mean():.1%} of its postcodes lie more than "
            f"{_UNMOVED_METRES:.0f} m from where the present edition has them."
        )
    return faults
