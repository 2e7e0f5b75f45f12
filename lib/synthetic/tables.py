"""The tables of a return, and the list of homes, as text for every cell."""

from typing import Final

import numpy as np
import pandas as pd

from lib.domain.codes import CHILDRENS_HOME
from lib.sources.boundaries import authorities
from lib.synthetic.assumptions import AUTHORITIES, PLACEMENT_TYPES
from lib.synthetic.careers import AS_AT_DAY, DAYS_PER_YEAR
from lib.synthetic.draws import Days, Texts, pick
from lib.synthetic.placing import IN_WALES
from lib.synthetic.town import Town
from lib.synthetic.wording import (
    child_identifiers,
    written_carelessly,
    written_days,
    written_ends,
)

AUTHORITY: Final = "authority"
"""Position in ``AUTHORITIES``: tells into whose return a row goes, and is not written."""

_NO_URN: Final = "XXXXXXX"
_REDACTED: Final = "REDACTED"
_DAYS_TO_18: Final = 6575
_MOTHER_FROM_DAYS: Final = 14 * DAYS_PER_YEAR

_NEEDS: Final = {"N1": 0.58, "N2": 0.03, "N3": 0.04, "N4": 0.11, "N5": 0.17, "N6": 0.03, "N8": 0.04}
_ETHNIC: Final = {
    "WBRI": 0.28, "WOTH": 0.06, "MWBC": 0.08, "MWBA": 0.03, "MWAS": 0.02, "MOTH": 0.05,
    "BCRB": 0.10, "BAFR": 0.17, "BOTH": 0.06, "ABAN": 0.08, "APKN": 0.03, "AIND": 0.01,
    "AOTH": 0.02, "NOBT": 0.01,
}  # fmt: skip
_ETHNIC_UNACCOMPANIED: Final = {"WOTH": 0.25, "BAFR": 0.3, "AOTH": 0.3, "OOTH": 0.15}
_SHARE_BOYS: Final = 0.55
_SHARE_BOYS_UNACCOMPANIED: Final = 0.92

_PROVIDER_OF_SECTOR: Final = {"private": "PR4", "voluntary": "PR5", "health_authority": "PR3"}
_SECTORS: Final = {
    "private": "Private",
    "voluntary": "Voluntary",
    "local_authority": "Local Authority",
    "health_authority": "Health Authority",
}
_REGISTERED_BEFORE_DAYS: Final = 60

HOMES_TITLE: Final = "Invented children's homes as at 31 March 2018: none of them exists"


def header_table(rng: np.random.Generator, town: Town) -> pd.DataFrame:
    """Write Header: one row a child."""
    children = town.children
    born, n = children.careers.born, len(children.authority)
    alone = children.is_unaccompanied
    is_boy = rng.random(n) < np.where(alone, _SHARE_BOYS_UNACCOMPANIED, _SHARE_BOYS)
    age = AS_AT_DAY - born
    careers = children.careers
    age_in_unit = careers.start - born[careers.child]
    in_unit = (careers.kind == "R3") & (age_in_unit > _MOTHER_FROM_DAYS) & ~is_boy[careers.child]
    mother = np.zeros(n, dtype=bool)
    mother[careers.child[in_unit]] = True
    child_born = np.zeros(n, dtype=np.int64)
    child_born[careers.child[in_unit]] = careers.start[in_unit]
    return pd.DataFrame(
        {
            AUTHORITY: children.authority,
            "CHILD": child_identifiers(np.arange(n), number=town.number),
            "SEX": np.where(is_boy, "1", "2"),
            "DOB": written_days(born),
            "ETHNIC": np.where(alone, pick(rng, _ETHNIC_UNACCOMPANIED, n), pick(rng, _ETHNIC, n)),
            "UPN": np.where(alone, "UN3", np.where(age < 4 * DAYS_PER_YEAR, "UN1", "UN5")),
            "MOTHER": np.where(mother, "1", ""),
            "MC_DOB": np.where(mother, written_days(child_born), ""),
        }
    )


def unaccompanied_table(town: Town, header: pd.DataFrame) -> pd.DataFrame:
    """Write UASC: one row an unaccompanied child, with the day that ended on growing up."""
    alone = np.flatnonzero(town.children.is_unaccompanied)
    ceased = town.children.careers.born[alone] + _DAYS_TO_18
    table = header.iloc[alone][[AUTHORITY, "CHILD", "SEX", "DOB"]]
    return table.assign(DUC=written_ends(ceased, is_open=ceased > AS_AT_DAY))


