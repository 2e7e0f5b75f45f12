"""Children with agreed series of short breaks (V4): in every return, in no count."""

from typing import Final

import numpy as np
import pandas as pd

from lib.synthetic.assumptions import AUTHORITIES, CITY
from lib.synthetic.careers import AS_AT_DAY, DAYS_PER_YEAR
from lib.synthetic.tables import AUTHORITY
from lib.synthetic.town import Town
from lib.synthetic.wording import child_identifiers, written_days, written_ends

CHILDREN_WITH_BREAKS: Final = 40
_SHARE_GOING_ON: Final = 0.75
_SHARE_IN_HOMES: Final = 0.4
_AGES_YEARS: Final = (7, 16)
_BEGAN_DAYS_AGO: Final = (400, 1400)
_LASTED_DAYS: Final = (90, 390)


def short_break_tables(rng: np.random.Generator, town: Town) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Write Header and Episodes of children with short breaks.

    Returns
    -------
    tuple
        As ``header_table`` and ``episodes_table`` give them. The return asks for no
        postcodes of such breaks.
    """
    n = CHILDREN_WITH_BREAKS
    councils = [number for number, code in enumerate(AUTHORITIES) if code != CITY]
    authority = np.sort(rng.choice(councils, n))
    identifiers = child_identifiers(np.arange(n) + len(town.origin), number=town.number)
    born = AS_AT_DAY - (rng.uniform(*_AGES_YEARS, n) * DAYS_PER_YEAR).astype(np.int64)
    start = AS_AT_DAY - rng.integers(*_BEGAN_DAYS_AGO, n)
    is_open = rng.random(n) < _SHARE_GOING_ON
    end = start + rng.integers(*_LASTED_DAYS, n)
    in_home = rng.random(n) < _SHARE_IN_HOMES
    header = pd.DataFrame(
        {
            AUTHORITY: authority,
            "CHILD": identifiers,
            "SEX": np.where(rng.random(n) < 0.5, "1", "2"),  # noqa: PLR2004 (half are boys)
            "DOB": written_days(born),
            "ETHNIC": "WBRI",
            "UPN": "UN5",
            "MOTHER": "",
            "MC_DOB": "",
        }
    )
    episodes = pd.DataFrame(
        {
            AUTHORITY: authority,
            "CHILD": identifiers,
            "DECOM": written_days(start),
            "RNE": "S",
            "LS": "V4",
            "CIN": "N2",
            "PLACE": np.where(in_home, "K2", "U6"),
            "PLACE_PROVIDER": "PR1",
            "DEC": written_ends(end, is_open=is_open),
            "REC": np.where(is_open, "", "E8"),
            "REASON_PLACE_CHANGE": "",
            "HOME_POST": "",
            "PL_POST": "",
            "URN": "",
        }
    )
    return header, episodes
