"""What a view hands over to the Briefing page: everything that its address says of it."""

from collections.abc import Mapping
from typing import Final

from lib.exports.packs.views import PACK_NAMES, Pack
from lib.links.address import link
from lib.links.asked import Asked, Key, Page

KEPT: Final = (
    Key.AS_AT, Key.AREA, Key.GROUP, Key.MODE, Key.LAYERS, Key.CENTRE, Key.ZOOM, Key.CONTRACT,
    Key.CHANGES,
)  # fmt: skip
"""
Of the address of a view. Whose view it is stays behind: a file is for the shared view until
somebody says otherwise. What cannot be used is told by the page, which reads its address as any.
"""

_PACKS: Final[Mapping[Page, Pack]] = {
    Page.OVERVIEW: Pack.CABINET,
    Page.BOROUGHS: Pack.CABINET,
    Page.BLOCK_CONTRACT: Pack.CONTRACT,
}


def briefing_of(page: Page) -> str | None:
    """Give the link of the Briefing page that a view is carried to, if files are made of it."""
    if page not in _PACKS:
        return None
    pack = PACK_NAMES[_PACKS[page]]
    is_first = pack == next(iter(PACK_NAMES.values()))
    return link(Page.BRIEFING, Asked(pack=None if is_first else pack))
