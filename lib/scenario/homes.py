"""Where the block homes of a contract stand."""

from functools import cache
from typing import Final

import pandas as pd
import shapely

from lib.domain.block_home import BlockHome, Need
from lib.domain.contract import Contract
from lib.domain.footprint import Footprint
from lib.errors import ConfigurationError
from lib.sources.boundaries import authorities_draw
from lib.sources.postcodes import PostcodeIndex

_NOT_KNOWN: Final = ""

_MIDDLE_WITHIN_METRES: Final = 10


def locate_homes(
    contract: Contract, *, postcodes: PostcodeIndex, footprint: Footprint
) -> pd.DataFrame:
    """
    Place the block homes, and refuse a contract that could bring nobody inside.

    Returns
    -------
    DataFrame
        One row a home, in the contract's order: ``name``, ``authority_code``,
        ``easting``, ``northing`` (float64, metres, EPSG:27700), ``level`` (how the
        point was found; ``missing`` for a home without a postcode, which stands in the
        middle of its authority), ``beds``, and whom it takes: ``age_min_years``,
        ``age_max_years`` (int64, the contract's where the home sets none), ``takes`` (str,
        of `Takes`), ``meets_solo`` (bool), ``most_years_apart`` (Int64, missing for any).

    Raises
    ------
    ConfigurationError
        If a home cannot be located, stands in another authority than the contract
        says, or outside the footprint. All such homes are named.
    """
    contracted = contract.homes
    located = postcodes.locate(pd.Series([home.postcode for home in contracted], dtype="str"))
    faults = [
        fault
        for home, is_located, found_code in zip(
            contracted,
            located["easting"].notna(),
            located["authority_code"].fillna(_NOT_KNOWN),
            strict=True,
        )
        if (fault := _fault(home, footprint, found_code=found_code if is_located else None))
    ]
    faults += [
        f"`nomination` gives {code!r} a share, which is no authority of {footprint.name}"
        for code, _ in contract.nomination.shares
        if code not in footprint.codes
    ]
    if faults:
        raise ConfigurationError("The contract: " + "; ".join(faults) + ".")
    for row, home in enumerate(contracted):
        if home.postcode is None:
            located.loc[row, ["easting", "northing"]] = _middle(home.authority_code)
            located.loc[row, "authority_code"] = home.authority_code
    return located[["authority_code", "easting", "northing", "level"]].assign(
        name=pd.Series([home.name for home in contracted], dtype="str"),
        beds=pd.Series([home.beds for home in contracted], dtype="int64"),
        **whom_homes_take(contract),
        most_years_apart=pd.Series([home.most_years_apart for home in contracted], dtype="Int64"),
    )


def whom_homes_take(contract: Contract) -> pd.DataFrame:
    """
    Say whom each home takes, wherever it stands.

    Returns
    -------
    DataFrame
        ``age_min_years``, ``age_max_years``, ``takes``, ``meets_solo``, as `locate_homes`.
    """
    homes = contract.homes
    return pd.DataFrame(
        {
            "age_min_years": [
                contract.age_min_years if home.age_min_years is None else home.age_min_years
                for home in homes
            ],
            "age_max_years": [
                contract.age_max_years if home.age_max_years is None else home.age_max_years
                for home in homes
            ],
            "takes": pd.Series([str(home.takes) for home in homes], dtype="str"),
            "meets_solo": [Need.SOLO in home.meets for home in homes],
        }
    )


@cache
def _middle(authority_code: str) -> tuple[float, float]:
    """Centre of the largest circle within the authority: never in the river or a neighbour."""
    drawn = authorities_draw()
    outline = drawn.loc[drawn["code"] == authority_code, "geometry"].item()
    circle = shapely.maximum_inscribed_circle(outline, tolerance=_MIDDLE_WITHIN_METRES)
    easting, northing = circle.coords[0]
    return round(easting), round(northing)


def _fault(home: BlockHome, footprint: Footprint, *, found_code: str | None) -> str | None:
    """Say why a home cannot stand where the contract puts it; none if it can."""
    where = f"home {home.name!r}"
    if home.postcode is not None:
        where = f"{where} at {home.postcode!r}"
    if home.authority_code not in footprint.codes:
        return (
            f"{where} is in {home.authority_code!r}, outside {footprint.name}, where it would "
            "bring nobody inside: choose an authority of footprint.toml"
        )
    if home.postcode is None:
        return None
    stated = f"{home.authority_code} ({footprint.names[home.authority_code]})"
    if found_code is None:
        return f"{where} cannot be located: give a postcode in {stated}"
    if found_code == _NOT_KNOWN:
        return f"{where} may lie in more than one authority: give a full postcode in {stated}"
    if found_code != home.authority_code:
        found = footprint.names.get(found_code, f"outside {footprint.name}")
        return f"{where} lies in {found_code} ({found}), not in {stated}: correct one of them"
    return None
