"""Whether boundaries can be what they say they are."""

from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from lib.sources.boundaries import authority_names
from lib.sources.imports.known_places import KNOWN_PLACES
from lib.sources.imports.some import some
from lib.sources.points import codes_at
from lib.sources.postcode_table import PostcodeTable
from lib.sources.projection import Coordinates, grid_from_degrees

_LARGEST_OVERLAP_SQUARE_METRES: Final = 10_000.0
_POSTCODES_AN_AUTHORITY: Final = 300
_SMALLEST_SHARE_INSIDE: Final = 0.98
_SMALLEST_SHARE_OF_ONE: Final = 0.80


def overlaps(areas: gpd.GeoDataFrame) -> list[str]:
    """
    Name the areas that overlap by more than a hectare.

    Parameters
    ----------
    areas
        Columns ``code`` and ``geometry``, EPSG:27700.

    Returns
    -------
    list of str
        At most one sentence.
    """
    shapes, codes = areas.geometry.to_numpy(), areas["code"].to_numpy()
    if shapely.coverage_is_valid(shapes):
        return []
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    shared = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    too_large = np.flatnonzero(shared > _LARGEST_OVERLAP_SQUARE_METRES)
    pairs = [f"{codes[one[row]]} and {codes[other[row]]}" for row in too_large]
    return [f"Areas overlap by more than a hectare: {some(pairs)}."] if pairs else []


def unexpected_codes(codes: npt.NDArray[np.str_]) -> list[str]:
    """
    Compare codes with those of the upper-tier authorities of England.

    Parameters
    ----------
    codes
        Of the download, districts already joined to counties.

    Returns
    -------
    list of str
        Sentences; empty where each is there and no other.
    """
    expected = {code for code in authority_names() if code.startswith("E")}
    faults = []
    if missing := sorted(expected - set(codes.tolist())):
        faults.append(f"{len(missing)} authorities are missing: {some(missing)}.")
    if unknown := sorted(set(codes.tolist()) - expected):
        faults.append(
            f"{len(unknown)} codes are not among the {len(expected)} authorities known here: "
            f"{some(unknown)}. It is of an earlier or later year."
        )
    return faults


def misplaced(authorities: gpd.GeoDataFrame, postcodes: PostcodeTable) -> list[str]:
    """
    Check that well-known places and postcodes lie in their authorities.

    Parameters
    ----------
    authorities
        Columns ``code`` and ``geometry``, EPSG:27700; every authority of England.
    postcodes
        The present directory, which is independent of boundaries.

    Returns
    -------
    list of str
        Sentences; empty where all lie where they should.
    """
    degrees = np.array([(place.longitude, place.latitude) for place in KNOWN_PLACES])
    found = codes_at(grid_from_degrees(degrees), authorities)
    expected = [code if code.startswith("E") else None for *_, code in KNOWN_PLACES]
    wrong = [
        place.name
        for place, code, right in zip(KNOWN_PLACES, found, expected, strict=True)
        if code != right
    ]
    faults = [f"These lie in another authority, or in none: {some(wrong)}."] if wrong else []

    grid, codes = _sample(postcodes)
    is_inside = codes_at(grid, authorities) == codes
    shares = {code: is_inside[codes == code].mean() for code in np.unique(codes)}
    low = [code for code, share in shares.items() if share < _SMALLEST_SHARE_OF_ONE]
    if low or is_inside.mean() < _SMALLEST_SHARE_INSIDE:
        faults.append(
            f"Only {is_inside.mean():.1%} of a sample of postcodes lie in their authority"
            + (f", fewest in {some(low)}." if low else ".")
        )
    return faults


def _sample(table: PostcodeTable) -> tuple[Coordinates, npt.NDArray[np.str_]]:
    """Take up to 300 postcodes of each English authority, evenly through their order."""
    places, codes = table.postcodes, np.array(table.authority_codes)
    order = np.argsort(places.authority, kind="stable")
    bounds = np.searchsorted(places.authority[order], np.arange(len(codes) + 1))
    rows = np.concatenate(
        [
            order[np.unique(np.linspace(start, stop - 1, _POSTCODES_AN_AUTHORITY).astype(int))]
            for code, start, stop in zip(codes, bounds[:-1], bounds[1:], strict=True)
            if code.startswith("E")
        ]
    )
    rows = rows[~np.isnan(places.easting[rows])]
    grid = np.column_stack([places.easting[rows], places.northing[rows]]).astype(np.float64)
    return grid, codes[places.authority[rows]]
