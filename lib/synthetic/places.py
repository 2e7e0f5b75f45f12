"""Ordinary postcodes, and how far they are from each other."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import pandas as pd

from lib.errors import SourceError
from lib.sources.boundaries import authorities
from lib.sources.postcodes import PostcodeIndex
from lib.synthetic.assumptions import AUTHORITIES
from lib.synthetic.draws import Floats, Integers, Texts
from lib.units import METRES_PER_MILE_SSDA903, MILES_DECIMALS

WALES: Final = "W92000004"

_MOST_AT_ONE_POINT: Final = 50
"""More postcodes than these on one point belong to large users or are post boxes."""

_SAMPLE_OUTSIDE: Final = 2_000
"""Postcodes kept of an authority outside the eight; of the eight all are kept."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """
    Ordinary postcodes of every upper-tier authority of England, and of Wales.

    ``postcode``, ``easting``, ``northing`` (metres, EPSG:27700) have one entry a postcode,
    authority after authority; those of ``codes[i]`` are ``bounds[i]`` to ``bounds[i + 1]``.
    ``size`` counts all ordinary postcodes of each authority, ``centre`` is their median
    point (easting, northing).
    """

    codes: tuple[str, ...]
    bounds: Integers
    size: Integers
    centre: Floats
    postcode: Texts
    easting: Floats
    northing: Floats

    @classmethod
    def of(cls, postcodes: PostcodeIndex) -> Self:
        """
        Choose the ordinary postcodes of an index.

        Raises
        ------
        SourceError
            If an authority has none.
        """
        codes = (*authorities()["code"], WALES)
        size, centre, chosen = [], [], []
        for code in codes:
            listed = postcodes.postcodes_in(code)
            ordinary = listed[listed["n_at_point"] <= _MOST_AT_ONE_POINT]
            if ordinary.empty:
                message = f"The postcode index has no ordinary postcode in {code}. Build it anew."
                raise SourceError(message)
            size.append(len(ordinary))
            centre.append(ordinary[["easting", "northing"]].median().to_list())
            if code not in AUTHORITIES and len(ordinary) > _SAMPLE_OUTSIDE:
                rows = np.linspace(0, len(ordinary) - 1, _SAMPLE_OUTSIDE).astype(np.int64)
                ordinary = ordinary.iloc[rows]
            chosen.append(ordinary)
        together = pd.concat(chosen)
        return cls(
            codes=codes,
            bounds=np.cumsum([0, *(len(one) for one in chosen)]),
            size=np.array(size),
            centre=np.array(centre),
            postcode=together["postcode"].to_numpy(dtype=object).astype("U8"),
            easting=together["easting"].to_numpy(),
            northing=together["northing"].to_numpy(),
        )

    def number(self, code: str) -> int:
        """Position of an authority in ``codes``."""
        return self.codes.index(code)

    def any_in(self, rng: np.random.Generator, authority: Integers) -> Integers:
        """Draw a postcode (its position) in each of these authorities (positions)."""
        low, high = self.bounds[authority], self.bounds[authority + 1]
        drawn: Integers = low + (rng.random(len(authority)) * (high - low)).astype(np.int64)
        return drawn

    def metres_from(self, authority: int) -> Floats:
        """Straight line from the middle of one authority to the middle of each, in metres."""
        offset = self.centre - self.centre[authority]
        metres: Floats = np.hypot(offset[:, 0], offset[:, 1])
        return metres

    def miles_between(self, start: Integers, end: Integers) -> Floats:
        """Straight line between postcodes (positions), by the return's own rule."""
        metres = np.hypot(
            self.easting[end] - self.easting[start], self.northing[end] - self.northing[start]
        )
        miles: Floats = np.round(metres / METRES_PER_MILE_SSDA903, MILES_DECIMALS)
        return miles
