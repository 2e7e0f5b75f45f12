"""The licence texts that must travel with what is made from the coast."""

import importlib.metadata
from typing import Final

from lib.errors import SourceError
from lib.sources.build.packages import require_python_package

_TEXTS: Final = {"LGPL-3.0.txt": "COPYING.LESSER", "GPL-3.0.txt": "COPYING"}


def licences() -> dict[str, bytes]:
    """
    Read the GNU licences from the package of the coast.

    Returns
    -------
    dict
        File name to text.

    Raises
    ------
    SourceError
        Where the package does not hold them.
    """
    require_python_package("basemap-data-hires")
    kept = {file.name: file for file in importlib.metadata.files("basemap-data-hires") or []}
    missing = [text for text in _TEXTS.values() if text not in kept]
    if missing:
        message = f"basemap-data-hires holds no {', '.join(missing)}."
        raise SourceError(message)
    return {name: kept[text].read_binary() for name, text in _TEXTS.items()}
