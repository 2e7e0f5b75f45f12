"""Where the block homes of a contract stand."""

from typing import Final

import pandas as pd

from lib.domain.block_home import BlockHome
from lib.domain.contract import Contract
from lib.domain.footprint import Footprint
from lib.errors import ConfigurationError
from lib.sources.postcodes import PostcodeIndex

_NOT_KNOWN: Final = ""


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
        point was found), ``beds``.

    Raises
    ------
    ConfigurationError
        If a home cannot be located, stands in another authority than the contract
        says, or outside the footprint. All such homes are named.
    """
    located = postcodes.locate(pd.Series([home.postcode for home in contract.homes], dtype="str"))
    faults = [
        fault
        for home, is_located, found_code in zip(
            contract.homes,
            located["easting"].notna(),
            located["authority_code"].fillna(_NOT_KNOWN),
            strict=True,
        )
        if (fault := _fault(home, footprint, found_code=found_code if is_located else None))
    ]
    if faults:
        raise ConfigurationError("The contract: " + "; ".join(faults) + ".")
    return pd.DataFrame(
        {
            "name": pd.Series([home.name for home in contract.homes], dtype="str"),
            "authority_code": located["authority_code"],
            "easting": located["easting"],
            "northing": located["northing"],
            "level": located["level"],
            "beds": pd.Series([home.beds for home in contract.homes], dtype="int64"),
        }
    )


def _fault(home: BlockHome, footprint: Footprint, *, found_code: str | None) -> str | None:
    """Say why a home cannot stand where the contract puts it; none if it can."""
    where = f"home {home.name!r} at {home.postcode!r}"
    if home.authority_code not in footprint.codes:
        return (
            f"{where} is in {home.authority_code!r}, outside {footprint.name}, where it would "
            "bring nobody inside: choose an authority of footprint.toml"
        )
    stated = f"{home.authority_code} ({footprint.names[home.authority_code]})"
    if found_code is None:
        return f"{where} cannot be located: give a postcode in {stated}"
    if found_code == _NOT_KNOWN:
        return f"{where} may lie in more than one authority: give a full postcode in {stated}"
    if found_code != home.authority_code:
        found = footprint.names.get(found_code, f"outside {footprint.name}")
        return f"{where} lies in {found_code} ({found}), not in {stated}: correct one of them"
    return None
