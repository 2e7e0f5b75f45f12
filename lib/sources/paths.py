"""Where the project's geodata lie, and where this machine keeps what is built from them."""

import os
from pathlib import Path
from typing import Final

import platformdirs

GEODATA: Final = Path(__file__).resolve().parents[2] / "geodata"

CACHE_VARIABLE: Final = "CLOSER_TO_HOME_CACHE"
STATE_VARIABLE: Final = "CLOSER_TO_HOME_STATE"

_NAME: Final = "closer-to-home"


def cache_dir() -> Path:
    """
    Name the folder for what can be built again: the postcode index, downloaded packages.

    Returns
    -------
    Path
        ``CLOSER_TO_HOME_CACHE`` where that variable is set, else the user's cache
        directory. It need not exist; whoever writes into it makes it.
    """
    return _named_in(CACHE_VARIABLE) or platformdirs.user_cache_path(_NAME, appauthor=False)


def state_dir() -> Path:
    """
    Name the folder for what cannot be built again: which figures were shared.

    Returns
    -------
    Path
        ``CLOSER_TO_HOME_STATE`` where that variable is set, else the user's state
        directory. It need not exist; whoever writes into it makes it.
    """
    return _named_in(STATE_VARIABLE) or platformdirs.user_state_path(_NAME, appauthor=False)


def _named_in(variable: str) -> Path | None:
    chosen = os.environ.get(variable)
    return Path(chosen) if chosen else None