def episodes_table(rng: np.random.Generator, town: Town) -> pd.DataFrame:
    """Write Episodes: one row an episode, by child and day."""
    episodes, careers = town.episodes, town.children.careers
    placement = episodes.placement
    child = careers.child[placement]
    alone = town.children.is_unaccompanied
    need = np.where(alone, "N8", pick(rng, _NEEDS, len(alone)))
    origin = written_carelessly(rng, town.places.postcode[town.origin])
    origin[alone] = ""
    where = written_carelessly(rng, town.places.postcode[town.place])
    return pd.DataFrame(
        {
            AUTHORITY: town.children.authority[child],
            "CHILD": child_identifiers(child, number=town.number),
            "DECOM": written_days(episodes.start),
            "RNE": episodes.reason_new,
            "LS": episodes.legal_status,
            "CIN": need[child],
            "PLACE": episodes.kind,
            "PLACE_PROVIDER": _providers(rng, town)[placement],
            "DEC": written_ends(episodes.end, is_open=episodes.is_open),
            "REC": episodes.reason_ceased,
            "REASON_PLACE_CHANGE": episodes.reason_change,
            "HOME_POST": origin[child],
            "PL_POST": where[placement],
            "URN": _urns(town)[placement],
        }
    )


def homes_table(town: Town) -> pd.DataFrame:
    """Write the homes in the columns of Ofsted's list; only the eight's have a postcode."""
    homes, places = town.homes, town.places
    known = authorities().set_index("code")
    code = np.array(places.codes)[homes.authority]
    is_ours = np.isin(code, AUTHORITIES)
    region = known.loc[code, "region_name"].to_numpy()
    number = (town.number * len(homes.urn) + np.arange(len(homes.urn)) + 1).astype(str)
    return pd.DataFrame(
        {
            "URN": homes.urn.astype(str),
            "Provision type": "Children's Home",
            "Registration date": written_days(_registered(town)),
            "Registration status": "Active",
            "Name": np.strings.add("Invented Home ", np.strings.zfill(number, 4)),
            "Address 1": np.where(is_ours, "", _REDACTED),
            "Address 2": np.where(is_ours, "", _REDACTED),
            "Town": np.where(is_ours, "", _REDACTED),
            "County": np.where(is_ours, "", _REDACTED),
            "Postcode": np.where(is_ours, places.postcode[homes.place], _REDACTED),
            "Ofsted Region": region,
            "Government Office Region": region,
            "Local authority": known.loc[code, "name"].to_numpy(),
            "Sector": [_SECTORS[sector] for sector in homes.sector.tolist()],
            "Places": homes.places.astype(str),
        }
    )


def _registered(town: Town) -> Days:
    """Give each home a day of registration before its first child came."""
    registered = town.homes.registered.copy()
    lived_in = np.flatnonzero(town.home >= 0)
    first = town.children.careers.start[lived_in] - _REGISTERED_BEFORE_DAYS
    np.minimum.at(registered, town.home[lived_in], first)
    return registered


def _urns(town: Town) -> Texts:
    """Write the home's number; a row of X for a home that Ofsted does not list."""
    urns = np.where(town.home == IN_WALES, _NO_URN, "").astype("U10")
    in_home = town.home >= 0
    urns[in_home] = town.homes.urn[town.home[in_home]].astype(str)
    return urns


def _providers(rng: np.random.Generator, town: Town) -> Texts:
    """Choose who provides each placement: for a home its sector tells."""
    careers = town.children.careers
    provider = np.full(len(careers.kind), "PR4", dtype="U3")
    for code, kind in PLACEMENT_TYPES.items():
        rows = np.flatnonzero(careers.kind == code)
        if code == CHILDRENS_HOME:
            continue
        provider[rows] = pick(rng, kind.providers, len(rows))
    in_home = np.flatnonzero(town.home >= 0)
    home = town.home[in_home]
    sector = town.homes.sector[home]
    for name, code in _PROVIDER_OF_SECTOR.items():
        provider[in_home[sector == name]] = code
    numbers = np.array([town.places.number(code) for code in AUTHORITIES])
    own = numbers[town.children.authority[careers.child[in_home]]]
    by_council = sector == "local_authority"
    provider[in_home[by_council]] = np.where(
        town.homes.authority[home[by_council]] == own[by_council], "PR1", "PR2"
    )
    return provider
