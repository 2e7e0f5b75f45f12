"""How exactly a place is known."""

from typing import Final

LEVELS: Final = ("postcode", "sector", "district", "not locatable", "missing")
"""How a point was found, from the finest on. `missing`: the return holds no postcode; a block
home whose contract gives none stands in the middle of its authority."""
