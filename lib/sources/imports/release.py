"""What a download of official figures comes to, before it is put beside the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

OPEN_GOVERNMENT_LICENCE: Final = "Open Government Licence v3.0"


@dataclass(frozen=True, kw_only=True)
class Release:
    """
    Figures of one publication for one table of `geodata/published`.

    ``rows`` are text in the columns of the table. ``publication`` is the key of ``entry``
    in the register. ``of_file`` are values of the table's own entry that change with it.
    """

    table: str
    rows: pd.DataFrame
    publication: str
    entry: Mapping[str, str]
    of_file: Mapping[str, str] = field(default_factory=dict)
