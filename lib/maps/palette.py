"""What each colour means, on light and on dark, for maps and pages alike.

Palette of the Government Analysis Function; every meaning has a form as well.
Orange and turquoise are a shade darker than published, so that each keeps 3:1
against the grey land and not against white alone; texts keep 4.5:1. Tests hold both.
"""

from dataclasses import asdict, dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Palette:
    """One theme's colours, by meaning."""

    inside: str
    """Lives inside the footprint: filled circle, solid line."""
    outside: str
    """Lives outside it: ring, dashed line."""
    inside_with_contract: str
    """Inside with the contract, today's number hidden: drawn as inside, with its own words."""
    brought_inside: str
    """Inside with the contract: filled circle with a cross, solid line with an arrow."""
    fewer: str
    """Would no longer live there: ring with a minus, dashed line."""
    not_known: str
    """Square, with its own count."""
    home: str
    """Children's homes: diamond."""
    land: str
    footprint_land: str
    outline: str
    neighbour_outline: str
    water: str
    road: str
    rail: str
    text: str
    quiet_text: str
    halo: str
    """Behind a label; the text keeps 4.5:1 on it."""
    on_inside: str
    """Texts on a filled circle."""
    on_brought_inside: str
    panel: str
    rule: str
    share_1: str
    """Rates: five steps of one blue, the lowest share first."""
    share_2: str
    share_3: str
    share_4: str
    share_5: str
    change_1: str
    """Changes of a rate: from many fewer inside, over almost no change, to many more."""
    change_2: str
    change_3: str
    """As the land of the footprint: no colour where nothing changes."""
    change_4: str
    change_5: str

    def as_dict(self) -> dict[str, str]:
        """Give the colours by name, as the script of the map takes them."""
        return asdict(self)


LIGHT: Final = Palette(
    inside="#12436D",
    inside_with_contract="#12436D",
    outside="#E9611D",
    brought_inside="#269A90",
    fewer="#505A5F",
    not_known="#6F777B",
    home="#801650",
    land="#F3F2F1",
    footprint_land="#FFFFFF",
    outline="#0B0C0C",
    neighbour_outline="#B1B4B6",
    water="#DCE8F2",
    road="#E3DFD8",
    rail="#D3CFC9",
    text="#0B0C0C",
    quiet_text="#505A5F",
    halo="#FFFFFF",
    on_inside="#FFFFFF",
    on_brought_inside="#FFFFFF",
    panel="#FFFFFF",
    rule="#D1D3D4",
    share_1="#E6EEF6",
    share_2="#C4D7E9",
    share_3="#97B9D8",
    share_4="#6395C1",
    share_5="#3672A6",
    change_1="#DA7136",
    change_2="#F6C9AE",
    change_3="#FFFFFF",
    change_4="#B4D0EA",
    change_5="#4F90C9",
)

DARK: Final = Palette(
    inside="#6FB1E4",
    inside_with_contract="#6FB1E4",
    outside="#FF9A5C",
    brought_inside="#3FC8BC",
    fewer="#B4B9BC",
    not_known="#A9AFB3",
    home="#E08ABB",
    land="#17191B",
    footprint_land="#25292C",
    outline="#F3F2F1",
    neighbour_outline="#4A5054",
    water="#0E2233",
    road="#303538",
    rail="#383E42",
    text="#F3F2F1",
    quiet_text="#B4B9BC",
    halo="#17191B",
    on_inside="#0B0C0C",
    on_brought_inside="#0B0C0C",
    panel="#0B0C0C",
    rule="#3A4044",
    share_1="#15222D",
    share_2="#1B3A53",
    share_3="#23547B",
    share_4="#2B6EA6",
    share_5="#5FAAE3",
    change_1="#B35A26",
    change_2="#6B3F26",
    change_3="#25292C",
    change_4="#234E70",
    change_5="#2E7AB3",
)
